"""The nouns: what a document, an actor, a claim, a link and a collection's header are.

All are frozen. Each field declares a description, and a check that refuses a wrong value when the
object is made. Text of the catalogue is kept as printed.
"""

# No `from __future__ import annotations`: cattrs would have to compile each annotation.

from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

import attrs
from attrs import evolve, frozen

from ._span import Span, in_english
from ._values import is_a, many, maybe, one_of, own, printable, says, slug, tell, text, url, year

#: What an actor is to a document.
Role = Literal["author", "recipient", "copied", "participant", "mentioned", "origin"]
#: What an actor is: a person, an unnamed holder of an office, a body that can act, a state.
ActorKind = Literal["person", "office", "body", "state"]
#: Where a quote stands: in the title, the summary, an excerpt, or an editor's note.
Field = Literal["title", "summary", "excerpt", "note"]
#: Whether the words say it, or one step of reasoning (given in the note) is needed.
Basis = Literal["stated", "inferred"]
#: What a source is: the archive's own page, a mirror of its site, a copy, a printed edition.
SourceKind = Literal["archive", "mirror", "copy", "edition"]
#: The part of a document, or of its record page, in which words stand.
Part = Literal[
    "heading", "letterhead", "address", "signature", "date", "number", "marking", "copies",
    "enclosure", "note", "body",
]  # fmt: skip
#: What a document is to another; the first two are terms of Records in Contexts.
Relation = Literal["replies-to", "follows", "decides-on", "carries-out", "encloses"]

ROLES: tuple[Role, ...] = get_args(Role)
#: For each relation, its words in both directions.
RELATIONS: dict[Relation, tuple[str, str]] = {
    "replies-to": ("answers", "answered by"),
    "follows": ("continues", "continued by"),
    "decides-on": ("decides on", "decided on by"),
    "carries-out": ("carries out", "carried out by"),
    "encloses": ("encloses", "enclosed in"),
}

_SPAN = is_a(Span, "a Span: Span.parse reads one from text, Span(day, day) makes one")


@frozen
class Source:
    """A page, a copy or a book in which words were seen."""

    id: str = attrs.field(validator=slug, metadata=says("The id by which a file names it."))
    name: str = attrs.field(validator=text, metadata=says("Its name."))
    kind: SourceKind = attrs.field(validator=one_of(SourceKind), metadata=says("The kind."))
    url: str | None = maybe(url, "Its address.")
    seen: Span | None = maybe(_SPAN, "The day on which it was read.")

    def __str__(self) -> str:
        return f"{self.name}{f', read {self.seen}' if self.seen else ''}"


_SOURCE = is_a(Source, "a Source(id, name, kind)")


@frozen
class Excerpt:
    """Exact words of a document or of its record page."""

    part: Part = attrs.field(validator=one_of(Part), metadata=says("The part in which they stand."))
    words: str = attrs.field(validator=text, metadata=says("The words, to the letter."))
    source: Source = attrs.field(validator=_SOURCE, metadata=says("Their source."))


@frozen
class Note:
    """An editor's own sentence. An inferred claim may rest on it, and a stated one may not."""

    text: str = attrs.field(validator=text, metadata=says("The sentence."))
    source: Source | None = maybe(_SOURCE, "The source in which its facts were seen.")


def _actor(instance: object, attribute: Any, value: Any) -> None:
    what = "an Actor: .actor(name) of a collection finds one"
    is_a(Actor, what)(instance, attribute, value)  # the class does not exist earlier


