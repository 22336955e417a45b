"""JavaScript against Python: the explorer's page gets the same results as the library."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import _names
from korean_armistice.export.citations import to_bibtex, to_csl
from korean_armistice.export.tables import to_csv

from . import nasty
from .browsing import Reader, browser, reader

__all__ = ["browser", "reader"]

pytestmark = pytest.mark.browser

DOCS = ka.load()
NAMES = sorted({name for actor in DOCS.whole.involved for name in (actor.name, *actor.aliases)})
ROLES = get_args(ka.Role)
batches = settings(
    max_examples=10,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


# Words and names


def test_every_character_is_folded_alike(reader: Reader) -> None:
    """Every character is folded in the page as in the library; of the rare ideographs, some are."""
    points = [*range(0x20000), *range(0x20000, 0x40000, 50), *range(0xE0000, 0xE0200)]
    chars = [c for c in map(chr, points) if unicodedata.category(c) not in ("Cs", "Cn", "Co")]
    found = reader.asks("chars => chars.map(char => foldWords(`a${char}b ${char}`))", chars)
    wrong = [
        (hex(ord(char)), mine, theirs)
        for char, mine in zip(chars, found, strict=True)
        if mine != (theirs := _names.fold_words(f"a{char}b {char}"))
    ]
    assert wrong == []


PIECES = st.sampled_from(
    ["U.", "S.", ". ", "J.", "the ", "Gen. ", "Marshal", "P’eng", "te-huai", "ё", "e\u0301", "ł", "ß", "½",
     "金日成", "김 일성", "Panmunjeom", "’", "'", " ", "-", "1953", "\u200b", "K\ufe0f", "ΣΊΣΥΦΟΣ", "İı"]
)  # fmt: skip
# Browsers know characters that this Python does not have yet.
KNOWN = st.characters(exclude_categories=("Cs", "Cn"))
TEXTS = st.lists(PIECES | st.text(KNOWN, max_size=3), max_size=8).map("".join)


@batches
@given(st.lists(TEXTS, min_size=50, max_size=100))
@example([text for doc in DOCS for text in (doc.title, doc.summary or "")])
@example(NAMES)
def test_texts_are_folded_alike(reader: Reader, texts: list[str]) -> None:
    """Titles, summaries, names and generated texts have the same words in the page."""
    assert reader.asks("texts => texts.map(foldWords)", texts) == [*map(_names.fold_words, texts)]
    assert reader.asks("texts => texts.map(searchWords)", texts) == [
        *map(_names.search_words, texts)
    ]


def refused(ask: Callable[[str], Any], text: str) -> Any:
    """Return an answer, or what is suggested instead."""
    try:
        return ask(text)
    except ka.UnknownNameError as error:
        return list(error.suggestions)


def known_as(name: str) -> str:
    """Return the id of the actor of a name."""
    return DOCS.actor(name).id


def of_kind(kind: str) -> list[str]:
    """Return the ids of the documents of a kind."""
    return [doc.id for doc in DOCS.by_kind(kind)]


FIND = """([names, isState]) => names.map((name) => {
    try { return findActor(name, isState).id } catch (fault) { return fault.suggestions }
})"""


def test_every_name_is_found_alike(reader: Reader) -> None:
    """Every spelling, also with a title or "the", finds the same actor in the page as in Python."""
    asked = [f"{before}{name}" for name in NAMES for before in ("", "the ", "Gen. ")]
    asked += [actor.id for actor in DOCS.whole.involved]
    found = reader.asks(FIND, [asked, False])
    assert found == [refused(known_as, name) for name in asked]


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """Draw a name and drop, double or change some of its letters."""
    name = draw(st.sampled_from(NAMES))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(len(name) - 1, 0)))
        name = (
            name[:at]
            + draw(st.sampled_from(["", "a", "n", " ", name[at : at + 1] * 2]))
            + name[at + 1 :]
        )
    return name


@batches
@given(st.lists(misspelt() | TEXTS, min_size=10, max_size=20))
@example(["Molotv", "Kim", "Embassy in Korea", "Poland in the DPRK", "", "x" * 300, "the"])
def test_the_same_names_are_suggested(reader: Reader, asked: list[str]) -> None:
    """A misspelt actor or state is refused in the page with the suggestions of the library."""
    found = reader.asks(FIND, [asked, False])
    assert found == [refused(known_as, name) for name in asked]
    states = reader.asks(FIND, [asked, True])

    for name, mine in zip(asked, states, strict=True):
        theirs = refused(DOCS.by_origin, name)
        assert mine == theirs if isinstance(mine, list) else isinstance(theirs, ka.Collection)


@batches
@given(
    st.lists(
        st.sampled_from(sorted({d.kind for d in DOCS if d.kind})).map(lambda k: k[1:]) | TEXTS,
        min_size=5,
        max_size=20,
    )
)
def test_the_same_kinds_are_suggested(reader: Reader, kinds: list[str]) -> None:
    """A kind that no document has is refused in the page with the suggestions of the library."""
    code = """kinds => kinds.map((kind) => {
        const { found, faults } = answer({ kind });
        return faults.kind ? faults.kind.suggestions : found.map(({ id }) => id);
    })"""
    asked = [kind for kind in kinds if kind not in ("", "?")]
    found = reader.asks(code, asked)
    assert found == [refused(of_kind, kind) for kind in asked]


# Dates

DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%B} {day.day}, {day.year:04}"),
    st.dates().map(lambda day: f"{day.day} {day:%b}. {day.year:04}".lower()),
    st.dates().map(lambda day: f"{day:%B}, {day.year:04}"),
    st.tuples(st.dates(), st.dates()).map(lambda ends: f"{ends[0]} – {ends[1]:%d %B %Y}"),
    st.from_regex(r"\A(\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?)(/(\.\.|[0-9]{4}(-[0-9]{2})?))?\Z"),
    st.text("0123456789-/. JulyFebruary,٣~?", max_size=12),
    st.sampled_from(["", "1953/", "27.7.1953", "1953-7-2", "the 1950s", "July", "summer 1953", "about 1953",
                     "early July 1953", "Monday 27 July 1953", "July 27,, 1953", "27 Juillet 1953", "x" * 90,
                     "1953-02-30", "../..", "1954/1953", "27-29 July 1953"]),
)  # fmt: skip


def ends(text: str) -> Any:
    """Read a date with the library, as the page's script would give it; of one refused, the reason."""
    try:
        span = ka.Span.parse(text)
    except ka.InvalidDateError as error:
        return error.reason.partition(" (")[0]
    return {"first": span.first and str(span.first), "last": span.last and str(span.last)}


