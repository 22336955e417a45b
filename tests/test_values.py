"""Values are checked when an object is made: from Python at once, from a file with their paths."""

from __future__ import annotations

import copy
import json
import math
import pickle
from copy import deepcopy
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice._model import RELATIONS, ROLES
from korean_armistice._values import FORBIDDEN, printable

from .samples import changed, collection, put

SOURCE = ka.Source("page", "A page", "archive")
STATE = ka.Actor("avalon", "Avalon", "state")
DAY = ka.Span.parse("1953-07-27")

# One good object of each class, and the values of each field that are refused.
NOT_TEXT: list[Any] = ["", " \n", "a\0b", "a\x85b", "a\ud800b", "a\uffffb", 3, b"a", ["a"]]
NOT_ID: list[Any] = [*NOT_TEXT, "A", "a b", "a--b", "-a", "a-", "a_b", "é", "a\n"]
NOT_URL: list[Any] = [
    *NOT_TEXT,
    "ftp://x",
    "javascript:alert(1)",
    "https://",
    "http://a b",
    'http://a"',
]
NOT_YEAR: list[Any] = ["1900", 1900.5, True, 0, -1, 10_000]
NOT_SPAN: list[Any] = ["1953-07-27", 1953, ("1953",)]
NOT_SOURCE: list[Any] = ["page", 3, STATE]
NOT_CHOICE: list[Any] = ["boss", "", 3, ["person"], None]
NOT_TUPLE: list[Any] = [["a"], "abc", None, {"a"}]
NOT_OBJECT: list[Any] = [None, [], "x", {"a": {1}}, {"a": math.nan}, {"a": [math.inf]},
                         {"a": "\ud800"}, {"a": b"x"}]  # fmt: skip

NOTE: dict[str, Any] = {"text": "A sentence."}
ACTOR: dict[str, Any] = {"id": "ann", "name": "Ann Lee", "kind": "person"}
CLAIM: dict[str, Any] = {
    "role": "origin", "actor": STATE, "field": "title", "quote": "T", "basis": "stated",
}  # fmt: skip
LINK: dict[str, Any] = {
    "relation": "follows", "to": "b", "field": "title", "quote": "T", "to_field": "title",
    "to_quote": "T", "basis": "stated",
}  # fmt: skip

VALUES: list[tuple[Any, dict[str, Any], dict[str, list[Any]]]] = [
    (ka.Source, {"id": "a", "name": "A", "kind": "copy"},
     {"id": NOT_ID, "name": NOT_TEXT, "kind": NOT_CHOICE, "url": NOT_URL, "seen": NOT_SPAN}),
    (ka.Excerpt, {"part": "body", "words": "W", "source": SOURCE},
     {"part": NOT_CHOICE, "words": NOT_TEXT, "source": [*NOT_SOURCE, None]}),
    (ka.Note, NOTE, {"text": NOT_TEXT, "source": NOT_SOURCE}),
    (ka.Image, {"caption": "C"}, {"caption": NOT_TEXT, "credit": NOT_TEXT}),
    (ka.Actor, ACTOR,
     {"id": NOT_ID, "name": NOT_TEXT, "kind": NOT_CHOICE, "aliases": NOT_TUPLE, "family": NOT_TEXT,
      "affiliation": ["avalon", 3, SOURCE], "born": NOT_YEAR, "died": NOT_YEAR,
      "same_as": [*NOT_TUPLE, ("Q1",)], "note": NOT_TEXT, "extra": NOT_OBJECT}),
    (ka.Claim, CLAIM,
     {"role": NOT_CHOICE, "actor": ["ann", None, SOURCE], "field": NOT_CHOICE, "quote": NOT_TEXT,
      "basis": NOT_CHOICE, "note": NOT_TEXT, "reviewed_by": NOT_TUPLE}),
    (ka.Link, LINK,
     {"relation": NOT_CHOICE, "to": NOT_ID, "field": NOT_CHOICE, "quote": NOT_TEXT,
      "to_field": NOT_CHOICE, "to_quote": NOT_TEXT, "basis": NOT_CHOICE, "note": NOT_TEXT,
      "reviewed_by": NOT_TUPLE}),
    (ka.Record, {},
     {"url": NOT_URL, "subjects": [*NOT_TUPLE, ("a", 3)], "source": NOT_SOURCE,
      **dict.fromkeys(("record_id", "archive", "reference", "language", "donor", "classification", "obtained_by", "obtained_for", "translated_by", "translated_for"), NOT_TEXT)}),
    (ka.About, {"title": "T"},
     {"image": ["a picture", {"caption": "C"}], "url": NOT_URL, "related": NOT_TUPLE,
      "sources": [*NOT_TUPLE, ("page",)], "extra": NOT_OBJECT,
      **dict.fromkeys(("title", "abstract", "archive", "motto", "publisher", "listing", "rights", "annotations", "edition"), NOT_TEXT)}),
    (ka.Document, {"id": "a", "title": "T"},
     {"id": NOT_ID, "title": NOT_TEXT, "summary": NOT_TEXT, "kind": NOT_TEXT, "date": NOT_SPAN,
      "covers": NOT_SPAN, "claims": [*NOT_TUPLE, ("a",)], "links": [*NOT_TUPLE, (SOURCE,)],
      "record": [None, {}], "excerpts": [*NOT_TUPLE, ("words",)], "notes": [*NOT_TUPLE, ("a",)],
      "extra": NOT_OBJECT, "about": [None, "T"]}),
]  # fmt: skip
WRONG = [
    pytest.param(cls, good, key, value, id=f"{cls.__name__}-{key}-{value!r}"[:60])
    for cls, good, fields in VALUES
    for key, values in fields.items()
    for value in values
]