@frozen
class Actor:
    """A person, an office whose holder is not named, a body, or a state."""

    id: str = attrs.field(validator=slug, metadata=says("The stable id: 'kim-il-sung'."))
    name: str = attrs.field(validator=text, metadata=says("The preferred name: 'Kim Il Sung'."))
    kind: ActorKind = attrs.field(validator=one_of(ActorKind), metadata=says("The kind."))
    aliases: tuple[str, ...] = many(text, "All other spellings, in every script.")
    family: str | None = maybe(text, "The part of a person's name that is sorted and cited first.")
    affiliation: "Actor | None" = maybe(_actor, "The state for which it acts.")
    born: int | None = maybe(year, "The year of birth, if it was verified.")
    died: int | None = maybe(year, "The year of death, if it was verified.")
    same_as: tuple[str, ...] = many(url, "Addresses of pages that were seen, about the same actor.")
    note: str | None = maybe(text, "An editor's remark, for example on a probable identity.")
    extra: dict[str, Any] = own()

    @property
    def years(self) -> str:
        """The years of life as text, "1912–1994"; "" if neither is known."""
        return f"{self.born or ''}–{self.died or ''}" if self.born or self.died else ""

    @property
    def wikidata(self) -> str | None:
        """The Wikidata id ("Q41117") among the addresses in `same_as`, or None."""
        found = [url for url in self.same_as if "//www.wikidata.org/" in url]
        return found[0].rpartition("/")[2] if found else None

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<Actor: {self.name}{self.years and f' ({self.years})'}>"


@frozen
class Claim:
    """An annotation: `actor` has `role` in this document, because its `field` says `quote`."""

    role: Role = attrs.field(validator=one_of(Role), metadata=says("The actor's role."))
    actor: Actor = attrs.field(validator=_actor, metadata=says("The actor who has the role."))
    field: Field = attrs.field(validator=one_of(Field), metadata=says("The field of the quote."))
    quote: str = attrs.field(validator=text, metadata=says("The exact words at their first place."))
    basis: Basis = attrs.field(validator=one_of(Basis), metadata=says("How the words prove it."))
    note: str | None = maybe(text, "The step from the words to an inferred claim.")
    reviewed_by: tuple[str, ...] = many(text, "The historians who have reviewed it.")
    document: str = attrs.field(default="", metadata=says("The id of its document, which sets it."))

    def __str__(self) -> str:
        return f"{self.role}: {self.actor} ({grounds(self)})"


@frozen
class Link:
    """An annotation: this document has `relation` to the document `to`, by words of both."""

    relation: Relation = attrs.field(validator=one_of(Relation), metadata=says("The relation."))
    to: str = attrs.field(validator=slug, metadata=says("The id of the other document."))
    field: Field = attrs.field(validator=one_of(Field), metadata=says("The field of `quote`."))
    quote: str = attrs.field(validator=text, metadata=says("The words in this document."))
    to_field: Field = attrs.field(validator=one_of(Field), metadata=says("Field of `to_quote`."))
    to_quote: str = attrs.field(validator=text, metadata=says("The words in the other."))
    basis: Basis = attrs.field(validator=one_of(Basis), metadata=says("How the words prove it."))
    note: str | None = maybe(text, "The step from the words to an inferred link.")
    reviewed_by: tuple[str, ...] = many(text, "The historians who have reviewed it.")
    document: str = attrs.field(default="", metadata=says("The id of its document, which sets it."))

    @property
    def verb(self) -> str:
        """The relation in words: "answers"."""
        return RELATIONS[self.relation][0]

    @property
    def inverse(self) -> str:
        """The relation as seen from the other document: "answered by"."""
        return RELATIONS[self.relation][1]

    def __str__(self) -> str:
        return f"{self.verb} {self.to} ({grounds(self)})"


def quotes(proved: Claim | Link) -> list[str]:
    """List the words that prove a claim or a link, each with the field in which it stands."""
    there = [f"{proved.to_field} there: “{proved.to_quote}”"] if isinstance(proved, Link) else []
    return [f"{proved.field}: “{proved.quote}”", *there]


def grounds(proved: Claim | Link) -> str:
    """Say what proves a claim or a link: the basis, the words, and the note."""
    return "; ".join(filter(None, [", ".join([proved.basis, *quotes(proved)]), proved.note]))


@frozen
class Record:
    """The fields that the archive's page of a record adds; None if a value was not seen."""

    url: str | None = maybe(url, "The address of the page.")
    record_id: str | None = maybe(text, "The archive's number for the record.")
    archive: str | None = maybe(text, "The repository that holds the original.")
    reference: str | None = maybe(text, "The reference of the original in the repository.")
    language: str | None = maybe(text, "The language of the document.")
    classification: str | None = maybe(text, "How secret it was.")
    donor: str | None = maybe(text, "Who paid for acquiring or translating it (archive's word).")
    obtained_by: str | None = maybe(text, "Who obtained it.")
    obtained_for: str | None = maybe(text, "The project for which it was obtained.")
    translated_by: str | None = maybe(text, "Who translated it.")
    translated_for: str | None = maybe(text, "The project for which it was translated.")
    subjects: tuple[str, ...] = many(text, "The archive's subject headings.")
    source: Source | None = maybe(_SOURCE, "The source in which these values were read.")


