"""Your own data: read strictly, every fault named; written canonically."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast, get_args

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import _data, _version

from .samples import ANN, UNTOLD, changed, collection, content, drop, put

DATA = Path(ka.__file__).parent / "data"
FILE = (DATA / "korean_armistice.json").read_bytes()
SCHEMA = json.loads((DATA / "korean_armistice.schema.json").read_bytes())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def problems(raw: bytes) -> tuple[str, ...]:
    """Return the faults of a file; it must have some."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.read(raw)
    assert caught.value.problems
    return caught.value.problems


def faults(*changes: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """Return the faults of the sample after some changes."""
    return problems(json.dumps(changed(*changes)).encode())


def test_canonical() -> None:
    """The shipped file is its own canonical text, byte for byte, and ends in a line feed."""
    assert ka.dumps(ka.read(FILE)).encode() == FILE
    assert FILE.endswith(b"}\n")
    assert b"null" not in FILE


def test_load_reads_the_shipped_file() -> None:
    """`load` gives the same as `read` of the installed file, and the same object each time."""
    assert ka.load() == ka.read(FILE)
    assert ka.load() is ka.load()
    assert ka.load().is_shipped
    assert not collection().is_shipped
    assert not ka.read(FILE.replace(b"Syngman Rhee", b"Syngman  Rhee")).is_shipped


def test_any_order() -> None:
    """`read` takes actors and documents in any order, and `dumps` writes the canonical order."""
    data = json.loads(FILE)
    data["actors"].reverse()
    data["documents"] = sorted(data["documents"], key=lambda d: d["date"], reverse=True)
    docs = ka.read(json.dumps(data).encode())
    assert {d.id for d in docs} == {d.id for d in ka.load()}
    assert [d.date for d in docs] == [d.date for d in ka.load()]
    assert docs.involved == ka.load().involved


def test_sources(tmp_path: Path) -> None:
    """Read takes a path as text or object, an open binary file, and bytes."""
    path = tmp_path / "mine.json"
    path.write_bytes(FILE)
    with path.open("rb") as file:
        assert ka.read(str(path)) == ka.read(path) == ka.read(file) == ka.read(FILE)
    assert ka.read(io.BytesIO(FILE)) == ka.load()
    for wrong in (3, None, io.StringIO("x"), bytearray(FILE)):
        with pytest.raises(TypeError, match="read takes a path, an open binary file or bytes"):
            ka.read(cast("Any", wrong))
    with pytest.raises(FileNotFoundError):
        ka.read(tmp_path / "none.json")
    with pytest.raises(TypeError, match="dumps takes a Collection"):
        ka.dumps(cast("Any", [1]))


def test_everything_is_read() -> None:
    """Every key of the format arrives in the object, and comes back as it was."""
    docs = collection()
    untold, doc = docs
    assert doc.origin == docs.actor("Avalon")
    assert doc.authors[0].affiliation is doc.origin
    assert doc.about is docs.about
    assert untold.about == ka.About(**content()["documents"][1]["about"])
    assert doc.record.source is doc.excerpts[0].source is docs.about.sources[0]
    assert doc.notes == (
        ka.Note("Ann is of Avalon.", docs.about.sources[1]),
        ka.Note("A remark without a source."),
    )
    assert [link.to for link in doc.links] == [UNTOLD, "1950-elsewhere"]
    assert doc.claims[0].reviewed_by == ("A historian",)
    expected = content()
    expected["documents"].reverse()
    assert json.loads(ka.dumps(docs)) == docs.to_dict() == expected


def test_spans_are_written_whole() -> None:
    """A stretch of months is written with its days, and a month or a year as it is."""
    docs = collection(changed(put("documents.0.covers", "1953-06/1953-07")))
    assert docs.to_dict()["documents"][1]["covers"] == "1953-06-01/1953-07-31"
    assert docs.to_dict()["documents"][0]["date"] == "1951-01"


@pytest.mark.parametrize(
    "date", ["1953~", "1953-07?", "1953-07-27%", "1953-06-01?/1953-07-31", "../1953-12-31~"]
)
def test_marked_dates(date: str) -> None:
    """EDTF's marks are read from a file, kept, and written back."""
    docs = collection(changed(put("documents.0.date", date)))
    assert docs.to_dict()["documents"][docs.index(docs[ANN])]["date"] == date


def test_undated_documents() -> None:
    """A document without a date comes last, is found by no date, and is written without one."""
    docs = collection(changed(drop("documents.1.date")))
    assert docs[-1].id == UNTOLD
    assert docs[-1].date is None
    assert not docs.by_date("0001/9999")[1:]
    assert docs.counts("year") == {"1953": 1, None: 1}
    assert "date" not in docs.to_dict()["documents"][-1]
    assert ka.read(ka.dumps(docs).encode()) == docs
    assert "undated" in docs[-1].cite()


def test_selection() -> None:
    """A selection is written with its documents, the actors named, and their states."""
    written = json.loads(ka.dumps(ka.by_actor("U Nu")))
    assert [d["date"] for d in written["documents"]] == ["1954-06-28"]
    assert {a["id"] for a in written["actors"]} > {"u-nu", "zhou-enlai"}
    named = {claim["actor"] for claim in written["documents"][0]["claims"]}
    states = {
        a["affiliation"] for a in written["actors"] if a["id"] in named and "affiliation" in a
    }
    assert [a["id"] for a in written["actors"]] == sorted(named | states)


def test_a_selection_with_a_link_out_of_it() -> None:
    """A selection names the ids that its links lead to outside, and so it can be read again."""
    docs = collection().select([ANN])
    assert docs.to_dict()["elsewhere"] == ["1950-elsewhere", UNTOLD]
    again = ka.read(ka.dumps(docs).encode())
    assert again == docs
    assert again[0].links == docs[0].links
    answers = ka.load().where(lambda doc: doc.links)
    assert ka.read(ka.dumps(answers).encode()) == answers
    assert "elsewhere" not in ka.load().to_dict()


def test_a_misspelt_link_is_refused() -> None:
    """A link to an id that is neither in the file nor under "elsewhere" is a fault."""
    words = "is not the id of another document here"
    assert faults(put("documents.0.links.0.to", "1951-01-untol")) == (
        f"documents[0].links[0].to: '1951-01-untol' {words}",
    )
    assert faults(drop("elsewhere")) == (f"documents[0].links[1].to: '1950-elsewhere' {words}",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "line 1, column 1: not JSON"),
        (b"   ", "line 1, column 4: not JSON"),
        (b"{", "line 1, column 2"),
        (b"[]", "top level: [] is not an object with the keys about, actors, documents"),
        (b"null", "top level: None is not an object"),
        (b"{}", "about: the key 'about' is missing"),
        (b"\xef\xbb\xbf{}", "bytes 0 to 2: a byte order mark"),
        (b'{"a": "\xff"}', "byte 7: 0xff is not UTF-8"),
        (b"NaN", "top level: nan is not an object"),
        (b'{"about": NaN}', "about: nan is not an object"),
        (
            b'{"about": 1, "about": 2}',
            "top level: an object that has the key 'about' more than once",
        ),
        (
            b'{"about": {"title": "a", "title": "b"}}',
            "about: an object that has the key 'title' more",
        ),
        (
            b'{"about": {"title": "a", "extra": {"a": 1, "a": 2}}}',
            "about.extra: an object that has the key 'a' more",
        ),
        (b'{"about": {"title": "a", "extra": {"a": NaN}}}', "about.extra: {'a': nan} is not"),
        # Python 3.14 reads tens of thousands of levels, and then finds that they are no collection
        (b"[" * 10**6 + b"]" * 10**6, "top level: nested too deeply; the format"),
        (b'{"a":' * 10**6 + b"1" + b"}" * 10**6, "top level: nested too deeply; the format"),
        (b"9" * 1_000_000, "top level: a number out of all bounds ("),
        (b'{"about": ' + b"[" * 900 + b"]" * 900 + b"}", "about: [[[...]]] is not an object"),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_not_json(raw: bytes, words: str) -> None:
    """Bytes that are no collection in JSON are refused in plain words, with the place."""
    assert any(problem.startswith(words) for problem in problems(raw)), problems(raw)


CLAIM, LINK = "documents.0.claims.0", "documents.0.links.0"

# Faults of shape: the reader and the JSON Schema must both refuse each.
SHAPE: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (put("mine", 1), "top level: 'mine' is not a key; the keys are 'about', 'actors', 'documents', 'elsewhere'"),
    (drop("about"), "about: the key 'about' is missing"),
    (drop("about.title"), "about.title: the key 'title' is missing"),
    (put("about", []), "about: [] is not an object"),
    (put("about.titel", "x"), "about: 'titel' is not a key; the keys are 'title'"),
    (put("about.title", None), "about.title: null is not text"),
    (put("about.title", 3), "about.title: 3 is not text"),
    (put("about.title", ""), "about.title: '' is not text: it may not be empty"),
    (put("about.title", " \n"), "it may not be empty"),
    (put("about.title", "a\0b"), "control characters"),
    (put("about.title", "a\ud800b"), "surrogates"),
    (put("about.title", ["a"]), "about.title: ['a'] is not text"),
    (put("about.url", "javascript:alert(1)"), "about.url: 'javascript:alert(1)' is not a URL"),
    (put("about.related", "abc"), "about.related: 'abc' is not a list"),
    (put("about.related", ["a", 3]), "about.related[1]: 3 is not text"),
    (put("about.image", "a picture"), "about.image: 'a picture' is not an object"),
    (drop("about.image.caption"), "about.image.caption: the key 'caption' is missing"),
    (put("about.review", "x"), "about: 'review' is not a key"),
    (put("about.sources", {}), "about.sources: {} is not a list"),
    (put("about.sources.0.kind", "page"), "about.sources[0].kind: 'page' is not one of 'archive'"),
    (put("about.sources.0.seen", "yesterday"), "about.sources[0].seen: 'yesterday' is not a date"),
    (put("actors", {}), "actors: {} is not a list"),
    (put("actors.0", None), "actors[0]: None is not an object"),
    (drop("actors.0.id"), "actors[0].id: the key 'id' is missing"),
    (put("actors.0.id", "Ann Lee"), "actors[0].id: 'Ann Lee' is not an id"),
    (put("actors.0.kind", "king"), "actors[0].kind: 'king' is not one of 'person', 'office'"),
    (put("actors.0.kind", ["person"]), "is not one of"),
    (put("actors.0.kind", "a @ b"), "actors[0].kind: 'a @ b' is not one of"),
    (put("actors.0.born", "1900"), "actors[0].born: '1900' is not a year"),
    (put("actors.0.born", True), "actors[0].born: True is not a year"),
    (put("actors.0.born", 1900.5), "actors[0].born: 1900.5 is not a year"),
    (put("actors.0.born", 0), "actors[0].born: 0 is not a year"),
    (put("actors.0.wikidata", "Q1"), "actors[0]: 'wikidata' is not a key"),
    (put("actors.0.same_as", ["Q1"]), "actors[0].same_as[0]: 'Q1' is not a URL"),
    (put("actors.0.aliases", None), "actors[0].aliases: null is not a list"),
    (put("actors.0.affiliation", {"id": "avalon"}), "actors[0].affiliation: {'id': 'avalon'} is"),
    (put("documents", None), "documents: None is not a list"),
    (put("documents.0.date", "July 27, 1953"), "documents[0].date: 'July 27, 1953' is not a date of a file"),
    (put("documents.0.date", 1953), "documents[0].date: 1953 is not a Span: Span.parse reads one from text"),
    (put("documents.0.covers", ".."), "documents[0].covers: '..' is not a date"),
    (put("documents.0.claims", {}), "documents[0].claims: {} is not a list"),
    (put(f"{CLAIM}.role", "boss"), "documents[0].claims[0].role: 'boss' is not one of 'author'"),
    (put(f"{CLAIM}.field", "record"), "documents[0].claims[0].field: 'record' is not one of"),
    (put(f"{CLAIM}.basis", None), "documents[0].claims[0].basis: null is not one of"),
    (put(f"{CLAIM}.document", "x"), "documents[0].claims[0]: 'document' is not a key"),
    (drop(f"{CLAIM}.quote"), "documents[0].claims[0].quote: the key 'quote' is missing"),
    (put(f"{LINK}.relation", "cites"), "documents[0].links[0].relation: 'cites' is not one of"),
    (put(f"{LINK}.to", "No. 7"), "documents[0].links[0].to: 'No. 7' is not an id"),
    (drop(f"{LINK}.to_quote"), "documents[0].links[0].to_quote: the key 'to_quote' is missing"),
    (put("documents.1.about", {}), "documents[1].about.title: the key 'title' is missing"),
    (put("documents.0.record.url", "ftp://x"), "documents[0].record.url: 'ftp://x' is not a URL"),
    (put("documents.0.record.seen", ["x"]), "documents[0].record: 'seen' is not a key"),
    (put("documents.0.record", None), "documents[0].record: null is not an object"),
    (put("documents.0.excerpts.0", "to: Bob"), "documents[0].excerpts[0]: 'to: Bob' is not an object"),
    (put("documents.0.excerpts.0.part", "x"), "documents[0].excerpts[0].part: 'x' is not one of"),
    (drop("documents.0.excerpts.0.source"), "documents[0].excerpts[0].source: the key 'source'"),
    (put("documents.0.notes.0", "A note."), "documents[0].notes[0]: 'A note.' is not an object"),
    (put("documents.0.extra", []), "documents[0].extra: [] is not an object of JSON values"),
    (put("elsewhere", "x"), "elsewhere: 'x' is not a list"),
    (put("elsewhere.0", 3), "elsewhere[0]: 3 is not the id of a document"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), SHAPE, ids=[words for _, words in SHAPE])
