"""A collection as tables: documents, claims, links, excerpts, notes, sources, actors, aliases.

They are exported as rows of plain values, a folder of CSV files (a Data Package), an SQLite
database, Arrow and Parquet. All have the same columns. This module lists these once, with their
meaning and the source of their values. Rows are in the order of the collection.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain, islice
from operator import attrgetter
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO, get_args

import korean_armistice as ka
from korean_armistice import Collection, Span
from korean_armistice._names import fold_words
from korean_armistice.exceptions import shown

from ._entry import checked
from ._extra import known, licences, need
from ._write import replacing

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Table", "rows", "to_arrow", "to_csv", "write_csv", "write_parquet", "write_sqlite"]

#: The names of the tables.
Table = Literal["documents", "claims", "links", "excerpts", "notes", "sources", "actors", "aliases"]

_TABLES: tuple[Table, ...] = get_args(Table)


class _Row(NamedTuple):
    """A row's number, the id of the document or actor that it belongs to, and the thing itself."""

    number: int
    of: str
    it: Any


class _Column(NamedTuple):
    """A column: its name, what it means, and how its value is found in a `_Row`."""

    name: str
    about: str
    #: If this is None, the value is the attribute of the thing that has the column's name.
    value: Callable[[_Row], Any] | None = None
    type: Literal["text", "integer", "date"] = "text"
    required: bool = False
    #: The table in whose `id` its values are found.
    refers: str = ""
    #: The Literal type of its values, if only a few are allowed.
    one_of: object = None


def _span(name: str, about: str) -> list[_Column]:
    """Make the columns of a `Span`: as text, and its two days."""
    span: Callable[[_Row], Span | None] = attrgetter(f"it.{name}")
    day = f"day of {name}; empty if open or unknown"
    return [
        _Column(name, f"{about}, as ISO 8601 / EDTF", lambda row: (s := span(row)) and str(s)),
        _Column(f"{name}_first", f"First {day}", lambda row: (s := span(row)) and s.first, "date"),
        _Column(f"{name}_last", f"Last {day}", lambda row: (s := span(row)) and s.last, "date"),
    ]


def _id_of(name: str) -> Callable[[_Row], str | None]:
    find = attrgetter(f"it.{name}")
    return lambda row: (found := find(row)) and found.id


def _joined(name: str) -> Callable[[_Row], str | None]:
    find = attrgetter(f"it.{name}")
    return lambda row: " | ".join(find(row)) or None


def _extra(row: _Row) -> str | None:
    return json.dumps(dict(row.it.extra), ensure_ascii=False) if row.it.extra else None


_OF = attrgetter("of")
_DOCUMENT = _Column("document", "Id of the document", _OF, required=True, refers="documents")
_SOURCE = _Column(
    "source", "Id of the source in which it was read", _id_of("source"), refers="sources"
)
_QUOTED = (
    _Column("basis", "Whether the words say or imply it", required=True, one_of=ka.Basis),
    _Column("note", "How it is implied, where the basis is inferred"),
    _Column("reviewed_by", 'Who reviewed it, joined by " | "', _joined("reviewed_by")),
)


def _nth(what: str) -> _Column:
    return _Column(
        "number", f"Position {what}, from 1", attrgetter("number"), "integer", required=True
    )