@pytest.mark.parametrize(("cls", "good", "key", "value"), WRONG)
def test_a_wrong_value_is_refused_at_once(
    cls: Any, good: dict[str, Any], key: str, value: Any
) -> None:
    """A wrong value of any field is one InvalidDataError that names the field."""
    cls(**good)
    with pytest.raises(ka.InvalidDataError) as caught:
        cls(**{**good, key: value})
    [problem] = caught.value.problems
    assert problem.startswith((f"{key}: ", f"{key}["))
    assert len(problem) < 500
    with pytest.raises(ka.InvalidDataError):
        attrs.evolve(cls(**good), **{key: value})


@pytest.mark.parametrize("cls", [value[0] for value in VALUES])
def test_every_field_is_checked(cls: Any) -> None:
    """No field takes just anything; only the document's id of claims and links is filled in."""
    [fields] = [fields for known, _, fields in VALUES if known is cls]
    assert {a.name for a in attrs.fields(cls)} - fields.keys() <= {"document"}


@pytest.mark.parametrize("cls", [value[0] for value in VALUES])
def test_help_says_what_a_field_is(cls: Any) -> None:
    """`help` of a class has a sentence for each of its fields."""
    for attribute in attrs.fields(cls):
        assert f"{attribute.name}: " in cls.__doc__


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "boss"}, "role: 'boss' is not one of 'author', 'recipient', 'copied', 'part"),
        ({"actor": "ann"}, "actor: 'ann' is not an Actor: .actor(name) of a collection finds one"),
        ({"basis": "guessed"}, "basis: 'guessed' is not one of 'stated', 'inferred'"),
        (
            {"field": "record"},
            "field: 'record' is not one of 'title', 'summary', 'excerpt', 'note'",
        ),
    ],
)
def test_what_is_allowed_is_said(change: dict[str, Any], words: str) -> None:
    """The error says what was given, what is allowed, and how to go on."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.Claim(**{**CLAIM, **change})
    assert caught.value.problems[0].startswith(words)


def test_the_way_to_a_date_is_said() -> None:
    """A date given as text is refused with the way to make a Span."""
    with pytest.raises(ka.InvalidDataError, match=r"'1953-07-27' is not a Span: Span\.parse reads"):
        ka.Document(id="a", title="T", date=ka_any("1953-07-27"))


def ka_any(value: Any) -> Any:
    """Hide a type from the checkers, which refuse it, too."""
    return value


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("documents.0.claims.0.role", "boss", "documents[0].claims[0].role: 'boss' is not one of"),
        ("documents.0.links.1.to", "A b", "documents[0].links[1].to: 'A b' is not an id: lower"),
        ("actors.0.same_as.1", "Q1", "actors[0].same_as[1]: 'Q1' is not a URL beginning with"),
        ("documents.0.excerpts.1.part", "x", "documents[0].excerpts[1].part: 'x' is not one of"),
        ("about.sources.0.kind", "x", "about.sources[0].kind: 'x' is not one of 'archive', 'mir"),
        ("actors.0.extra", [1], "actors[0].extra: [1] is not an object of JSON values"),
    ],
)
def test_read_names_the_same_fault(path: str, value: Any, words: str) -> None:
    """A fault in a file has the words of the constructor, after its path."""
    with pytest.raises(ka.InvalidDataError) as caught:
        collection(changed(put(path, value)))
    assert caught.value.problems[0].startswith(words)


def test_items_are_named_all() -> None:
    """Each wrong item of a tuple is named with its number."""
    with pytest.raises(ka.InvalidDataError) as caught:
        ka.Actor(**ACTOR, aliases=("ok", "", ka_any(3)))
    assert [problem[:12] for problem in caught.value.problems] == ["aliases[1]: ", "aliases[2]: "]


@given(st.text(min_size=1))
def test_text(text: str) -> None:
    """Any text is kept to the letter, or refused for a forbidden character or for its emptiness."""
    allowed = bool(text.strip()) and not set(text) & {chr(n) for n in (*range(9), 11, 12)}
    try:
        assert ka.Note(text).text == text
    except ka.InvalidDataError:
        allowed = not allowed or not text.isprintable()
    assert allowed


def test_tabs_and_line_feeds_are_text() -> None:
    """Of the control characters, tab and line feed may stand in a text; no other may."""
    assert ka.Note("a\tb\nc").text == "a\tb\nc"
    for code in (*range(9), *range(11, 32), *range(127, 160), 0xFFFE, 0x1FFFF, 0xFDD0, 0xDFFF):
        with pytest.raises(ka.InvalidDataError):
            ka.Note(f"a{chr(code)}b")


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_extra_round_trips(value: Any) -> None:
    """Whatever JSON holds is kept under `extra`, written back, and read as it was."""
    extra = {"mine": value}
    docs = ka.collect(
        [ka.Document(id="a", title="T", extra=extra)], about=ka.About("A", extra=extra)
    )
    again = ka.read(ka.dumps(docs).encode())
    assert again[0].extra == again.about.extra == docs[0].extra == extra


def test_extra_is_a_copy() -> None:
    """Changes of the given objects, or of the result of `to_dict`, change nothing inside."""
    mine: dict[str, Any] = {"a": [1]}
    docs = ka.collect([ka.Document(id="a", title="T", extra=mine)], about=ka.About("A", extra=mine))
    mine["a"].append(2)
    given_out = docs.to_dict()
    given_out["about"]["extra"]["a"].append(3)
    given_out["documents"][0]["extra"]["a"].append(4)
    assert docs[0].extra == docs.about.extra == {"a": [1]}
    assert docs.to_dict()["documents"][0]["extra"] == {"a": [1]}


def test_extra_cannot_be_changed() -> None:
    """A shared collection's `extra` refuses a change, and survives pickling and copying."""
    doc = ka.Document(id="a", title="T", extra={"x": {"y": 1}})
    for change in (lambda: doc.extra.update(z=1), doc.extra["x"].clear):
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert pickle.loads(pickle.dumps(doc)).extra == deepcopy(doc).extra == {"x": {"y": 1}}