def test_shape(change: Callable[[dict[str, Any]], object], words: str) -> None:
    """A fault of shape is named with path, value and what is allowed; the schema agrees."""
    assert any(words in problem for problem in faults(change)), faults(change)
    assert not VALIDATOR.is_valid(changed(change))


def test_schema_takes_what_read_takes() -> None:
    """The schema is itself valid, and takes the shipped file and the sample."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(FILE))] == []
    assert [error.message for error in VALIDATOR.iter_errors(content())] == []


def paths(value: Any, here: str = "") -> list[str]:
    """List the paths of all values in JSON content; an object of the user's own is one value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[str] = []
    for key, item in items:
        found.append(f"{here}{key}")
        if isinstance(item, (dict, list)) and key != "extra":
            found += paths(item, f"{here}{key}.")
    return found


# These values are not allowed anywhere in the format.
JUNK: list[Any] = [None, True, 2.5, "\0", [[]], {"?": 0}, [None]]


@settings(max_examples=200)
@given(st.sampled_from(paths(content())), st.sampled_from(JUNK))
def test_any_value_replaced_by_junk(path: str, junk: Any) -> None:
    """If any value is replaced by junk, the InvalidDataError has a problem with its path."""
    if path.endswith("extra") and isinstance(junk, dict):
        junk = [junk]
    said = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in path.split("."))[1:]
    assert any(problem.startswith(said) for problem in faults(put(path, junk)))


