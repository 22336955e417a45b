"""The collection and its queries; whatever selects documents returns a collection again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NoReturn, cast, get_args, overload

from attrs import frozen

from . import _show
from ._file import to_dict
from ._index import Positions, Root, contains, difference, intersection, union
from ._model import About, Actor, Basis, Claim, Document, Field, Link, Relation, Role
from ._names import close, fold
from ._span import When, as_span, between
from ._values import listed
from ._version import EDITIONS, __version__
from .exceptions import UnknownNameError, shown

#: What `counts` counts.
Counted = Literal["origin", "actor", "role", "kind", "language", "archive", "year", "month"]
_COUNTED: dict[Counted, Callable[[Document], Iterable[object]]] = {
    "origin": lambda document: document.origins,
    "actor": lambda document: (claim.actor for claim in document.claims),
    "role": lambda document: (claim.role for claim in document.claims),
    "kind": lambda document: [document.kind],
    "language": lambda document: [document.record.language],
    "archive": lambda document: [document.record.archive],
    "year": lambda document: [document.date and document.date.year and str(document.date)[:4]],
    "month": lambda document: [document.date and document.date.month and str(document.date)[:7]],
}
_CHOICES: dict[str, Any] = {
    "role": Role, "basis": Basis, "relation": Relation, "field": Field, "countable": Counted,
}  # fmt: skip
# Names that users of data frames try first, and the way that works here; pandas asks for `ndim`.
_FRAME = "pandas.DataFrame(ka.export.rows(docs, 'documents')) makes a data frame"
_HINTS = {
    "to_frame": _FRAME,
    "ndim": _FRAME,
    "filter": "by_kind, by_date, by_actor, by_origin, search and where select documents",
    "head": "docs[:5] has the first five",
    "iloc": "docs[0] is the first document, docs[:5] has the first five",
    "groupby": "counts('origin') counts, and where selects",
}


@frozen(eq=False, repr=False)
class Collection(Sequence[Document]):
    """An immutable sequence of documents in catalogue order (by date, ties as listed).

    Each query returns a selection, which is a collection too. A chain of queries is AND; ``|``
    is OR, ``&`` is AND, ``-`` is NOT. A selection knows all names of its collection. Two
    collections are equal when their documents are.

    Example:
        >>> import korean_armistice as ka
        >>> ka.load().by_origin("USSR").by_date("1953-07-27")
        <Collection: 1 document, 1953-07-27>
    """

    _root: Root
    _at: Positions

    @property
    def about(self) -> About:
        """The header of the collection, the same for every selection of it."""
        return self._root.about

    @property
    def whole(self) -> Collection:
        """The collection that these documents were selected from."""
        return Collection(self._root, range(len(self._root.documents)))

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors that the claims name, those in most documents first, then by name."""
        counts = Counter(a for d in self for a in {claim.actor for claim in d.claims})
        return tuple(sorted(counts, key=lambda actor: (-counts[actor], actor.name)))

    @property
    def involved(self) -> tuple[Actor, ...]:
        """`actors` and their states, by id; of a whole collection, all its actors."""
        if len(self) == len(self._root.documents):
            return self._root.actors
        named = set(self.actors)
        states = {actor.affiliation for actor in named if actor.affiliation}
        return tuple(sorted(named | states, key=lambda actor: actor.id))

    @property
    def is_shipped(self) -> bool:
        """Whether these are documents of a published edition of the package's own data."""
        # To hash a large collection takes seconds, so it is done only for a known edition.
        edition = EDITIONS.get(self.about.edition or "")
        return edition is not None and edition == self._root.fingerprint

    def actor(self, name: str) -> Actor:
        """Return the actor of a spelling, in any script, or of an id.

        Only a spelling that folds to the very same letters counts; a leading "the" and titles
        are left out. Raises `UnknownNameError` if no actor has the spelling, or several have.

        Example:
            >>> import korean_armistice as ka
            >>> ka.actor("金日成")
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
        """Select the documents whose date overlaps a stretch of days, but no undated ones.

        `when` is a `datetime.date`, a `Span`, or text that `Span.parse` reads: "1953-07",
        "1953-06-25/1953-07-27", "../1953-07", "July 27, 1953". Instead of it, `since` (from its
        first day) and `until` (to its last day) may be given in the same forms. Raises
        `InvalidDateError` if a text is no date, or the end is before the beginning, and
        `TypeError` if nothing is given, or both `when` and a bound.

        Example:
            >>> import korean_armistice as ka
            >>> ka.by_date(since="1953-06", until="1953-06-25")
            <Collection: 2 documents, 1953-06-06/1953-06-25>
        """
        if when is None and since is None and until is None:
            msg = "by_date needs a date, or since=, or until=; none was given"
            raise TypeError(msg)
        if when is not None and (since, until) != (None, None):
            msg = "by_date takes either a date or since= and until=, not both"
            raise TypeError(msg)
        span = between(since, until) if when is None else as_span(when)
        return self._narrowed(self._root.dated(span))

    def by_actor(
        self, who: str | Actor, *, role: Role | None = None, basis: Basis | None = None
    ) -> Collection:
        """Select the documents with a claim about an actor.

        `who` is any spelling in any script, an id, or an `Actor`; `role` and `basis` ("stated",
        "inferred") must hold in the same claim. Raises `UnknownNameError`, with `.suggestions`,
        if the collection does not know the name, and `ValueError` for an unknown role or basis.

        Example:
            >>> import korean_armistice as ka
            >>> [str(doc.date) for doc in ka.by_actor("Molotov", role="author")]
            ['1953-07-04', '1953-07-23']
        """
        actor = self._root.names.find(who)
        _check(role=role, basis=basis)
        return self._narrowed(self._root.claimed.get((actor.id, role, basis), ()))

    def by_origin(self, state: str | Actor, *, basis: Basis | None = None) -> Collection:
        """Select the documents produced by a state: by its officials or its bodies.

        Arguments and errors are those of `by_actor`; `.suggestions` has states that are origins.
        """
        actor = self._root.names.find(state, state=True, among=self._root.origins)
        return self.by_actor(actor, role="origin", basis=basis)

    def by_kind(self, kind: str) -> Collection:
        """Select the documents of a kind: "telegram", "report", "letter", … in any case.

        Raises `UnknownNameError` if no document of the collection has that kind.
        """
        key = fold(_text(kind, "a kind")) or kind
        if key in self._root.kinds:
            return self._narrowed(self._root.kinds[key])
        known = sorted(filter(None, self.whole.counts("kind")))
        near = close(kind, known) or tuple(known[:5])
        raise UnknownNameError(kind, near, f"no document is of the kind {shown(kind)}")

    def search(
        self, text: str, *, within: Field | Iterable[Field] = ("title", "summary")
    ) -> Collection:
        """Select the documents with every word, and every "phrase in quotation marks".

        Case, accents and punctuation are folded away. A word is found if a word of the document
        begins with it; Chinese and Korean words are also found inside a run of letters. A phrase
        has complete words. British and American spellings are different words. `within` is one or
        several of the fields "title", "summary", "excerpt", "note". Raises `ValueError` if the
        text has no word, an open quotation mark, or OR, AND, NOT or a -word: join answers with
        ``|``, ``&`` and ``-`` instead.

        Example:
            >>> import korean_armistice as ka
            >>> [str(doc.date) for doc in ka.search('"mutual DEFENSE" pact')]
            ['1953-06-06', '1953-08-03']
        """
        _text(text, "a search")
        fields: list[Any] = [within] if isinstance(within, str) else list(within)
        for field in fields or [""]:  # a search in no field is a mistake, too
            _check(field=_text(field, "a field"))
        return self._narrowed(self._root.searched(text, fields))

    def where(self, predicate: Callable[[Document], object]) -> Collection:
        """Select the documents for which a function returns something true."""
        if not callable(predicate):
            msg = f"where takes a function of a document, not {shown(predicate)}"
            raise TypeError(msg)
        found = (at for at in self._at if predicate(self._root.documents[at]))
        return Collection(self._root, tuple(found))

    def select(self, these: Iterable[str | Document]) -> Collection:
        """Select these documents, given as objects or by their ids, in catalogue order.

        Raises `UnknownNameError` if one of them is not in this selection.
        """
        if isinstance(these, (str, Document)):
            msg = f"select takes several ids or documents, as a list, not {shown(these)} alone"
            raise TypeError(msg)
        return Collection(self._root, tuple(sorted({self._position(each) for each in these})))

    def claims(
        self, who: str | Actor | None = None, *, role: Role | None = None,
        basis: Basis | None = None,
    ) -> tuple[Claim, ...]:  # fmt: skip
        """Return the claims of these documents, in order; the arguments are those of `by_actor`.

        Example:
            >>> import korean_armistice as ka
            >>> for claim in ka.by_origin("South Korea").claims(role="origin", basis="stated"):
            ...     print(claim.document[:10], claim.quote, sep=" | ")
            1953-07-27 | The President of the Republic of Korea (Rhee) to
        """
        _check(role=role, basis=basis)
        actor = None if who is None else self._root.names.find(who)
        return self._annotations("claims", actor=actor, role=role, basis=basis)

    def links(
        self, to: str | Document | None = None, *, relation: Relation | None = None,
        basis: Basis | None = None,
    ) -> tuple[Link, ...]:  # fmt: skip
        """Return the links from these documents to others, in their order.

        `to` (a document or its id), `relation` (as "replies-to") and `basis` select links. Raises
        `UnknownNameError` if `to` is no document of the collection and none links to it, and
        `ValueError` for an unknown relation or basis.
        """
        _check(relation=relation, basis=basis)
        target = to.id if isinstance(to, Document) else to
        if target is not None and all(link.to != target for link in self.whole.links()):
            self.whole._position(target)  # raises an error if there is none
        return self._annotations("links", to=target, relation=relation, basis=basis)

    def counts(self, what: Counted) -> dict[str | None, int]:
        """Count these documents by role, origin and so on; most first, then by name.

        None counts those for which nothing is known. Raises `ValueError` for another `what`.

        Example:
            >>> import korean_armistice as ka
            >>> ka.by_date("1953-07-27").counts("origin")
            {'Republic of Korea': 1, 'Soviet Union': 1, 'United States': 1, None: 1}
        """
        _check(countable=_text(what, "a countable"))
        found: Counter[str | None] = Counter()
        for document in self:
            names: set[str | None] = {str(name) for name in _COUNTED[what](document) if name}
            found.update(names or {None})
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0])))

    def to_dict(self) -> dict[str, Any]:
        """Return what `dumps` writes, as plain dicts and lists that you may change."""
        return to_dict(self.about, self.involved, tuple(self))

    def cite(self) -> str:
        """Cite the selection: the collection, its edition, and the ids of these documents.

        Of the shipped collection the citation names this package and its version; of any
        other, the SHA-256 of its canonical text (`dumps` of the whole).
        """
        about, total = self.about, len(self._root.documents)
        count = f"{total}" if len(self) == total else f"{len(self)} of {total}"
        title = f"“{about.title}” ({count} document{'s' * (total != 1)})"
        edition = f", edition {about.edition}" if about.edition else ""
        ours = f"in: korean_armistice {__version__}"
        text = ours if self.is_shipped else f"SHA-256 {self._root.fingerprint}"
        ids = f" Documents: {', '.join(document.id for document in self)}." if self else ""
        return f"{title}{edition}, {text}.{ids}"

    def __or__(self, other: Collection) -> Collection:
        return self._combined(union, other)

    def __and__(self, other: Collection) -> Collection:
        return self._combined(intersection, other)

    def __sub__(self, other: Collection) -> Collection:
        return self._combined(difference, other)

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, key: int | str) -> Document: ...
    @overload
    def __getitem__(self, key: slice) -> Collection: ...
    def __getitem__(self, key: int | str | slice) -> Document | Collection:
        """Return the document at a position or of an id, or a slice as a Collection."""
        if isinstance(key, str):
            return self._root.documents[self._position(key)]
        if isinstance(key, slice):
            if key.step is not None and key.step < 0:
                msg = "a Collection is in catalogue order: use reversed(docs) to go backwards"
                raise ValueError(msg)
            at = self._at[key]
            return Collection(self._root, at if key.step in (None, 1) else tuple(at))
        if not hasattr(key, "__index__"):
            msg = f"docs[…] takes a position, an id or a slice, not {shown(key)}; docs.select takes ids"
            raise TypeError(msg)
        try:
            return self._root.documents[self._at[key]]
        except IndexError:
            msg = f"there is no document {shown(key)}: this selection has {len(self)}"
            raise IndexError(msg) from None

    def __contains__(self, item: object) -> bool:
        """Tell whether an id, or a Document equal to the one with its id, is among these."""
        id_ = item.id if isinstance(item, Document) else item
        at = self._root.positions.get(id_, -1) if isinstance(id_, str) else -1
        return contains(self._at, at) and item in (id_, self._root.documents[at])

    def __iter__(self) -> Iterator[Document]:
        return map(self._root.documents.__getitem__, self._at)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Collection: {_show.extent(self)}>"

    def __str__(self) -> str:
        if not self:
            return f"No documents. The collection has {_show.extent(self.whole)}."
        return _show.listing(self)

    def _repr_html_(self) -> str:
        return _show.table(self)

    def _ipython_key_completions_(self) -> list[str]:
        return [document.id for document in self]

    if not TYPE_CHECKING:  # Type checkers would otherwise accept a misspelt method.

        def __getattr__(self, name: str) -> NoReturn:
            hint = f": {_HINTS[name]}" if name in _HINTS else ""
            msg = f"a Collection has no {name}{hint}"
            raise AttributeError(msg, name=name, obj=self)

    def _narrowed(self, positions: Positions) -> Collection:
        if len(self) < len(self._root.documents):
            positions = intersection(self._at, positions)
        return Collection(self._root, positions)

    def _annotations(self, kind: str, **wanted: object) -> tuple[Any, ...]:
        """List the claims or the links with these values; None means any value."""
        asked = [(name, value) for name, value in wanted.items() if value is not None]
        found = (each for document in self for each in getattr(document, kind))
        return tuple(a for a in found if all(getattr(a, name) == value for name, value in asked))

    def _position(self, wanted: object) -> int:
        id_ = wanted.id if isinstance(wanted, Document) else _text(wanted, "an id")
        if wanted in self:
            return self._root.positions[id_]
        ids = [document.id for document in self]
        where = "this selection" if id_ in self._root.positions else "the collection"
        reason = f"there is no document with the id {shown(id_)} in {where}"
        if id_ in ids:
            reason = f"this {shown(id_)} differs from the document of this collection with its id"
        begin = [each for each in ids if id_ and each.startswith(id_)]
        raise UnknownNameError(id_, tuple(begin[:5]) or close(id_, ids), reason)

    def _combined(
        self, operation: Callable[[Positions, Positions], Positions], other: object
    ) -> Collection:
        if not isinstance(other, Collection):
            return cast("Collection", NotImplemented)  # Python names both types in a TypeError
        if self._root is not other._root and self._root != other._root:
            msg = "these are selections of different collections; join them first: merge(a, b, about=…)"
            raise ValueError(msg)
        return Collection(self._root, operation(self._at, other._at))


def ordered(about: About, actors: Iterable[Actor], documents: Iterable[Document]) -> Collection:
    """Make a collection, with actors sorted by id and documents by date, undated ones last."""
    by_id = tuple(sorted(actors, key=lambda actor: actor.id))
    root = Root(about, by_id, tuple(sorted(documents)))
    return Collection(root, range(len(root.documents)))


def _check(**given: object) -> None:
    """Refuse a value that its `Literal` does not have; None means any value."""
    for what, value in given.items():
        names = get_args(_CHOICES[what])
        if value is not None and _text(value, f"a {what}") not in names:
            msg = f"{shown(value)} is not a {what}; there are {listed(names)}"
            raise ValueError(msg)


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        msg = f"{what} is text, not {shown(value)}"
        raise TypeError(msg)
    return value