@batches
@given(st.lists(DATES, min_size=100, max_size=200))
def test_dates_are_read_alike(reader: Reader, texts: list[str]) -> None:
    """A date is read in the page as in the library, or refused for the same reason."""
    code = """texts => texts.map((text) => {
        try { return readDate(text) } catch (fault) { return fault.text }
    })"""
    assert reader.asks(code, texts) == list(map(ends, texts))


# Questions

VIEWS = st.fixed_dictionaries(
    {},
    optional={
        "since": st.sampled_from(["1953", "1953-07", "27 July 1953", "../1953", "x"]),
        "until": st.sampled_from(["1953-07", "July 27, 1953", "1954", "1953-06-30", "1953-02-30"]),
        "actor": st.sampled_from(["Kim Il-sung", "金日成", "Молотов", "Chou En-lai", "Marshal Peng", "USSR", "Molotv", "Kim"]),
        "role": st.sampled_from(ROLES),
        "origin": st.sampled_from(["USSR", "Poland", "ROK", "soviet-union", "?", "Molotov", "Burma"]),
        "kind": st.sampled_from(["telegram", "Letter", "decision", "?", "novel"]),
        "basis": st.sampled_from(get_args(ka.Basis)),
        "q": st.sampled_from(["armistice", "KOREAN war", '"mutual defense" pact', "Panmunjom", "Rhee’s", "zebra", "?!", "U. S.", "war -peace", "“open"]),
        "within": st.just("everywhere"),
    },
)  # fmt: skip


def answered(view: dict[str, Any]) -> ka.Collection | None:
    """Ask the library what a view asks; None where it refuses."""
    docs, basis = DOCS, view.get("basis")
    try:
        if {"since", "until"} & set(view):
            docs = docs.by_date(**{key: view[key] for key in ("since", "until") if key in view})
        if "actor" in view:
            docs = docs.by_actor(view["actor"], role=view.get("role"), basis=basis)
        elif "role" in view or ("basis" in view and view.get("origin", "?") == "?"):
            docs = docs.select(
                {claim.document for claim in docs.claims(role=view.get("role"), basis=basis)}
            )
        if view.get("origin") == "?":
            docs = docs.where(lambda doc: doc.origin is None)
        elif "origin" in view:
            docs = docs.by_origin(view["origin"], basis=basis)
        if view.get("kind") == "?":
            docs = docs.where(lambda doc: doc.kind is None)
        elif "kind" in view:
            docs = docs.by_kind(view["kind"])
        within: Any = get_args(ka.Field) if "within" in view else ("title", "summary")
        return docs.search(view["q"], within=within) if "q" in view else docs
    except (ka.ArmisticeError, ValueError):
        return None