# Words in the messages about rules and about the calendar, which are not about shape.
RULED = re.compile(
    "unique|is not in the|'[a-z0-9]+(-[a-z0-9]+)*' is not the id of an?|not a part of|before"
    "|no such day|acts for itself|no letter or digit|times|states only|what is 'inferred'"
    "|'stated' cannot|this document itself"
)

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.text(max_size=12),
    st.sampled_from(["ann", "author", "title", "1953", "1953-07/..", "1953~", "https://a.b", " "]),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["title", "id", "x"]), st.text(max_size=3), max_size=2),
)


@settings(max_examples=150)
@given(st.sampled_from(paths(content())), values)
def test_schema_and_read_agree(path: str, value: Any) -> None:
    """Reader and schema agree on the shape, whatever value stands anywhere."""
    data = changed(put(path, value))
    raw = json.dumps(data).encode()
    try:
        ka.read(raw)
        refused = False
    except ka.InvalidDataError as error:
        # Faults of the third stage and of the calendar are rules, not shape.
        refused = not all(map(RULED.search, error.problems))
    assert VALIDATOR.is_valid(data) is not refused


def again(key: str) -> Callable[[dict[str, Any]], object]:
    """Make a change that gives the first thing of a list once more."""

    def change(data: Any) -> None:
        for part in key.split("."):
            data = data[part]
        data.append(data[0])

    return change


