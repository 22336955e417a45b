"""A collection as three tables: documents, claims, actors.

Rows of plain values, a folder of CSV files (a Data Package), an SQLite database, Arrow and
Parquet. All have the columns that `rows` lists, and the rows in the order of the collection.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO, Union, get_args

from korean_armistice._collection import Collection
from korean_armistice._data import _involved
from korean_armistice._file import EDITIONS
from korean_armistice._model import Actor, ActorKind, Basis, Claim, Document, Field, Role
from korean_armistice.exceptions import shown

from ._entry import checked
from ._extra import need
from ._write import replacing

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Table", "rows", "to_arrow", "to_csv", "write_csv", "write_parquet", "write_sqlite"]

#: The names of the tables.
Table = Literal["documents", "claims", "actors"]

_TABLES: tuple[Table, ...] = get_args(Table)


class _Column(NamedTuple):
    name: str
    type: Literal["text", "integer", "date"]
    about: str
    required: bool = False
    #: The table in whose `id` its values are found.
    refers: str = ""
    one_of: tuple[str, ...] = ()


_COLUMNS: dict[Table, tuple[_Column, ...]] = {
    "documents": (
        _Column("number", "integer", "Place in this export, from 1", required=True),
        _Column("id", "text", "Id of the document", required=True),
        _Column("date", "text", "Date of the document, as ISO 8601 / EDTF", required=True),
        _Column("date_first", "date", "First day of the date; empty: open"),
        _Column("date_last", "date", "Last day of the date; empty: open"),
        _Column("title", "text", "Title, verbatim", required=True),
        _Column("summary", "text", "Summary, verbatim"),
        _Column("kind", "text", "What the title calls it"),
        _Column("covers", "text", "Days a periodic report speaks of"),
        _Column("covers_first", "date", "First of these days; empty: open"),
        _Column("covers_last", "date", "Last of these days; empty: open"),
        _Column("origin", "text", "First state claimed as origin; claims has all", refers="actors"),
        _Column("url", "text", "The archive's page on the document"),
        _Column("record_id", "text", "The archive's number for the record"),
        _Column("archive", "text", "Repository that holds the original"),
        _Column("reference", "text", "The document's place in the repository"),
        _Column("language", "text", "Language of the original"),
        _Column("classification", "text", "Classification of the original"),
        _Column("donor", "text", "Who paid for acquiring or translating it"),
        _Column("obtained_by", "text", "Who obtained it"),
        _Column("obtained_for", "text", "The project it was obtained for"),
        _Column("translated_by", "text", "Who translated it"),
        _Column("translated_for", "text", "The project it was translated for"),
        _Column("seen", "text", "Exact words seen on the page or in the heading, one a line"),
        _Column("notes", "text", "An editor's remarks, one a line"),
    ),
    "claims": (
        _Column("document", "text", "Id of the document", required=True, refers="documents"),
        _Column("number", "integer", "Place among the document's claims, from 1", required=True),
        _Column("role", "text", "What the actor is to it", required=True, one_of=get_args(Role)),
        _Column("actor", "text", "Id of the actor", required=True, refers="actors"),
        _Column("field", "text", "Where the quote is", required=True, one_of=get_args(Field)),
        _Column("quote", "text", "The exact words that prove it", required=True),
        _Column("basis", "text", "Said, or one step away", required=True, one_of=get_args(Basis)),
        _Column("note", "text", "The step, where the basis is inferred"),
    ),
    "actors": (
        _Column("id", "text", "Id of the actor", required=True),
        _Column("name", "text", "Preferred name", required=True),
        _Column("kind", "text", "What it is", required=True, one_of=get_args(ActorKind)),
        _Column("family", "text", "The part of a person's name sorted first"),
        _Column("affiliation", "text", "Id of the state it acts for", refers="actors"),
        _Column("born", "integer", "Year of birth"),
        _Column("died", "integer", "Year of death"),
        _Column("wikidata", "text", "Wikidata id"),
        _Column("aliases", "text", 'All other spellings, joined by " | "'),
        _Column("note", "text", "An editor's remark"),
    ),
}

_KEYS: dict[Table, list[str]] = {
    "documents": ["id"],
    "claims": ["document", "number"],
    "actors": ["id"],
}

_Value = Union[str, int, date, None]
_Cells = tuple[_Value, ...]

# Enough rows for a column to compress well, few enough to hold and for a cluster to share out.
_BATCH = 65_536

# What a spreadsheet takes for the beginning of a formula, full-width signs and leading space
# included. Apostrophes before it are counted in, so that each guarded cell has one way back.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_GUARD = (
    "A cell whose text begins (after any apostrophes and spaces) with =, +, -, @, a tab or a "
    "line break has one apostrophe put before it, so that no spreadsheet runs it as a formula. "
    "To undo: from each cell that matches the regular expression ^'+\\s*[=+\\-@\\t\\r\\n＝＋－＠] "
    "remove the first character."
)


def rows(docs: Collection, table: Table) -> list[dict[str, str | int | None]]:
    """List a table's rows as plain dicts.

    ========== ================================================================================
    table      columns
    ========== ================================================================================
    documents  number, id, date, date_first, date_last, title, summary, kind, covers,
               covers_first, covers_last, origin, url, record_id, archive, reference, language,
               classification, donor, obtained_by, obtained_for, translated_by, translated_for,
               seen, notes
    claims     document, number, role, actor, field, quote, basis, note
    actors     id, name, kind, family, affiliation, born, died, wikidata, aliases, note
    ========== ================================================================================

    Columns are named after the model's attributes and always all present; None is unknown.
    `date` and `covers` are printed as a `Span` is, and their `_first` and `_last` days are ISO
    text, None where open. `number` (from 1) is the place: of a document in this selection, of
    a claim in its document. `document`, `actor`, `origin` and `affiliation` are ids. `seen` and
    `notes` are joined by a line feed, `aliases` by " | ". The actors are those the claims name,
    and the states these act for; of a whole collection, all.

    Args:
        docs: the selection.
        table: "documents", "claims" or "actors".

    Raises:
        ValueError: there is no such table.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.tables import rows
        >>> for row in rows(ka.by_actor("U Nu"), "claims")[:2]:
        ...     print(row["role"], row["actor"], row["quote"], sep=" | ")
        participant | zhou-enlai | Meeting between Premier Zhou
        participant | u-nu | Meeting between Premier Zhou and Prime Minister U Nu
    """
    names = [column.name for column in _columns(table)]
    return [dict(zip(names, map(_plain, cells), strict=True)) for cells in _cells(docs, table)]


def to_csv(docs: Collection, table: Table = "documents") -> str:
    """Write one table as CSV text, cells guarded as `write_csv` does it.

    Raises:
        TypeError: `docs` is not a Collection.
        ValueError: there is no such table.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.tables import to_csv
        >>> print(to_csv(ka.by_actor("U Nu"), "claims").splitlines()[0])
        document,number,role,actor,field,quote,basis,note
    """
    text = io.StringIO(newline="")
    _write_rows(text, docs, table)
    return text.getvalue()


def write_csv(docs: Collection, folder: str | PathLike[str], *, overwrite: bool = False) -> None:
    r"""Write documents.csv, claims.csv, actors.csv and the datapackage.json that describes them.

    The folder is a Data Package (version 2) with schemas, keys, rights, sources and edition.
    The files are UTF-8 with a byte order mark, without which Excel garbles other scripts.

    A cell whose text begins (after any apostrophes and spaces) with =, +, -, @, a tab or a line
    break has an apostrophe put before it, so that no spreadsheet runs it as a formula. To undo
    it, remove the first character of each cell matching ``^'+\s*[=+\-@\t\r\n＝＋－＠]``. Separate
    columns at commas: split at another sign, a text may still begin a cell.

    Args:
        docs: the selection.
        folder: made if its parent exists; other files in it stay.
        overwrite: replace files of these names.

    Raises:
        FileExistsError: one of the files exists, and `overwrite` is not set.
        OSError: the files cannot be written; what was there is as before.
        ValueError: no file can have such a path, as one with a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, pathlib, tempfile
        >>> from korean_armistice.export.tables import write_csv
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_csv(ka.by_origin("Poland"), folder)
        ...     sorted(path.name for path in pathlib.Path(folder).iterdir())
        ['actors.csv', 'claims.csv', 'datapackage.json', 'documents.csv']
    """
    package = json.dumps(_package(checked(docs)), ensure_ascii=False, indent=2) + "\n"
    names = [*(f"{table}.csv" for table in _TABLES), "datapackage.json"]
    with replacing(Path(folder), names, overwrite=overwrite) as stage:
        for table in _TABLES:
            with (stage / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                _write_rows(file, docs, table)
        (stage / "datapackage.json").write_bytes(package.encode())


def write_sqlite(docs: Collection, path: str | PathLike[str], *, overwrite: bool = False) -> None:
    """Write an SQLite database of the three tables, ready for Datasette.

    With primary and foreign keys, indexes on what the queries ask for, and full-text search
    (FTS5, accents and case folded) over title and summary in `documents_fts`. Dates are ISO
    text, which compares as dates do. The table `about` (key, value) is the header.

    Args:
        docs: the selection.
        path: the database file; its folder is made if that one's parent exists.
        overwrite: replace a file of this name.

    Raises:
        FileExistsError: the file exists and `overwrite` is not set, or somebody has it open.
        OSError: it cannot be written; what was there is as before.
        ValueError: no file can have such a path, as one with a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, pathlib, sqlite3, tempfile
        >>> from korean_armistice.export.tables import write_sqlite
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_sqlite(ka.load(), pathlib.Path(folder, "armistice.db"))
        ...     database = sqlite3.connect(pathlib.Path(folder, "armistice.db"))
        ...     print(database.execute("SELECT count(*) FROM documents_fts('armistice')").fetchone())
        ...     database.close()
        (14,)
    """
    checked(docs)
    path = Path(path)
    for leftover in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")):
        # SQLite would play it back into the new file.
        if leftover.exists():
            msg = f"{leftover} exists: {path} is open somewhere or was left unfinished; close it first"
            raise FileExistsError(msg)
    with replacing(path.parent, [path.name], overwrite=overwrite) as stage:
        try:
            with closing(sqlite3.connect(stage / path.name)) as database:
                _fill(database, docs)
        except sqlite3.OperationalError as error:  # a full disk, to SQLite, is no OSError
            msg = f"{path} cannot be written: {error}"
            raise OSError(msg) from error


def to_arrow(docs: Collection, table: Table) -> pa.Table:
    """Make an Arrow table of the columns that `rows` lists, typed: days are date32.

    The schema's metadata has the collection's title, edition and rights.

    Args:
        docs: the selection.
        table: "documents", "claims" or "actors".

    Raises:
        ImportError: pyarrow is missing; ``pip install 'korean-armistice[tables]'`` brings it.
        ValueError: there is no such table.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.tables import to_arrow
        >>> to_arrow(ka.load(), "documents").num_rows
        20
    """
    arrow = need("pyarrow", "tables")
    schema = _schema(arrow, docs, table)
    return arrow.Table.from_batches(_batches(arrow, docs, table, schema), schema)


def write_parquet(
    docs: Collection, folder: str | PathLike[str], *, overwrite: bool = False
) -> None:
    """Write documents.parquet, claims.parquet and actors.parquet: the tables of `to_arrow`.

    Each file is written in groups of 65,536 rows in date order: a cluster reads them in
    parallel, and an engine passes over the groups whose days are not asked for.

    Args:
        docs: the selection.
        folder: made if its parent exists; other files in it stay.
        overwrite: replace files of these names.

    Raises:
        ImportError: pyarrow is missing; ``pip install 'korean-armistice[tables]'`` brings it.
        FileExistsError: one of the files exists, and `overwrite` is not set.
        OSError: the files cannot be written; what was there is as before.
        ValueError: no file can have such a path, as one with a NUL in it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka, tempfile
        >>> from korean_armistice.export.tables import write_parquet
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_parquet(ka.load(), folder)
    """
    arrow, parquet = need("pyarrow", "tables"), need("pyarrow.parquet", "tables")
    schemas: dict[Table, Any] = {table: _schema(arrow, docs, table) for table in _TABLES}
    names = [f"{table}.parquet" for table in _TABLES]
    with replacing(Path(folder), names, overwrite=overwrite) as stage:
        for table, schema in schemas.items():
            with parquet.ParquetWriter(stage / f"{table}.parquet", schema) as writer:
                for batch in _batches(arrow, docs, table, schema):
                    writer.write_batch(batch)


# The rows


def _write_rows(file: TextIO, docs: Collection, table: Table) -> None:
    writer = csv.writer(file)
    writer.writerow(column.name for column in _columns(table))
    writer.writerows(map(_guarded, cells) for cells in _cells(docs, table))


def _columns(table: Table) -> tuple[_Column, ...]:
    if table not in _TABLES:
        msg = f"{shown(table)} is not a table; the tables are {', '.join(map(repr, _TABLES))}"
        raise ValueError(msg)
    return _COLUMNS[table]


def _cells(docs: Collection, table: Table) -> Iterator[_Cells]:
    if table == "documents":
        return (_document(at, document) for at, document in enumerate(checked(docs), 1))
    if table == "claims":
        return (
            _claim(at, claim)
            for document in checked(docs)
            for at, claim in enumerate(document.claims, 1)
        )
    return map(_actor, _involved(docs))


def _document(number: int, document: Document) -> _Cells:
    span, covers, record, origin = document.date, document.covers, document.record, document.origin
    return (
        number, document.id, str(span), span.first, span.last, document.title, document.summary,
        document.kind, str(covers) if covers else None, covers.first if covers else None,
        covers.last if covers else None, origin.id if origin else None, record.url, record.record_id, record.archive,
        record.reference, record.language, record.classification, record.donor, record.obtained_by,
        record.obtained_for, record.translated_by, record.translated_for,
        "\n".join(record.seen) or None, "\n".join(document.notes) or None,
    )  # fmt: skip


def _claim(number: int, claim: Claim) -> _Cells:
    return (
        claim.document, number, claim.role, claim.actor.id, claim.field, claim.quote, claim.basis,
        claim.note,
    )  # fmt: skip


def _actor(actor: Actor) -> _Cells:
    state = actor.affiliation
    return (
        actor.id, actor.name, actor.kind, actor.family, state.id if state else None, actor.born, actor.died,
        actor.wikidata, " | ".join(actor.aliases) or None, actor.note,
    )  # fmt: skip


def _plain(value: _Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _guarded(value: _Value) -> str | int | None:
    plain = _plain(value)
    return f"'{plain}" if isinstance(plain, str) and _FORMULA.match(plain) else plain


# The Data Package


def _package(docs: Collection) -> dict[str, Any]:
    about = docs.about
    said = [about.abstract, about.listing, about.review, _GUARD]
    source = {"title": about.archive or about.publisher or about.title, "path": about.url}
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "title": about.title,
        "description": "\n\n".join(filter(None, said)),
        "homepage": about.url,
        "version": about.edition,
        "licenses": _licences(docs),
        "sources": [_known(source)],
        "contributors": [{"title": about.publisher, "roles": ["publisher"]}]
        if about.publisher
        else None,
        "resources": [_resource(table) for table in _TABLES],
    }
    return _known(package)


def _licences(docs: Collection) -> list[dict[str, Any]] | None:
    about = docs.about
    if about.edition in EDITIONS and EDITIONS[about.edition] == docs.root.fingerprint:
        reviewed = "Kinds, claims, spellings and notes; their quotations are the catalogue's words"
        return [
            {"name": "LicenseRef-Wilson-Center-Catalogue", "title": about.rights},
            {"name": "MIT", "path": "https://opensource.org/license/mit", "title": reviewed},
        ]
    return [{"name": "LicenseRef-rights", "title": about.rights}] if about.rights else None


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_described(table, column) for column in _COLUMNS[table]],
            "primaryKey": _KEYS[table],
            "foreignKeys": [
                {
                    "fields": [column.name],
                    # A table refers to itself by no name, or (version 1) by an empty one.
                    "reference": {
                        "resource": "" if column.refers == table else column.refers,
                        "fields": ["id"],
                    },
                }
                for column in _COLUMNS[table]
                if column.refers
            ],
        },
    }


def _described(table: Table, column: _Column) -> dict[str, Any]:
    constraints = {
        "required": column.required or None,
        "unique": [column.name] == _KEYS[table] or None,
        "enum": list(column.one_of) or None,
    }
    return _known(
        {
            "name": column.name,
            "type": "string" if column.type == "text" else column.type,
            "description": column.about,
            "constraints": _known(constraints) or None,
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


# SQLite


def _fill(database: sqlite3.Connection, docs: Collection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    with database:
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")
        database.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.executemany("INSERT INTO about VALUES (?, ?)", _header(docs).items())
        for table in ("actors", "documents", "claims"):
            columns = _COLUMNS[table]
            database.execute(_created(table))
            marks = ", ".join("?" * len(columns))
            database.executemany(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608  our own names
                (tuple(map(_plain, cells)) for cells in _cells(docs, table)),
            )
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


_INDEXES = (
    "CREATE UNIQUE INDEX documents_number ON documents (number)",
    "CREATE INDEX documents_date ON documents (date_first, date_last)",
    "CREATE INDEX documents_origin ON documents (origin)",
    "CREATE INDEX claims_actor ON claims (actor, role)",
    "CREATE INDEX actors_affiliation ON actors (affiliation)",
    # By `number`, not by rowid: VACUUM may renumber the rows of a table whose key is text.
    (
        "CREATE VIRTUAL TABLE documents_fts USING fts5 (title, summary, content='documents',"
        " content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')",
)


def _header(docs: Collection) -> dict[str, str]:
    about = docs.about
    said = {
        "title": about.title,
        "abstract": about.abstract,
        "archive": about.archive,
        "publisher": about.publisher,
        "url": about.url,
        "listing": about.listing,
        "rights": about.rights,
        "review": about.review,
        "edition": about.edition,
    }
    return _known(said)


# Arrow


def _schema(arrow: Any, docs: Collection, table: Table) -> Any:
    types = {"text": arrow.string(), "integer": arrow.int32(), "date": arrow.date32()}
    fields = [
        arrow.field(column.name, types[column.type], nullable=not column.required)
        for column in _columns(table)
    ]
    about = checked(docs).about
    said = {"title": about.title, "edition": about.edition, "rights": about.rights}
    return arrow.schema(fields, _known(said))


def _batches(arrow: Any, docs: Collection, table: Table, schema: Any) -> Iterator[Any]:
    cells = _cells(docs, table)
    while batch := list(islice(cells, _BATCH)):
        columns = zip(*batch, strict=True)
        arrays = [
            arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)
        ]
        yield arrow.record_batch(arrays, schema=schema)
