"""The Wilson Center Digital Archive's collection *Korean War Armistice*, as data.

It has twenty catalogue records (page 4 of the archive's listing, not the whole collection) and
annotations. These say who wrote, received, was sent a copy, took part or is mentioned, and which
document answers which; each has the words that prove it. Excerpts and notes name their sources.
The annotations were made by a language model and not reviewed by a historian.

Example:
    >>> import korean_armistice as ka
    >>> for doc in ka.by_origin("USSR").by_date("1953-07-27"):
    ...     print(doc, doc.claims[0].quote, sep=" | ")
    1953-07-27  Report, Malenkov to Kim Il Sung | Report, Malenkov to
"""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from ._collection import Collection, Counted
from ._data import dumps, load, read
from ._merge import collect, merge
from ._model import About, Actor, Claim, Document, Excerpt, Image, Link, Note, Record, Source

# Each of these types lists the words that a field may have; they are a group of their own.
# isort: split
from ._model import ActorKind, Basis, Field, Part, Relation, Role, SourceKind
from ._span import Span, When
from ._version import __version__
from .exceptions import ArmisticeError, InvalidDataError, InvalidDateError, UnknownNameError

if TYPE_CHECKING:
    from . import export, plots
else:  # hidden from type checkers, which would otherwise accept a misspelt name

    def __getattr__(name: str) -> object:
        """Import `export` and `plots` when they are first used, because few programs need them."""
        if name in ("export", "plots"):
            return import_module(f".{name}", __name__)
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "About", "Actor", "ActorKind", "ArmisticeError", "Basis", "Claim", "Collection", "Counted",
    "Document", "Excerpt", "Field", "Image", "InvalidDataError", "InvalidDateError", "Link",
    "Note", "Part", "Record", "Relation", "Role", "Source", "SourceKind", "Span",
    "UnknownNameError", "When", "__version__", "actor", "by_actor", "by_date", "by_kind",
    "by_origin", "collect", "counts", "dumps", "export", "load", "merge", "plots", "read", "search",
]  # fmt: skip

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _of_shipped(method: Callable[Concatenate[Collection, _P], _T]) -> Callable[_P, _T]:
    """Turn a method of collections into a function that asks the shipped collection."""

    @wraps(method)
    def ask(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        return method(load(), *args, **kwargs)

    full = signature(method)
    _, *arguments = full.parameters.values()  # without `self`
    vars(ask)["__signature__"] = full.replace(parameters=arguments)
    ask.__module__, ask.__qualname__ = __name__, ask.__name__  # where pickle looks for it
    return ask


by_date: Final = _of_shipped(Collection.by_date)
by_actor: Final = _of_shipped(Collection.by_actor)
by_origin: Final = _of_shipped(Collection.by_origin)
by_kind: Final = _of_shipped(Collection.by_kind)
search: Final = _of_shipped(Collection.search)
actor: Final = _of_shipped(Collection.actor)
counts: Final = _of_shipped(Collection.counts)