@frozen
class Image:
    """The picture on the collection's page."""

    caption: str = attrs.field(validator=text, metadata=says("What it shows."))
    credit: str | None = maybe(text, "Who is credited with it.")


@frozen
class About:
    """The header of a collection: what it is, where it comes from, what may be done with it."""

    title: str = attrs.field(validator=text, metadata=says("The collection's title."))
    abstract: str | None = maybe(text, "The archive's complete introduction.")
    image: Image | None = maybe(is_a(Image, "an Image(caption)"), "The picture on its page.")
    archive: str | None = maybe(text, "The archive that publishes it.")
    motto: str | None = maybe(text, "The archive's motto.")
    publisher: str | None = maybe(text, "The programme behind the archive.")
    url: str | None = maybe(url, "The address of the collection.")
    listing: str | None = maybe(text, "Which part of the archive's listing this is.")
    related: tuple[str, ...] = many(text, "Titles of related collections.")
    rights: str | None = maybe(text, "What the archive says of the rights in its texts.")
    annotations: str | None = maybe(text, "How the annotations were made, and by whom.")
    edition: str | None = maybe(text, "The edition of the data, not the version of the code.")
    sources: tuple[Source, ...] = many(_SOURCE, "The sources in which words and facts were seen.")
    extra: dict[str, Any] = own()

    def __str__(self) -> str:
        edition = self.edition and f"Edition {self.edition}."
        head = ", ".join(filter(None, (f"“{self.title}”", self.archive, self.publisher)))
        return " ".join(filter(None, (f"{head}.", edition, self.listing, self.url)))


_Actors = tuple[Actor, ...]


def _having(role: Role, doc: str) -> Any:
    """Make a property of a document: the actors that have a role in it."""
    return property(lambda self: tuple(c.actor for c in self.claims if c.role == role), doc=doc)


