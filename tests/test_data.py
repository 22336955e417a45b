"""Your own data: read strictly, every fault named; written canonically."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, cast

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import _data

from .samples import collection, content

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


def faults(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    """Return the faults of the sample after a change."""
    data = content()
    change(data)
    return problems(json.dumps(data).encode())


def test_canonical() -> None:
    """The shipped file is its own canonical text, byte for byte, and ends in a line feed."""
    assert ka.dumps(ka.read(FILE)).encode() == FILE
    assert FILE.endswith(b"}\n")
    assert b"null" not in FILE


def test_load_and_read_agree() -> None:
    """What `load` takes from the published file without checks is what `read` takes with them."""
    shipped, checked = _data._shipped(), ka.read(FILE).root
    loaded = shipped.root
    assert loaded == checked
    assert shipped == ka.load()
    assert repr(loaded.documents) == repr(checked.documents)
    for one, other in zip(loaded.documents, checked.documents, strict=True):
        assert one.about is loaded.about
        assert [claim.actor for claim in one.claims] == [claim.actor for claim in other.claims]
        hash((one.claims, one.record, one.notes, one.about))


def test_any_order() -> None:
    """Read takes actors and documents in any order, dumps writes the canonical one."""
    data = json.loads(FILE)
    data["actors"].reverse()
    data["documents"] = sorted(data["documents"], key=lambda d: d["date"], reverse=True)
    docs = ka.read(json.dumps(data).encode())
    assert {d.id for d in docs} == {d.id for d in ka.load()}
    assert [d.date for d in docs] == [d.date for d in ka.load()]
    assert docs.root.actors == ka.load().root.actors


def test_sources(tmp_path: Path) -> None:
    """Read takes a path as text or object, an open binary file, and bytes."""
    path = tmp_path / "mine.json"
    path.write_bytes(FILE)
    with path.open("rb") as file:
        assert ka.read(str(path)) == ka.read(path) == ka.read(file) == ka.read(FILE)
    assert ka.read(io.BytesIO(FILE)) == ka.load()
    for wrong in (3, None, io.StringIO("x"), bytearray(FILE)):
        with pytest.raises(TypeError):
            ka.read(cast("Any", wrong))
    with pytest.raises(FileNotFoundError):
        ka.read(tmp_path / "none.json")
    with pytest.raises(TypeError):
        ka.dumps(cast("Any", [1]))


def test_everything_is_read() -> None:
    """Every key of the format arrives in the object, and comes back."""
    docs = collection()
    doc = docs[1]
    assert doc.origin == docs.actor("Avalon")
    assert doc.authors[0].affiliation is doc.origin
    assert doc.about is docs.about
    assert ka.read(ka.dumps(docs).encode()) == docs
    written = json.loads(ka.dumps(docs))
    expected = content()
    expected["documents"].reverse()
    expected["documents"][1]["covers"] = "1953-06-01/1953-07-31"
    assert written == expected


def test_selection() -> None:
    """A selection is written with its documents, the actors named, and their states."""
    written = json.loads(ka.dumps(ka.by_actor("U Nu")))
    assert [d["date"] for d in written["documents"]] == ["1954-06-28"]
    assert [a["id"] for a in written["actors"]] == [
        "burma", "peoples-republic-of-china", "u-nu", "united-states", "zhou-enlai",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "line 1, column 1: not JSON"),
        (b"   ", "line 1, column 4: not JSON"),
        (b"{", "line 1, column 2"),
        (b"[]", "top level: [] is not an object"),
        (b"null", "top level: None is not an object"),
        (b"{}", "top level: the key 'about' is missing"),
        (b"\xef\xbb\xbf{}", "bytes 0 to 2: a byte order mark"),
        (b'{"a": "\xff"}', "byte 7: 0xff is not UTF-8"),
        (b'{"about": NaN}', "about: NaN is not a JSON value"),
        (b'{"about": {"a": [1, -Infinity]}}', "about.a[1]: -Infinity"),
        (b"NaN", "top level: NaN"),
        (b'{"about": 1, "about": 2}', "top level: the key 'about' is given more than once"),
        (b'{"about": {"title": "a", "title": "b"}}', "about: the key 'title'"),
        # Python 3.14 reads tens of thousands of levels, and then finds that they are no collection
        (b"[" * 10**6 + b"]" * 10**6, "top level: nested too deeply; the format"),
        (b'{"a":' * 10**6 + b"1" + b"}" * 10**6, "top level: nested too deeply; the format"),
        (b"9" * 1_000_000, "top level: a number out of all bounds ("),
        (b'{"about": ' + b"[" * 900 + b"]" * 900 + b"}", "about: [[[...]]] is not an object"),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_not_json(raw: bytes, words: str) -> None:
    """Bytes that are no JSON object are refused in plain words, with the place."""
    assert any(problem.startswith(words) for problem in problems(raw))


def test_every_place_of_what_is_no_json() -> None:
    """NaN and keys given twice are named wherever they are, each with its path."""
    raw = b'{"X": [NaN, {"b": [0, Infinity], "c": 1}, {}], "about": {"a": {"k": 1, "k": 2}, "b": -Infinity}, "actors": [[], [{"k": 1, "l": 2, "k": 3, "l": 4}]]}'
    assert sorted(problems(raw)) == [
        "X[0]: NaN is not a JSON value",
        "X[1].b[1]: Infinity is not a JSON value",
        "about.a: the key 'k' is given more than once",
        "about.b: -Infinity is not a JSON value",
        "actors[1][0]: the key 'k' is given more than once",
        "actors[1][0]: the key 'l' is given more than once",
    ]


def test_forms() -> None:
    """A form is matched by the whole text, a choice by one of its words; both say what they are."""
    form, choice = _data._matching("a+", "some a"), _data._one_of(Literal["b", "c"])
    assert form("aa", None) == "aa"
    assert choice("c", None) == "c"
    for hook, value, words in (
        (form, "ab", "'ab' is not some a"),
        (form, "ba", "'ba' is not some a"),
        (form, 3, "3 is not text"),
        (choice, "a", "'a' is not one of 'b', 'c'"),
        (choice, 3, "3 is not one of 'b', 'c'"),
        (choice, ["b"], "['b'] is not one of 'b', 'c'"),
    ):
        with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
            hook(value, None)


def put(path: str, value: Any) -> Callable[[dict[str, Any]], object]:
    """Make a change that sets the value at a path like "documents.0.title"."""

    def change(data: Any) -> None:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        for key in parents:
            data = data[key]
        data[last] = value

    return change


def drop(path: str) -> Callable[[dict[str, Any]], object]:
    """Make a change that deletes the key at a path."""

    def change(data: Any) -> None:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        for key in parents:
            data = data[key]
        del data[last]

    return change


CLAIM = "documents.0.claims.0"

# What the sentences of the third stage, and of the calendar, say: rules, not shape.
RULED = (
    "unique",
    "is not in the document's",
    "not the id of",
    "not a part of",
    "before",
    "there is no such day",
    "acts for itself",
    "no letter or digit",
    "times",
    "states only",
    "an 'inferred' claim",
    "'stated' cannot",
)

# Faults of shape: the reader and the JSON Schema must both refuse each.
SHAPE: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (put("extra", 1), "top level: 'extra' is not a key"),
    (drop("about"), "top level: the key 'about' is missing"),
    (drop("about.title"), "about.title: the key 'title' is missing"),
    (put("about", []), "about: [] is not an object"),
    (put("about.titel", "x"), "about: 'titel' is not a key; the keys are 'title'"),
    (put("about.title", None), "about.title: None is not text"),
    (put("about.title", 3), "about.title: 3 is not text"),
    (put("about.title", ""), "about.title: '' is empty"),
    (put("about.title", " \n"), "is empty"),
    (put("about.title", "a\0b"), "control character"),
    (put("about.title", "a\ud800b"), "surrogate"),
    (put("about.title", ["a"]), "about.title: ['a'] is not text"),
    (put("about.url", "javascript:alert(1)"), "about.url: 'javascript:alert(1)' is not a URL"),
    (put("about.related", "abc"), "about.related: 'abc' is not a list"),
    (put("about.related", ["a", 3]), "about.related[1]: 3 is not text"),
    (put("about.image", "a picture"), "about.image: 'a picture' is not an object"),
    (drop("about.image.caption"), "about.image.caption: the key 'caption' is missing"),
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
    (put("actors.0.wikidata", "P1"), "actors[0].wikidata: 'P1' is not a Wikidata id"),
    (put("actors.0.aliases", None), "actors[0].aliases: None is not a list"),
    (put("actors.0.affiliation", {"id": "avalon"}), "actors[0].affiliation: {'id': 'avalon'} is"),
    (put("documents", None), "documents: None is not a list"),
    (drop("documents.0.date"), "documents[0].date: the key 'date' is missing"),
    (put("documents.0.date", "July 27, 1953"), "documents[0].date: 'July 27, 1953' is not a date"),
    (put("documents.0.date", 1953), "documents[0].date: 1953 is not text"),
    (put("documents.0.covers", ".."), "documents[0].covers: '..' is not a date"),
    (put("documents.0.claims", {}), "documents[0].claims: {} is not a list"),
    (put(f"{CLAIM}.role", "boss"), "documents[0].claims[0].role: 'boss' is not one of 'author'"),
    (put(f"{CLAIM}.field", "text"), "documents[0].claims[0].field: 'text' is not one of"),
    (put(f"{CLAIM}.basis", None), "documents[0].claims[0].basis: None is not one of"),
    (put(f"{CLAIM}.document", "x"), "documents[0].claims[0]: 'document' is not a key"),
    (drop(f"{CLAIM}.quote"), "documents[0].claims[0].quote: the key 'quote' is missing"),
    (put("documents.0.about", {}), "documents[0]: 'about' is not a key"),
    (put("documents.0.record.url", "ftp://x"), "documents[0].record.url: 'ftp://x' is not a URL"),
    (put("documents.0.record.sen", "x"), "documents[0].record: 'sen' is not a key"),
    (put("documents.0.record", None), "documents[0].record: None is not an object"),
    (put("documents.0.notes.0", {}), "documents[0].notes[0]: {} is not text"),
]


@pytest.mark.parametrize(("change", "words"), SHAPE, ids=[words for _, words in SHAPE])
def test_shape(change: Callable[[dict[str, Any]], object], words: str) -> None:
    """A fault of shape is named with path, value and what is allowed; the schema agrees."""
    assert any(words in problem for problem in faults(change)), faults(change)
    data = content()
    change(data)
    assert not VALIDATOR.is_valid(data)


def test_schema_takes_what_read_takes() -> None:
    """The schema is itself valid, and takes the shipped file and the sample."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert VALIDATOR.is_valid(json.loads(FILE))
    assert VALIDATOR.is_valid(content())


