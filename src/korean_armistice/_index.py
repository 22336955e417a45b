"""A collection's root and the indexes that its queries share, each built on first use.

A *position* is a document's number in the root. Several of them are a `range` or a tuple, always
in ascending order, so that every answer is in catalogue order.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import accumulate, filterfalse
from typing import Any, get_args

from attrs import define

from ._file import fingerprint, to_dict, to_text
from ._model import About, Actor, Document, Field
from ._names import Names, fold, has_unspaced, search_words
from ._span import Span, bounds
from .exceptions import shown

Positions = range | tuple[int, ...]


class Listed(tuple[int, ...]):  # noqa: SLOT001  `cached_property` needs a `__dict__`
    """The positions under one key of an index; their set is made once, because queries share it."""

    @cached_property
    def members(self) -> frozenset[int]:
        """The positions as a set."""
        return frozenset(self)


class Texts:
    """The folded texts of one field, and the documents in which each of their words stands."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        # A space stands around each word, so that a phrase is found by its whole words.
        words = [[f" {' '.join(search_words(text))} " for text in document] for document in texts]
        self._folded = ["".join(document) for document in words]
        self._at = _grouped(text.split() for text in self._folded)
        self._known = sorted(self._at)

    def beginning(self, word: str) -> set[int]:
        """Find documents with a word that begins with this, or contains it if it `has_unspaced`."""
        if has_unspaced(word):
            found = [known for known in self._known if word in known]
        else:
            # No word has the last character of Unicode, because reading refuses it.
            start, end = (bisect_left(self._known, each) for each in (word, f"{word}\U0010ffff"))
            found = self._known[start:end]
        return set[int]().union(*(self._at[known] for known in found))

    def having(self, phrase: list[str]) -> set[int]:
        """Find documents that have a phrase in one text."""
        start, end = ("" if has_unspaced(word) else " " for word in (phrase[0], phrase[-1]))
        asked = f"{start}{' '.join(phrase)}{end}"
        found = set[int].intersection(*map(self.beginning, phrase))
        return {at for at in found if asked in self._folded[at]}


@define(slots=False, unsafe_hash=True)
class Root:
    """The collection that a selection is taken from: header, actors, documents; never changed.

    Two threads may build the same index at once; both get equal ones, and one of them is kept.
    """

    about: About
    actors: tuple[Actor, ...]
    documents: tuple[Document, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return Root, (self.about, self.actors, self.documents)  # without the indexes

    @cached_property
    def positions(self) -> dict[str, int]:
        """Each document's position by its id."""
        return {document.id: at for at, document in enumerate(self.documents)}

    @cached_property
    def names(self) -> Names:
        """The spellings of the actors."""
        return Names(self.actors)

    @cached_property
    def claimed(self) -> dict[tuple[str | None, ...], Listed]:
        """The documents by the actor, role and basis of their claims; None stands for any."""
        return _grouped(
            [(claim.actor.id, role, basis)
             for claim in document.claims
             for role in (claim.role, None)
             for basis in (claim.basis, None)]
            for document in self.documents
        )  # fmt: skip

    @cached_property
    def origins(self) -> set[str]:
        """The ids of the states that are origins."""
        return {str(actor) for actor, role, _ in self.claimed if role == "origin"}

    @cached_property
    def kinds(self) -> dict[str, Listed]:
        """The documents of each kind, by the folded kind; a kind without letters is not folded."""
        kinds = (document.kind for document in self.documents)
        return _grouped([fold(kind) or kind] if kind else [] for kind in kinds)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the canonical text of the collection."""
        return fingerprint(to_text(to_dict(self.about, self.actors, self.documents)).encode())

    @cached_property
    def texts(self) -> dict[Field, Texts]:
        """The texts of each field, those of each document together."""
        return {field: Texts(document.texts(field) for document in self.documents)
                for field in get_args(Field)}  # fmt: skip

    @cached_property
    def days(self) -> tuple[list[date], list[date], list[date]]:
        """The first days of dated documents, their last days, and the latest last day so far."""
        ends = [bounds(document.date) for document in self.documents if document.date]
        lasts = [last for _, last in ends]
        return [first for first, _ in ends], lasts, list(accumulate(lasts, max))

    def dated(self, span: Span) -> Positions:
        """Find the documents whose date overlaps a span.

        Documents are sorted by first day, so those that begin within the span are consecutive.
        Earlier ones overlap it if they end in it or later; none does before position `reaching`.
        """
        firsts, lasts, latest = self.days
        day, end = bounds(span)
        reaching, start = bisect_left(latest, day), bisect_left(firsts, day)
        inside = range(start, bisect_right(firsts, end))
        earlier = [at for at in range(reaching, start) if lasts[at] >= day]
        return (*earlier, *inside) if earlier else inside

    def searched(self, text: str, within: Iterable[Field]) -> tuple[int, ...]:
        """Find the documents that have every word and every phrase of a search."""
        texts = [self.texts[field] for field in within]
        plain, phrases = _split(text)
        found = [set[int]().union(*(each.beginning(word) for each in texts)) for word in plain]
        found += [set[int]().union(*(each.having(words) for each in texts)) for words in phrases]
        return tuple(sorted(set[int].intersection(*found)))


def _split(text: str) -> tuple[list[str], list[list[str]]]:
    """Split a search into its words and its phrases, folded."""
    parts = re.split('["“”„«»]', text)  # Every second part stood in quotation marks.
    operator = re.search(r"(?<!\S)(?:AND|OR|NOT|-\w+)(?!\S)", " ".join(parts[::2]))
    plain = search_words(" ".join(parts[::2]))
    phrases = [words for words in map(search_words, parts[1::2]) if words]
    how = 'join answers with & (and), | (or), - (not); "…" is a phrase'
    if operator:
        msg = f"{operator[0]!r} is no word of a search in {shown(text)}: {how}"
    elif len(parts) % 2 == 0:
        msg = f"a quotation mark is open in {shown(text)}: {how}"
    elif not plain and not phrases:
        msg = f"there is no word in {shown(text)}: give at least one letter or digit"
    else:
        return plain, phrases
    raise ValueError(msg)


def _grouped(keys: Iterable[Iterable[Any]]) -> dict[Any, Listed]:
    """Return the positions of each key; every position may have several keys."""
    found: defaultdict[Any, dict[int, None]] = defaultdict(dict)
    for at, several in enumerate(keys):
        for key in several:
            found[key][at] = None  # A dict keeps its keys in order, and each once.
    return {key: Listed(positions) for key, positions in found.items()}


def intersection(one: Positions, other: Positions) -> Positions:
    """Find the positions in both."""
    if isinstance(one, range) and isinstance(other, range):
        return range(max(one.start, other.start), min(one.stop, other.stop))
    small, large = sorted((one, other), key=len)
    return tuple(filter(_members(large).__contains__, small))


def union(one: Positions, other: Positions) -> Positions:
    """Find the positions in at least one of the two."""
    return tuple(sorted({*one, *other}))


def difference(one: Positions, other: Positions) -> Positions:
    """Find the positions in the first that are not in the second."""
    return tuple(filterfalse(_members(other).__contains__, one))


def _members(positions: Positions) -> range | frozenset[int]:
    if isinstance(positions, Listed):
        return positions.members
    return positions if isinstance(positions, range) else frozenset(positions)


def contains(positions: Positions, position: int) -> bool:
    """Tell whether a position is among them."""
    at = bisect_left(positions, position)
    return at < len(positions) and positions[at] == position