_COLUMNS: dict[Table, list[_Column]] = {
    "documents": [
        _nth("in this export"),
        _Column("id", "Id of the document", required=True),
        *_span("date", "Date of the document"),
        _Column("title", "Title, as the archive has it", required=True),
        _Column("summary", "Summary, as the archive has it"),
        _Column("kind", "Kind of document: letter, telegram, report, …"),
        *_span("covers", "Days of which a periodic report speaks"),
        _Column("origin", "Id of the first state claimed as origin; claims has all", _id_of("origin"), refers="actors"),
        _Column("collection", "Title of the collection that it belongs to", attrgetter("it.about.title")),
        *(
            _Column(name, about, attrgetter(f"it.record.{name}"))
            for name, about in {
                "url": "Address of the archive's page on the document",
                "record_id": "The archive's number of the record",
                "archive": "Repository that holds the original",
                "reference": "Reference of the original in that repository",
                "language": "Language of the original",
                "classification": "Classification of the original",
                "donor": "Who paid for acquiring or translating it",
                "obtained_by": "Who obtained it",
                "obtained_for": "Project for which it was obtained",
                "translated_by": "Who translated it",
                "translated_for": "Project for which it was translated",
            }.items()
        ),
        _Column("subjects", 'Subjects that the archive gives, joined by " | "', _joined("record.subjects")),
        _Column("source", "Id of the source in which url and the columns after it were read", _id_of("record.source"), refers="sources"),
        _Column("extra", "Further data of the collection's own, as JSON", _extra),
    ],
    "claims": [
        _DOCUMENT,
        _nth("among the document's claims"),
        _Column("role", "What the actor is to the document", required=True, one_of=ka.Role),
        _Column("actor", "Id of the actor", _id_of("actor"), required=True, refers="actors"),
        _Column("field", "Text in which the quote stands", required=True, one_of=ka.Field),
        _Column("quote", "Exact words that prove the claim", required=True),
        *_QUOTED,
    ],
    "links": [
        _DOCUMENT,
        _nth("among the document's links"),
        _Column("relation", "What the document does to the other", required=True, one_of=ka.Relation),
        _Column("to_document", "Id of the other, which may not be in this export", attrgetter("it.to"), required=True),
        _Column("field", "Text in which the quote stands", required=True, one_of=ka.Field),
        _Column("quote", "Exact words of the document that prove the link", required=True),
        _Column("to_field", "Text of the other in which its quote stands", required=True, one_of=ka.Field),
        _Column("to_quote", "Exact words of the other that prove the link", required=True),
        *_QUOTED,
    ],
    "excerpts": [
        _DOCUMENT,
        _nth("among the document's excerpts"),
        _Column("part", "Part of the document in which the words stand", required=True, one_of=ka.Part),
        _Column("words", "Exact words of the document or of its record page", required=True),
        _SOURCE._replace(required=True),
    ],
    "notes": [
        _DOCUMENT,
        _nth("among the document's notes"),
        _Column("text", "An editor's own sentence", required=True),
        _SOURCE,
    ],
    "sources": [
        _Column("id", "Id of the source", required=True),
        _Column("name", "Name of the source", required=True),
        _Column("kind", "Kind of source", required=True, one_of=ka.SourceKind),
        _Column("url", "Address of the source"),
        _Column("seen", "Day on which it was read", lambda row: row.it.seen and str(row.it.seen)),
    ],
    "actors": [
        _Column("id", "Id of the actor", required=True),
        _Column("name", "Preferred name", required=True),
        _Column("kind", "Kind of actor", required=True, one_of=ka.ActorKind),
        _Column("family", "Part of a person's name that is sorted first"),
        _Column("affiliation", "Id of the state for which it acts", _id_of("affiliation"), refers="actors"),
        _Column("born", "Year of birth", type="integer"),
        _Column("died", "Year of death", type="integer"),
        _Column("wikidata", "Wikidata id"),
        _Column("same_as", 'Addresses of the same actor elsewhere, joined by " | "', _joined("same_as")),
        _Column("note", "An editor's remark"),
        _Column("extra", "Further data of the collection's own, as JSON", _extra),
    ],
    "aliases": [
        _Column("actor", "Id of the actor", _OF, required=True, refers="actors"),
        _nth("among the actor's other spellings"),
        _Column("alias", "Another spelling of the name, in any script", attrgetter("it"), required=True),
    ],
}  # fmt: skip

_KEYS: dict[Table, list[str]] = {
    table: ["id"] if any(column.name == "id" for column in columns) else [columns[0].name, "number"]
    for table, columns in _COLUMNS.items()
}

