"""The Wilson Center Digital Archive's collection *Korean War Armistice*, as data.

Twenty catalogue records (page 4 of the archive's listing, not the whole collection), and
reviewed claims on who wrote, received and took part, each with the words that prove it.

Example:
    >>> import korean_armistice as ka
    >>> for doc in ka.by_origin("USSR").by_date("1953-07-27"):
    ...     print(doc, doc.claims[0].quote, sep=" | ")
    1953-07-27  Report, Malenkov to Kim Il Sung | Report, Malenkov to
"""

from typing import TYPE_CHECKING

from ._version import __version__

__all__ = [
    "About",
    "Actor",
    "ActorKind",
    "ArmisticeError",
    "Basis",
    "Claim",
    "Collection",
    "Document",
    "Field",
    "Image",
    "InvalidDataError",
    "InvalidDateError",
    "Record",
    "Role",
    "Span",
    "UnknownNameError",
    "When",
    "__version__",
    "by_actor",
    "by_date",
    "by_origin",
    "dumps",
    "load",
    "merge",
    "read",
    "search",
]

# Where each name is fetched from when it is first asked for (PEP 562): a program that imports
# the package and does not come to use it does not wait for attrs and what is made with it.
_ROOMS = {
    "_ask": ("by_actor", "by_date", "by_origin", "search"),
    "_collection": ("Collection",),
    "_data": ("dumps", "load", "merge", "read"),
    "_model": (
        "About", "Actor", "ActorKind", "Basis", "Claim", "Document", "Field", "Image", "Record",
        "Role",
    ),
    "_span": ("Span", "When"),
    "exceptions": ("ArmisticeError", "InvalidDataError", "InvalidDateError", "UnknownNameError"),
}  # fmt: skip

if TYPE_CHECKING:
    from ._ask import by_actor, by_date, by_origin, search
    from ._collection import Collection
    from ._data import dumps, load, merge, read
    from ._model import About, Actor, ActorKind, Basis, Claim, Document, Field, Image, Record, Role
    from ._span import Span, When
    from .exceptions import ArmisticeError, InvalidDataError, InvalidDateError, UnknownNameError
else:  # so that a misspelt name is still an error to type checkers

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _ROOMS:  # `korean_armistice.exceptions`, without an import of its own
            return import_module(f".{name}", __name__)
        for room, names in _ROOMS.items():
            if name in names:
                globals()[name] = getattr(import_module(f".{room}", __name__), name)
                return globals()[name]
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
