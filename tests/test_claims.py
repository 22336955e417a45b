"""The annotations keep the rules by which they were made."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import korean_armistice as ka
from korean_armistice._file import fingerprint
from korean_armistice._names import fold, slug
from korean_armistice._version import EDITIONS

DOCS = ka.load()
# The records of page 4 of the archive's listing; what is said of them holds when others are added.
PAGE_4 = DOCS.by_date("1953-06-06/1954-06-28")
CLAIMS = [(doc, claim) for doc in DOCS for claim in doc.claims]
IDS = [f"{doc.date}-{claim.role}-{claim.actor.id}" for doc, claim in CLAIMS]
LINKS = [(doc, link) for doc in DOCS for link in doc.links]
LINK_IDS = [f"{doc.date}-{link.relation}-{link.to[:10]}" for doc, link in LINKS]
SOURCES = DOCS.about.sources


def evidence(doc: ka.Document, field: str) -> tuple[str, ...]:
    """Return the texts that a claim's field names, without the package's help."""
    texts = {
        "title": (doc.title,),
        "summary": (doc.summary or "",),
        "excerpt": tuple(excerpt.words for excerpt in doc.excerpts),
        "note": tuple(note.text for note in doc.notes),
    }
    return texts[field]


def stands(quote: str, doc: ka.Document, field: str) -> bool:
    """Tell whether a quote stands in its field, and its first occurrence is whole words."""
    text = next(text for text in evidence(doc, field) if quote in text)
    at = text.index(quote)
    around = (text[at - 1 : at], text[at + len(quote) :][:1])
    return not any(re.match(r"\w", char) for char in around)


@pytest.mark.parametrize(("doc", "claim"), CLAIMS, ids=IDS)
def test_quote(doc: ka.Document, claim: ka.Claim) -> None:
    """A claim's quote stands in the field that it names, as whole words."""
    assert stands(claim.quote, doc, claim.field)


@pytest.mark.parametrize(("doc", "link"), LINKS, ids=LINK_IDS)
def test_quotes_of_links(doc: ka.Document, link: ka.Link) -> None:
    """A link's words stand in both documents, in the fields that it names, as whole words."""
    assert stands(link.quote, doc, link.field)
    assert stands(link.to_quote, DOCS[link.to], link.to_field)


@pytest.mark.parametrize(("doc", "said"), [*CLAIMS, *LINKS], ids=[*IDS, *LINK_IDS])
def test_basis(doc: ka.Document, said: ka.Claim | ka.Link) -> None:
    """An inferred claim says why in a sentence, and only inferred claims rest on an editor's note."""
    if said.basis == "inferred":
        assert (said.note or "").endswith(".")
    else:
        assert "note" not in (said.field, getattr(said, "to_field", ""))
    assert said.document == doc.id


@pytest.mark.parametrize(("doc", "link"), LINKS, ids=LINK_IDS)
def test_links_go_back(doc: ka.Document, link: ka.Link) -> None:
    """A document links only to documents that are not later than itself."""
    assert DOCS.index(DOCS[link.to]) < DOCS.index(doc)
    assert link.basis == "inferred" or link.note


def test_nothing_is_reviewed_yet() -> None:
    """Nobody has reviewed the annotations, and the header says so."""
    assert not any(claim.reviewed_by for claim in DOCS.claims())
    assert not any(link.reviewed_by for link in DOCS.links())
    assert "not reviewed by a historian" in (DOCS.about.annotations or "")


def test_sources_are_used_and_seen() -> None:
    """Every source but the listing is named; it says when it was read, or that it is lost."""
    named = {DOCS.about.sources[0].id}
    for doc in DOCS:
        named |= {excerpt.source.id for excerpt in doc.excerpts}
        named |= {note.source.id for note in doc.notes if note.source}
        named |= {doc.record.source.id} if doc.record.source else set()
    assert named == {source.id for source in SOURCES}
    for source in SOURCES:
        lost = "not found again" in source.name
        assert lost if source.seen is None else source.seen.day


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_no_mirror_is_called_the_archive(source: ka.Source) -> None:
    """A source of the kind "archive" is on the archive's own site, and no other source is."""
    archive = "//digitalarchive.wilsoncenter.org/" in (source.url or "")
    assert archive is (source.kind == "archive")
    assert "mirror" in source.name.casefold() or source.kind != "mirror"


