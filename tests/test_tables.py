"""The tables say what the collection says, in every form, and are written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, cast

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system, validate

import korean_armistice as ka
from korean_armistice.export import _write, tables

from .samples import collection, content, hostile

Writer = Callable[..., None]

SHIPPED = ka.load()
# Markup, quotes, LaTeX, lines and columns, and four scripts, one of them written right to left.
NASTY = "<b>&amp;'\"; \\{}$%#_^~ , | \t=x\n김일성 金日成 Маленков سلام"
STARTS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\n=1", " =1", "'=1", "''+1", "＝1", "'quoted'"]


HOSTILE = [hostile(f"{start} {NASTY}") for start in STARTS]
EVERY = [SHIPPED, ka.by_origin("Poland"), ka.by_actor("U Nu") - SHIPPED, collection(), *HOSTILE]


def expected(docs: ka.Collection, table: tables.Table) -> list[dict[str, Any]]:
    """Tell from the model's own attributes what a table must hold."""
    if table == "claims":
        return [
            {
                "document": doc.id, "number": at, "role": claim.role, "actor": claim.actor.id,
                "field": claim.field, "quote": claim.quote, "basis": claim.basis,
                "note": claim.note,
            }
            for doc in docs for at, claim in enumerate(doc.claims, 1)
        ]  # fmt: skip
    if table == "actors":
        saved = json.loads(ka.dumps(docs))["actors"]
        return [
            {
                **{key: actor.get(key) for key in ("id", "name", "kind", "family", "affiliation",
                                                   "born", "died", "wikidata")},
                "aliases": " | ".join(actor.get("aliases", [])) or None,
                "note": actor.get("note"),
            }
            for actor in saved
        ]  # fmt: skip
    record = (
        "url", "record_id", "archive", "reference", "language", "classification", "donor",
        "obtained_by", "obtained_for", "translated_by", "translated_for",
    )  # fmt: skip
    return [
        {
            "number": at, "id": doc.id, "date": str(doc.date), "date_first": iso(doc.date.first),
            "date_last": iso(doc.date.last), "title": doc.title, "summary": doc.summary,
            "kind": doc.kind, "covers": str(doc.covers) if doc.covers else None,
            "covers_first": iso(doc.covers.first) if doc.covers else None,
            "covers_last": iso(doc.covers.last) if doc.covers else None,
            "origin": doc.origin.id if doc.origin else None,
            **{key: getattr(doc.record, key) for key in record},
            "seen": "\n".join(doc.record.seen) or None, "notes": "\n".join(doc.notes) or None,
        }
        for at, doc in enumerate(docs, 1)
    ]  # fmt: skip


def iso(day: date | None) -> str | None:
    """Print a day, or nothing."""
    return day.isoformat() if day else None


def unguarded(cell: str) -> str:
    """Undo the guard as the documentation says."""
    return cell[1:] if re.match(r"^'+\s*[=+\-@\t\r\n＝＋－＠]", cell) else cell


TABLES: list[tables.Table] = ["documents", "claims", "actors"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("docs", EVERY)
def test_rows(docs: ka.Collection, table: tables.Table) -> None:
    """The rows are the collection's own values, under the columns that the docstring lists."""
    found = tables.rows(docs, table)
    assert found == expected(docs, table)
    listed = re.search(
        rf"\n    {table}  +((?:.*\n)(?:               .*\n)*)", tables.rows.__doc__ or ""
    )
    assert listed
    columns = listed[1].replace("\n", " ").replace(" ", "").split(",")
    assert all(list(row) == columns for row in found)


def test_open_dates() -> None:
    """An open end of a span is None in the tables."""
    data = content()
    data["documents"][1] |= {"date": "1951-01-05/..", "covers": "../1951"}
    row = tables.rows(collection(data), "documents")[0]
    assert (row["date"], row["date_first"], row["date_last"]) == (
        "1951-01-05/..",
        "1951-01-05",
        None,
    )
    assert (row["covers"], row["covers_first"], row["covers_last"]) == (
        "../1951-12-31",
        None,
        "1951-12-31",
    )


@pytest.mark.parametrize("docs", EVERY)
def test_csv(docs: ka.Collection, tmp_path: Path) -> None:
    """The CSV files read back as the rows, and no cell can begin a formula."""
    tables.write_csv(docs, tmp_path / "out")
    for table in TABLES:
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        for row in found:
            assert not any(re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell) for cell in row.values())
        wanted = [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in expected(docs, table)
        ]
        assert [{k: unguarded(v) for k, v in row.items()} for row in found] == wanted