def test_extra_that_is_no_json() -> None:
    """An object within itself, or one too deep for JSON, is refused like any other fault."""
    mine: dict[str, Any] = {}
    mine["me"] = mine
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    for extra in (mine, deep):
        with pytest.raises(ka.InvalidDataError, match="is not an object of JSON values"):
            ka.About("T", extra=extra)


def test_extra_is_empty_where_absent() -> None:
    """Without the key `extra` is an empty object of each thing's own."""
    one, other = ka.About("T"), ka.About("T")
    assert one.extra == {}
    assert one.extra is not other.extra


def test_lines() -> None:
    """`str` of a source, an actor, a claim, a link and a header is one line for a person."""
    source = attrs.evolve(SOURCE, seen=DAY)
    claim = ka.Claim(**{**CLAIM, "basis": "inferred", "note": "A step."})
    link = ka.Link(**{**LINK, "relation": "replies-to"})
    assert str(SOURCE) == "A page"
    assert str(source) == "A page, read 1953-07-27"
    assert str(STATE) == "Avalon"
    assert str(claim) == "origin: Avalon (inferred, title: “T”; A step.)"
    assert str(attrs.evolve(claim, note=None)) == "origin: Avalon (inferred, title: “T”)"
    assert str(link) == "answers b (stated, title: “T”, title there: “T”)"
    assert str(attrs.evolve(link, note="Why.")).endswith("title there: “T”; Why.)")
    assert str(ka.About("T")) == "“T”."
    about = collection().about
    assert str(about) == (
        "“Two letters”, An Archive, A Programme, of somewhere. Edition 1. All of it. "
        "https://example.org/c"
    )


def test_years_and_wikidata() -> None:
    """`years` has the known years of a life; `wikidata` is the id in its address in `same_as`."""
    ann = collection().actor("ann")
    assert (ann.years, ann.wikidata) == ("1900–1980", "Q1")
    assert attrs.evolve(ann, died=None).years == "1900–"
    assert attrs.evolve(ann, born=None).years == "–1980"
    assert (STATE.years, STATE.wikidata) == ("", None)
    assert attrs.evolve(ann, same_as=("https://example.org/Q1",)).wikidata is None


def test_relations_have_words() -> None:
    """Each relation has a verb in both directions."""
    assert set(RELATIONS) == set(get_args(ka.Relation))
    for relation in get_args(ka.Relation):
        link = ka.Link(**{**LINK, "relation": relation})
        assert link.verb
        assert link.inverse.endswith((" by", " in"))