RULES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (again("about.sources"), "about.sources: the id 'page' is given 2 times"),
    (again("actors"), "actors: the id 'ann' is given 2 times"),
    (put("actors.2.name", "Ann Lee"), "actors: the name 'Ann Lee' is given 2 times"),
    (put("documents.1.id", ANN), "documents: the id"),
    (put("actors.0.aliases", ["Lee", "Lee"]), "actors[0].aliases: 'Lee' is given 2 times"),
    (put("actors.0.aliases", ["Ann Lee"]), "actors[0].aliases: 'Ann Lee' is given 2 times"),
    (put("actors.0.aliases", ["?!"]), "actors[0].aliases: '?!' has no letter or digit"),
    (put("actors.0.affiliation", "nowhere"), "actors[0].affiliation: 'nowhere' is not the id of an actor in this file"),
    (put("actors.0.affiliation", "bob"), "actors[0].affiliation: 'bob' is not the id of a state"),
    (put("actors.1.affiliation", "avalon"), "actors[1].affiliation: 'avalon'; a state acts for"),
    (put("actors.0.family", "Li"), "actors[0].family: 'Li' is not a part"),
    (put("actors.0.died", 1899), "actors[0].died: 1899 is before 1900"),
    (put(f"{CLAIM}.actor", "nobody"), "documents[0].claims[0].actor: 'nobody' is not the id of an actor"),
    (put(f"{CLAIM}.quote", "Ann from"), "documents[0].claims[0].quote: 'Ann from' is not in the title"),
    (put(f"{CLAIM}.field", "excerpt"), "documents[0].claims[0].quote: 'Ann to' is not in the excerpts"),
    (put("documents.0.claims.2.field", "summary"), "is not in the summary of"),
    (put("documents.0.claims.2.quote", "Ann was"), "documents[0].claims[2].quote: 'Ann was' is not in the notes"),
    (put(f"{CLAIM}.role", "origin"), "documents[0].claims[0].role: 'origin' is for states only"),
    (put(f"{CLAIM}.basis", "inferred"), "documents[0].claims[0].note: is missing"),
    (put("documents.0.claims.2.basis", "stated"), "documents[0].claims[2].basis: 'stated' cannot rest"),
    (put("documents.0.claims.1", content()["documents"][0]["claims"][0]), "documents[0].claims: 'ann' is author 2 times"),
    (put("documents.0.links.1", content()["documents"][0]["links"][0]), f"documents[0].links: '{UNTOLD}' is replies-to 2 times"),
    (put(f"{LINK}.to", ANN), "documents[0].links[0].to: '1953-07-27-ann-to-bob' is this document itself"),
    (put(f"{LINK}.quote", "your No. 8"), "documents[0].links[0].quote: 'your No. 8' is not in the excerpts"),
    (put(f"{LINK}.to_quote", "No. 8"), f"documents[0].links[0].to_quote: 'No. 8' is not in the title of '{UNTOLD}'"),
    (drop(f"{LINK}.note"), "documents[0].links[0].note: is missing"),
    (put("documents.0.links.1.field", "note"), "documents[0].links[1].basis: 'stated' cannot rest"),
    (put("documents.0.links.1.to_field", "note"), "documents[0].links[1].basis: 'stated' cannot rest"),
    (put("documents.0.excerpts.0.source", "wall"), "documents[0].excerpts[0].source: 'wall' is not the id of a source in about.sources"),
    (put("documents.0.notes.0.source", "wall"), "documents[0].notes[0].source: 'wall' is not the id of a source"),
    (put("documents.0.record.source", "wall"), "documents[0].record.source: 'wall' is not the id of a source"),
    (put("documents.0.date", "1953-02-30"), "documents[0].date: '1953-02-30' is not a date of a file: there is no such day"),
    (put("documents.0.covers", "1954/1953"), "ends before it begins"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), RULES, ids=[words for _, words in RULES])
