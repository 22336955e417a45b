"""What makes a query cheap: a collection's root, and the index built when first asked.

Strictly private. A *position* is a document's place in the root; positions are always
sorted, so that every answer is in catalogue order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from itertools import accumulate, filterfalse
from typing import Union, overload

from ._file import sha256, to_text
from ._model import About, Actor, Document, Role
from ._names import Names, fold_words
from ._span import Span

__all__ = ["Places", "Positions", "Root", "both", "contains", "either", "only"]

# To seek one position in a list takes about as long as to go through this many bits.
_BITS_A_SEARCH = 200


class Places:
    """Positions that need not be consecutive: listed, or as the bits of one integer.

    Documents are read by the list; set algebra on integers takes microseconds at any size.
    Each form is made from the other when it is first needed, and kept.
    """

    __slots__ = ("_bits", "_listed", "_size")

    def __init__(self, places: Iterable[int] | None = None, *, bits: int | None = None) -> None:
        self._bits = bits
        self._listed = None if places is None else array("I", places)
        self._size = None if self._listed is None else len(self._listed)

    @property
    def listed(self) -> array[int]:
        """The positions in their order."""
        if self._listed is None:
            self._listed = array("I", _ones(self.bits))
        return self._listed

    @property
    def bits(self) -> int:
        """The number in which the bit of each position is set."""
        if self._bits is None:
            self._bits = _number(self.listed)
        return self._bits

    @property
    def is_listed(self) -> bool:
        """Whether there is a list to seek in."""
        return self._listed is not None

    @property
    def stop(self) -> int:
        """One more than the last position, as of a range."""
        if self._listed is None:
            return self.bits.bit_length()
        return self._listed[-1] + 1 if self._listed else 0

    def __reduce__(self) -> tuple[object, ...]:
        return Places, (self.listed,)

    def __len__(self) -> int:
        if self._size is None:
            self._size = self.bits.bit_count()
        return self._size

    def __iter__(self) -> Iterator[int]:
        return iter(self.listed)

    def __reversed__(self) -> Iterator[int]:
        return reversed(self.listed)

    @overload
    def __getitem__(self, key: int) -> int: ...
    @overload
    def __getitem__(self, key: slice) -> Places: ...
    def __getitem__(self, key: int | slice) -> int | Places:
        """Return a position, or some of them."""
        return Places(self.listed[key]) if isinstance(key, slice) else self.listed[key]


# A range where the positions are consecutive: dates, slices, the whole.
Positions = Union[range, Places]


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
    def claimed(self) -> dict[tuple[str, Role | None], Places]:
        """The documents in which an actor has a role (None: any)."""
        found: defaultdict[tuple[str, Role | None], list[int]] = defaultdict(list)
        for place, document in enumerate(self.documents):
            for claim in document.claims:
                found[claim.actor.id, claim.role].append(place)
                found[claim.actor.id, None].append(place)
        return {key: Places(dict.fromkeys(places)) for key, places in found.items()}

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the whole, written canonically."""
        return sha256(to_text(self.about, self.actors, self.documents).encode())

    @cached_property
    def _days(self) -> tuple[array[int], array[int]]:
        """Each document's first day; and the latest day that it, or one before it, lasts to."""
        firsts = array("l", (_ordinal(d.date.first, 0) for d in self.documents))
        return firsts, array("l", accumulate(self._lasts(), max))

    @cached_property
    def _tree(self) -> array[int]:
        """A tree of maxima, each node above its two: i has 2i and 2i + 1; last days come last."""
        tree = array("l", [0]) * len(self.documents) + array("l", self._lasts())
        for node in range(len(self.documents) - 1, 0, -1):
            tree[node] = max(tree[2 * node], tree[2 * node + 1])
        return tree

    def _lasts(self) -> Iterator[int]:
        return (_ordinal(d.date.last, date.max.toordinal()) for d in self.documents)

    def dated(self, span: Span) -> Positions:
        """Find the documents whose date overlaps a span.

        Documents are sorted by first day: those that begin within the span are consecutive.
        Of those that begin before it, only the ones that last into it count. Mostly there is
        none, as the latest day of all before tells; else the tree finds them without looking at
        the others.
        """
        firsts, latest = self._days
        day = _ordinal(span.first, 0)
        start = bisect_left(firsts, day)
        inside = range(start, bisect_right(firsts, _ordinal(span.last, date.max.toordinal())))
        if not start or latest[start - 1] < day:
            return inside
        return either(Places(_reaching(self._tree, len(firsts), start, day)), inside)


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _reaching(tree: array[int], size: int, stop: int, day: int) -> list[int]:
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


def _ones(bits: int) -> Iterator[int]:
    """List the bits that are set, from the lowest on, leaping from one to the next."""
    lowest = max((bits & -bits).bit_length() - 1, 0)
    digits = format(bits >> lowest, "b")[::-1]
    place = digits.find("1")
    while place >= 0:
        yield lowest + place
        place = digits.find("1", place + 1)


def _number(places: array[int]) -> int:
    digits = bytearray(b"0") * (places[-1] + 1 if places else 1)
    for place in places:
        digits[~place] = ord("1")
    return int(digits, 2)


def both(one: Positions, other: Positions) -> Positions:
    """Find the positions in both; the work does not grow with the larger."""
    if isinstance(other, range):
        return _within(one, other)
    if isinstance(one, range):
        return _within(other, one)
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    if large.is_listed and _are_few(len(small), one, other):
        return Places(filter(partial(contains, large.listed), small))
    return Places(bits=small.bits & large.bits)


def either(one: Positions, other: Positions) -> Positions:
    """Find the positions in at least one of the two."""
    if isinstance(one, range) and isinstance(other, range):
        first, second = (one, other) if one.start <= other.start else (other, one)
        if not first or not second:
            return first or second
        if second.start <= first.stop:
            return range(first.start, max(first.stop, second.stop))
    if _are_few(len(one) + len(other), one, other):
        return Places(dict.fromkeys(sorted([*one, *other])))
    return Places(bits=_bits(one) | _bits(other))


def only(one: Positions, other: Positions) -> Positions:
    """Find the positions in the first that are not in the second."""
    if _are_few(len(one), one, other):
        return Places(filterfalse(partial(contains, other), one))
    return Places(bits=_bits(one) & ~_bits(other))


def _are_few(count: int, one: Positions, other: Positions) -> bool:
    """Tell whether to take so many one by one is quicker than to make bits of all."""
    return count * _BITS_A_SEARCH < max(one.stop, other.stop)


def _bits(places: Positions) -> int:
    if isinstance(places, range):
        return ((1 << len(places)) - 1) << places.start
    return places.bits


def _within(places: Positions, bounds: range) -> Positions:
    if isinstance(places, range):
        return range(max(places.start, bounds.start), min(places.stop, bounds.stop))
    if not places.is_listed and _are_few(len(bounds), places, bounds):
        window = places.bits >> bounds.start & ((1 << len(bounds)) - 1)
        return Places(bounds.start + place for place in _ones(window))
    if not places.is_listed:
        return Places(bits=places.bits & _bits(bounds))
    listed = places.listed
    start, stop = bisect_left(listed, bounds.start), bisect_left(listed, bounds.stop)
    return places if stop - start == len(places) else places[start:stop]


def contains(places: Positions | array[int], place: int) -> bool:
    """Tell whether a position is among them, without going through them."""
    listed = places.listed if isinstance(places, Places) else places
    at = bisect_left(listed, place)
    return at < len(listed) and listed[at] == place