def paths(value: Any, here: str = "") -> list[str]:
    """List the paths of all values in JSON content."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[str] = []
    for key, item in items:
        found.append(f"{here}{key}")
        if isinstance(item, (dict, list)):
            found += paths(item, f"{here}{key}.")
    return found


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.text(max_size=12),
    st.sampled_from(["ann", "author", "title", "1953", "1953-07/..", "https://a.b", "Q2", " "]),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["title", "id", "x"]), st.text(max_size=3), max_size=2),
)


@settings(max_examples=400)
@given(st.sampled_from(paths(content())), values)
def test_schema_and_read_agree(path: str, value: Any) -> None:
    """Whatever value is put anywhere, reader and schema agree on the shape."""
    data = content()
    put(path, value)(data)
    raw = json.dumps(data).encode()
    try:
        ka.read(raw)
        refused = False
    except ka.InvalidDataError as error:
        # Faults of the third stage and of the calendar are rules, not shape.
        refused = not all(any(rule in p for rule in RULED) for p in error.problems)
    assert VALIDATOR.is_valid(data) is not refused


RULES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (put("actors.2.id", "ann"), "actors: the id 'ann' is given 2 times"),
    (put("actors.2.name", "Ann Lee"), "actors: the name 'Ann Lee' is given 2 times"),
    (put("documents.1.id", "1953-07-27-ann-to-bob"), "documents: the id"),
    (put("actors.0.aliases", ["Lee", "Lee"]), "actors[0].aliases: 'Lee' is given 2 times"),
    (put("actors.0.aliases", ["Ann Lee"]), "actors[0].aliases: 'Ann Lee' is given 2 times"),
    (put("actors.0.aliases", ["?!"]), "actors[0].aliases: '?!' has no letter or digit"),
    (put("actors.0.affiliation", "nowhere"), "actors[0].affiliation: 'nowhere' is not the id"),
    (put("actors.0.affiliation", "bob"), "actors[0].affiliation: 'bob' is not the id of a state"),
    (put("actors.1.affiliation", "avalon"), "actors[1].affiliation: 'avalon'; a state acts for"),
    (put("actors.0.family", "Li"), "actors[0].family: 'Li' is not a part"),
    (put("actors.0.died", 1899), "actors[0].died: 1899 is before 1900"),
    (put(f"{CLAIM}.actor", "nobody"), "documents[0].claims[0].actor: 'nobody' is not the id"),
    (put(f"{CLAIM}.quote", "Ann from"), "documents[0].claims[0].quote: 'Ann from' is not in the"),
    (put(f"{CLAIM}.role", "origin"), "documents[0].claims[0].role: 'origin' is for states only"),
    (put(f"{CLAIM}.basis", "inferred"), "documents[0].claims[0].note: is missing"),
    (put("documents.0.claims.2.basis", "stated"), "documents[0].claims[2].basis: 'stated' cannot"),
    (drop("documents.0.summary"), ""),
    (
        put("documents.0.claims.1", content()["documents"][0]["claims"][0]),
        "'ann' is author 2 times",
    ),
    (put("documents.0.date", "1953-02-30"), "documents[0].date: '1953-02-30' is not a date"),
    (put("documents.0.covers", "1954/1953"), "ends before it begins"),
]


@pytest.mark.parametrize(("change", "words"), RULES, ids=[words for _, words in RULES])
def test_rules(change: Callable[[dict[str, Any]], object], words: str) -> None:
    """A broken rule between things is named with its path."""
    if not words:
        data = content()
        change(data)
        assert len(collection(data)) == 2
        return
    assert any(words in problem for problem in faults(change)), faults(change)


def test_a_quote_of_a_missing_summary() -> None:
    """A quote from a summary that is not there is not found."""

    def change(data: dict[str, Any]) -> None:
        del data["documents"][0]["summary"]
        data["documents"][0]["claims"][0]["field"] = "summary"

    assert any("not in the document's summary" in problem for problem in faults(change))


def test_all_at_once() -> None:
    """All faults of a stage are named together, and the message lists them."""

    def change(data: dict[str, Any]) -> None:
        for claim in data["documents"][0]["claims"]:
            claim["role"] = "boss"
        data["actors"][0]["kind"] = "king"
        data["about"]["title"] = None

    assert len(faults(change)) == 5


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


@settings(max_examples=300)
@given(st.integers(0, len(FILE) - 1))
def test_truncated(length: int) -> None:
    """A file cut anywhere is refused, never half read; only the last line feed may be missed."""
    if length < len(FILE) - 1:
        problems(FILE[:length])


def test_truncated_at_every_byte() -> None:
    """`load` refuses its file cut after any byte; so does `read` with a small one."""
    for length in range(len(FILE)):
        with pytest.raises(ka.InvalidDataError):
            _data._verified(FILE[:length])
    small = json.dumps(content()).encode()
    for length in range(len(small)):
        problems(small[:length])


@settings(max_examples=300)
@given(st.integers(0, len(FILE) - 1), st.integers(0, 7))
def test_flipped_bit(place: int, bit: int) -> None:
    """One bit flipped in the installed file is noticed by `load`, in whatever text it is."""
    damaged = bytearray(FILE)
    damaged[place] ^= 1 << bit
    with pytest.raises(ka.InvalidDataError) as caught:
        _data._verified(bytes(damaged))
    told = "the installed data file is not the one that was published: reinstall"
    assert caught.value.problems == (told,)


@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes are a collection or an InvalidDataError."""
    try:
        ka.read(raw)
    except ka.InvalidDataError as error:
        assert error.problems