def test_rules(change: Callable[[dict[str, Any]], object], words: str) -> None:
    """A broken rule between things is named with its path."""
    assert any(words in problem for problem in faults(change)), faults(change)


def test_what_may_be_left_out() -> None:
    """A summary that nothing quotes may be left out, and nothing else changes."""
    assert len(collection(changed(drop("documents.0.summary")))) == 2


def test_a_quote_of_a_missing_summary() -> None:
    """A quote from a summary that is not there is not found."""
    found = faults(drop("documents.0.summary"), put(f"{CLAIM}.field", "summary"))
    assert any("is not in the summary of" in problem for problem in found)


def test_a_quote_stands_in_one_text() -> None:
    """A quote that begins in one excerpt or note and ends in the next is not found."""
    found = faults(put("documents.0.claims.1.quote", "to: Bob On your"))
    assert found[0].startswith("documents[0].claims[1].quote: ")


def test_all_at_once() -> None:
    """All faults of a stage are named together, each once."""
    found = faults(
        *(put(f"documents.0.claims.{n}.role", "boss") for n in range(3)),
        put("actors.0.kind", "king"),
        put("about.title", None),
        put("documents.0.links.0.relation", "cites"),
        put("documents.0.links.0.basis", "guessed"),
    )
    assert [problem.partition(": ")[0] for problem in found] == [
        "about.title",
        "actors[0].kind",
        "documents[0].claims[0].role",
        "documents[0].claims[1].role",
        "documents[0].claims[2].role",
        "documents[0].links[0].relation",
        "documents[0].links[0].basis",
    ]