ANSWER = """views => views.map((view) => {
    const { found, faults } = answer(view);
    return [found.map(doc => doc.id), Object.keys(faults).length > 0, pythonOf(view)];
})"""


@batches
@given(st.lists(VIEWS, min_size=20, max_size=40))
def test_filters_combined(reader: Reader, views: list[dict[str, str]]) -> None:
    """Any filters give the documents that the library gives; so does the Python that is shown."""
    for view, (found, refuses, python) in zip(views, reader.asks(ANSWER, views), strict=True):
        docs = answered(view)
        assert refuses is (docs is None), view
        assert found == [doc.id for doc in docs or ()], view
        names: dict[str, Any] = {}
        try:
            exec(python, {}, names)
        except (ka.ArmisticeError, ValueError):
            assert docs is None, view
        else:
            assert docs is None or names["docs"] == docs, view


@batches
@given(VIEWS)
def test_counts_follow_the_other_filters(reader: Reader, view: dict[str, str]) -> None:
    """The number beside a choice is the number of documents if only this choice changes."""
    code = """view => Object.fromEntries(["role", "origin", "kind", "basis", "actor"].map((field) =>
        [field, [...choicesOf(field, view)].map(([choice, count]) =>
            [choice, count, answer({ ...view, [field]: choice }).found.length])]))"""
    if reader.asks(ANSWER, [view])[0][1]:
        return  # what is refused has nothing to count
    for field, choices in reader.asks(code, view).items():
        for choice, count, found in choices:
            assert count == found, (view, field, choice)


@batches
@given(
    st.lists(
        st.tuples(
            TEXTS,
            st.sampled_from(["kim", "U.S.", '"the gen"', "金日", "日", "panmunjom", "1953 s"]),
        ),
        min_size=50,
        max_size=100,
    )
)
@example(
    [(doc.summary or "", word) for doc in DOCS for word in ("armistice", "U.S.", '"Korean War"')]
)
def test_what_is_found_is_lit(reader: Reader, pairs: list[tuple[str, str]]) -> None:
    """If a search finds a text, words are marked in it, and these have the words sought."""
    code = """pairs => pairs.map(([text, q]) => {
        const sought = readSearch(q);
        const lit = merged(hitRanges(text, sought)).map(([from, to]) => text.slice(from, to));
        return [sought.every((words) => searchedText([text]).includes(words)), lit];
    })"""
    for (text, q), (found, lit) in zip(pairs, reader.asks(code, pairs), strict=True):
        assert not found or lit, (text, q)
        for part in lit:
            words = _names.search_words(q.replace('"', " "))
            assert any(word in "".join(_names.search_words(part)) for word in words), (
                text,
                q,
                part,
            )


# Citations and files