# Enough rows for a column to compress well, and few enough to fit in memory and to be divided
# among the machines of a cluster.
_BATCH = 65_536

# A spreadsheet reads a text as a formula if it begins with one of these signs. Some programs
# first drop spaces, quotes or invisible characters, so only a letter, a digit or an underscore
# before the sign makes it harmless. A cell that has an apostrophe of its own before the sign also
# gets one, so that taking away the first character always restores the cell.
_FORMULA = re.compile(r"\W*?[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]")
_GUARD = (
    "Where a sign (=, +, -, @), a tab or a line break comes before any letter, digit or "
    "underscore of a cell, the cell has an apostrophe before it, so that no spreadsheet runs it "
    "as a formula. To undo this, remove the first character of each cell that matches the "
    f"regular expression (of Python) ^'{_FORMULA.pattern}"
)
_BOM = "\ufeff"


def rows(docs: Collection, table: Table) -> list[dict[str, str | int | None]]:
    """List a table's rows as plain dicts.

    The columns are described in the documentation (*Columns of the tables*) and in the
    datapackage.json of `write_csv`. Every row has all columns; None means unknown. Dates are
    text: `date` and `covers` as a `Span` prints itself, their `_first` and `_last` as ISO days,
    None where open or undated. The actors are those that the claims name, and the states for
    which these act; if the collection was not selected from another, they are all actors.

    Args:
        docs: the selection.
        table: "documents", "claims", "links", "excerpts", "notes", "sources", "actors" or
            "aliases".

    Returns:
        A dict for each row, in the order of the collection, keyed by column.

    Raises:
        ValueError: there is no such table.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> for row in ka.export.rows(ka.by_actor("U Nu"), "claims")[:2]:
        ...     print(row["role"], row["actor"], row["quote"], sep=" | ")
        participant | zhou-enlai | Meeting between Premier Zhou
        participant | u-nu | Meeting between Premier Zhou and Prime Minister U Nu
    """
    names = [column.name for column in _columns(table)]
    return [dict(zip(names, map(_plain, cells), strict=True)) for cells in _cells(docs, table)]


def to_csv(docs: Collection, table: Table = "documents") -> str:
    r"""Write one table as CSV text, exactly as `write_csv` writes it into its file.

    Args:
        docs: the selection.
        table: the name of a table, as in `rows`.

    Returns:
        CSV text that begins with a byte order mark, without which Excel garbles other scripts.

    Raises:
        TypeError: `docs` is not a Collection.
        ValueError: there is no such table.

    Example:
        >>> import korean_armistice as ka
        >>> ka.export.to_csv(ka.by_actor("U Nu"), "claims").splitlines()[0].lstrip("\ufeff")
        'document,number,role,actor,field,quote,basis,note,reviewed_by'
    """
    text = io.StringIO(newline="")
    _write_rows(text, docs, table)
    return text.getvalue()


def write_csv(docs: Collection, folder: str | PathLike[str], *, overwrite: bool = False) -> None:
    """Write a CSV file for each table, and the datapackage.json that describes them.

    The folder is a Data Package (version 2) with schemas, keys, rights, sources and edition.
    The files are UTF-8 with a byte order mark, without which Excel garbles other scripts.

    A cell that a spreadsheet could run as a formula begins with an apostrophe;
    datapackage.json says which cells these are and how to undo it. Let the spreadsheet
    separate columns at commas only. If it splits a text elsewhere, the rest begins a new cell,
    and this cell has no apostrophe.

    Args:
        docs: the selection.
        folder: made if its parent exists; other files in it stay.
        overwrite: replace files of these names.

    Raises:
        FileExistsError: one of the files exists, and `overwrite` is not set.
        OSError: the files cannot be written; old files stay as they were.
        ValueError: no file can have this path, for example because it has a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     ka.export.write_csv(ka.by_origin("Poland"), folder)
        ...     sorted(path.name for path in pathlib.Path(folder).iterdir())[:3]
        ['actors.csv', 'aliases.csv', 'claims.csv']
    """
    package = json.dumps(_package(checked(docs)), ensure_ascii=False, indent=2) + "\n"
    names = [*(f"{table}.csv" for table in _TABLES), "datapackage.json"]
    with replacing(Path(folder), names, overwrite=overwrite) as stage:
        for table in _TABLES:
            with (stage / f"{table}.csv").open("x", encoding="utf-8", newline="") as file:
                _write_rows(file, docs, table)
        (stage / "datapackage.json").write_bytes(package.encode())