@pytest.mark.parametrize("docs", EVERY)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_package(docs: ka.Collection, tmp_path: Path) -> None:
    """Frictionless finds the package valid, keys included, and the header in it."""
    tables.write_csv(docs, tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
    assert (package.title, package.version) == (docs.about.title, docs.about.edition)
    assert package.licenses[0]["title"] == docs.about.rights
    assert package.sources[0]["title"] == docs.about.archive
    assert package.sources[0]["path"] == docs.about.url
    assert [resource.schema.primary_key for resource in package.resources] == [
        ["id"], ["document", "number"], ["id"],
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_package_finds_broken_key(tmp_path: Path) -> None:
    """The foreign keys are real: a claim about an actor that is missing is found."""
    tables.write_csv(SHIPPED, tmp_path)
    actors = tmp_path / "actors.csv"
    lines = actors.read_bytes().splitlines(keepends=True)
    actors.write_bytes(b"".join(line for line in lines if not line.startswith(b"kim-il-sung,")))
    report = validate(str(tmp_path / "datapackage.json"))
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_the_package_describes_itself(tmp_path: Path) -> None:
    """The description names the header's facts, and for each file its form and its columns."""
    described, about = package(collection(), tmp_path), collection().about
    text = (tmp_path / "datapackage.json").read_text("utf-8")
    assert text == json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    assert described["$schema"].endswith("/2.0/datapackage.json")
    assert (described["homepage"], described["version"]) == (about.url, about.edition)
    said = described["description"].split("\n\n")
    assert said[:3] == [about.abstract, about.listing, about.review]
    assert "remove the first character" in said[3]
    assert described["contributors"] == [{"title": about.publisher, "roles": ["publisher"]}]
    assert described["sources"] == [{"title": about.archive, "path": about.url}]
    assert described["licenses"] == [{"name": "LicenseRef-rights", "title": "Free."}]
    schemas = {}
    for table, resource in zip(TABLES, described["resources"], strict=True):
        schemas[table] = resource.pop("schema")
        assert schemas[table].pop("$schema").endswith("/2.0/tableschema.json")
        assert resource == {
            "name": table, "type": "table", "path": f"{table}.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
        }  # fmt: skip
    fields = {
        table: {field.pop("name"): field for field in schema.pop("fields")}
        for table, schema in schemas.items()
    }
    for table, columns in fields.items():
        assert list(columns) == list(tables.rows(collection(), table)[0])
        assert all(field.pop("description") for field in columns.values())
    words: dict[str, Any] = {"type": "string"}
    required: dict[str, Any] = {"required": True}
    assert fields["documents"]["number"] == {"type": "integer", "constraints": required}
    assert fields["documents"]["id"] == words | {"constraints": required | {"unique": True}}
    assert fields["documents"]["date_first"] == {"type": "date"}
    assert fields["documents"]["summary"] == words
    assert fields["claims"]["basis"] == words | {
        "constraints": required | {"enum": ["stated", "inferred"]}
    }

    def key(field: str, resource: str) -> dict[str, Any]:
        return {"fields": [field], "reference": {"resource": resource, "fields": ["id"]}}

    assert schemas == {
        "documents": {"primaryKey": ["id"], "foreignKeys": [key("origin", "actors")]},
        "claims": {
            "primaryKey": ["document", "number"],
            "foreignKeys": [key("document", "documents"), key("actor", "actors")],
        },
        "actors": {"primaryKey": ["id"], "foreignKeys": [key("affiliation", "")]},
    }


def test_the_package_names_its_source(tmp_path: Path) -> None:
    """The source is the archive, where that is not known the publisher, else the collection."""
    for number, key in enumerate(("archive", "publisher", "title")):
        about = dict.fromkeys(("archive", "publisher", "title")[number:], "") | {"title": "T"}
        about = {name: value or name for name, value in about.items()}
        none = ka.read(json.dumps({"about": about, "actors": [], "documents": []}).encode())
        title = package(none, tmp_path / key)["sources"][0]["title"]
        assert title == about[key]


def test_licences(tmp_path: Path) -> None:
    """The shipped catalogue names its two licences, another collection its own rights or none."""
    catalogue, ours = package(SHIPPED, tmp_path / "a")["licenses"]
    assert catalogue == {
        "name": "LicenseRef-Wilson-Center-Catalogue", "title": SHIPPED.about.rights,
    }  # fmt: skip
    assert (ours["name"], ours["path"]) == ("MIT", "https://opensource.org/license/mit")
    assert ours["title"].startswith("Kinds, claims, spellings and notes; ")
    assert package(collection(), tmp_path / "b")["licenses"][0]["title"] == "Free."
    edited = json.loads(ka.dumps(SHIPPED))
    edited["documents"].pop()
    names = [each["name"] for each in package(collection(edited), tmp_path / "c")["licenses"]]
    assert names == ["LicenseRef-rights"]
    bare = package(
        collection({"about": {"title": "T"}, "actors": [], "documents": []}), tmp_path / "d"
    )
    assert not {"licenses", "contributors", "version"} & set(bare)
    assert bare["sources"] == [{"title": "T"}]


def package(docs: ka.Collection, folder: Path) -> dict[str, Any]:
    """Write a package and return its description."""
    tables.write_csv(docs, folder)
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def test_csv_in_data_frames(tmp_path: Path) -> None:
    """Pandas and polars read the CSV files with every row and the first column's name."""
    tables.write_csv(SHIPPED, tmp_path)
    for table in TABLES:
        path = tmp_path / f"{table}.csv"
        wanted = tables.rows(SHIPPED, table)
        assert list(pd.read_csv(path).columns) == list(wanted[0])
        assert pl.read_csv(path).columns == list(wanted[0])
        assert len(pd.read_csv(path)) == pl.read_csv(path).height == len(wanted)


# The columns that are never empty: what every record, claim and actor has.
REQUIRED = {
    *(("documents", name) for name in ("number", "id", "date", "title")),
    *(("claims", name) for name in ("document", "number", "role", "actor", "field", "quote")),
    *(("actors", name) for name in ("id", "name", "kind")),
    ("claims", "basis"),
}


@pytest.mark.parametrize("docs", EVERY)
def test_sqlite(docs: ka.Collection, tmp_path: Path) -> None:
    """The database holds the rows exactly, and its keys and its content are sound."""
    tables.write_sqlite(docs, tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.row_factory = sqlite3.Row
        for table in TABLES:
            found = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]
            assert found == expected(docs, table)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        keys = [row["table"] for row in database.execute("PRAGMA foreign_key_list(claims)")]
        assert sorted(keys) == ["actors", "documents"]
        about = {row["key"]: row["value"] for row in database.execute("SELECT * FROM about")}
        names = ("title", "abstract", "archive", "publisher", "url", "listing", "rights", "review",
                 "edition")  # fmt: skip
        said = {name: getattr(docs.about, name) for name in names}
        assert about == {name: value for name, value in said.items() if value}
        for table in TABLES:
            columns = [tuple(row)[1:] for row in database.execute(f"PRAGMA table_info({table})")]
            for name, kind, required, default, place in columns:
                assert kind == ("INTEGER" if name in ("number", "born", "died") else "TEXT")
                assert required == ((table, name) in REQUIRED)
                assert default is None
                keys = ["document", "number"] if table == "claims" else ["id"]
                assert place == (keys.index(name) + 1 if name in keys else 0)


@pytest.mark.parametrize("text", ["armistice", "mutual defense pact", "CHARGÉ", "Charge", "kim"])
def test_full_text(text: str, tmp_path: Path) -> None:
    """Full-text search finds what `search` finds, also after VACUUM."""
    tables.write_sqlite(SHIPPED, tmp_path / "x.db")
    query = (
        "SELECT id FROM documents WHERE number IN"
        " (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?) ORDER BY number"
    )
    words = " ".join(f'"{word}"*' for word in text.split())
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        for _ in range(2):
            found = [row[0] for row in database.execute(query, [words])]
            assert found == [doc.id for doc in SHIPPED.search(text)]
            database.execute("VACUUM")


@pytest.mark.parametrize("docs", EVERY)
def test_arrow_and_parquet(docs: ka.Collection, tmp_path: Path) -> None:
    """Arrow and Parquet hold the rows, days as days, and the header in the metadata."""
    tables.write_parquet(docs, tmp_path)
    for table in TABLES:
        made = tables.to_arrow(docs, table)
        read = pq.read_table(tmp_path / f"{table}.parquet")
        assert read.equals(made, check_metadata=False)
        said = {key.decode(): value.decode() for key, value in made.schema.metadata.items()}
        wanted = {name: getattr(docs.about, name) for name in ("title", "edition", "rights")}
        assert said == {name: value for name, value in wanted.items() if value}
        for field in made.schema:
            assert field.nullable is ((table, field.name) not in REQUIRED)
        found = [
            {key: iso(value) if isinstance(value, date) else value for key, value in row.items()}
            for row in read.to_pylist()
        ]
        assert found == expected(docs, table)
    assert tables.to_arrow(docs, "documents").schema.field("date_first").type == pa.date32()


def test_parquet_in_duckdb_and_polars(tmp_path: Path) -> None:
    """DuckDB and polars take the days for dates."""
    tables.write_parquet(SHIPPED, tmp_path)
    path = tmp_path / "documents.parquet"
    assert pl.read_parquet(path)["date_first"].to_list() == [doc.date.first for doc in SHIPPED]
    with duckdb.connect() as database:
        found = database.sql(f"SELECT date_first FROM '{path}' ORDER BY number").fetchall()
    assert found == [(doc.date.first,) for doc in SHIPPED]


def test_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table longer than one batch is written in several row groups, in order."""
    monkeypatch.setattr(tables, "_BATCH", 8)
    tables.write_parquet(SHIPPED, tmp_path)
    file = pq.ParquetFile(tmp_path / "documents.parquet")
    assert file.num_row_groups == 3
    assert file.read()["id"].to_pylist() == [doc.id for doc in SHIPPED]


# Whole or not at all

WRITERS: list[tuple[Writer, str, str]] = [
    (tables.write_csv, "", "claims.csv"),
    (tables.write_parquet, "", "claims.parquet"),
    (tables.write_sqlite, "x.db", "x.db"),
]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, hidden ones included."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("write", "target", "name"), WRITERS)
def test_refuses_to_overwrite(write: Writer, target: str, name: str, tmp_path: Path) -> None:
    """What exists is refused in a sentence and stays; with overwrite only ours is replaced."""
    (tmp_path / name).write_text("mine")
    (tmp_path / "other").write_text("other")
    before = snapshot(tmp_path)
    with pytest.raises(FileExistsError) as caught:
        write(SHIPPED, tmp_path / target)
    told = "exists: choose another name, or replace it with overwrite=True"
    assert str(caught.value) == f"{tmp_path / name} {told}"
    assert snapshot(tmp_path) == before
    write(SHIPPED, tmp_path / target, overwrite=True)
    after = snapshot(tmp_path)
    assert after["other"] == b"other"
    assert after[name] != b"mine"
    write(ka.by_actor("Mao"), tmp_path / target, overwrite=True)
    assert snapshot(tmp_path)[name] != after[name]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


class Failing(ka.Collection):
    """A collection whose claims fail half-way, after the documents table was written."""

    __slots__ = ("passes",)

    def __iter__(self) -> Any:
        passes = getattr(self, "passes", 0)
        object.__setattr__(self, "passes", passes + 1)
        for at, document in enumerate(super().__iter__()):
            if passes and at == 10:
                msg = "half-way"
                raise OSError(msg)
            yield document


@pytest.mark.parametrize(("write", "target", "name"), WRITERS)
def test_failure_leaves_what_was_there(
    write: Writer, target: str, name: str, tmp_path: Path
) -> None:
    """A failure half-way leaves the old files, or, where there were none, nothing."""
    old, new = tmp_path / "old", tmp_path / "new"
    write(SHIPPED, old / target)
    before = snapshot(old)
    for folder in (old, new):
        with pytest.raises(OSError, match="half-way"):
            write(Failing(SHIPPED.root, range(20)), folder / target, overwrite=True)
    assert snapshot(old) == before
    assert not new.exists()


def obstructed(folder: Path) -> None:
    """Write three files, while somebody puts a folder where the last must go."""
    with _write.replacing(folder, ["a", "b", "c"], overwrite=True) as stage:
        for name in "abc":
            (stage / name).write_text("new")
        (folder / "c").mkdir()


def test_failure_while_moving(tmp_path: Path) -> None:
    """If the last file cannot be put in place, those before it are put back or taken away."""
    (tmp_path / "a").write_text("old")
    with pytest.raises(IsADirectoryError):
        obstructed(tmp_path)
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


@pytest.mark.parametrize("links", [True, False])
def test_a_link_stays_a_link(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If what is put back was a link to another place, it is one again."""
    if not links:
        monkeypatch.setattr(os, "link", missing)
    (tmp_path / "elsewhere").write_text("old")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IsADirectoryError):
        obstructed(tmp_path)
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "a").read_text() == (tmp_path / "elsewhere").read_text() == "old"