def generated(seed: int) -> ka.Collection:
    """Make a collection of names, texts and dates that citations find hard."""
    draw = random.Random(seed)
    texts = [
        "{a} {{b}} } {",
        "50% & $1 #2_3 ~ ^ \\x <b>",
        "=1+1",
        'a,"b";\tc',
        "Line\nline",
        "é 金 🕊️",
        "and",
        " −5 ",
        "'x",
    ]
    names = [
        "Ann Lee",
        "Kim Il Sung",
        "Martin King, Jr.",
        "Ludwig van Beethoven",
        "Trade and Peace, Office of",
        "J. R. O'Neil III",
        "{Seán} & Co.",
    ]
    dates = [
        "1953",
        "1953-07",
        "1953-07-27",
        "../1953-07",
        "1953-01-01/..",
        "1953-06/1954-02-03",
        "0099-01-01",
        "1953-07~",
        "1953?",
        "1953-07-01%",
        None,
    ]
    families = ["Lee", "Kim", "King", "van Beethoven", None, "O'Neil", None]
    actors: list[dict[str, Any]] = [
        {
            "id": f"a{at}",
            "name": name,
            "kind": "person" if family else "body",
            "family": family,
            "affiliation": "s",
        }
        for at, (name, family) in enumerate(zip(names, families, strict=True))
    ]
    actors.append({"id": "s", "name": "State", "kind": "state"})
    sources = [{"id": "one", "name": "A source", "kind": "archive"}]
    about = {
        "title": draw.choice(texts),
        "archive": draw.choice([None, "An Archive"]),
        "publisher": draw.choice([None, "Program, Town"]),
        "url": draw.choice([None, "https://example.org/{c}"]),
        "edition": draw.choice([None, "1"]),
        "sources": sources,
    }
    record = {
        "url": "https://example.org/{1}\\",
        "archive": "A",
        "reference": "f. 1",
        "language": "Russian",
        "obtained_by": "O",
        "translated_by": "T",
        "translated_for": "P",
        "record_id": "=1",
        "subjects": ["x", "y"],
        "source": "one",
        "classification": "-",
    }
    documents = []
    for at in range(40):
        title = (
            f"{draw.choice(texts)} {draw.choice(names)} {'' if draw.random() < 0.3 else at}".strip()
        )
        claims = [
            {
                "role": role,
                "actor": f"a{draw.randrange(7)}",
                "field": "title",
                "quote": title[:3],
                "basis": basis,
                "note": "So." if basis == "inferred" else None,
                "reviewed_by": draw.choice([[], ["A. Historian"]]),
            }
            for role in draw.sample(ROLES[:5], draw.randrange(4))
            for basis in [draw.choice(get_args(ka.Basis))]
        ]
        documents.append({
            "id": f"d{at}", "date": draw.choice(dates), "title": title, "summary": draw.choice([None, *texts]), "kind": draw.choice([None, "letter", "report", "ßkind"]),
            "covers": draw.choice([None, "1953-06/1953-07"]), "claims": claims, "record": {k: v for k, v in record.items() if draw.random() < 0.6},
            "excerpts": [{"part": "body", "words": draw.choice(texts), "source": "one"}], "extra": draw.choice([{}, {"box": [1, "é", None, {"a": True}]}]),
        })  # fmt: skip
    return ka.read(
        json.dumps(
            without_none({"about": about, "actors": actors, "documents": documents})
        ).encode()
    )


def without_none(value: Any) -> Any:
    """Leave out what is None or empty, as files do."""
    if isinstance(value, list):
        return [without_none(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: without_none(item) for key, item in value.items() if item not in (None, [], {})}


TAKEN = """ids => {
    const docs = ids.map((id) => DOCUMENTS[PLACES.get(id)]);
    return [docs.map(citationOfDocument), citationOf(docs), bibtexOf(docs), cslOf(docs), csvOf(docs), jsonOf(docs)];
}"""


@pytest.mark.parametrize(
    "whole",
    [DOCS, nasty.collection(), *map(generated, range(4))],
    ids=["shipped", "nasty", *"0123"],
)
def test_citations_and_files_are_the_librarys(
    browser: Any, tmp_path: Path, whole: ka.Collection
) -> None:
    """Citation, BibTeX, CSL, CSV and JSON made in the page are those that the library makes."""
    reader = Reader(browser, tmp_path / "taken.html", whole)
    for docs in (whole, whole[3:9], whole[:0]):
        cited, citation, bibtex, csl, table, file = reader.asks(TAKEN, [doc.id for doc in docs])
        assert cited == [doc.cite() for doc in docs]
        assert citation == docs.cite()
        assert bibtex == to_bibtex(docs)
        assert csl == to_csl(docs)
        assert table == to_csv(docs)
        assert file == ka.dumps(docs)
    reader.context.close()
    assert reader.faults == []


def test_a_selections_page_cites_the_selection(browser: Any, tmp_path: Path) -> None:
    """The page of a selection cites as the selection does, and knows of how many it is one."""
    docs = generated(9)[5:11]
    reader = Reader(browser, tmp_path / "selection.html", docs)
    assert reader.asks("citationOf(DOCUMENTS)") == docs.cite()
    assert reader.asks("jsonOf(DOCUMENTS)") == ka.dumps(docs)
    reader.context.close()


@batches
@given(st.text(max_size=300))
@example("")
@example("é" * 55)
def test_sha256(reader: Reader, text: str) -> None:
    """The page's SHA-256 is SHA-256."""
    from hashlib import sha256

    assert reader.asks("sha256", text) == sha256(text.encode()).hexdigest()
