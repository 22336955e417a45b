"""The Wilson Center Digital Archive's collection *Korean War Armistice*, as data.

Twenty catalogue records (page 4 of the archive's listing, not the whole collection), and
reviewed claims on who wrote, received and took part, each with the words that prove it.

Example:
    >>> import korean_armistice as ka
    >>> for doc in ka.by_origin("USSR").by_date("1953-07-27"):
    ...     print(doc, doc.claims[0].quote, sep=" | ")
    1953-07-27  Report, Malenkov to Kim Il Sung | Report, Malenkov to
"""

from __future__ import annotations

from typing import overload

from ._collection import Collection
from ._data import dumps, load, merge, read
from ._model import About, Actor, ActorKind, Basis, Claim, Document, Field, Image, Record, Role
from ._span import Span, When
from ._version import __version__
from .exceptions import ArmisticeError, InvalidDataError, InvalidDateError, UnknownNameError

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


@overload
def by_date(when: When) -> Collection: ...
@overload
def by_date(*, since: When, until: When | None = None) -> Collection: ...
@overload
def by_date(*, since: When | None = None, until: When) -> Collection: ...
def by_date(
    when: When | None = None, *, since: When | None = None, until: When | None = None
) -> Collection:
    """Select shipped documents by date; see `Collection.by_date`.

    Example:
        >>> import korean_armistice as ka
        >>> ka.by_date(since="1953-06-25", until="1953-07-27")
        <Collection: 12 documents, 1953-06-25/1953-07-27>
    """
    return load().by_date(when, since=since, until=until)  # type: ignore[misc, call-overload, no-any-return]  # pyright: ignore[reportCallIssue, reportArgumentType]


def by_actor(who: str | Actor, *, role: Role | None = None) -> Collection:
    """Select shipped documents by actor and role; see `Collection.by_actor`.

    Example:
        >>> import korean_armistice as ka
        >>> ka.by_actor("김일성", role="author")
        <Collection: 1 document, 1953-07-29>
    """
    return load().by_actor(who, role=role)


def by_origin(state: str | Actor) -> Collection:
    """Select shipped documents by the state that produced them; see `Collection.by_origin`.

    Example:
        >>> import korean_armistice as ka
        >>> ka.by_origin("СССР")
        <Collection: 9 documents, 1953-07-03/1953-09-01>
    """
    return load().by_origin(state)


def search(text: str) -> Collection:
    """Select shipped documents by words of title and summary; see `Collection.search`.

    Example:
        >>> import korean_armistice as ka
        >>> ka.search("mutual defense pact")
        <Collection: 2 documents, 1953-06-06/1953-08-03>
    """
    return load().search(text)