def missing(*_: object, **__: object) -> None:
    """Refuse, as a file system without links does."""
    raise PermissionError


def incomplete(folder: Path) -> None:
    """Write only the second of two files."""
    with _write.replacing(folder, ["a", "b"], overwrite=True) as stage:
        (stage / "b").write_text("new")


def test_first_file_missing(tmp_path: Path) -> None:
    """A file the block did not write leaves the old one where it was."""
    with pytest.raises(FileNotFoundError) as caught:
        incomplete(tmp_path)
    assert caught.value.filename2 == str(tmp_path / "a")
    assert snapshot(tmp_path) == {}
    (tmp_path / "a").write_text("old")
    with pytest.raises(FileNotFoundError):
        incomplete(tmp_path)
    assert snapshot(tmp_path) == {"a": b"old"}


def test_folder_is_never_replaced(tmp_path: Path) -> None:
    """A folder of a file's name is refused even with overwrite."""
    (tmp_path / "x.db").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        tables.write_sqlite(SHIPPED, tmp_path / "x.db", overwrite=True)
    told = "is a folder, which is never replaced: move it, or choose another name"
    assert str(caught.value) == f"{tmp_path / 'x.db'} {told}"


def test_what_is_unfinished_is_hidden(tmp_path: Path) -> None:
    """Until all is written it lies in the target's own folder, under a name that begins with a dot."""
    with _write.replacing(tmp_path, ["a"], overwrite=False) as stage:
        assert stage.parent == tmp_path
        assert stage.name.startswith(".korean-armistice-")
        (stage / "a").write_text("new")
    assert snapshot(tmp_path) == {"a": b"new"}


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_database_in_use(end: str, tmp_path: Path) -> None:
    """A database with a log beside it is not replaced: SQLite would play the log back."""
    (tmp_path / f"x.db{end}").write_text("log")
    with pytest.raises(FileExistsError) as caught:
        tables.write_sqlite(SHIPPED, tmp_path / "x.db", overwrite=True)
    left, path = tmp_path / f"x.db{end}", tmp_path / "x.db"
    told = f"{left} exists: {path} is open somewhere or was left unfinished; close it first"
    assert str(caught.value) == told


