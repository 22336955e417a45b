"""The Wilson Center Digital Archive's collection *Korean War Armistice*, as data.

Twenty catalogue records (page 4 of the archive's listing, not the whole collection), and
annotations: who wrote, received, was sent a copy, took part or is mentioned, and which document
answers which, each with the words that prove it. Excerpts and notes name their sources. The
annotations were made by a language model and not reviewed by a historian.

Example:
    >>> import korean_armistice as ka
    >>> for doc in ka.by_origin("USSR").by_date("1953-07-27"):
    ...     print(doc, doc.claims[0].quote, sep=" | ")
    1953-07-27  Report, Malenkov to Kim Il Sung | Report, Malenkov to
"""

from importlib import import_module
from typing import TYPE_CHECKING, overload

from ._collection import Collection, Counted
from ._data import dumps, load, read
from ._merge import collect, merge
from ._model import (
    About,
    Actor,
    ActorKind,
    Basis,
    Claim,
    Document,
    Excerpt,
    Field,
    Image,
    Link,
    Note,
    Part,
    Record,
    Relation,
    Role,
    Source,
    SourceKind,
)  # fmt: skip
from ._span import Span, When
from ._version import __version__
from .exceptions import ArmisticeError, InvalidDataError, InvalidDateError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from . import export, plots

__all__ = [
    "About", "Actor", "ActorKind", "ArmisticeError", "Basis", "Claim", "Collection", "Counted",
    "Document", "Excerpt", "Field", "Image", "InvalidDataError", "InvalidDateError", "Link",
    "Note", "Part", "Record", "Relation", "Role", "Source", "SourceKind", "Span",
    "UnknownNameError", "When", "__version__", "actor", "by_actor", "by_date", "by_kind",
    "by_origin", "collect", "counts", "dumps", "export", "load", "merge", "plots", "read", "search",
]  # fmt: skip


@overload
def by_date(when: When) -> Collection: ...
@overload
def by_date(*, since: When, until: When | None = None) -> Collection: ...
@overload
def by_date(*, since: When | None = None, until: When) -> Collection: ...
def by_date(
    when: When | None = None, *, since: When | None = None, until: When | None = None
) -> Collection:
    """Select shipped documents by date; see `Collection.by_date`."""
    return load().by_date(when, since=since, until=until)  # type: ignore[misc, call-overload, no-any-return]  # pyright: ignore[reportCallIssue, reportArgumentType]


def by_actor(
    who: str | Actor, *, role: Role | None = None, basis: Basis | None = None
) -> Collection:
    """Select shipped documents by actor, role and basis; see `Collection.by_actor`."""
    return load().by_actor(who, role=role, basis=basis)


def by_origin(state: str | Actor, *, basis: Basis | None = None) -> Collection:
    """Select shipped documents by the state that produced them; see `Collection.by_origin`."""
    return load().by_origin(state, basis=basis)


def by_kind(kind: str) -> Collection:
    """Select shipped documents by kind; see `Collection.by_kind`."""
    return load().by_kind(kind)


def search(text: str, *, within: "Field | Iterable[Field]" = ("title", "summary")) -> Collection:
    """Select shipped documents by words and "phrases"; see `Collection.search`."""
    return load().search(text, within=within)


def actor(name: str) -> Actor:
    """Return the actor of a spelling or an id; see `Collection.actor`."""
    return load().actor(name)


def counts(what: Counted) -> dict[str | None, int]:
    """Count the shipped documents by role, origin and so on; see `Collection.counts`."""
    return load().counts(what)


if not TYPE_CHECKING:  # so that a misspelt name is still an error to type checkers

    def __getattr__(name: str) -> object:
        """Import `export` and `plots` when they are first used, because few programs need them."""
        if name in ("export", "plots"):
            return import_module(f".{name}", __name__)
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
