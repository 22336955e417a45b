"""The four queries, asked of the shipped collection."""

from __future__ import annotations

from typing import overload

from ._collection import Collection
from ._data import load
from ._model import Actor, Role
from ._span import When

__all__ = ["by_actor", "by_date", "by_origin", "search"]


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
