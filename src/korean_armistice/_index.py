"""What makes a query cheap: a collection's root, and the index built when first asked.

Strictly private. A *position* is a document's place in the root; positions are always
sorted, so that every answer is in catalogue order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from itertools import filterfalse
from typing import Union

from ._file import sha256, to_text
from ._model import About, Actor, Document, Role
from ._names import Names, fold_words
from ._span import Span

__all__ = ["Positions", "Root", "both", "contains", "either", "only"]

# A range where the positions are consecutive (dates, slices, the whole), else an array.
Positions = Union[range, "array[int]"]

# Searching an array takes about as long as putting this many numbers into a set.
_SEARCHES = 10


class Root:
    """The whole a selection is taken from: header, actors, documents; never changed.

    Each part of the index is built on first use. Two threads may build the same part at
    once; both get equal parts, and one of them is kept.
    """

    about: About
    actors: tuple[Actor, ...]
    documents: tuple[Document, ...]

    def __init__(
        self, about: About, actors: tuple[Actor, ...], documents: tuple[Document, ...]
    ) -> None:
        self.about, self.actors, self.documents = about, actors, documents

    def __reduce__(self) -> tuple[object, ...]:
        return Root, (self.about, self.actors, self.documents)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Root):
            return NotImplemented
        return self is other or (
            (self.about, self.actors) == (other.about, other.actors)
            and self.documents == other.documents
        )

    def __hash__(self) -> int:
        return hash((self.about, len(self.documents)))

    @cached_property
    def places(self) -> dict[str, int]:
        """Each document's position by its id."""
        return {document.id: place for place, document in enumerate(self.documents)}

    @cached_property
    def names(self) -> Names:
        """The spellings of the actors."""
        return Names(self.actors)

    @cached_property
    def texts(self) -> list[str]:
        """Each document's title and summary: folded words, each after a space."""
        return [
            "".join(f" {word}" for word in fold_words(f"{d.title} {d.summary or ''}"))
            for d in self.documents
        ]

    @cached_property
    def claimed(self) -> dict[tuple[str, Role | None], array[int]]:
        """The documents in which an actor has a role (None: any)."""
        found: dict[tuple[str, Role | None], array[int]] = {}
        for place, document in enumerate(self.documents):
            for claim in document.claims:
                roles: tuple[Role | None, ...] = (claim.role, None)
                for role in roles:
                    places = found.setdefault((claim.actor.id, role), array("L"))
                    if not places or places[-1] != place:
                        places.append(place)
        return found

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the whole, written canonically."""
        return sha256(to_text(self.about, self.actors, self.documents).encode())

    @cached_property
    def _days(self) -> tuple[array[int], list[int]]:
        firsts = array("l", (_ordinal(d.date.first, 0) for d in self.documents))
        lasts = [_ordinal(d.date.last, date.max.toordinal()) for d in self.documents]
        # A tree of maxima, each node above its two: node i has 2i and 2i + 1, leaves come last.
        tree = [0] * len(lasts) + lasts
        for node in range(len(lasts) - 1, 0, -1):
            tree[node] = max(tree[2 * node], tree[2 * node + 1])
        return firsts, tree

    def dated(self, span: Span) -> Positions:
        """Find the documents whose date overlaps a span.

        Documents are sorted by first day: those that begin within the span are consecutive.
        Of those that begin before it, only the ones that last into it count; the tree finds
        them without looking at the others.
        """
        firsts, tree = self._days
        start = bisect_left(firsts, _ordinal(span.first, 0))
        stop = bisect_right(firsts, _ordinal(span.last, date.max.toordinal()))
        earlier = _reaching(tree, len(firsts), start, _ordinal(span.first, 0))
        inside = range(start, stop)
        return either(array("L", earlier), inside) if earlier else inside


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _reaching(tree: list[int], size: int, stop: int, day: int) -> list[int]:
    """Find the leaves before `stop` whose value is `day` or later."""
    nodes: list[int] = []
    low, high = size, size + stop
    while low < high:  # cover the leaves [0, stop) with few nodes
        if low & 1:
            nodes.append(low)
            low += 1
        if high & 1:
            high -= 1
            nodes.append(high)
        low, high = low >> 1, high >> 1
    found: list[int] = []
    while nodes:
        node = nodes.pop()
        if tree[node] >= day:
            if node >= size:
                found.append(node - size)
            else:
                nodes += (2 * node, 2 * node + 1)
    return sorted(found)


def both(one: Positions, other: Positions) -> Positions:
    """Find the positions in both; the work grows with the smaller."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    if isinstance(large, range):
        return _within(small, large)
    if isinstance(small, range):
        return _within(large, small)
    return array("L", filter(_member(large, len(small)), small))


def either(one: Positions, other: Positions) -> Positions:
    """Find the positions in at least one of the two."""
    if isinstance(one, range) and isinstance(other, range):
        first, second = (one, other) if one.start <= other.start else (other, one)
        if not first or not second:
            return first or second
        if second.start <= first.stop:
            return range(first.start, max(first.stop, second.stop))
    # Sorting two sorted runs is one merge.
    return array("L", dict.fromkeys(sorted([*one, *other])))


def only(one: Positions, other: Positions) -> Positions:
    """Find the positions in the first that are not in the second."""
    if isinstance(other, range):
        before, after = _before(one, other.start), _before(one, other.stop)
        return one if before == after else _joined(one[:before], one[after:])
    return array("L", filterfalse(_member(other, len(one)), one))


def _joined(one: Positions, other: Positions) -> Positions:
    return (one or other) if not one or not other else array("L", [*one, *other])


def _within(places: Positions, bounds: range) -> Positions:
    start, stop = _before(places, bounds.start), _before(places, bounds.stop)
    return places if stop - start == len(places) else places[start:stop]


def _before(places: Positions, place: int) -> int:
    return bisect_left(places, place)


def _member(places: Positions, asked: int) -> Callable[[int], bool]:
    """Make the test for membership that is cheaper when it is asked so many times."""
    if asked * _SEARCHES < len(places):
        return partial(contains, places)
    return set(places).__contains__


def contains(places: Positions, place: int) -> bool:
    """Tell whether a position is among them, without going through them."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place