def test_permissions(tmp_path: Path) -> None:
    """What is written has the permissions that any file of the user gets."""
    (tmp_path / "plain").write_text("")
    tables.write_csv(SHIPPED, tmp_path / "out")
    assert (tmp_path / "out" / "claims.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


# Wrong use


def nothing(docs: Any, path: str | PathLike[str]) -> None:
    """Call `rows` or `to_arrow` as the writers are called."""
    tables.rows(docs, "documents")


def arrow(docs: Any, path: str | PathLike[str]) -> None:
    """Call `to_arrow` as the writers are called."""
    tables.to_arrow(docs, "actors")


@pytest.mark.parametrize("write", [nothing, arrow, *(write for write, _, _ in WRITERS)])
def test_not_a_collection(write: Writer, tmp_path: Path) -> None:
    """Anything but a Collection is a TypeError, and nothing is written."""
    with pytest.raises(TypeError, match="takes a Collection"):
        write(list(SHIPPED), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", [tables.rows, tables.to_arrow])
def test_no_such_table(call: Callable[..., object]) -> None:
    """A table that does not exist is a ValueError that lists those that do."""
    with pytest.raises(ValueError, match="'people' is not a table; the tables are 'documents'"):
        call(SHIPPED, "people")


@pytest.mark.parametrize("module", ["pyarrow", "pyarrow.parquet"])
def test_without_pyarrow(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without pyarrow, a sentence names the extra."""
    monkeypatch.setitem(sys.modules, module, None)
    told = rf"^{module} is not installed: pip install 'korean-armistice\[tables\]' brings it$"
    with pytest.raises(ImportError, match=told) as caught:
        tables.write_parquet(SHIPPED, tmp_path / "out")
    assert caught.value.name == module
    assert not (tmp_path / "out").exists()
    if module == "pyarrow":
        with pytest.raises(ImportError, match=told):
            tables.to_arrow(SHIPPED, "actors")


def test_csv_text(tmp_path: Path) -> None:
    """One table as CSV text is the text of its file; the table of the documents, if none is named."""
    tables.write_csv(SHIPPED, tmp_path)
    for table in TABLES:
        raw = (tmp_path / f"{table}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        file = raw.decode("utf-8-sig")
        assert tables.to_csv(SHIPPED, table) == file
        assert len(file.split("\r\n")) == len(tables.rows(SHIPPED, table)) + 2
    assert tables.to_csv(SHIPPED) == tables.to_csv(SHIPPED, "documents")
    with pytest.raises(ValueError, match="not a table"):
        tables.to_csv(SHIPPED, cast("Any", "claim"))
