"""The tables hold the data of the collection, in every format, for the programs that read them."""

from __future__ import annotations

import asyncio
import csv
import json
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, cast, get_args

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system, validate

import korean_armistice as ka
from korean_armistice.export import tables

from . import nasty

Writer = Callable[..., None]

SHIPPED, NASTY, FORMULAS = ka.load(), nasty.collection(), nasty.formulas()
BARE = ka.collect([ka.Document(id="d", title="T")], about=ka.About("Bare"))
EVERY = [SHIPPED, ka.by_origin("Poland"), SHIPPED[:0], NASTY, NASTY.select(["all"]), FORMULAS, BARE]
TABLES: tuple[tables.Table, ...] = get_args(tables.Table)


def expected(docs: ka.Collection, table: tables.Table) -> list[dict[str, Any]]:
    """Return the rows that a table must hold, worked out from the collection's file."""
    saved = docs.to_dict()
    if table == "documents":
        return [of_document(at, doc, docs) for at, doc in enumerate(saved["documents"], 1)]
    if table == "actors":
        return [of_actor(actor) for actor in saved["actors"]]
    if table == "aliases":
        return [
            {"actor": actor["id"], "number": at, "alias": alias}
            for actor in saved["actors"]
            for at, alias in enumerate(actor.get("aliases", []), 1)
        ]
    if table == "sources":
        its = ("id", "name", "kind", "url", "seen")
        return [values(source, its) for source in saved["about"].get("sources", [])]
    keys: tuple[str, ...] = {
        "claims": ("role", "actor", "field", "quote", "basis", "note"),
        "links": ("relation", "field", "quote", "to_field", "to_quote", "basis", "note"),
        "excerpts": ("part", "words", "source"),
        "notes": ("text", "source"),
    }[table]
    return [
        {
            "document": doc["id"],
            "number": at,
            **values(thing, keys),
            **({"reviewed_by": joined(thing.get("reviewed_by"))} if "basis" in keys else {}),
            **({"to_document": thing["to"]} if table == "links" else {}),
        }
        for doc in saved["documents"]
        for at, thing in enumerate(doc.get(table, []), 1)
    ]


def of_document(number: int, doc: dict[str, Any], docs: ka.Collection) -> dict[str, Any]:
    """Make the row of a document."""
    record = doc.get("record", {})
    origins = [claim["actor"] for claim in doc.get("claims", []) if claim["role"] == "origin"]
    keys = (
        "url", "record_id", "archive", "reference", "language", "classification", "donor",
        "obtained_by", "obtained_for", "translated_by", "translated_for", "source",
    )  # fmt: skip
    return {
        "number": number,
        **values(doc, ("id", "title", "summary", "kind")),
        **days("date", docs[doc["id"]].date),
        **days("covers", docs[doc["id"]].covers),
        "origin": origins[0] if origins else None,
        "collection": docs.about.title,
        **values(record, keys),
        "subjects": joined(record.get("subjects")),
        "extra": extra(doc),
    }


def of_actor(actor: dict[str, Any]) -> dict[str, Any]:
    """Make the row of an actor."""
    keys = ("id", "name", "kind", "family", "affiliation", "born", "died", "note")
    same = actor.get("same_as", [])
    found = [each.rpartition("/")[2] for each in same if "wikidata.org" in each]
    return {
        **values(actor, keys),
        "wikidata": found[0] if found else None,
        "same_as": joined(same),
        "extra": extra(actor),
    }


