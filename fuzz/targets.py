"""The entrances, each as a small function of bytes; a fault is any exception that leaves it.

Bytes become text as UTF-8, those that are not as lone surrogates, so that the files of
the corpus can be read. Nothing here needs the fuzzer: the tests replay the corpus with it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, cast
from zlib import crc32

from tests.samples import content

import korean_armistice as ka
from korean_armistice import listing
from korean_armistice.__main__ import main

from . import oracles

__all__ = ["TARGETS", "Target"]

Target = Callable[[bytes], None]

DOCS = ka.load()
# A message quotes a long input only in part, and a suggestion or two.
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
    for expected, call in (
        (oracles.days(text, english=False), ka.Span.parse),
        (oracles.days(text, english=True), ka.by_date),
    ):
        found: Any = None
        try:
            found = call(text)
        except ka.InvalidDateError as error:
            assert expected is None, expected
            assert error.text == text
            short(error)
            continue
        assert expected is not None, found
        if isinstance(found, ka.Span):
            assert (found.first, found.last) == expected
            assert ka.Span.parse(str(found)) == found
        else:
            oracles.same(found, oracles.overlapping(DOCS, expected))


def _bounds(since: str, until: str, given: dict[str, Any]) -> None:
    one, other = (oracles.days(text, english=True) if text else None for text in (since, until))
    first, last = one and one[0], other and other[1]
    good = bool(first) >= bool(since) and bool(last) >= bool(until)
    if first and last and last < first:
        good = False
    try:
        found = DOCS.by_date(**given)
    except ka.InvalidDateError as error:
        assert not good
        short(error)
    else:
        assert good
        oracles.same(found, oracles.overlapping(DOCS, (first, last)))


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
        # An unknown name is compared with all spellings: among many, ask one in eight.
        if docs is DOCS and crc32(raw) % 8 and oracles.letters(text) not in _ascii(DOCS):
            continue
        try:
            actor = docs.actor(text)
        except ka.UnknownNameError as error:
            # ASCII has no rules but these: its letters and digits count, and one actor has them.
            if text.isascii() and oracles.letters(text) in _ascii(docs):
                assert "several" in str(error)
            assert error.name == text
            assert all(docs.actor(name) for name in error.suggestions)
            assert len(str(error)) < _LONGEST_MESSAGE
            short(error)
            continue
        assert oracles.loosely(text) in _loosely(actor)
        _answers(docs, text, actor)


@cache
def _ascii(docs: ka.Collection) -> set[str]:
    spellings = (s for a in docs.root.actors for s in (a.name, *a.aliases, a.id) if s.isascii())
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
    oracles.same(found, [doc for doc in docs if doc.origin == actor])


def queries(raw: bytes) -> None:
    """`search`, `docs[…]`, `in`."""
    text = text_of(raw)
    try:
        found = DOCS.search(text)
    except ValueError as error:
        assert not any(map(str.isascii, filter(str.isalnum, text)))
        assert len(str(error)) < _LONGEST_MESSAGE
    else:
        asked = oracles.words(text)
        if text.isascii() and "_" not in text:
            oracles.same(found, oracles.searched(DOCS, asked))
    known = {doc.id: doc for doc in DOCS}
    assert DOCS.__contains__(text) is (text in known)
    try:
        assert DOCS[text] is known[text]
    except ka.UnknownNameError as error:
        assert text not in known
        assert all(name in known for name in error.suggestions)
        assert len(str(error)) < _LONGEST_MESSAGE
        short(error)


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
    """Check that what was read is written and read again."""
    text = ka.dumps(docs)
    again = ka.read(text.encode())
    assert again == docs
    assert ka.dumps(again) == text
    for doc in docs:
        assert docs[doc.id] is doc
        assert doc in docs.by_date(doc.date)
        with suppress(ValueError):
            assert doc in docs.search(doc.title)
    for actor in docs.root.actors:
        assert docs.actor(actor.id) is actor
        oracles.same(docs.by_actor(actor), [doc for doc in docs if _names_it(doc, actor)])
    str(docs), repr(docs), docs._repr_html_(), docs.cite()


def _names_it(doc: ka.Document, actor: ka.Actor) -> bool:
    return any(claim.actor is actor for claim in doc.claims)


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
    """Put what the bytes say (JSON, or else text) at the place the first byte names."""
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
    """`read` of a good file with something else in one place."""
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
    for doc in docs:
        assert doc.title in text
        assert all(part in text for part in (doc.summary or "").split("\n\n"))
        assert doc.id.startswith(str(doc.date))


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
    before = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main(arguments)
    except SystemExit as ended:  # argparse: --help, --version, and what is no option
        status = cast("int", ended.code)
    finally:
        os.chdir(before)
        for path in folder.iterdir():
            assert not path.name.endswith(".part"), path
            if path.name not in ("mine.json", "bad.json"):
                path.unlink()
    assert status in (0, 2)
    assert len(err.getvalue()) < _LONGEST_MESSAGE
    if status:
        assert err.getvalue().count("\n") == 1, err.getvalue()
        assert not out.getvalue()


_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def _csv(docs: ka.Collection, table: Any) -> None:
    from korean_armistice.export import tables

    found = list(csv.reader(io.StringIO(tables.to_csv(docs, table), newline="")))
    expected = tables.rows(docs, table)
    assert len(found) == 1 + len(expected)
    for cells, row in zip(found[1:], expected, strict=True):
        for cell, value in zip(cells, row.values(), strict=True):
            assert not _FORMULA.match(cell.strip().lstrip("\ufeff")), cell
            assert cell in (plain := "" if value is None else str(value), f"'{plain}")


def _bibtex(docs: ka.Collection) -> None:
    import bibtexparser

    from korean_armistice.export.citations import to_bibtex

    parser: Any = bibtexparser
    library = parser.parse_string(to_bibtex(docs))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [doc.id for doc in docs]
    assert len(library.blocks) == len(docs)


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
    assert json.loads(to_jsonld(docs))["@graph"][0]["name"] == docs.about.title
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
    for text in (docs._repr_html_(),):
        tags = _Tags(text)
        assert tags.attributes <= {"style", "href"}
        assert {"script", "img", "b"}.isdisjoint(tags.tags)


def _sqlite(docs: ka.Collection) -> None:
    from korean_armistice.export import tables

    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, "a.db")
        tables.write_sqlite(docs, path)
        with closing(sqlite3.connect(path)) as database:
            for table in ("documents", "claims", "actors"):
                found = database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
                expected = [tuple(row.values()) for row in tables.rows(docs, cast("Any", table))]
                assert sorted(found, key=repr) == sorted(expected, key=repr)


def _memory() -> str:
    return "/dev/shm" if Path("/dev/shm").is_dir() else gettempdir()  # noqa: S108  spares the disk


def _arrow(docs: ka.Collection) -> None:
    from korean_armistice.export import tables

    for table in ("documents", "claims", "actors"):
        name = cast("Any", table)
        found = tables.to_arrow(docs, name).to_pylist()
        assert [list(map(str, row.values())) for row in found] == [
            list(map(str, row.values())) for row in tables.rows(docs, name)
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
    _bibtex, _ris, _json, _html, _sqlite, _arrow, _graph,
)  # fmt: skip


def exporters(raw: bytes) -> None:
    """Every exporter, of a good file with one hostile text in one place; read back."""
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
)

_SIZES = (1_000, 20_000, 200_000)


def long(raw: bytes) -> None:
    """A few characters again and again, up to 200,000, through each entrance."""
    if len(raw) > 2:
        size = _SIZES[raw[1] % len(_SIZES)]
        text = text_of(raw[2:])
        _ENTRANCES[raw[0] % len(_ENTRANCES)]((text * (1 + size // len(text)))[:size])


TARGETS: dict[str, Target] = {
    "dates": dates,
    "names": names,
    "queries": queries,
    "read": read,
    "fields": fields,
    "listing": page,
    "command": command,
    "exporters": exporters,
    "long": long,
}
