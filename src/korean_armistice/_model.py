"""The nouns: what a document, an actor, a claim and a collection's header are.

Frozen values, without I/O. Text of the catalogue is kept as the archive prints it.
"""

# No `from __future__ import annotations`: cattrs would have to compile each annotation.

from typing import Literal, get_args

from attrs import field, frozen

from ._span import Span, in_english

__all__ = [
    "ROLES", "About", "Actor", "ActorKind", "Basis", "Claim", "Document", "Field", "Image",
    "Record", "Role",
]  # fmt: skip

#: What an actor is to a document.
Role = Literal["author", "recipient", "participant", "mentioned", "origin"]
#: What an actor is: a person, an unnamed holder of an office, a body that can act, a state.
ActorKind = Literal["person", "office", "body", "state"]
#: Where a quote stands: in the document's title or summary, on its record page, in an editor's note.
Field = Literal["title", "summary", "record", "notes"]
#: Whether the words say it, or one step of reasoning (given in the claim's note) is needed.
Basis = Literal["stated", "inferred"]

ROLES: tuple[Role, ...] = get_args(Role)


@frozen(repr=False)
class Actor:
    """A person, an office whose holder is not named, a body, or a state.

    Example:
        >>> import korean_armistice as ka
        >>> zhou = ka.load().actor("Chou En-lai")
        >>> zhou.name, zhou.kind, zhou.affiliation.name
        ('Zhou Enlai', 'person', "People's Republic of China")
    """

    #: The stable id, lower-case ASCII: "kim-il-sung".
    id: str
    #: The preferred name: "Kim Il Sung".
    name: str
    kind: ActorKind
    #: All other spellings, in every script.
    aliases: tuple[str, ...] = ()
    #: The part of a person's name that is sorted and cited first; None for all others.
    family: str | None = None
    #: The state the actor acts for; None for states, and where it acts for none.
    affiliation: "Actor | None" = None
    #: Year of birth and of death; None where not verified.
    born: int | None = None
    died: int | None = None
    #: The Wikidata id ("Q41117"), only where it was verified.
    wikidata: str | None = None
    #: An editor's remark.
    note: str | None = None

    @property
    def years(self) -> str:
        """The years of life as text, "1912–1994"; "" where neither is known."""
        if self.born is None and self.died is None:
            return ""
        return f"{self.born or ''}–{self.died or ''}"

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Actor: {self.name}{self.years and f' ({self.years})'}>"


@frozen
class Claim:
    """ "This document → `role` → this `actor`, because `field` says `quote`."

    Example:
        >>> import korean_armistice as ka
        >>> claim = ka.by_actor("Molotov", role="author")[0].claims[0]
        >>> claim.quote
        'Telegram from USSR Foreign Minister V.M. Molotov'
    """

    role: Role
    actor: Actor
    #: Where the quote stands: "title", "summary", "record" (`document.record.seen`) or "notes".
    field: Field
    #: The exact words; their first occurrence in the field is meant.
    quote: str
    #: "stated": the words say it. "inferred": one step is needed, and `note` gives it.
    basis: Basis
    note: str | None = None
    #: The id of the document the claim speaks of.
    document: str = ""


@frozen
class Record:
    """What the archive's own page about a document adds; None where it was not seen."""

    url: str | None = None
    #: The archive's number for the record.
    record_id: str | None = None
    #: The repository that holds the original, and the document's place in it.
    archive: str | None = None
    reference: str | None = None
    language: str | None = None
    classification: str | None = None
    #: Who paid for acquiring or translating the document, in the archive's word.
    donor: str | None = None
    obtained_by: str | None = None
    #: The project it was obtained for; likewise `translated_for`.
    obtained_for: str | None = None
    translated_by: str | None = None
    translated_for: str | None = None
    #: Words seen on the page or in the document's heading, each exact.
    seen: tuple[str, ...] = ()


@frozen
class Image:
    """The picture on the collection's page: its caption, and who is credited with it."""

    caption: str
    credit: str | None = None


@frozen
class About:
    """The header of a collection: what it is, where it comes from, what may be done with it."""

    title: str
    #: The archive's introduction, whole.
    abstract: str | None = None
    image: Image | None = None
    archive: str | None = None
    motto: str | None = None
    publisher: str | None = None
    url: str | None = None
    #: Which part of the archive's listing this is, how many records, and what is not here.
    listing: str | None = None
    #: Titles of the collections the archive names beside this one.
    related: tuple[str, ...] = ()
    #: What the archive says of the rights in its texts.
    rights: str | None = None
    #: How the reviewed layer was made and checked, and by whom.
    review: str | None = None
    #: The edition of the data; not the version of the code.
    edition: str | None = None