def values(thing: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Pick values; what is not there is None."""
    return {key: thing.get(key) for key in keys}


def joined(texts: list[str] | None) -> str | None:
    """Join texts as the columns do."""
    return " | ".join(texts) if texts else None


def extra(thing: dict[str, Any]) -> str | None:
    """Write the collection's own data."""
    return json.dumps(thing["extra"], ensure_ascii=False) if "extra" in thing else None


def days(name: str, span: ka.Span | None) -> dict[str, str | None]:
    """Write a span as the columns do."""
    return {
        name: str(span) if span else None,
        f"{name}_first": iso(span.first) if span else None,
        f"{name}_last": iso(span.last) if span else None,
    }


def iso(day: date | None) -> str | None:
    """Print a day, or nothing."""
    return day.isoformat() if day else None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("docs", EVERY)
def test_rows(docs: ka.Collection, table: tables.Table) -> None:
    """The rows are what the file says, under columns that are always the same."""
    found = tables.rows(docs, table)
    assert found == expected(docs, table)
    columns = list(tables.rows(NASTY, table)[0])
    assert all(list(row) == columns for row in found)


def test_dates() -> None:
    """A date has its text, with its qualifier, and its days; an open or unknown end is None."""
    found = {row["id"]: row for row in tables.rows(NASTY, "documents")}
    wanted = {
        "all": ("1953-07-27", "1953-07-27", "1953-07-27"),
        "reply": ("1953-08-01?", "1953-08-01", "1953-08-01"),
        "month": ("1951-01~", "1951-01-01", "1951-01-31"),
        "open": ("1951-02-01/..", "1951-02-01", None),
        "open2": ("../1951-03-01", None, "1951-03-01"),
        "undated": (None, None, None),
    }
    for name, told in wanted.items():
        assert tuple(found[name][key] for key in ("date", "date_first", "date_last")) == told
    assert found["all"]["covers_last"] == "1953-07-31"


def test_sources_of_documents_alone() -> None:
    """A source that only a document names, as after a merge, is in the table too."""
    page = ka.Source("page", "A page", "archive")
    excerpt = ka.Excerpt("body", "words", page)
    document = ka.Document(id="d", title="T", excerpts=(excerpt,))
    merged = ka.merge(ka.collect([document], about=ka.About("A")), about=ka.About("B"))
    assert [row["id"] for row in tables.rows(merged, "sources")] == ["page"]


# CSV


def unguarded(cell: str) -> str:
    """Undo the guard as the documentation says."""
    return cell[1:] if re.match(r"^'\W*?[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]", cell) else cell


@pytest.mark.parametrize("docs", EVERY)
def test_csv(docs: ka.Collection, tmp_path: Path) -> None:
    """The CSV files read back as the rows; no cell begins a formula; `to_csv` is the same text."""
    tables.write_csv(docs, tmp_path / "out")
    for table in TABLES:
        raw = (tmp_path / "out" / f"{table}.csv").read_bytes()
        assert raw == tables.to_csv(docs, table).encode()
        assert raw.startswith(b"\xef\xbb\xbf")
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        for cell in (cell for row in found for cell in row.values()):
            assert cell.startswith("'") or not re.match(
                rf"\W*[{re.escape(nasty.SIGNS)}\t\r\n]", cell
            )
        wanted = [
            {key: "" if value is None else str(value) for key, value in row.items()}
            for row in expected(docs, table)
        ]
        assert [{k: unguarded(v) for k, v in row.items()} for row in found] == wanted
    assert tables.to_csv(docs) == tables.to_csv(docs, "documents")


@pytest.mark.consumers
def test_libreoffice_runs_no_formula(tmp_path: Path) -> None:
    """LibreOffice, told to evaluate formulas, finds one in a bare file and none in ours."""
    bare = tmp_path / "bare" / "bare.csv"
    bare.parent.mkdir()
    bare.write_text("a\n=1+1\n")
    assert spreadsheets(bare.parent) == {"bare": ["of:=1+1"]}
    for docs in (NASTY, FORMULAS):
        tables.write_csv(docs, tmp_path / "ours", overwrite=True)
        assert spreadsheets(tmp_path / "ours") == {table: [] for table in TABLES}


def spreadsheets(folder: Path) -> dict[str, list[str]]:
    """Open a folder's CSV files in LibreOffice and list the formulas that it has in each."""
    office = shutil.which("soffice")
    assert office, "this test needs Debian's libreoffice-calc"
    # Separated at commas, in UTF-8, and the last: formulas are evaluated.
    read = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", read, "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run([*command, *folder.glob("*.csv")], check=True, capture_output=True)
    formula = re.compile(r'table:formula="([^"]*)"')
    return {path.stem: formula.findall(path.read_text("utf-8")) for path in folder.glob("*.fods")}


def test_identifiers_survive_pandas(tmp_path: Path) -> None:
    """Read as the how-to shows it, numbers, NA and TRUE are the texts that they were."""
    tables.write_csv(NASTY, tmp_path)
    text = {"dtype": str, "keep_default_na": False, "na_values": [""]}
    frame = pd.read_csv(tmp_path / "documents.csv", **cast("Any", text)).set_index("id")
    row = frame.loc["all"]
    assert [row["record_id"], row["archive"], row["language"], row["obtained_by"]] == [
        "00042", "NA", "TRUE", "1E5",
    ]  # fmt: skip
    assert (row["classification"], row["reference"], row["donor"]) == ("null", "1/2", "12:30")
    assert (frame.loc["zeros"]["title"], frame.loc["zeros"]["kind"]) == ("00123", "NaN")
    assert frame["summary"].isna().sum() == sum(doc.summary is None for doc in NASTY)


def test_csv_in_data_frames(tmp_path: Path) -> None:
    """Pandas and polars read the CSV files with every row and the first column's name."""
    tables.write_csv(NASTY, tmp_path)
    for table in TABLES:
        path = tmp_path / f"{table}.csv"
        wanted = tables.rows(NASTY, table)
        assert list(pd.read_csv(path).columns) == list(wanted[0])
        assert pl.read_csv(path).columns == list(wanted[0])
        assert len(pd.read_csv(path)) == pl.read_csv(path).height == len(wanted)


# The Data Package


@pytest.mark.parametrize("docs", [SHIPPED, SHIPPED[:0], NASTY, BARE])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_package(docs: ka.Collection, tmp_path: Path) -> None:
    """Frictionless finds the package valid, keys included, and the header in it."""
    tables.write_csv(docs, tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
    about = docs.about
    assert (package.title, package.version) == (about.title, about.edition)
    assert [licence["title"] for licence in package.licenses][:1] == [about.rights][
        : bool(about.rights)
    ]
    assert package.sources[0]["title"] == about.archive or about.publisher or about.title
    assert [each.name for each in package.resources] == list(TABLES)


@pytest.mark.parametrize(
    ("table", "key"), [("actors", "ann"), ("documents", "all"), ("sources", "page")]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_data_package_finds_broken_key(table: str, key: str, tmp_path: Path) -> None:
    """The foreign keys are real: a reference to a missing row is found."""
    tables.write_csv(NASTY, tmp_path)
    path = tmp_path / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        kept = [row for row in csv.reader(file) if key not in row[:2]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(kept)
    report = validate(str(tmp_path / "datapackage.json"))
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def package(docs: ka.Collection, folder: Path) -> dict[str, Any]:
    """Write a package and return its description."""
    tables.write_csv(docs, folder)
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def test_the_package_describes_itself(tmp_path: Path) -> None:
    """The description has the header's facts, and for each file its form and its columns."""
    described, about = package(NASTY, tmp_path), NASTY.about
    assert described["$schema"].endswith("/2.0/datapackage.json")
    assert (described["homepage"], described["version"]) == (about.url, about.edition)
    said = described["description"].split("\n\n")
    assert said[:3] == [about.abstract, about.listing, about.annotations]
    assert "remove the first character" in said[3]
    assert described["contributors"] == [{"title": about.publisher, "roles": ["publisher"]}]
    assert described["sources"] == [{"title": about.archive, "path": about.url}]
    assert described["licenses"] == [{"name": "LicenseRef-rights", "title": about.rights}]
    for table, file in zip(TABLES, described["resources"], strict=True):
        schema = file.pop("schema")
        assert file == {
            "name": table, "type": "table", "path": f"{table}.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
        }  # fmt: skip
        assert schema["$schema"].endswith("/2.0/tableschema.json")
        assert [each["name"] for each in schema["fields"]] == list(tables.rows(NASTY, table)[0])
        assert all(each["description"] for each in schema["fields"])


def test_the_package_describes_columns(tmp_path: Path) -> None:
    """A column's type, what it needs, its few values and what it refers to are described."""
    schemas = {each["name"]: each["schema"] for each in package(NASTY, tmp_path)["resources"]}
    fields = {
        (table, field.pop("name")): field
        for table, schema in schemas.items()
        for field in schema["fields"]
        if field.pop("description")
    }
    required: dict[str, Any] = {"required": True}
    assert fields["documents", "number"] == {"type": "integer", "constraints": required}
    assert fields["documents", "id"]["constraints"] == required | {"unique": True}
    assert fields["documents", "date_first"] == {"type": "date"}
    assert fields["documents", "summary"] == {"type": "string"}
    basis = {"type": "string", "constraints": required | {"enum": ["stated", "inferred"]}}
    assert fields["claims", "basis"] == fields["links", "basis"] == basis
    assert schemas["claims"]["primaryKey"] == ["document", "number"]
    assert schemas["aliases"]["primaryKey"] == ["actor", "number"]
    assert schemas["actors"]["primaryKey"] == ["id"]
    keys = {
        (table, key["fields"][0]): key["reference"]["resource"]
        for table, schema in schemas.items()
        for key in schema["foreignKeys"]
    }
    assert keys == {
        ("documents", "origin"): "actors", ("documents", "source"): "sources",
        ("claims", "document"): "documents", ("claims", "actor"): "actors",
        ("links", "document"): "documents", ("excerpts", "document"): "documents",
        ("excerpts", "source"): "sources", ("notes", "document"): "documents",
        ("notes", "source"): "sources", ("actors", "affiliation"): "",
        ("aliases", "actor"): "actors",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["archive", "publisher", "title"])
def test_the_package_names_its_source(key: str, tmp_path: Path) -> None:
    """The source is the archive; if that is not known, the publisher; otherwise the collection."""
    known = ("archive", "publisher", "title")
    named: dict[str, Any] = {name: name for name in known[known.index(key) :]}
    about = ka.About(**{"title": "title", **named})
    assert package(ka.collect([], about=about), tmp_path)["sources"][0]["title"] == key


def test_licences(tmp_path: Path) -> None:
    """The shipped catalogue names its two licences, another collection its own rights or none."""
    catalogue, ours = package(SHIPPED, tmp_path / "a")["licenses"]
    assert catalogue == {
        "name": "LicenseRef-Wilson-Center-Catalogue", "title": SHIPPED.about.rights,
    }  # fmt: skip
    assert (ours["name"], ours["path"]) == ("MIT", "https://opensource.org/license/mit")
    assert ours["title"].startswith("Kinds, claims, links, spellings and notes; ")
    edited = SHIPPED.to_dict()
    edited["documents"][0]["kind"] = "speech"
    names = [each["name"] for each in package(nasty.collection(edited), tmp_path / "b")["licenses"]]
    assert names == ["LicenseRef-rights"]
    assert not {"licenses", "contributors", "version"} & set(package(BARE, tmp_path / "c"))


# SQLite


def opened(path: Path) -> Any:
    """Open a database, rows as dicts; it is closed at the end of the block."""
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    return closing(database)


@pytest.mark.parametrize("docs", EVERY)
def test_sqlite(docs: ka.Collection, tmp_path: Path) -> None:
    """The database holds the rows exactly, and its keys and its content are sound."""
    tables.write_sqlite(docs, tmp_path / "x.db")
    with opened(tmp_path / "x.db") as database:
        for table in TABLES:
            found = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]
            if table == "documents":
                assert all(row.pop("search_forms", "") != "" for row in found)
            assert found == expected(docs, table)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        about = {row["key"]: row["value"] for row in database.execute("SELECT * FROM about")}
        said = docs.to_dict()["about"]
        assert about.keys() == said.keys()
        assert all(
            about[key] == text or json.loads(about[key]) == text for key, text in said.items()
        )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sqlite_has_the_keys_of_the_package(tmp_path: Path) -> None:
    """The columns have the types, and the tables the keys, that the Data Package describes."""
    tables.write_sqlite(NASTY, tmp_path / "x.db")
    with opened(tmp_path / "x.db") as database:
        for file in package(NASTY, tmp_path / "csv")["resources"]:
            table, schema = file["name"], file["schema"]
            rows = [dict(row) for row in database.execute(f"PRAGMA table_info({table})")]
            columns = {row["name"]: row for row in rows if row["name"] != "search_forms"}
            for field in schema["fields"]:
                row = columns.pop(field["name"])
                assert row["type"] == ("INTEGER" if field["type"] == "integer" else "TEXT")
                assert row["notnull"] == field.get("constraints", {}).get("required", False)
                key = schema["primaryKey"]
                place = key.index(field["name"]) + 1 if field["name"] in key else 0
                assert (row["pk"], row["dflt_value"]) == (place, None)
            assert columns == {}
            keys = {
                (key["fields"][0], key["reference"]["resource"] or table)
                for key in schema["foreignKeys"]
            }
            found = database.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            assert {(row["from"], row["table"]) for row in found} == keys


@pytest.mark.parametrize("table", TABLES)
def test_no_column_needs_quotes(table: tables.Table, tmp_path: Path) -> None:
    """No name of a table or column is a word of SQL's own, in SQLite as in DuckDB."""
    tables.write_sqlite(NASTY, tmp_path / "x.db")
    tables.write_parquet(NASTY, tmp_path)
    wanted = [tuple(row.values()) for row in tables.rows(NASTY, table)]
    query = f"SELECT {', '.join(tables.rows(NASTY, table)[0])} FROM {table}"
    with closing(sqlite3.connect(tmp_path / "x.db")) as lite, duckdb.connect() as duck:
        assert lite.execute(f"{query} ORDER BY rowid").fetchall() == wanted
        duck.execute(f"CREATE VIEW {table} AS FROM '{tmp_path}/{table}/*.parquet'")
        assert len(duck.execute(query).fetchall()) == len(wanted)


@pytest.mark.parametrize("text", ["armistice", "mutual defense pact", "CHARGÉ", "Charge", "kim"])
def test_full_text(text: str, tmp_path: Path) -> None:
    """Full-text search finds what `search` finds, also after VACUUM and a rebuild of the index."""
    tables.write_sqlite(SHIPPED, tmp_path / "x.db")
    query = (
        "SELECT id FROM documents WHERE rowid IN"
        " (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?) ORDER BY number"
    )
    words = " ".join(f'"{word}"*' for word in text.split())
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        for change in ("VACUUM", "INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')"):
            found = [row[0] for row in database.execute(query, [words])]
            assert found == [doc.id for doc in SHIPPED.search(text)]
            database.execute(change)
            database.commit()


@cache
def datasette(docs: ka.Collection, folder: Path) -> Any:
    """Serve a collection's database by Datasette."""
    from datasette.app import Datasette

    tables.write_sqlite(docs, folder / "x.db", overwrite=True)
    return Datasette([str(folder / "x.db")])


SEARCHES = {
    "Лёд": ["scripts"], "Лед": ["scripts"], "королев": ["scripts"], "Łódź": ["scripts"],
    "Lodz": ["scripts"], "charge": ["scripts"], "US": ["scripts"], "停戰": ["chinese"],
    "簽字": ["chinese"], "字": ["chinese"], "協定簽字": ["chinese"], "인민군": ["korean"],
    "최고사령관": ["korean"], "명령": ["korean"], "nothing": [], "戰停": [],
}  # fmt: skip


@pytest.mark.parametrize("text", SEARCHES)
def test_datasette_finds(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Datasette's search box finds words in every script, with and without their marks."""
    server = datasette(NASTY, tmp_path_factory.getbasetemp())
    asked = {"_search": text, "_shape": "array"}
    found = asyncio.run(server.client.get("/x/documents.json", params=asked)).json()
    assert [row["id"] for row in found] == SEARCHES[text]


def test_datasette_shows(tmp_path: Path) -> None:
    """Datasette shows its search box, as many hits as `search`, and names instead of ids."""
    server = datasette(SHIPPED, tmp_path)
    page = asyncio.run(server.client.get("/x/documents")).text
    assert 'name="_search"' in page
    asked = {"_search": "armistice", "_shape": "array", "_size": "max"}
    found = asyncio.run(server.client.get("/x/documents.json", params=asked)).json()
    assert len(found) == len(ka.search("armistice"))
    claims = asyncio.run(server.client.get("/x/claims")).text
    assert '<a href="/x/actors/syngman-rhee">Syngman Rhee</a>' in claims


def test_sqlite_utils_finds(tmp_path: Path) -> None:
    """`sqlite-utils search` finds in the table documents what Datasette finds."""
    from sqlite_utils import Database

    tables.write_sqlite(NASTY, tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        table: Any = Database(connection)["documents"]
        for text, wanted in SEARCHES.items():
            assert [row["id"] for row in table.search(text)] == wanted


# Arrow and Parquet


@pytest.mark.parametrize("docs", EVERY)
def test_arrow_and_parquet(docs: ka.Collection, tmp_path: Path) -> None:
    """Arrow and Parquet hold the rows, days as days, and the header in the metadata."""
    tables.write_parquet(docs, tmp_path)
    for table in TABLES:
        made = tables.to_arrow(docs, table)
        read = pq.read_table(tmp_path / table)
        assert read.equals(made, check_metadata=False)
        said = {key.decode(): value.decode() for key, value in (made.schema.metadata or {}).items()}
        wanted = {name: getattr(docs.about, name) for name in ("title", "edition", "rights")}
        assert said == {name: value for name, value in wanted.items() if value}
        found = [
            {key: iso(value) if isinstance(value, date) else value for key, value in row.items()}
            for row in read.to_pylist()
        ]
        assert found == expected(docs, table)
    schema = tables.to_arrow(docs, "documents").schema
    assert schema.field("date_first").type == pa.date32()
    assert schema.field("number").type == pa.int32()
    assert (schema.field("id").nullable, schema.field("date").nullable) == (False, True)


def test_each_folder_is_a_table(tmp_path: Path) -> None:
    """Pandas, polars and DuckDB read each folder as its table, and days as days."""
    tables.write_parquet(NASTY, tmp_path)
    for table in TABLES:
        count, folder = len(tables.rows(NASTY, table)), tmp_path / table
        with duckdb.connect() as database:
            found = database.sql(f"SELECT count(*) FROM '{folder}/*.parquet'").fetchone()
        assert len(pd.read_parquet(folder)) == pl.read_parquet(folder).height == count
        assert found == (count,)
    days = [doc.date.first if doc.date else None for doc in NASTY]
    assert pl.read_parquet(tmp_path / "documents")["date_first"].to_list() == days


def test_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table longer than one batch is written in several row groups, in order."""
    monkeypatch.setattr(tables, "_BATCH", 8)
    tables.write_parquet(SHIPPED, tmp_path)
    file = pq.ParquetFile(tmp_path / "documents" / "part-0.parquet")
    assert file.num_row_groups == 3
    assert file.read()["id"].to_pylist() == [doc.id for doc in SHIPPED]


# Complete or not at all; `test_write.py` tests the writer itself

WRITERS: list[tuple[Writer, str, str]] = [
    (tables.write_csv, "", "claims.csv"),
    (tables.write_parquet, "", "claims/part-0.parquet"),
    (tables.write_sqlite, "x.db", "x.db"),
]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, hidden ones and those of subfolders included."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("write", "target", "name"), WRITERS)
def test_refuses_to_overwrite(write: Writer, target: str, name: str, tmp_path: Path) -> None:
    """Existing files are refused in a sentence and stay; with overwrite only ours are replaced."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
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
    assert name in before
    for folder in (old, new):
        with pytest.raises(OSError, match="half-way"):
            write(Failing(SHIPPED._root, range(20)), folder / target, overwrite=True)
    assert snapshot(old) == before
    assert not new.exists()


@pytest.mark.parametrize(("write", "target", "name"), WRITERS)
def test_eight_threads(write: Writer, target: str, name: str, tmp_path: Path) -> None:
    """Eight threads write the same files at once, and none fails."""
    with ThreadPoolExecutor(8) as pool:
        done = [
            pool.submit(write, BARE, tmp_path / "x" / target, overwrite=True) for _ in range(16)
        ]
        assert [each.result() for each in done] == [None] * 16
    assert name in snapshot(tmp_path / "x")


def test_sqlite_on_a_full_disk(tmp_path: Path) -> None:
    """Where SQLite finds no room, the error is an OSError and names the file; nothing is left."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(
            OSError, match=f"^{re.escape(str(tmp_path / 'x.db'))} cannot be written"
        ):
            tables.write_sqlite(SHIPPED, tmp_path / "x.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_database_in_use(end: str, tmp_path: Path) -> None:
    """A database with a log beside it is not replaced, because SQLite would write the log into it."""
    (tmp_path / f"x.db{end}").write_text("log")
    with pytest.raises(FileExistsError) as caught:
        tables.write_sqlite(SHIPPED, tmp_path / "x.db", overwrite=True)
    left, path = tmp_path / f"x.db{end}", tmp_path / "x.db"
    told = f"{left} exists: {path} is open somewhere or was left unfinished; close it first"
    assert str(caught.value) == told


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


@pytest.mark.parametrize("call", [tables.rows, tables.to_arrow, tables.to_csv])
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