def write_sqlite(docs: Collection, path: str | PathLike[str], *, overwrite: bool = False) -> None:
    """Write an SQLite database of the tables, ready for Datasette and sqlite-utils.

    It has primary and foreign keys, indexes for the queries, and full-text search over title
    and summary (`documents_fts`, FTS5), which Datasette and sqlite-utils find by
    themselves. A word is found as it is written and without its marks (Лёд and Лед, Łódź and
    Lodz); Chinese, Japanese and Korean also inside a run of letters, up to six at a time.
    Dates are ISO text, which compares as dates do. The table `about` (key, value) holds the header.

    Args:
        docs: the selection.
        path: the database file. Its folder is made if the folder's parent exists.
        overwrite: replace a file of this name.

    Raises:
        FileExistsError: the file exists and `overwrite` is not set, or somebody has it open.
        OSError: the file cannot be written; an old file stays as it was.
        ValueError: no file can have this path, for example because it has a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, pathlib, sqlite3, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     ka.export.write_sqlite(ka.load(), pathlib.Path(folder, "armistice.db"))
        ...     database = sqlite3.connect(pathlib.Path(folder, "armistice.db"))
        ...     print(database.execute("SELECT count(*) FROM documents_fts('armistice')").fetchone())
        ...     database.close()
        (14,)
    """
    checked(docs)
    path = Path(path)
    for leftover in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")):
        # SQLite would write the changes in it into the new file.
        if leftover.exists():
            msg = f"{leftover} exists: {path} is open somewhere or was left unfinished; close it first"
            raise FileExistsError(msg)
    with replacing(path.parent, [path.name], overwrite=overwrite) as stage:
        try:
            with closing(sqlite3.connect(stage / path.name)) as database:
                _fill(database, docs)
        except sqlite3.OperationalError as error:  # SQLite's error for a full disk is no OSError
            msg = f"{path} cannot be written: {error}"
            raise OSError(msg) from error


def to_arrow(docs: Collection, table: Table) -> pa.Table:
    """Make an Arrow table, with the columns of `rows`, typed: days are date32.

    The schema's metadata has the collection's title, edition and rights.

    Args:
        docs: the selection.
        table: the name of a table, as in `rows`.

    Raises:
        ImportError: pyarrow is missing; ``pip install 'korean-armistice[tables]'`` brings it.
        ValueError: there is no such table.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> ka.export.to_arrow(ka.by_origin("Poland"), "documents").num_rows
        3
    """
    arrow = need("pyarrow", "tables")
    schema = _schema(arrow, docs, table)
    return arrow.Table.from_batches(_batches(arrow, docs, table, schema), schema)