def test_excerpts_are_exact_words() -> None:
    """An excerpt is words of the page, without a remark in square brackets by our editor."""
    for doc in DOCS:
        for excerpt in doc.excerpts:
            assert excerpt.words == excerpt.words.strip()
            assert excerpt.source in SOURCES


def test_roles_exclude_mention() -> None:
    """An actor who wrote, received or took part is not also mentioned in that document."""
    for doc in DOCS:
        held = {*doc.authors, *doc.recipients, *doc.participants, *doc.copied}
        assert not held & set(doc.mentioned)


def test_asking_for_either_state_finds_both() -> None:
    """The Sino-Korean representatives are named as the catalogue names them, with both states."""
    answer = DOCS["1953-07-23-response-from-molotov-to-the-sino-korean-representatives"]
    assert [actor.name for actor in answer.recipients] == ["Sino-Korean Representatives"]
    for state in ("China", "North Korea"):
        assert answer in ka.by_actor(state)


def test_copies() -> None:
    """The telegram of 29 July went in copies to those that the copies line of the page names."""
    [telegram] = {doc.id for doc in DOCS if doc.copied}
    doc = DOCS[telegram]
    line = " ".join(e.words for e in doc.excerpts if e.part == "copies")
    assert doc.copied
    assert all(c.quote in line for c in doc.claims if c.role == "copied")


def test_recipients_are_not_authors() -> None:
    """Nobody writes to himself."""
    for doc in DOCS:
        assert not set(doc.authors) & set(doc.recipients)


def test_lifetimes() -> None:
    """Every person named was alive on the document's date."""
    for doc, claim in CLAIMS:
        year = doc.date.year if doc.date else None
        assert year is not None
        assert (claim.actor.born or 0) < year < (claim.actor.died or 9999)


def test_origin_follows_author() -> None:
    """Where a document has an author and an origin, the author acts for that state."""
    for doc in DOCS:
        for author in doc.authors:
            assert doc.origin == author.affiliation


def test_without_producer() -> None:
    """The notes on Clark's visit, the memorandum and the meeting have no origin."""
    without = [str(doc.date) for doc in PAGE_4 if doc.origin is None]
    assert without == ["1953-07-27", "1953-08-03", "1954-06-28"]


def test_periods() -> None:
    """The two periodic reports cover the days their titles say, and end on their date."""
    covers = {str(doc.date): str(doc.covers) for doc in DOCS if doc.covers}
    assert covers == {
        "1953-06-25": "1953-05-01/1953-06-25",
        "1953-07-31": "1953-06-26/1953-07-31",
    }


def test_kinds() -> None:
    """A kind is a short lower-case term of the title, except for two letters that name only parties."""
    for doc in DOCS:
        assert doc.kind is not None
        assert doc.kind.islower()
        assert doc.kind == "letter" or doc.kind in doc.title.casefold()
    unsaid = {doc.id: doc.kind for doc in DOCS if str(doc.kind) not in doc.title.casefold()}
    assert {*unsaid.values()} == {"letter"}
    assert sum(doc_id.startswith("1953-07-27") for doc_id in unsaid) == 2


def test_ids() -> None:
    """An id is the date and the title folded to ASCII words; the list is pinned by its edition."""
    assert [doc.id for doc in DOCS] == [f"{doc.date}-{slug(doc.title)}" for doc in DOCS]
    assert len({doc.id for doc in DOCS}) == len(DOCS)


def test_every_actor_is_needed() -> None:
    """Every actor is named by a claim, or is the state that one of them acts for."""
    named = {claim.actor for _, claim in CLAIMS}
    assert set(DOCS.involved) == named | {a.affiliation for a in named if a.affiliation}


def test_spellings_are_not_shared() -> None:
    """In the shipped collection every spelling belongs to one actor and is given once."""
    keys = Counter(
        key
        for actor in DOCS.involved
        for key in {fold(spelling) for spelling in (actor.name, *actor.aliases)}
    )
    assert max(keys.values()) == 1
    for actor in DOCS.involved:
        assert len({actor.name, *actor.aliases}) == 1 + len(actor.aliases)


