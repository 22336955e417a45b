"""A collection's root and the indexes that its queries share, each built on first use.

A *position* is a document's number in the root. Positions are always in ascending order, so that
every answer is in catalogue order: a `range` where they are consecutive, otherwise a tuple.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, filterfalse
from typing import Any, Union, get_args

from attrs import define

from ._file import fingerprint, to_dict, to_text
from ._model import About, Actor, Document, Field
from ._names import Names, fold, inside_a_run, search_words
from ._span import Span
from .exceptions import shown

Positions = Union[range, tuple[int, ...]]
# The last character of Unicode; no word begins with it, because reading refuses it.
_AFTER_ALL = "\U0010ffff"


class Listed(tuple[int, ...]):  # noqa: SLOT001  it keeps its set in a dict
    """The positions under one key of an index; their set is made once, because queries share it."""

    @cached_property
    def members(self) -> frozenset[int]:
        """The positions as a set."""
        return frozenset(self)


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
    def claimed(self) -> dict[tuple[str | None, ...], tuple[int, ...]]:
        """The documents in which an actor has a role, on a basis (None: any)."""
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
    def kinds(self) -> dict[str, tuple[int, ...]]:
        """The documents of each kind, by the folded kind; a kind without letters is not folded."""
        kinds = (document.kind for document in self.documents)
        return _grouped([fold(kind) or kind] if kind else [] for kind in kinds)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the canonical text of all."""
        return fingerprint(to_text(to_dict(self.about, self.actors, self.documents)).encode())

    @cached_property
    def _texts(self) -> dict[Field, Texts]:
        """The texts of each field, joined for each document."""
        fields: tuple[Field, ...] = get_args(Field)
        return {field: Texts(document.texts(field) for document in self.documents)
                for field in fields}  # fmt: skip

    def searched(self, text: str, within: Iterable[Field]) -> tuple[int, ...]:
        """Find the documents that have every word and every phrase of a search."""
        texts = [self._texts[field] for field in within]
        plain, phrases = split_search(text)
        words = {word for phrase in (plain, *phrases) for word in phrase}
        found = set[int].intersection(
            *(set(chain(*(t.beginning(w) for t in texts))) for w in words)
        )
        for phrase in phrases:
            start, end = ("" if inside_a_run(word) else " " for word in (phrase[0], phrase[-1]))
            asked = f"{start}{' '.join(phrase)}{end}"
            found = {at for each in texts for at in found if asked in each.folded[at]}
        return tuple(sorted(found))

    @cached_property
    def _days(self) -> tuple[list[date], list[date], list[date]]:
        """The first and last days of dated documents, and for each the latest last day so far."""
        spans = [document.date for document in self.documents if document.date]
        lasts = [span.last or date.max for span in spans]
        return [span.first or date.min for span in spans], lasts, list(accumulate(lasts, max))

    def dated(self, span: Span) -> Positions:
        """Find the documents whose date overlaps a span.

        Documents are sorted by first day, so those that begin within the span are consecutive.
        Earlier documents count if they end within it or later; `latest` shows at once if none does.
        """
        firsts, lasts, latest = self._days
        day = span.first or date.min
        start = bisect_left(firsts, day)
        inside = range(start, bisect_right(firsts, span.last or date.max))
        if not start or latest[start - 1] < day:
            return inside
        return (*(at for at in range(start) if lasts[at] >= day), *inside)


class Texts:
    """The folded texts of one field, and the documents in which each of their words stands."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        # A space stands around each word, so that a phrase is found by its whole words.
        words = [[f" {' '.join(search_words(text))} " for text in several] for several in texts]
        self.folded = ["".join(several) for several in words]
        self._at = _grouped(text.split() for text in self.folded)
        self._known = sorted(self._at)

    def beginning(self, word: str) -> Iterator[int]:
        """Find documents with a word that begins with this one, or has it inside a run of letters."""
        known = self._known
        if inside_a_run(word):
            known = [each for each in known if word in each]
        else:
            known = known[bisect_left(known, word) : bisect_left(known, word + _AFTER_ALL)]
        return chain.from_iterable(self._at[each] for each in known)


def split_search(text: str) -> tuple[list[str], list[list[str]]]:
    """Split a search into its words and its phrases, folded."""
    parts = re.split('["“”„«»]', text)
    operator = re.search(r"(?<!\S)(?:AND|OR|NOT|-\w+)(?!\S)", " ".join(parts[::2]))
    wrong = f"{operator[0]!r} is no word of a search" if operator else ""
    if wrong or len(parts) % 2 == 0:
        how = 'join answers with & (and), | (or), - (not); "…" is a phrase'
        msg = f"{wrong or 'a quotation mark is open'} in {shown(text)}: {how}"
        raise ValueError(msg)
    phrases = [words for words in map(search_words, parts[1::2]) if words]
    plain = search_words(" ".join(parts[::2]))
    if not plain and not phrases:
        msg = f"there is no word in {shown(text)}: give at least one letter or digit"
        raise ValueError(msg)
    return plain, phrases


def _grouped(keys: Iterable[Iterable[Any]]) -> dict[Any, tuple[int, ...]]:
    """Return the positions of each key; every position may have several keys."""
    found: defaultdict[Any, dict[int, None]] = defaultdict(dict)
    for at, several in enumerate(keys):
        for key in several:
            found[key][at] = None
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


def contains(positions: Positions, position: int) -> bool:
    """Tell whether a position is among them."""
    at = bisect_left(positions, position)
    return at < len(positions) and positions[at] == position


def _members(positions: Positions) -> range | frozenset[int]:
    if isinstance(positions, Listed):
        return positions.members
    return positions if isinstance(positions, range) else frozenset(positions)
