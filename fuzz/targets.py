"""Each target is a small function of bytes; a fault is any exception that leaves it.

Bytes are read as UTF-8, so that people can read the files of the corpus; wrong bytes become lone
surrogates. Nothing here needs the fuzzer, because the tests replay the corpus without it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, cast, get_args
from zlib import crc32

from attrs import evolve
from attrs import fields as fields_of
from tests import nasty
from tests.samples import content

import korean_armistice as ka
from korean_armistice import listing
from korean_armistice.__main__ import main

from . import oracles

__all__ = ["TARGETS", "Target"]

Target = Callable[[bytes], None]

DOCS, NASTY_DOCS = ka.load(), nasty.collection()
_LONGEST_DATE = 80
# A message quotes only a part of a long input, and one or two suggestions.
_LONGEST_MESSAGE = 2_000
_LONGEST_PROBLEM = 4_000


def text_of(raw: bytes) -> str:
    """Read bytes as text, whatever they are."""
    return raw.decode("utf-8", "surrogateescape")


def short(error: Exception) -> None:
    """Check that an error can be shown and sent."""
    assert len(str(error)) < _LONGEST_MESSAGE * 10, len(str(error))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert str(again) == str(error)


def dates(raw: bytes) -> None:
    """`Span.parse`, `by_date` of one text, and of two bounds."""
    text = text_of(raw)
    _date(text)
    since, _, until = text.partition("|")
    bounds = {"since": since or None, "until": until or None}
    if bounds != {"since": None, "until": None}:
        _bounds(since, until, bounds)


def _date(text: str) -> None:
    expected = oracles.days(text)
    try:
        span = ka.Span.parse(text)
    except ka.InvalidDateError as error:
        # A date has at most 80 characters, spaces included; a longer one is refused.
        assert expected is None or len(text) > _LONGEST_DATE, expected
        assert error.text == text
        short(error)
        return
    assert (span.first, span.last) == expected
    assert ka.Span.parse(str(span)) == span
    for docs in (DOCS, NASTY_DOCS):
        oracles.same(docs.by_date(text), oracles.overlapping(docs, expected))


def _bounds(since: str, until: str, given: dict[str, Any]) -> None:
    one, other = (oracles.days(text) if text else None for text in (since, until))
    first, last = one and one[0], other and other[1]
    good = bool(first) >= bool(since) and bool(last) >= bool(until)
    if (first and last and last < first) or max(map(len, (since, until))) > _LONGEST_DATE:
        good = False
    try:
        found = NASTY_DOCS.by_date(**given)
    except ka.InvalidDateError as error:
        assert not good
        short(error)
    else:
        assert good
        oracles.same(found, oracles.overlapping(NASTY_DOCS, (first, last)))


@cache
def _odd() -> ka.Collection:
    """Make a collection whose spellings are as odd as names can be."""
    data = content()
    spellings = [
        "İstanbul", "straße", "ŒUVRE", "ﬁ", "Å", "ก็", "हिन्दी", "שָׁלוֹם", "\u200fسلام\u200e", "\u200bnull\u200d",
        "ᄒ" + "ᅡ" + "ᆫ", "漢\ufe00字", "①②", "ΌΣΟΣ", "ꭰ", "x" * 1_500, "é" * 1_500, "a b " * 300, "Ⅷ", "ʼOkina",
    ]  # fmt: skip
    data["actors"][2]["aliases"] = spellings
    return ka.read(json.dumps(data).encode())


def names(raw: bytes) -> None:
    """`actor`, `by_actor` with each role, `by_origin`."""
    text = text_of(raw)
    for docs in (DOCS, _odd()):
        # An unknown name is compared with all spellings. With many of them this takes long, so there
        # only one name in eight is asked.
        if docs is DOCS and crc32(raw) % 8 and oracles.letters(text) not in _ascii(DOCS):
            continue
        try:
            actor = docs.actor(text)
        except ka.UnknownNameError as error:
            # In ASCII only letters and digits count. If an actor has these, the one reason to refuse
            # the name is that several actors have them.
            if text.isascii() and oracles.letters(text) in _ascii(docs):
                assert "several" in str(error)
            assert error.name == text
            assert all(docs.actor(name) for name in error.suggestions)
            assert len(str(error)) < _LONGEST_MESSAGE
            short(error)
            continue
        loose = oracles.loosely(text)
        # A leading "the" is left out before any name, and titles around a person's.
        assert (
            loose.removeprefix("the") in _loosely(actor)
            or loose in _loosely(actor)
            or (actor.kind == "person" and any(oracles.made_of(s, loose) for s in _loosely(actor)))
        )
        _answers(docs, text, actor)


@cache
def _ascii(docs: ka.Collection) -> set[str]:
    spellings = (s for a in docs.whole.involved for s in (a.name, *a.aliases, a.id) if s.isascii())
    return {oracles.letters(spelling) for spelling in spellings} - {""}


@cache
def _loosely(actor: ka.Actor) -> set[str]:
    return {oracles.loosely(spelling) for spelling in (actor.name, *actor.aliases, actor.id)}


def _answers(docs: ka.Collection, text: str, actor: ka.Actor) -> None:
    held = [doc for doc in docs if any(claim.actor == actor for claim in doc.claims)]
    oracles.same(docs.by_actor(text), held)
    try:
        found = docs.by_origin(text)
    except ka.UnknownNameError as error:
        assert actor.kind != "state"
        assert "not a state" in str(error)
        return
    oracles.same(found, [doc for doc in docs if actor in doc.origins])


def queries(raw: bytes) -> None:
    """`search` in any fields, `docs[…]`, `in`, `select`, `links`, `by_kind`, `counts`."""
    text = text_of(raw)
    _search(text)
    known = {doc.id: doc for doc in DOCS}
    assert DOCS.__contains__(text) is (text in known)
    _one(DOCS.__getitem__, text, known)
    _one(lambda text: DOCS.select([text])[0], text, known)
    to = [link for doc in DOCS for link in doc.links if link.to == text]
    with suppress(ka.UnknownNameError):
        assert list(DOCS.links(to=text)) == to


def _one(call: Callable[[str], ka.Document], text: str, known: dict[str, ka.Document]) -> None:
    try:
        assert call(text) is known[text]
    except ka.UnknownNameError as error:
        assert text not in known
        assert all(name in known for name in error.suggestions)
        assert len(str(error)) < _LONGEST_MESSAGE
        short(error)


def _search(text: str) -> None:
    plain = text.isascii() and not re.search(r"[_.]", text)
    wanted = oracles.asked(text) if plain else None
    try:
        found = DOCS.search(text)
    except ValueError as error:
        assert not plain or wanted is None
        assert len(str(error)) < _LONGEST_MESSAGE
        return
    if plain:
        assert wanted is not None
        oracles.same(found, oracles.searched(DOCS, wanted))
    fields: tuple[ka.Field, ...] = ("title", "summary", "excerpt", "note")
    each = [set(DOCS.search(text, within=(field,))) for field in fields]
    assert set.union(*each) <= set(DOCS.search(text, within=fields))


def counts(raw: bytes) -> None:
    """`counts` and `by_kind` of any text, also where a record has it as kind, language and archive."""
    text = text_of(raw)
    for docs in (DOCS, _with(text)):
        kinds = docs.counts("kind")
        try:
            found = docs.by_kind(text)
        except ka.UnknownNameError as error:
            assert text not in kinds
            assert all(docs.by_kind(kind) for kind in error.suggestions)
            short(error)
        else:
            assert kinds.get(text, 1) <= len(found)
        for what in get_args(ka.Counted):
            number = docs.counts(what)
            assert list(number.values()) == sorted(number.values(), reverse=True)
            assert sum(number.values()) >= len(docs)
        if text not in get_args(ka.Counted):
            with suppress(ValueError):
                raise AssertionError(docs.counts(cast("Any", text)))


def _with(text: str) -> ka.Collection:
    """Make a collection that has this text in every field that may hold it."""
    data = content()
    data["documents"][0] |= {"kind": text, "claims": []}
    data["documents"][0]["record"] |= {"language": text, "archive": text}
    try:
        return ka.read(json.dumps(data).encode())
    except ka.InvalidDataError:
        return DOCS


def collect(raw: bytes) -> None:
    """Nouns made in Python with any value in one field, and `collect` of these."""
    if not raw:
        return
    noun, name = _FIELDS[raw[0] % len(_FIELDS)]
    value: Any = text_of(raw[1:])
    with suppress(ValueError, RecursionError):
        value = json.loads(value)
    value = tuple(value) if isinstance(value, list) else value
    try:
        docs = _made(evolve(noun, **{name: value}))
    except ka.InvalidDataError as error:
        faulty(error)
    else:
        whole(docs)


_SAMPLE = ka.read(json.dumps(content()).encode())
_LETTER = _SAMPLE.by_kind("letter")[0]
_NOUNS: tuple[Any, ...] = (
    _LETTER, _LETTER.claims[0], _LETTER.claims[0].actor, _LETTER.links[0], _LETTER.excerpts[0],
    _LETTER.excerpts[0].source, _LETTER.notes[0], _LETTER.record, _SAMPLE.about, _SAMPLE.about.image,
)  # fmt: skip
_FIELDS = [(noun, each.name) for noun in _NOUNS for each in fields_of(type(noun))]


def _made(noun: Any) -> ka.Collection:
    """Put a noun into the letter, and make a collection of the letter and the other document."""
    claim, excerpt = _LETTER.claims[0], _LETTER.excerpts[0]
    changes: dict[type, Callable[[], dict[str, Any]]] = {
        ka.Claim: lambda: {"claims": (noun, *_LETTER.claims[1:])},
        ka.Actor: lambda: {"claims": (evolve(claim, actor=noun), *_LETTER.claims[1:])},
        ka.Link: lambda: {"links": (noun,)},
        ka.Excerpt: lambda: {"excerpts": (noun, *_LETTER.excerpts[1:])},
        ka.Source: lambda: {"excerpts": (evolve(excerpt, source=noun), *_LETTER.excerpts[1:])},
        ka.Note: lambda: {"notes": (noun, *_LETTER.notes[1:])},
        ka.Record: lambda: {"record": noun},
    }
    letter = noun if isinstance(noun, ka.Document) else _LETTER
    if change := changes.get(type(noun)):
        letter = evolve(letter, **change())
    about = noun if isinstance(noun, ka.About) else _SAMPLE.about
    about = evolve(about, image=noun) if isinstance(noun, ka.Image) else about
    others = [document for document in _SAMPLE if document is not _LETTER]
    # A collection made in Python must hold the targets of its links, and the sample's second link
    # leads to a document elsewhere.
    if letter is not noun and not isinstance(noun, ka.Link):
        letter = evolve(letter, links=_LETTER.links[:1])
    return ka.collect([letter, *others], about=about)


def read(raw: bytes) -> None:
    """`read` of bytes as they are."""
    try:
        docs = ka.read(raw)
    except ka.InvalidDataError as error:
        faulty(error)
        return
    whole(docs)


def faulty(error: ka.InvalidDataError) -> None:
    """Check that each fault is told, shortly."""
    assert error.problems
    assert all(len(problem) < _LONGEST_PROBLEM for problem in error.problems)
    str(error).encode()
    short(error)


def whole(docs: ka.Collection) -> None:
    """Check that what was read is the same after it is written and read again, and can be asked."""
    text = ka.dumps(docs)
    again = ka.read(text.encode())
    assert again == docs
    assert ka.dumps(again) == text
    for doc in docs:
        assert docs[doc.id] is doc
        assert not doc.date or doc in docs.by_date(doc.date)
        with suppress(ValueError):
            assert doc in docs.search(doc.title)
    for actor in docs.whole.involved:
        assert docs.actor(actor.id) is actor
        oracles.same(docs.by_actor(actor), [doc for doc in docs if _names_it(doc, actor)])
    for link in docs.links():
        assert link in docs.links(to=link.to, relation=link.relation)
    for line in "\n".join([str(docs), *(doc.card() for doc in docs)]).splitlines():
        assert not _MOVING.search(line), line
    repr(docs), docs._repr_html_(), docs.cite()


# Characters that a terminal would obey instead of showing them.
_MOVING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _names_it(doc: ka.Document, actor: ka.Actor) -> bool:
    return any(claim.actor == actor for claim in doc.claims)


def _paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[tuple[Any, ...]] = []
    for key, item in items:
        found.append((*here, key))
        if isinstance(item, (dict, list)):
            found += _paths(item, (*here, key))
    return found


_PATHS = _paths(content())


def put(raw: bytes) -> dict[str, Any]:
    """Put the value of the bytes (JSON, or else text) at the position that the first byte names."""
    data = content()
    if not raw:
        return data
    *parents, last = _PATHS[raw[0] % len(_PATHS)]
    inner: Any = data
    for key in parents:
        inner = inner[key]
    value: Any = text_of(raw[1:])
    with suppress(ValueError, RecursionError):
        value = json.loads(value)
    if isinstance(value, dict) and isinstance(inner[last], dict):
        inner[last].update(value)
    else:
        inner[last] = value
    return data


def fields(raw: bytes) -> None:
    """`read` of a good file with another value at one position."""
    with suppress(RecursionError):  # of json.dumps
        read(json.dumps(put(raw)).encode())


def page(raw: bytes) -> None:
    """`listing.parse`."""
    text = text_of(raw)
    try:
        docs = listing.parse(text)
    except ka.InvalidDataError as error:
        faulty(error)
        return
    whole(docs)
    plain = " ".join(text.split())
    for doc in docs:
        assert " ".join(doc.title.split()) in plain
        for part in (doc.summary or "").split("\n\n"):
            assert " ".join(part.split()) in plain
        # EDTF's marks of doubt, and a range, are not in the id.
        assert doc.id.startswith(re.split("[~?%/]", str(doc.date or "undated"))[0].strip("."))


@cache
def _workshop() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory()
    Path(folder.name, "mine.json").write_text(json.dumps(content()), encoding="utf-8")
    Path(folder.name, "bad.json").write_text('{"about": NaN}', encoding="utf-8")
    return folder


_LOOSE = re.compile(r"--(output|data)")


def command(raw: bytes) -> None:
    """The command line; each line is an argument. Paths stay in a folder of its own."""
    arguments = text_of(raw).split("\n")
    if any("/" in argument for argument in arguments) and _LOOSE.search("".join(arguments)):
        return
    folder = Path(_workshop().name)
    out, err = io.StringIO(), io.StringIO()
    before, stdin = Path.cwd(), sys.stdin
    os.chdir(folder)
    sys.stdin = io.TextIOWrapper(io.BytesIO(json.dumps(content()).encode()))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main(arguments)
    except SystemExit as ended:  # argparse: --help, --version, and unknown options
        status = cast("int", ended.code)
    finally:
        os.chdir(before)
        sys.stdin = stdin
        for path in folder.iterdir():
            assert not path.name.startswith(".korean-armistice-"), path
            if path.name not in ("mine.json", "bad.json"):
                path.unlink()
    assert status in (0, 2)
    told = err.getvalue().split("\n")
    assert told.pop() == ""
    assert all(line.startswith("korean-armistice: ") and line.isprintable() for line in told)
    assert all(len(line) < _LONGEST_MESSAGE for line in told)
    # Only a file, or several files of reviewers, can have more than one fault to tell.
    assert len(told) < 2 or "bad.json" in told[0] or arguments[0] == "review", told
    if status:
        assert told
        assert not out.getvalue()


def _csv(docs: ka.Collection, table: Any) -> None:
    """Read the table with the standard library: every cell is its value, and none is computed."""
    from korean_armistice.export import tables

    text = tables.to_csv(docs, table)
    assert text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(text[1:], newline="")))
    expected = tables.rows(docs, table)
    assert len(found) == 1 + len(expected)
    for cells, row in zip(found[1:], expected, strict=True):
        for cell, value in zip(cells, row.values(), strict=True):
            plain = "" if value is None else str(value)
            guarded = isinstance(value, str) and (oracles.formula(plain) or cell != plain)
            assert cell == (f"'{plain}" if guarded else plain), (cell, value)


def _bibtex(docs: ka.Collection) -> None:
    from pybtex.database import parse_string

    from korean_armistice.export.citations import to_biblatex, to_bibtex

    for text in (to_bibtex(docs), to_biblatex(docs)):
        entries = parse_string(text, "bibtex").entries
        assert list(entries) == [doc.id for doc in docs]


def _ris(docs: ka.Collection) -> None:
    import rispy

    from korean_armistice.export.citations import to_ris

    found = rispy.loads(to_ris(docs))
    assert [entry["id"] for entry in found] == [doc.id for doc in docs]
    for entry, doc in zip(found, docs, strict=True):
        assert entry["title"].split() == doc.title.split()


def _json(docs: ka.Collection) -> None:
    from korean_armistice.export.citations import to_csl
    from korean_armistice.export.linked_data import to_jsonld
    from korean_armistice.export.timeline import to_timelinejs

    assert [item["id"] for item in json.loads(to_csl(docs))] == [doc.id for doc in docs]
    linked = to_jsonld(docs)
    assert not re.search(r"</|<!--|<script", linked)  # it may stand within a script element
    assert docs.about.title in _texts(json.loads(linked))
    timeline = to_timelinejs(docs)
    assert not re.search(r"<(?!/?(p|ul|li|a)\b)", "".join(_texts(json.loads(timeline))))
    assert len(json.loads(timeline)["events"]) == len(docs)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _texts(item)]


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def _tags(docs: ka.Collection) -> _Tags:
    from korean_armistice.export.web import to_html

    return _Tags(to_html(docs))


@cache
def _plain_tags() -> _Tags:
    return _tags(ka.read(json.dumps(content()).encode()))


def _html(docs: ka.Collection) -> None:
    found, plain = _tags(docs), _plain_tags()
    assert sorted(set(found.tags)) == sorted(set(plain.tags))
    assert found.attributes == plain.attributes
    assert found.tags.count("script") == plain.tags.count("script")
    for text in (docs._repr_html_(), *(doc._repr_html_() for doc in docs)):
        tags = _Tags(text)
        assert tags.attributes <= {"style", "href"}
        assert {"script", "img", "b"}.isdisjoint(tags.tags)


def _review(docs: ka.Collection) -> None:
    from korean_armistice.export.review import to_review

    found = _Tags(to_review(docs))
    assert found.tags.count("script") == 2
    assert "img" not in found.tags
    assert not any(name.startswith("on") for name in found.attributes)
    assert found.tags.count("fieldset") == len(docs.claims()) + len(docs.links())


def _sqlite(docs: ka.Collection) -> None:
    from korean_armistice.export import tables

    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "a.db")
        tables.write_sqlite(docs, path)
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert not database.execute("PRAGMA foreign_key_check").fetchall()
            for table in get_args(tables.Table):
                expected = tables.rows(docs, table)
                names = ", ".join(f'"{name}"' for name in (expected[0] if expected else ["rowid"]))
                found = database.execute(f"SELECT {names} FROM {table}").fetchall()  # noqa: S608
                wanted = [tuple(row.values()) for row in expected]
                assert sorted(found, key=repr) == sorted(wanted, key=repr)


def _memory() -> str:
    return "/dev/shm" if Path("/dev/shm").is_dir() else gettempdir()  # noqa: S108  spares the disk


def _arrow(docs: ka.Collection) -> None:
    from korean_armistice.export import tables

    for table in get_args(tables.Table):
        found = tables.to_arrow(docs, table).to_pylist()
        assert [list(map(str, row.values())) for row in found] == [
            list(map(str, row.values())) for row in tables.rows(docs, table)
        ]


def _graph(docs: ka.Collection) -> None:
    import networkx as nx

    from korean_armistice.export.graph import to_networkx

    graph = to_networkx(docs)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    again = nx.read_graphml(io.BytesIO(out.getvalue()), force_multigraph=True)
    assert again.number_of_edges() == graph.number_of_edges()


_EXPORTERS: tuple[Callable[[ka.Collection], None], ...] = (
    lambda docs: _csv(docs, "documents"),
    lambda docs: _csv(docs, "claims"),
    lambda docs: _csv(docs, "actors"),
    lambda docs: _csv(docs, "links"),
    lambda docs: _csv(docs, "excerpts"),
    lambda docs: _csv(docs, "notes"),
    lambda docs: _csv(docs, "sources"),
    lambda docs: _csv(docs, "aliases"),
    _bibtex, _ris, _json, _html, _sqlite, _arrow, _graph, _review,
)  # fmt: skip


def exporters(raw: bytes) -> None:
    """Every exporter, given a good file with one hostile text in it; the export is read back."""
    exporter = _EXPORTERS[raw[0] % len(_EXPORTERS)] if raw else _json
    try:
        docs = ka.read(json.dumps(put(raw[1:])).encode())
    except (ka.InvalidDataError, RecursionError):
        return
    exporter(docs)


def _asked(call: Callable[[str], object]) -> Callable[[str], None]:
    def entrance(text: str) -> None:
        try:
            call(text)
        except (ka.ArmisticeError, ValueError) as error:
            assert len(str(error)) < _LONGEST_MESSAGE * 10

    return entrance


def _in_field(*path: Any) -> Callable[[str], None]:
    def entrance(text: str) -> None:
        data = content()
        inner: Any = data
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = text
        try:
            docs = ka.read(json.dumps(data).encode())
        except ka.InvalidDataError as error:
            faulty(error)
            return
        str(docs), repr(docs), docs._repr_html_(), docs.cite(), ka.dumps(docs)
        _asked(docs.actor)(text[:100])
        _asked(docs.search)(text)

    return entrance


_ENTRANCES: tuple[Callable[[str], None], ...] = (
    _asked(ka.Span.parse),
    _asked(ka.by_date),
    _asked(DOCS.actor),
    _asked(ka.by_actor),
    _asked(ka.by_origin),
    _asked(ka.search),
    _asked(DOCS.__getitem__),
    lambda text: read(text.encode("utf-8", "surrogateescape")),
    lambda text: read(b'{"about": ' + text.encode("utf-8", "surrogateescape") + b"}"),
    lambda text: read(json.dumps({"about": {text: 1}}).encode()),
    lambda text: page(text.encode("utf-8", "surrogateescape")),
    lambda text: page(b"Title\n\nJuly 3, 1953\n\n" + text.encode("utf-8", "surrogateescape")),
    lambda text: command(b"--actor\n" + text.replace("\n", " ").encode("utf-8", "surrogateescape")),
    lambda text: command(b"--format\n" + text.replace("\n", " ").encode("utf-8", "replace")),
    lambda text: command(text.replace("\n", " ").encode("utf-8", "surrogateescape")),
    _in_field("about", "title"),
    _in_field("actors", 0, "name"),
    _in_field("actors", 2, "aliases", 0),
    _in_field("actors", 0, "id"),
    _in_field("documents", 1, "title"),
    _in_field("documents", 1, "id"),
    _in_field("documents", 0, "summary"),
    _in_field("documents", 0, "date"),
    _in_field("documents", 0, "claims", 0, "quote"),
    _in_field("documents", 0, "claims", 0, "actor"),
    _in_field("documents", 0, "record", "url"),
    _in_field("documents", 0, "excerpts", 0, "words"),
    _in_field("documents", 0, "notes", 0, "text"),
    _in_field("documents", 0, "links", 0, "quote"),
    _in_field("about", "sources", 0, "name"),
    _asked(DOCS.by_kind),
    _asked(lambda text: DOCS.search(f'"{text}"')),
)

_SIZES = (1_000, 20_000, 200_000)


def long(raw: bytes) -> None:
    """A few characters repeated up to 200,000 times, given to each other target."""
    if len(raw) > 2:
        size = _SIZES[raw[1] % len(_SIZES)]
        text = text_of(raw[2:])
        _ENTRANCES[raw[0] % len(_ENTRANCES)]((text * (1 + size // len(text)))[:size])


TARGETS: dict[str, Target] = {
    "dates": dates,
    "names": names,
    "queries": queries,
    "counts": counts,
    "collect": collect,
    "read": read,
    "fields": fields,
    "listing": page,
    "command": command,
    "exporters": exporters,
    "long": long,
}