def test_the_document_fills_its_id_in() -> None:
    """Claims and links learn the id of their document; those of another document are copied."""
    claim, link = ka.Claim(**CLAIM), ka.Link(**LINK)
    assert (claim.document, link.document) == ("", "")
    one = ka.Document(id="a", title="T", claims=(claim,), links=(link,))
    other = attrs.evolve(one, id="c")
    assert [doc.claims[0].document for doc in (one, other)] == ["a", "c"]
    assert [doc.links[0].document for doc in (one, other)] == ["a", "c"]


def test_a_joint_statement_has_several_origins() -> None:
    """`origins` has every state in order, `origin` the first; a document without any has None."""
    isle = ka.Actor("isle", "Isle", "state")
    claims = tuple(ka.Claim(**{**CLAIM, "actor": actor}) for actor in (STATE, isle))
    both = ka.Document(id="a", title="T", claims=claims)
    assert both.origins == (STATE, isle)
    assert both.origin == STATE
    assert ka.Document(id="a", title="T").origin is None


def test_roles_are_tuples_of_actors() -> None:
    """Each role but origin has its own tuple of actors on the document."""
    names = {"author": "authors", "recipient": "recipients", "copied": "copied",
             "participant": "participants", "mentioned": "mentioned", "origin": "origins"}  # fmt: skip
    assert set(names) == set(ROLES) == set(get_args(ka.Role))
    for role, name in names.items():
        doc = ka.Document(id="a", title="T", claims=(ka.Claim(**{**CLAIM, "role": role}),))
        assert {each: getattr(doc, each) for each in names.values()} == {
            each: (STATE,) if each == name else () for each in names.values()
        }


def test_a_document_that_is_bare() -> None:
    """A document needs an id and a title; all the rest is empty, None, or an empty Record."""
    doc = ka.Document(id="a", title="T")
    assert (doc.date, doc.summary, doc.kind, doc.covers) == (None, None, None, None)
    assert (doc.claims, doc.links, doc.excerpts, doc.notes) == ((), (), (), ())
    assert doc.record == ka.Record()
    assert (doc.url, doc.place, doc.holder, doc.texts("summary")) == (None, None, "", ("",))
    assert repr(doc) == "<Document: undated, T>"
    assert str(doc) == "undated  T"


def test_documents_compare_by_date() -> None:
    """A document is less than a later one and than an undated one; with other things, a TypeError."""
    early, late = (ka.Document(id="a", title="T", date=ka.Span.parse(y)) for y in ("1950", "1953"))
    undated = ka.Document(id="a", title="T")
    assert early < late < undated
    assert not late < early
    assert not undated < late
    assert not undated < ka.Document(id="b", title="T")
    for other in (3, "1953", None):
        with pytest.raises(TypeError, match="not supported between instances of 'Document' and"):
            _ = early < ka_any(other)


def test_things_pickle_copy_and_hash() -> None:
    """Every noun pickles, copies and compares; equal things hash alike, `extra` included."""
    docs = collection()
    doc = docs[1]
    things: list[Any] = [doc, *doc.claims, *doc.links, *doc.excerpts, *doc.notes, doc.record,
                         *docs.about.sources, docs.about, docs.about.image, *docs.actors, doc.date]  # fmt: skip
    for thing in things:
        for again in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing), copy.copy(thing)):
            assert again == thing
            assert hash(again) == hash(thing)


def test_about_is_not_compared() -> None:
    """Two documents that differ only in the header of their collection are equal."""
    doc = collection()[0]
    assert attrs.evolve(doc, about=ka.About("Another")) == doc


@pytest.mark.parametrize("char", ["\x1b", "\u202e", "\u2066", "\u200f", "\u2028", "\x85", "\u061c"])
def test_what_moves_a_cursor_is_written_out(char: str) -> None:
    """Controls, bidi marks and line separators are written out before they reach a terminal."""
    assert printable(f"a{char}b") == f"a{ascii(char)[1:-1]}b"
    assert printable("a\tb\nc 김일성 金日成") == "a\tb\nc 김일성 金日成"
    if char not in "\x1b\x85":
        doc = ka.Document(id="a", title=f"a{char}b")
        assert char not in f"{doc} {doc!r} {doc.card()}"


def test_forbidden_are_what_xml_forbids() -> None:
    """Text never holds a character that XML 1.0 cannot carry."""
    import re

    legal = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    forbidden = re.compile(f"[{FORBIDDEN}]")
    for code in (*range(0x300), *range(0xD7F0, 0xE010), *range(0xFDC0, 0x10010)):
        assert forbidden.match(chr(code)) or legal.match(chr(code))


def test_json_of_a_link_and_a_claim_leaves_the_document_out() -> None:
    """The id that claims and links know of their document is not written."""
    text = ka.dumps(collection())
    for part in ("claims", "links"):
        for document in json.loads(text)["documents"]:
            assert all("document" not in said for said in document.get(part, []))