def test_no_fault_follows_from_another() -> None:
    """Actors and sources that a fault hides are not also named wherever an id names them."""
    assert faults(put("actors", 3)) == ("actors: 3 is not a list",)
    assert faults(drop("about.title")) == ("about.title: the key 'title' is missing",)
    [found] = faults(put("actors.0.id", "Ann Lee"), put(f"{CLAIM}.actor", "Ann Lee"))
    assert found.startswith("actors[0].id: 'Ann Lee' is not an id")
    assert len(faults(put("actors.0.kind", "king"))) == 1


def test_many_strange_keys_are_not_all_listed() -> None:
    """Of an object with very many unknown keys the first twenty are named."""
    [found] = faults(*(put(f"about.x{n:03}", 1) for n in range(50)))
    assert "'x000'" in found
    assert "'x019' and 30 more is not a key" in found


@pytest.mark.parametrize(
    ("count", "head", "tail"),
    [
        (1, "1 problem in the data:", "  p0"),
        (2, "2 problems in the data:", "  p1"),
        (20, "20 problems in the data:", "  p19"),
        (21, "21 problems in the data:", "  … and 1 more in .problems"),
    ],
)
def test_the_message_lists_problems(count: int, head: str, tail: str) -> None:
    """The message counts the problems and lists the first twenty, each in a line."""
    lines = str(ka.InvalidDataError(tuple(f"p{n}" for n in range(count)))).split("\n")
    assert (lines[0], lines[-1]) == (head, tail)
    assert lines[1:21] == [f"  p{n}" for n in range(min(count, 20))]