def write_parquet(
    docs: Collection, folder: str | PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a folder for each table, with one Parquet file in it: the tables of `to_arrow`.

    pandas, polars, DuckDB and Spark read such a folder as one table. The file in it is called
    part-0.parquet. It has groups of 65,536 rows in date order, so that a cluster can read them
    in parallel, and an engine can skip groups whose days are not asked for.

    Args:
        docs: the selection.
        folder: made if its parent exists; other files in it stay.
        overwrite: replace files of these names.

    Raises:
        ImportError: pyarrow is missing; ``pip install 'korean-armistice[tables]'`` brings it.
        FileExistsError: one of the files exists, and `overwrite` is not set.
        OSError: the files cannot be written; old files stay as they were.
        ValueError: no file can have this path, for example because it has a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     ka.export.write_parquet(ka.load(), folder)
        ...     [path.name for path in pathlib.Path(folder, "claims").iterdir()]
        ['part-0.parquet']
    """
    arrow, parquet = need("pyarrow", "tables"), need("pyarrow.parquet", "tables")
    schemas: dict[Table, Any] = {table: _schema(arrow, docs, table) for table in _TABLES}
    files = {table: f"{table}/part-0.parquet" for table in _TABLES}
    with replacing(Path(folder), [*files.values()], overwrite=overwrite) as stage:
        for table, schema in schemas.items():
            with (
                (stage / files[table]).open("xb") as file,
                parquet.ParquetWriter(file, schema) as writer,
            ):
                for batch in _batches(arrow, docs, table, schema):
                    writer.write_batch(batch)


# The rows


def _columns(table: Table) -> list[_Column]:
    if table not in _TABLES:
        msg = f"{shown(table)} is not a table; the tables are {', '.join(map(repr, _TABLES))}"
        raise ValueError(msg)
    return _COLUMNS[table]


def _cells(docs: Collection, table: Table) -> Iterator[tuple[Any, ...]]:
    values = [column.value or attrgetter(f"it.{column.name}") for column in _columns(table)]
    return (tuple([value(row) for value in values]) for row in _rows(checked(docs), table))


def _rows(docs: Collection, table: Table) -> Iterable[_Row]:
    if table == "documents":
        return _numbered(docs)
    if table == "sources":
        return _numbered(docs.about.sources)
    if table == "actors":
        return _numbered(docs.involved)
    if table == "aliases":
        return chain.from_iterable(_numbered(actor.aliases, actor.id) for actor in docs.involved)
    return chain.from_iterable(_numbered(getattr(doc, table), doc.id) for doc in docs)


def _numbered(things: Iterable[Any], of: str = "") -> Iterator[_Row]:
    return (_Row(number, of, thing) for number, thing in enumerate(things, 1))


def _plain(value: Any) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _write_rows(file: TextIO, docs: Collection, table: Table) -> None:
    writer = csv.writer(file)
    names = [column.name for column in _columns(table)]
    cells = _cells(docs, table)
    file.write(_BOM)
    writer.writerow(names)
    writer.writerows(map(_guarded, row) for row in cells)


def _guarded(value: Any) -> str | int | None:
    plain = _plain(value)
    return f"'{plain}" if isinstance(plain, str) and _FORMULA.match(plain) else plain


# The Data Package


def _package(docs: Collection) -> dict[str, Any]:
    about = docs.about
    said = [about.abstract, about.listing, about.annotations, _GUARD]
    source = {"title": about.archive or about.publisher or about.title, "path": about.url}
    publisher = {"title": about.publisher, "roles": ["publisher"]}
    return known(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "title": about.title,
            "description": "\n\n".join(filter(None, said)),
            "homepage": about.url,
            "version": about.edition,
            "licenses": licences(docs),
            "sources": [known(source)],
            "contributors": [publisher] if about.publisher else [],
            "resources": [_resource(table) for table in _TABLES],
        }
    )


def _resource(table: Table) -> dict[str, Any]:
    columns = _COLUMNS[table]
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_described(column, _KEYS[table]) for column in columns],
            "primaryKey": _KEYS[table],
            "foreignKeys": [_reference(column, table) for column in columns if column.refers],
        },
    }


def _reference(column: _Column, table: Table) -> dict[str, Any]:
    # A table that refers to itself has no resource name; Table Schema 1 wants an empty one.
    resource = "" if column.refers == table else column.refers
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _described(column: _Column, key: list[str]) -> dict[str, Any]:
    constraints = {
        "required": column.required or None,
        "unique": [column.name] == key or None,
        "enum": list(get_args(column.one_of)),
    }
    return known(
        {
            "name": column.name,
            "type": "string" if column.type == "text" else column.type,
            "description": column.about,
            "constraints": known(constraints),
        }
    )


# SQLite

_INDEXES = (
    "CREATE UNIQUE INDEX documents_number ON documents (number)",
    "CREATE INDEX documents_date ON documents (date_first, date_last)",
    "CREATE INDEX documents_origin ON documents (origin)",
    "CREATE INDEX claims_actor ON claims (actor, role)",
    "CREATE INDEX links_to_document ON links (to_document)",
    "CREATE INDEX actors_affiliation ON actors (affiliation)",
    "CREATE INDEX aliases_alias ON aliases (alias)",
    # Datasette and sqlite-utils look for exactly content="documents" in this statement. They
    # join by rowid, which is `number`: the rows are inserted in that order.
    'CREATE VIRTUAL TABLE documents_fts USING fts5 (title, summary, search_forms, content="documents",'
    " content_rowid=number, tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')",
)
# Scripts that are written without spaces, or (Korean) with particles joined to the word.
_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+")
_LONGEST_PART = 6


def _fill(database: sqlite3.Connection, docs: Collection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    with database:
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")
        database.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        about = docs[:0].to_dict()["about"].items()
        said = ((key, it if isinstance(it, str) else json.dumps(it)) for key, it in about)
        database.executemany("INSERT INTO about VALUES (?, ?)", said)
        for table in _TABLES:
            database.execute(_created(table))
        for table in _TABLES:
            marks = ", ".join("?" * len(_COLUMNS[table]))
            database.executemany(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608  our own names
                (tuple(map(_plain, cells)) for cells in _cells(docs, table)),
            )
        database.execute("ALTER TABLE documents ADD COLUMN search_forms TEXT")
        texts = enumerate(((doc.title, doc.summary or "") for doc in docs), 1)
        forms = ((_search_forms(*both), number) for number, both in texts)
        database.executemany("UPDATE documents SET search_forms = ? WHERE rowid = ?", forms)
        for statement in _INDEXES:
            database.execute(statement)
    database.execute("PRAGMA optimize")


def _created(table: Table) -> str:
    lines = [
        f'"{column.name}" {"INTEGER" if column.type == "integer" else "TEXT"}'
        f"{' NOT NULL' if column.required else ''}"
        f"{f' REFERENCES {column.refers} (id)' if column.refers else ''}"
        for column in _COLUMNS[table]
    ]
    lines.append(f"PRIMARY KEY ({', '.join(_KEYS[table])})")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {table} (\n  {body}\n)"


def _search_forms(*texts: str) -> str | None:
    """List the forms of the words that the tokenizer unicode61 does not make by itself.

    It keeps ё and ł, and takes a run of Chinese letters for one word. SQLite's other tokenizer,
    trigram, finds no word of fewer than three letters, and most Chinese words have two. So the
    index gets each word as `search` folds it, and each short part of such a run. These stand in a
    column of their own, so that the index can be rebuilt from the table.
    """
    text = " ".join(texts)
    words = fold_words(text)
    parts = {
        run[at : at + length]
        for run in _RUN.findall(" ".join(words))
        for at in range(len(run))
        for length in range(1, _LONGEST_PART + 1)
    }
    written = set(re.findall(r"\w+", text.casefold()))
    return " ".join(sorted({*words, *parts} - written)) or None


# Arrow


def _schema(arrow: Any, docs: Collection, table: Table) -> Any:
    types = {"text": arrow.string(), "integer": arrow.int32(), "date": arrow.date32()}
    fields = [
        arrow.field(column.name, types[column.type], nullable=not column.required)
        for column in _columns(table)
    ]
    about = checked(docs).about
    said = {"title": about.title, "edition": about.edition, "rights": about.rights}
    return arrow.schema(fields, known(said))


def _batches(arrow: Any, docs: Collection, table: Table, schema: Any) -> Iterator[Any]:
    cells = _cells(docs, table)
    while batch := list(islice(cells, _BATCH)):
        columns = zip(*batch, strict=True)
        arrays = [
            arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)
        ]
        yield arrow.record_batch(arrays, schema=schema)