def test_edition() -> None:
    """The data cannot change without an edition: the file's hash is the one published."""
    edition = DOCS.about.edition or ""
    assert list(EDITIONS)[-1] == edition
    assert EDITIONS[edition] == fingerprint(ka.dumps(DOCS).encode())


@pytest.mark.parametrize(
    ("date", "role", "names"),
    [
        ("1953-07-03", "author", {"office-soviet-charge-prc"}),
        ("1953-07-03", "recipient", {"georgy-malenkov"}),
        ("1953-07-24", "recipient", {"vyacheslav-molotov", "korobov"}),
        ("1953-07-24", "author", {"cpsu-central-committee"}),
        (
            "1953-07-24",
            "mentioned",
            {
                "cpsu-cc-presidium",
                "kim-il-sung",
                "north-korea",
                "office-soviet-ambassador-dprk",
                "peng-dehuai",
                "peoples-republic-of-china",
                "south-korea",
                "ussr-ministry-of-foreign-affairs",
                "united-states",
            },
        ),
        ("1953-07-07", "mentioned", {"north-korea", "united-states", "south-korea"}),
        ("1954-06-28", "participant", {"zhou-enlai", "u-nu"}),
        ("1953-08-03", "author", set()),
        ("1953-09-01", "mentioned", {"vasily-kuznetsov", "peoples-republic-of-china"}),
    ],
)
def test_read_by_hand(date: str, role: ka.Role, names: set[str]) -> None:
    """The cases that the rules name are claimed as a reader of the record would."""
    claims = DOCS.by_date(date).claims(role=role)
    assert {claim.actor.id for claim in claims} == names


def test_ids_are_never_reused() -> None:
    """Every id is in the list of those that were ever published, which has each once."""
    ids = (Path(__file__).parent / "data" / "ids.txt").read_text("utf-8").split()
    assert ids == sorted(set(ids))
    assert {doc.id for doc in DOCS} <= set(ids)


# Who held which office from when to when, as read in public sources when the actors were
# identified; Clark's end is as the FRUS list has it, Briggs's beginning is that of his credentials.
# The office stands here as the catalogue prints it.
OFFICES = [
    ("syngman-rhee", "President Syngman Rhee", "1948-07-24/1960-04-26"),
    ("syngman-rhee", "The President of the Republic of Korea (Rhee)", "1948-07-24/1960-04-26"),
    ("syngman-rhee", "President Rhee", "1948-07-24/1960-04-26"),
    ("georgy-malenkov", "Chairman of the USSR Council of Ministers", "1953-03-05/1955-02-08"),
    ("georgy-malenkov", "Chairman of the Soviet Council of Ministers", "1953-03-05/1955-02-08"),
    ("vyacheslav-molotov", "USSR Foreign Minister V.M. Molotov", "1953-03/1956-06"),
    ("vasily-kuznetsov", "Kuznetsov (Soviet ambassador to China)", "1953/.."),
    ("mark-w-clark", "General Clark", "1952-05/1953-08"),
    ("dwight-eisenhower", "President Eisenhower", "1953-01-20/1961-01-20"),
    ("john-foster-dulles", "Secretary of State John Foster Dulles", "1953-01-21/1959-04-22"),
    ("ellis-o-briggs", "Ambassador Briggs", "1952-11-25/1955-04-12"),
    (
        "walter-s-robertson",
        "Assistant Secretary of State Walter Robertson",
        "1953-04-08/1959-06-30",
    ),
    ("zhou-enlai", "Premier Zhou", "1949-10/1976-01-08"),
    ("u-nu", "Prime Minister U Nu", "1948-01-04/1956-06-12"),
]


@pytest.mark.parametrize(("actor", "printed", "term"), OFFICES)
def test_offices(actor: str, printed: str, term: str) -> None:
    """A person who is named with or by an office held it on the document's date, and has a claim."""
    named = DOCS.where(lambda doc: printed in f"{doc.title} {doc.summary}")
    assert named
    assert named == named.by_actor(actor)
    assert all(doc.date in ka.Span.parse(term) for doc in named)