def test_truncated_at_every_byte() -> None:
    """A small file cut after any byte is refused, never half read; the last brace is needed."""
    small = json.dumps(content()).encode()
    for length in range(0, len(small), 3):
        problems(small[:length])
    problems(small[:-1])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `load` find its file in another folder, and forget what it has loaded."""
    import importlib_resources

    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "korean_armistice.json"
    path.write_bytes(FILE)
    monkeypatch.setattr(importlib_resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(_data, "_loaded", [])
    return path


@settings(max_examples=100)
@given(at=st.integers(0, len(FILE) - 1), bit=st.integers(0, 7), cut=st.booleans())
def test_damaged(at: int, bit: int, cut: bool) -> None:
    """One bit flipped in the file, or its end cut off, makes it no published edition."""
    damaged = bytearray(FILE)
    damaged[at] ^= 1 << bit
    raw = FILE[:at] if cut else bytes(damaged)
    from korean_armistice._file import fingerprint

    assert fingerprint(raw) not in _version.EDITIONS.values()


def test_load_refuses_an_edited_file(installed: Path) -> None:
    """`load` refuses a file that was edited, and says what an editor and a user are to do."""
    assert ka.load() == ka.read(FILE)
    _data._loaded.clear()
    installed.write_bytes(FILE.replace(b"Syngman", b"Singman"))
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.load()
    [problem] = caught.value.problems
    assert problem.startswith("the data file is not a published edition")
    assert "python -m tools.edition" in problem
    assert problem.endswith("reinstall korean-armistice")


def test_load_without_its_file(installed: Path) -> None:
    """If the file is not installed, `load` raises our error, not one from inside."""
    installed.unlink()
    with pytest.raises(ka.InvalidDataError, match=r"cannot be read .*: reinstall"):
        ka.load()


def test_threads_load_one(installed: Path) -> None:
    """Many threads that load at once get one object."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ka.load(), range(64)))
    assert len({id(docs) for docs in found}) == 1