@frozen(repr=False)
class Document:
    """What the catalogue says of one document, and what its words prove.

    `date`, `title` and `summary` are the catalogue's, to the character; all else is
    reviewed. The date is the document's, as the catalogue gives it.

    Example:
        >>> import korean_armistice as ka
        >>> doc = ka.load()["1953-07-27-report-malenkov-to-kim-il-sung"]
        >>> doc
        <Document: 1953-07-27, Report, Malenkov to Kim Il Sung>
        >>> doc.authors, doc.recipients, doc.origin.name
        ((<Actor: Georgy Malenkov (1902–1988)>,), (<Actor: Kim Il Sung (1912–1994)>,), 'Soviet Union')
    """

    #: "YYYY-MM-DD-slug", unique in its collection, never reused.
    id: str
    #: The catalogue's date: a day, or a month or year where it gives no more.
    date: Span
    title: str
    summary: str | None = None
    #: What the title calls it, in lower case: "telegram", "report", "letter".
    kind: str | None = None
    #: The days a periodic report speaks of.
    covers: Span | None = None
    claims: tuple[Claim, ...] = ()
    record: Record = Record()
    #: An editor's remarks, each with its source.
    notes: tuple[str, ...] = ()
    #: The header of the document's collection: shared, and not compared.
    about: About = field(default=About(""), eq=False)

    @property
    def authors(self) -> tuple[Actor, ...]:
        """Who issued, wrote, signed or made it."""
        return self._actors("author")

    @property
    def recipients(self) -> tuple[Actor, ...]:
        """To whom it is addressed."""
        return self._actors("recipient")

    @property
    def participants(self) -> tuple[Actor, ...]:
        """Who took part in the meeting, visit or conversation it records."""
        return self._actors("participant")

    @property
    def mentioned(self) -> tuple[Actor, ...]:
        """Who is named in it and holds none of the roles above."""
        return self._actors("mentioned")

    @property
    def origin(self) -> Actor | None:
        """The state whose official or body produced it; None where nothing tells.

        Of a document with several (a joint statement), the first claimed; `claims` has all.
        """
        return next(iter(self._actors("origin")), None)

    def cite(self) -> str:
        """Cite the document after the archive's own pattern, leaving out what is unknown.

        Without a reference of its own the citation ends in the collection's title and URL.

        Example:
            >>> import korean_armistice as ka
            >>> print(ka.by_date("1953-08-01")[0].cite())
            “Note from the Embassy of the Polish Republic in Korea about the Korean War Armistice,” August 01, 1953, History and Public Policy Program Digital Archive, Polish Foreign Ministry Archive. Obtained for NKIDP by Jakub Poprocki and translated for NKIDP by Maya Latynski. https://digitalarchive.wilsoncenter.org/document/114957
        """
        date = self.date
        day = in_english(date.first) if date.first and date.first == date.last else str(date)
        record, about = self.record, self.about
        place = ", ".join(filter(None, (record.archive, record.reference)))
        # The pattern names the programme without its parent: "… Program Digital Archive".
        programme = (about.publisher or "").partition(",")[0]
        holder = " ".join(filter(None, (programme, about.archive)))
        source = ", ".join(filter(None, (holder, place or about.title)))
        hands = " and ".join(
            f"{done}{f' for {whom}' if whom else ''} by {name}"
            for done, whom, name in (
                ("obtained", record.obtained_for, record.obtained_by),
                ("translated", record.translated_for, record.translated_by),
            )
            if name
        )
        what = ", ".join(filter(None, (f"“{self.title},” {day}", source)))
        sentences = [what, hands[:1].upper() + hands[1:]]
        url = record.url or about.url
        return ". ".join(filter(None, sentences)) + f".{f' {url}' if url else ''}"

    def _actors(self, role: Role) -> tuple[Actor, ...]:
        return tuple(claim.actor for claim in self.claims if claim.role == role)

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return f"{self.date}  {self.title}"

    def __repr__(self) -> str:
        return f"<Document: {self.date}, {self.title}>"