@frozen(kw_only=True)
class Document:
    """A document, as the catalogue describes it, with annotations.

    `date`, `title` and `summary` are the catalogue's, to the character, and `record` has values of
    the archive's page. The rest is annotation, made by a language model and not reviewed by a
    historian. Documents sort by date, undated ones last.

    Example:
        >>> import korean_armistice as ka
        >>> doc = ka.load()["1953-07-27-report-malenkov-to-kim-il-sung"]
        >>> doc.authors, doc.recipients, doc.origin.name
        ((<Actor: Georgy Malenkov (1902–1988)>,), (<Actor: Kim Il Sung (1912–1994)>,), 'Soviet Union')
    """

    id: str = attrs.field(validator=slug, metadata=says("'YYYY-MM-DD-slug', never reused."))
    date: Span | None = maybe(_SPAN, "The catalogue's date: a day, a month or a year.")
    title: str = attrs.field(validator=text, metadata=says("The catalogue's title."))
    summary: str | None = maybe(text, "The catalogue's summary.")
    kind: str | None = maybe(text, "The kind that the title names: 'telegram', 'report', 'letter'.")
    covers: Span | None = maybe(_SPAN, "The days of which a periodic report speaks.")
    claims: tuple[Claim, ...] = many(is_a(Claim, "a Claim"), "The roles of actors in it.")
    links: tuple[Link, ...] = many(is_a(Link, "a Link"), "Its relations to other documents.")
    record: Record = attrs.field(
        default=Record(), validator=is_a(Record, "a Record"), metadata=says("Its record page.")
    )
    excerpts: tuple[Excerpt, ...] = many(is_a(Excerpt, "an Excerpt"), "Exact words that were seen.")
    notes: tuple[Note, ...] = many(is_a(Note, "a Note(text)"), "An editor's own sentences.")
    extra: dict[str, Any] = own()
    about: About = attrs.field(
        default=About("?"), eq=False, validator=is_a(About, "an About(title)"),
        metadata=says("The header of its own collection; not compared."),
    )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        for name in ("claims", "links"):
            # Those of another document are copied. `object.__setattr__` may set frozen objects.
            own = [a if a.document in ("", self.id) else evolve(a) for a in getattr(self, name)]
            for annotation in own:
                object.__setattr__(annotation, "document", self.id)
            object.__setattr__(self, name, tuple(own))

    # These are properties; type checkers see the type of their values.
    authors: ClassVar[_Actors] = _having("author", "Who issued, wrote, signed or made it.")
    recipients: ClassVar[_Actors] = _having("recipient", "To whom it is addressed.")
    copied: ClassVar[_Actors] = _having("copied", "To whom a copy went.")
    participants: ClassVar[_Actors] = _having("participant", "Who took part in what it records.")
    mentioned: ClassVar[_Actors] = _having("mentioned", "Who is named in it and has no role above.")
    origins: ClassVar[_Actors] = _having("origin", "The states whose officials or bodies made it.")

    @property
    def origin(self) -> Actor | None:
        """The first of `origins`; None if nothing tells who produced it."""
        return next(iter(self.origins), None)

    @property
    def holder(self) -> str:
        """The programme, without its parent, and the archive, as in the archive's citations."""
        programme = (self.about.publisher or "").partition(",")[0]
        return " ".join(filter(None, (programme, self.about.archive)))

    @property
    def place(self) -> str | None:
        """The repository that holds the original, and the reference in it; None if unseen."""
        return ", ".join(filter(None, (self.record.archive, self.record.reference))) or None

    @property
    def url(self) -> str | None:
        """The address of its own page, or of its collection if it has none."""
        return self.record.url or self.about.url

    def texts(self, where: Field) -> tuple[str, ...]:
        """Return the texts in which a quote of this field may stand."""
        if where == "excerpt":
            return tuple(excerpt.words for excerpt in self.excerpts)
        if where == "note":
            return tuple(note.text for note in self.notes)
        return (self.title if where == "title" else self.summary or "",)

    def cite(self) -> str:
        """Cite the document in the archive's own form, without values that are unknown.

        Example:
            >>> import korean_armistice as ka
            >>> print(ka.by_date("1953-08-01")[0].cite())
            “Note from the Embassy of the Polish Republic in Korea about the Korean War Armistice,” August 01, 1953, History and Public Policy Program Digital Archive, Polish Foreign Ministry Archive. Obtained for NKIDP by Jakub Poprocki and translated for NKIDP by Maya Latynski. https://digitalarchive.wilsoncenter.org/document/114957
        """
        record = self.record
        day = self.date.day if self.date and not self.date.qualifier else None
        when = in_english(day) if day else self.date or "undated"
        place = self.place or f"collection “{self.about.title}”"
        parts = ", ".join(filter(None, (f"“{self.title},” {when}", self.holder, place)))
        credits_ = " and ".join(
            f"{done} for {project} by {name}" if project else f"{done} by {name}"
            for done, project, name in (
                ("obtained", record.obtained_for, record.obtained_by),
                ("translated", record.translated_for, record.translated_by),
            )
            if name
        )
        sentence = credits_ and f" {credits_[0].upper()}{credits_[1:]}."
        return f"{parts}.{sentence}{f' {self.url}' if self.url else ''}"

    def card(self) -> str:
        """Return the complete record as text of 80 columns, for `print(doc.card())`."""
        from ._show import card  # it is built on this module

        return card(self)

    def _repr_html_(self) -> str:
        from ._show import page

        return page(self)

    def __lt__(self, other: "Document") -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return self.date < other.date if self.date and other.date else self.date is not None

    if TYPE_CHECKING:  # without an `__eq__`, mypy would report `"an-id" in docs` as a mistake

        def __eq__(self, other: object) -> bool: ...

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return printable(f"{self.date or 'undated'}  {self.title}")

    def __repr__(self) -> str:
        return printable(f"<Document: {self.date or 'undated'}, {self.title}>")


tell(Source, Excerpt, Note, Actor, Claim, Link, Record, Image, About, Document)