def test_threads_read_apart() -> None:
    """Many threads that read different files at once each get the right collection."""
    files = [json.dumps(changed(put("actors.0.name", f"Ann Lee {n}"))).encode() for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ka.read, files))
    assert [docs.actor("ann").name for docs in found] == [f"Ann Lee {n}" for n in range(16)]
    assert all(docs[1].authors == (docs.actor("ann"),) for docs in found)


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes are a collection or an InvalidDataError."""
    try:
        ka.read(raw)
    except ka.InvalidDataError as error:
        assert error.problems


LETTER = ka.Document(id="a-letter", title="A letter", date=ka.Span.parse("1953-07-27"))


def test_collect() -> None:
    """Documents made in Python become a collection: their actors, states, sources and header."""
    source = ka.Source("page", "A page", "archive")
    state = ka.Actor("avalon", "Avalon", "state")
    ann = ka.Actor("ann", "Ann", "person", affiliation=state)
    claim = ka.Claim("author", ann, "excerpt", "Ann wrote", "stated")
    excerpt = ka.Excerpt("body", "Ann wrote this", source)
    doc = attrs.evolve(LETTER, claims=(claim,), excerpts=(excerpt,))
    about = ka.About("Mine", archive="An Archive")
    docs = ka.collect([doc, ka.Document(id="b", title="Undated")], about=about)
    assert [each.id for each in docs] == ["a-letter", "b"]
    assert docs.involved == (ann, state)
    assert docs.about == attrs.evolve(about, sources=(source,))
    assert all(each.about is docs.about for each in docs)
    assert docs.by_actor("Ann") == docs[:1]
    assert ka.read(ka.dumps(docs).encode()) == docs
    assert ka.collect([], about=about).about == about


def test_collect_takes_what_a_whole_gives() -> None:
    """The documents of a whole collection, collected again, are the same ones."""
    assert ka.collect(ka.load(), about=ka.load().about) == ka.load()
    assert ka.dumps(ka.collect(ka.load(), about=ka.load().about)).encode() == FILE


def test_collect_names_every_broken_rule() -> None:
    """`collect` checks the rules of a file, and names each broken one and actors that disagree."""
    one, other = (ka.Actor("ann", "Ann", "person", born=born) for born in (1900, 1901))
    claims = [ka.Claim("author", actor, "title", "not there", "stated") for actor in (one, other)]
    documents = [
        attrs.evolve(LETTER, claims=(claims[0],)),
        attrs.evolve(LETTER, claims=(claims[1],)),
    ]
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.collect(documents, about=ka.About("Mine"))
    assert caught.value.problems == (
        "actors: 'ann' has records that differ in born",
        "documents: the id 'a-letter' is given 2 times; it must be unique",
        "documents[0].claims[0].quote: 'not there' is not in the title of 'a-letter'",
        "documents[1].claims[0].quote: 'not there' is not in the title of 'a-letter'",
    )


def test_collect_with_an_affiliation_of_an_affiliation() -> None:
    """An actor may act for a state only, not for an actor who acts for another."""
    state = ka.Actor("avalon", "Avalon", "state")
    body = ka.Actor("council", "Council", "body", affiliation=state)
    ann = ka.Actor("ann", "Ann", "person", affiliation=body)
    claim = ka.Claim("author", ann, "title", "A letter", "stated")
    with pytest.raises(ka.InvalidDataError, match="'council' is not the id of a state"):
        ka.collect([attrs.evolve(LETTER, claims=(claim,))], about=ka.About("Mine"))


def test_collect_takes_documents() -> None:
    """`collect` takes only Documents, and an About as header."""
    wrong: Any
    for wrong in (["a"], [None], [LETTER, 3]):
        with pytest.raises(TypeError, match=r"^collect takes documents, and about=About\(…\)$"):
            ka.collect(wrong, about=ka.About("x"))
    with pytest.raises(TypeError, match=r"^collect takes documents"):
        ka.collect([LETTER], about=cast("Any", "x"))


@settings(max_examples=30)
@given(st.data())
def test_made_collections_round_trip(data: st.DataObject) -> None:
    """Any collection made in Python is written, read, equal, and written the same again."""
    letters = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
    words = st.text(letters, min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
    names = words.filter(lambda text: any(map(str.isalnum, text)))
    spans = st.none() | st.dates().map(lambda day: ka.Span(day, day, "~"))
    documents = []
    for n, title in enumerate(data.draw(st.lists(words, max_size=4))):
        actor = ka.Actor(f"a{n}", f"{data.draw(names)} {n}", "state")
        roles = data.draw(st.sets(st.sampled_from(get_args(ka.Role))))
        claims = (ka.Claim(role, actor, "title", title, "stated") for role in sorted(roles))
        documents.append(
            ka.Document(id=f"d{n}", title=title, date=data.draw(spans), claims=tuple(claims))
        )
    related = tuple(data.draw(st.lists(words, max_size=2)))
    docs = ka.collect(documents, about=ka.About("Made", related=related))
    text = ka.dumps(docs)
    again = ka.read(text.encode())
    assert again == docs
    assert again.about == docs.about
    assert again.involved == docs.involved
    assert ka.dumps(again) == text
