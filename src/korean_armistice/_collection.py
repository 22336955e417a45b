"""The collection and its four queries; every answer is again a collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import cast, overload

from attrs import frozen

from . import _show
from ._file import EDITIONS
from ._index import Places, Positions, Root, both, contains, either, only
from ._model import ROLES, About, Actor, Claim, Document, Role
from ._names import close, fold_words
from ._span import Span, When, as_span, between
from ._version import __version__
from .exceptions import UnknownNameError, shown

__all__ = ["Collection", "whole"]

_NOWHERE = range(0)


@frozen(eq=False, repr=False)
class Collection(Sequence[Document]):
    """An immutable sequence of documents in catalogue order (by date, ties as listed).

    `load`, `read` and `merge` make one; each query returns another over the same whole.
    A chain of queries is AND; ``|`` is OR, ``&`` is AND, ``-`` is NOT. Names are looked up
    among all actors of the whole, also when a selection is asked. Two collections are equal
    when their documents are.

    Example:
        >>> import korean_armistice as ka
        >>> docs = ka.load()
        >>> docs
        <Collection: 20 documents, 1953-06-06/1954-06-28>
        >>> docs.by_origin("USSR").by_date("1953-07")
        <Collection: 8 documents, 1953-07-03/1953-07-29>
        >>> len(docs.by_actor("Mao") | docs.by_actor("Zhou"))
        2
    """

    _root: Root
    _at: Positions

    @property
    def about(self) -> About:
        """The header of the collection, the same for every selection of it."""
        return self._root.about

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors these documents' claims name: in most documents first, ties by name."""
        counts = Counter(a for d in self for a in {claim.actor for claim in d.claims})
        return tuple(sorted(counts, key=lambda actor: (-counts[actor], actor.name)))

    @property
    def root(self) -> Root:
        """Strictly private: the whole these documents are a selection of."""
        return self._root

    def actor(self, name: str) -> Actor:
        """Return the actor of a spelling, in any script, or of an id.

        Only a spelling that folds to the very same letters counts: case, accents, spaces
        and punctuation aside, nothing is guessed.

        Raises:
            UnknownNameError: no actor has it, or several; `.suggestions` names the nearest.
            TypeError: `name` is not text.

        Example:
            >>> import korean_armistice as ka
            >>> ka.load().actor("金日成")
            <Actor: Kim Il Sung (1912–1994)>
        """
        return self._root.names.find(name)

    @overload
    def by_date(self, when: When) -> Collection: ...
    @overload
    def by_date(self, *, since: When, until: When | None = None) -> Collection: ...
    @overload
    def by_date(self, *, since: When | None = None, until: When) -> Collection: ...
    def by_date(
        self, when: When | None = None, *, since: When | None = None, until: When | None = None
    ) -> Collection:
        """Select the documents whose date overlaps a day, month, year or stretch of days.

        Args:
            when: a `datetime.date`, a `Span`, or text: "1953", "1953-07", "1953-07-27",
                "1953-06-25/1953-07-27", "../1953-07", or as the catalogue prints it,
                "July 27, 1953", "28 July 1953", "July 1953". Both ends are included.
            since: instead of `when`, the beginning: the first day of what is given.
            until: likewise the end: the last day of what is given.

        Raises:
            InvalidDateError: the text is no date, or the end is before the beginning.
            TypeError: nothing is given, or `when` together with a bound, or another type.

        Example:
            >>> import korean_armistice as ka
            >>> len(ka.load().by_date("1953-07-27"))
            4
            >>> ka.load().by_date(until="1953-06")
            <Collection: 2 documents, 1953-06-06/1953-06-25>
        """
        if when is None and since is None and until is None:
            msg = "by_date needs a date, or since=, or until=; none was given"
            raise TypeError(msg)
        if when is not None and (since is not None or until is not None):
            msg = "by_date takes either a date or since= and until=, not both"
            raise TypeError(msg)
        span = between(since, until) if when is None else as_span(when)
        return self._narrow(self._root.dated(span))

    def by_actor(self, who: str | Actor, *, role: Role | None = None) -> Collection:
        """Select the documents in which an actor has a claim, in a role if one is given.

        Args:
            who: any spelling in any script, an id, or an `Actor`.
            role: "author", "recipient", "participant", "mentioned" or "origin"; actor and
                role must hold in the same claim. None takes every role.

        Raises:
            UnknownNameError: the collection does not know the name; `.suggestions` helps.
            ValueError: there is no such role; the message lists those that exist.

        Example:
            >>> import korean_armistice as ka
            >>> [str(doc.date) for doc in ka.load().by_actor("Molotov", role="author")]
            ['1953-07-04', '1953-07-23']
        """
        return self._claimed(self._root.names.find(who), _checked(role))

    def by_origin(self, state: str | Actor) -> Collection:
        """Select the documents produced by a state: by its officials or its bodies.

        Raises:
            UnknownNameError: the name is unknown, or names an actor that is not a state;
                `.suggestions` then has that actor's state.

        Example:
            >>> import korean_armistice as ka
            >>> ka.load().by_origin("Poland")
            <Collection: 3 documents, 1953-06-25/1953-08-01>
        """
        return self._claimed(self._root.names.find(state, state=True), "origin")

    def search(self, text: str) -> Collection:
        """Select the documents with every word of a text in their title or summary.

        Case, accents and punctuation are folded away; a word matches where it begins one.

        Raises:
            ValueError: the text has no word in it.
            TypeError: it is not text.

        Example:
            >>> import korean_armistice as ka
            >>> [str(doc.date) for doc in ka.load().search("mutual DEFENSE pact")]
            ['1953-06-06', '1953-08-03']
        """
        if not isinstance(text, str):
            msg = f"search takes text, not {shown(text)}"
            raise TypeError(msg)
        words = [f" {word}" for word in dict.fromkeys(fold_words(text))]
        if not words:
            msg = f"there is no word in {shown(text)}: give at least one letter or digit"
            raise ValueError(msg)
        texts = self._root.texts
        return self._pick(at for at in self._at if all(word in texts[at] for word in words))

    def where(self, predicate: Callable[[Document], object]) -> Collection:
        """Select the documents for which a function returns something true.

        Example:
            >>> import korean_armistice as ka
            >>> len(ka.load().where(lambda doc: doc.kind == "telegram"))
            4
        """
        if not callable(predicate):
            msg = f"where takes a function of a document, not {shown(predicate)}"
            raise TypeError(msg)
        documents = self._root.documents
        return self._pick(at for at in self._at if predicate(documents[at]))

    def claims(
        self, who: str | Actor | None = None, *, role: Role | None = None
    ) -> tuple[Claim, ...]:
        """Return the claims that make these documents answers, in their order.

        Args:
            who: only claims about this actor, given as for `by_actor`.
            role: only claims in this role.

        Raises:
            UnknownNameError, ValueError: as for `by_actor`.

        Example:
            >>> import korean_armistice as ka
            >>> for claim in ka.by_origin("South Korea").claims(role="origin"):
            ...     print(claim.document, claim.quote, claim.basis, sep=" | ")
            1953-06-06-statement-by-president-syngman-rhee | President Syngman Rhee | inferred
            1953-07-27-the-president-of-the-republic-of-korea-rhee-to-president-eisenhower | The President of the Republic of Korea (Rhee) to | stated
        """
        actor = None if who is None else self._root.names.find(who)
        checked = _checked(role)
        return tuple(
            claim
            for document in self
            for claim in document.claims
            if actor in (None, claim.actor) and checked in (None, claim.role)
        )

    def cite(self) -> str:
        """Cite the selection: the collection, its edition, and the ids of these documents.

        Of the shipped collection the citation names this package and its version; of any
        other, the SHA-256 of its canonical text (`dumps` of the whole).

        Example:
            >>> import korean_armistice as ka
            >>> print(ka.by_actor("U Nu").cite())
            “Korean War Armistice” (1 of 20 documents), edition 2026.1, in: korean_armistice 1.0.0. Documents: 1954-06-28-record-of-the-first-meeting-between-premier-zhou-and-prime-minister-u-nu.
        """
        about, whole = self.about, len(self._root.documents)
        count = f"{whole}" if len(self) == whole else f"{len(self)} of {whole}"
        shipped = EDITIONS.get(about.edition or "") == self._root.fingerprint
        parts = [
            f"“{about.title}” ({count} document{'s' * (whole != 1)})",
            f"edition {about.edition}" if about.edition else "",
            f"in: korean_armistice {__version__}" if shipped else "",
            "" if shipped else f"SHA-256 {self._root.fingerprint}",
        ]
        ids = f" Documents: {', '.join(document.id for document in self)}." if self else ""
        return f"{', '.join(filter(None, parts))}.{ids}"

    def __or__(self, other: Collection) -> Collection:
        return self._combine(either, other)

    def __and__(self, other: Collection) -> Collection:
        return self._combine(both, other)

    def __sub__(self, other: Collection) -> Collection:
        return self._combine(only, other)

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, key: int | str) -> Document: ...
    @overload
    def __getitem__(self, key: slice) -> Collection: ...
    def __getitem__(self, key: int | str | slice) -> Document | Collection:
        """Return the document at a position or of an id, or a slice as a Collection.

        Raises:
            IndexError: no such position. UnknownNameError: no such id here.
            ValueError: a slice that goes backwards; use `reversed`.
        """
        if isinstance(key, str):
            return self._root.documents[self._place(key)]
        if isinstance(key, slice):
            return self._slice(key)
        return self._root.documents[self._at[key]]

    def __contains__(self, item: object) -> bool:
        """Tell whether a Document, or the document of an id, is among these."""
        document_id = item.id if isinstance(item, Document) else item
        if not isinstance(document_id, str):
            return False
        place = self._root.places.get(document_id, -1)
        return contains(self._at, place) and (
            not isinstance(item, Document) or self._root.documents[place] == item
        )

    def __iter__(self) -> Iterator[Document]:
        return map(self._root.documents.__getitem__, self._at)

    def __reversed__(self) -> Iterator[Document]:
        return map(self._root.documents.__getitem__, reversed(self._at))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return len(self) == len(other) and all(map(Document.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(document.id for document in self))

    def __repr__(self) -> str:
        count = f"{len(self)} document{'s' * (len(self) != 1)}"
        return f"<Collection: {count}{f', {_reach(self)}' if self else ''}>"

    def __str__(self) -> str:
        return _show.listing(self)

    def _repr_html_(self) -> str:
        return _show.table(self)

    def _narrow(self, places: Positions) -> Collection:
        # Mostly the whole is asked, then there is nothing to intersect. Only a range is
        # counted, which costs nothing; to count bits may take longer than the answer.
        at, total = self._at, len(self._root.documents)
        is_whole = isinstance(at, range) and len(at) == total
        return Collection(self._root, places if is_whole else both(at, places))

    def _claimed(self, actor: Actor, role: Role | None) -> Collection:
        return self._narrow(self._root.claimed.get((actor.id, role), _NOWHERE))

    def _pick(self, places: Iterable[int]) -> Collection:
        return Collection(self._root, Places(places))

    def _slice(self, key: slice) -> Collection:
        if key.step is not None and key.step < 0:
            msg = "a Collection is always in catalogue order: use reversed(docs) to go backwards"
            raise ValueError(msg)
        places = self._at[key]
        if isinstance(places, range) and places.step != 1:
            return self._pick(places)
        return Collection(self._root, places)

    def _place(self, document_id: str) -> int:
        place = self._root.places.get(document_id, -1)
        if contains(self._at, place):
            return place
        where = "in this selection" if place >= 0 else "in the collection"
        reason = f"there is no document with the id {shown(document_id)} {where}"
        near = close(document_id, (document.id for document in self))
        raise UnknownNameError(document_id, near, reason)

    def _combine(
        self, operation: Callable[[Positions, Positions], Positions], other: object
    ) -> Collection:
        if not isinstance(other, Collection):
            # Python turns it into a TypeError that names both types.
            return cast("Collection", NotImplemented)
        if self._root is not other._root and self._root != other._root:
            msg = "these are selections of different collections; join them first: merge(a, b, about=…)"
            raise ValueError(msg)
        return Collection(self._root, operation(self._at, other._at))


def whole(about: About, actors: Iterable[Actor], documents: Iterable[Document]) -> Collection:
    """Make a collection of documents that are sorted by date and belong to this header."""
    root = Root(about, tuple(actors), tuple(documents))
    return Collection(root, range(len(root.documents)))


def _checked(role: Role | None) -> Role | None:
    if role is not None and not isinstance(role, str):
        msg = f"a role is text, one of {', '.join(map(repr, ROLES))}, not {shown(role)}"
        raise TypeError(msg)
    if role is not None and role not in ROLES:
        msg = f"{shown(role)} is not a role; the roles are {', '.join(map(repr, ROLES))}"
        raise ValueError(msg)
    return role


def _reach(docs: Collection) -> str:
    """Name the days from the first to the last, as a span prints them."""
    last = max((doc.date for doc in docs), key=lambda span: span.last or date.max)
    first = docs[0].date.first
    if first is None and last.last is None:
        return "../.."
    return str(Span(first, last.last))
