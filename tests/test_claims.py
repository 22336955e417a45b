"""The reviewed layer keeps the rules by which it was made."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import korean_armistice as ka
from korean_armistice import _file
from korean_armistice._names import fold, slug

DOCS = ka.load()
CLAIMS = [(doc, claim) for doc in DOCS for claim in doc.claims]
IDS = [f"{doc.date}-{claim.role}-{claim.actor.id}" for doc, claim in CLAIMS]


def evidence(doc: ka.Document, field: str) -> tuple[str, ...]:
    """Return the texts a claim's field names."""
    texts = {
        "title": (doc.title,),
        "summary": (doc.summary or "",),
        "record": doc.record.seen,
        "notes": doc.notes,
    }
    return texts[field]


@pytest.mark.parametrize(("doc", "claim"), CLAIMS, ids=IDS)
def test_quote(doc: ka.Document, claim: ka.Claim) -> None:
    """A quote is found in the field it names, and its first occurrence is whole words."""
    text = next(text for text in evidence(doc, claim.field) if claim.quote in text)
    at = text.index(claim.quote)
    assert not re.match(r"\w", text[at - 1 : at])
    assert not re.match(r"\w", text[at + len(claim.quote) :][:1])


@pytest.mark.parametrize(("doc", "claim"), CLAIMS, ids=IDS)
def test_basis(doc: ka.Document, claim: ka.Claim) -> None:
    """An inferred claim says why in a sentence, and only an inferred one rests on notes."""
    if claim.basis == "inferred":
        assert (claim.note or "").endswith(".")
    else:
        assert claim.field != "notes"
    assert claim.document == doc.id


def test_roles_exclude_mention() -> None:
    """Who wrote, received or took part is not also claimed as mentioned in that document."""
    for doc in DOCS:
        held = {*doc.authors, *doc.recipients, *doc.participants}
        assert not held & set(doc.mentioned)


def test_recipients_are_not_authors() -> None:
    """Nobody writes to himself."""
    for doc in DOCS:
        assert not set(doc.authors) & set(doc.recipients)


def test_lifetimes() -> None:
    """Every person named was alive on the document's date."""
    for doc, claim in CLAIMS:
        assert doc.date.first is not None
        assert (claim.actor.born or 0) < doc.date.first.year < (claim.actor.died or 9999)


def test_origin_follows_author() -> None:
    """Where a document has an author and an origin, the author acts for that state."""
    for doc in DOCS:
        for author in doc.authors:
            assert doc.origin == author.affiliation


def test_without_producer() -> None:
    """The notes on Clark's visit and the memorandum tell no producer and have no origin."""
    without = [str(doc.date) for doc in DOCS if doc.origin is None]
    assert without == ["1953-07-27", "1953-08-03"]


def test_periods() -> None:
    """The two periodic reports cover the days their titles say, and end on their date."""
    covers = {str(doc.date): str(doc.covers) for doc in DOCS if doc.covers}
    assert covers == {
        "1953-06-25": "1953-05-01/1953-06-25",
        "1953-07-31": "1953-06-26/1953-07-31",
    }


def test_kinds() -> None:
    """A kind is a short lower-case term that the title has; two letters have only their parties."""
    for doc in DOCS:
        assert doc.kind is not None
        assert doc.kind.islower()
        assert doc.kind == "letter" or doc.kind in doc.title.casefold()
    assert Counter(doc.kind for doc in DOCS)["letter"] == 2


def test_ids() -> None:
    """An id is the date and the title folded to ASCII words; the list is pinned by its edition."""
    assert [doc.id for doc in DOCS] == [f"{doc.date}-{slug(doc.title)}" for doc in DOCS]
    assert len({doc.id for doc in DOCS}) == 20


def test_every_actor_is_needed() -> None:
    """Every actor is named by a claim, or is the state that one of them acts for."""
    named = {claim.actor for _, claim in CLAIMS}
    assert set(DOCS.root.actors) == named | {a.affiliation for a in named if a.affiliation}


def test_spellings_are_not_shared() -> None:
    """In the shipped collection every spelling belongs to one actor and is given once."""
    keys = Counter(
        key
        for actor in DOCS.root.actors
        for key in {fold(spelling) for spelling in (actor.name, *actor.aliases)}
    )
    assert max(keys.values()) == 1
    for actor in DOCS.root.actors:
        assert len({actor.name, *actor.aliases}) == 1 + len(actor.aliases)


def test_edition() -> None:
    """The data cannot change without an edition: the file's hash is the one published."""
    edition = DOCS.about.edition or ""
    assert list(_file.EDITIONS)[-1] == edition
    assert _file.EDITIONS[edition] == _file.sha256(ka.dumps(DOCS).encode())


@pytest.mark.parametrize(
    ("date", "role", "names"),
    [
        ("1953-07-03", "author", {"office-soviet-charge-prc"}),
        ("1953-07-03", "recipient", {"georgy-malenkov"}),
        ("1953-07-24", "recipient", {"vyacheslav-molotov", "korobov"}),
        ("1953-07-24", "mentioned", {"kim-il-sung", "office-soviet-ambassador-dprk"}),
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
    """The ids of an edition stay: the list that was published with it, to the letter."""
    edition, *ids = (Path(__file__).parent / "data" / "ids.txt").read_text("utf-8").splitlines()
    assert edition == DOCS.about.edition
    assert ids == [doc.id for doc in DOCS]


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
    """Who is named with an office, or by it, held it on the document's date, and is claimed."""
    named = DOCS.where(lambda doc: printed in f"{doc.title} {doc.summary}")
    assert named
    assert named == named.by_actor(actor)
    assert all(doc.date in ka.Span.parse(term) for doc in named)


@pytest.mark.parametrize(
    ("asks", "words", "answers", "title"),
    [
        ("1953-07-03", "Nº 1211-1220, 3 July 1953", "1953-07-04", "Telegram from USSR Foreign"),
        ("1953-07-04", "instructs Malenkov and Molotov to answer", "1953-07-04", "Telegram from"),
        ("1953-07-20", "charge Molotov with answering", "1953-07-23", "Response from Molotov"),
    ],
)
def test_answers_come_after(asks: str, words: str, answers: str, title: str) -> None:
    """An answer stands after the telegram or the decision that the records tie it to."""
    places = {
        place: doc for place, doc in enumerate(DOCS) if str(doc.date) in (asks, answers)
    }.items()
    said = [p for p, doc in places if words in f"{doc.summary} {' '.join(doc.record.seen)}"]
    given = [p for p, doc in places if doc.title.startswith(title)]
    assert len(said) == len(given) == 1
    assert said < given


def test_an_answered_number() -> None:
    """A telegram that refers to another's number comes after the one that bears it."""
    for place, doc in enumerate(DOCS):
        for number in re.findall(r"reference: ([0-9-]+)", "\n".join(doc.record.seen)):
            borne = [
                n for n, d in enumerate(DOCS) if any(f"Nº {number}," in s for s in d.record.seen)
            ]
            assert borne
            assert max(borne) < place
