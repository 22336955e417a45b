"""Warm queries: the same questions to the same documents, asked of the library and its peers.

A timed question ends with the number of documents that answer it; the documents themselves are
compared before the timing. The peers have an advantage: they get ids of actors and dates that are
already parsed, and know that every date is one day. Ours takes spellings and dates as people write
them.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import polars as pl

import korean_armistice as ka

from ._measure import Figure, calls

__all__ = ["COMPREHENSION", "OURS", "check", "queries"]

OURS = "korean_armistice"
COMPREHENSION = "list comprehension"
# With fewer documents, a plain loop over all of them is so quick that no ratio is asked for.
_COMPREHENSION_FROM = 1_000

_DAY = date(1953, 7, 27)
_FIRST, _LAST = date(1953, 7, 1), date(1953, 7, 31)
_USSR, _CHINA, _KOREA = "soviet-union", "peoples-republic-of-china", "north-korea"
_MOLOTOV, _KIM = "vyacheslav-molotov", "kim-il-sung"


_Asked = dict[str, dict[str, Figure]]


class _Engine(NamedTuple):
    """How to ask one peer: each question as a function that counts, and one that lists ids."""

    number: dict[str, Callable[[], int]]
    ids: dict[str, Callable[[], list[str]]]


def queries(docs: ka.Collection, rounds: int) -> tuple[_Asked, _Asked]:
    """Time each question of every engine in turn, after comparing their answers.

    Returns the time until it is known how many answer, and until their ids are listed.
    """
    engines = _engines(docs)
    check(engines)
    if len(docs) < _COMPREHENSION_FROM:
        del engines[COMPREHENSION]
    counted: _Asked = {}
    listed: _Asked = {}
    for question in engines[OURS].number:
        asked = {name: engine for name, engine in engines.items() if question in engine.ids}
        counted[question] = calls({n: e.number[question] for n, e in asked.items()}, rounds)
        listed[question] = calls({n: e.ids[question] for n, e in asked.items()}, rounds)
    return counted, listed


def check(engines: dict[str, _Engine]) -> None:
    """Compare every answer of every engine with ours, document by document."""
    for question, ours in engines[OURS].ids.items():
        expected = sorted(ours())
        for name, engine in engines.items():
            if question not in engine.ids:
                continue
            if sorted(engine.ids[question]()) != expected:
                msg = f"{name} answers {question!r} otherwise"
                raise AssertionError(msg)
            if engine.number[question]() != len(expected):
                msg = f"{name} counts {question!r} otherwise"
                raise AssertionError(msg)


def _engines(docs: ka.Collection) -> dict[str, _Engine]:
    documents = [(at, doc.id, _first(doc)) for at, doc in enumerate(docs)]
    claims = [(c.actor.id, c.role, at) for at, doc in enumerate(docs) for c in doc.claims]
    engines = {
        OURS: _ours(docs),
        COMPREHENSION: _comprehension(docs),
        "sqlite3": _sqlite(documents, claims),
        "pandas": _pandas(documents, claims),
        "polars": _polars(documents, claims),
        "DuckDB": _duckdb(documents, claims),
    }
    gc.collect()
    return engines


def _ours(docs: ka.Collection) -> _Engine:
    asked: dict[str, Callable[[], ka.Collection]] = {
        "date": lambda: docs.by_date("1953-07-27"),
        "month": lambda: docs.by_date("1953-07"),
        "actor": lambda: docs.by_actor("金日成"),
        "actor in a role": lambda: docs.by_actor("Molotov", role="author"),
        "origin": lambda: docs.by_origin("USSR"),
        "chain of three": lambda: (
            docs.by_origin("USSR").by_actor("Kim Il-sung", role="recipient").by_date("1953-07")
        ),
        "or": lambda: docs.by_origin("DPRK") | docs.by_actor("Molotov", role="author"),
        "and": lambda: docs.by_origin("USSR") & docs.by_actor("金日成"),
        "not": lambda: docs.by_origin("USSR") - docs.by_actor("金日成"),
        # There is no one way to ask the engines these questions.
        "kind": lambda: docs.by_kind("telegram"),
        "two words": lambda: docs.search("mutual pact"),
        "a phrase": lambda: docs.search('"mutual defense"'),
    }
    return _Engine(
        {name: partial(_length, ask) for name, ask in asked.items()},
        {name: partial(_ids, ask) for name, ask in asked.items()},
    )


def _first(doc: ka.Document) -> date:
    assert doc.date is not None
    assert doc.date.first is not None
    return doc.date.first


def _length(ask: Callable[[], Any]) -> int:
    return len(ask())


def _ids(ask: Callable[[], Iterable[ka.Document]]) -> list[str]:
    return [doc.id for doc in ask()]


def _comprehension(docs: ka.Collection) -> _Engine:
    every = list(docs)

    def has(doc: ka.Document, actor: str, role: str | None = None) -> bool:
        return any(claim.actor.id == actor and role in (None, claim.role) for claim in doc.claims)

    def within(doc: ka.Document, first: date, last: date) -> bool:
        return first <= _first(doc) <= last

    def has_words(doc: ka.Document, *words: str) -> bool:
        text = f"{doc.title} {doc.summary or ''}".casefold()
        return all(word in text for word in words)

    asked: dict[str, Callable[[ka.Document], bool]] = {
        "date": lambda d: within(d, _DAY, _DAY),
        "month": lambda d: within(d, _FIRST, _LAST),
        "actor": lambda d: has(d, _KIM),
        "actor in a role": lambda d: has(d, _MOLOTOV, "author"),
        "origin": lambda d: has(d, _USSR, "origin"),
        "chain of three": lambda d: (
            within(d, _FIRST, _LAST) and has(d, _USSR, "origin") and has(d, _KIM, "recipient")
        ),
        "or": lambda d: has(d, _KOREA, "origin") or has(d, _MOLOTOV, "author"),
        "and": lambda d: has(d, _USSR, "origin") and has(d, _KIM),
        "not": lambda d: has(d, _USSR, "origin") and not has(d, _KIM),
        "kind": lambda d: d.kind == "telegram",
        "two words": lambda d: has_words(d, "mutual", "pact"),
        "a phrase": lambda d: has_words(d, "mutual defense"),
    }

    def going_through(test: Callable[[ka.Document], bool]) -> list[ka.Document]:
        return [doc for doc in every if test(doc)]

    found = {name: partial(going_through, test) for name, test in asked.items()}
    return _Engine(
        {name: partial(_length, ask) for name, ask in found.items()},
        {name: partial(_ids, ask) for name, ask in found.items()},
    )


_ACTOR = "SELECT DISTINCT place FROM claims WHERE actor = ?"
_ROLE = "SELECT place FROM claims WHERE actor = ? AND role = ?"
_DATES = "SELECT place FROM documents WHERE day BETWEEN ? AND ?"
_ALSO = "EXISTS (SELECT 1 FROM claims b WHERE b.actor = ? AND b.role = ? AND b.place = a.place)"
_ALSO_ANY = "EXISTS (SELECT 1 FROM claims b WHERE b.actor = ? AND b.place = a.place)"
_SQL: dict[str, tuple[str, tuple[Any, ...]]] = {
    "date": (_DATES, (_DAY, _DAY)),
    "month": (_DATES, (_FIRST, _LAST)),
    "actor": (_ACTOR, (_KIM,)),
    "actor in a role": (_ROLE, (_MOLOTOV, "author")),
    "origin": (_ROLE, (_USSR, "origin")),
    "chain of three": (
        f"SELECT place FROM documents a WHERE day BETWEEN ? AND ? AND {_ALSO} AND {_ALSO}",
        (_FIRST, _LAST, _USSR, "origin", _KIM, "recipient"),
    ),
    "or": (f"{_ROLE} UNION {_ROLE}", (_KOREA, "origin", _MOLOTOV, "author")),
    "and": (
        f"SELECT place FROM claims a WHERE actor = ? AND role = ? AND {_ALSO_ANY}",
        (_USSR, "origin", _KIM),
    ),
    "not": (
        f"SELECT place FROM claims a WHERE actor = ? AND role = ? AND NOT {_ALSO_ANY}",
        (_USSR, "origin", _KIM),
    ),
}


def _sql(execute: Callable[[str, tuple[Any, ...]], Any], as_day: Callable[[date], Any]) -> _Engine:
    def values(question: str) -> tuple[Any, ...]:
        return tuple(as_day(v) if isinstance(v, date) else v for v in _SQL[question][1])

    def count(sql: str, given: tuple[Any, ...]) -> int:
        found: int = execute(sql, given).fetchone()[0]
        return found

    def ids(sql: str, given: tuple[Any, ...]) -> list[str]:
        return [row[0] for row in execute(sql, given).fetchall()]

    number, names = "SELECT count(*) FROM ({})", "SELECT id FROM documents WHERE place IN ({})"
    return _Engine(
        {name: partial(count, number.format(sql), values(name)) for name, (sql, _) in _SQL.items()},
        {name: partial(ids, names.format(sql), values(name)) for name, (sql, _) in _SQL.items()},
    )


def _sqlite(documents: list[Any], claims: list[Any]) -> _Engine:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE documents (place INTEGER PRIMARY KEY, id TEXT, day TEXT)")
    # Without a rowid the table is itself the index that answers every question about claims.
    base.execute(
        "CREATE TABLE claims (actor TEXT, role TEXT, place INTEGER, "
        "PRIMARY KEY (actor, role, place)) WITHOUT ROWID"
    )
    base.executemany(
        "INSERT INTO documents VALUES (?, ?, ?)",
        ((at, id_, str(day)) for at, id_, day in documents),
    )
    base.executemany("INSERT INTO claims VALUES (?, ?, ?)", claims)
    base.execute("CREATE INDEX by_day ON documents (day)")
    base.execute("CREATE INDEX by_actor ON claims (actor, place)")
    base.execute("ANALYZE")
    return _sql(base.execute, str)


def _duckdb(documents: list[Any], claims: list[Any]) -> _Engine:
    base = duckdb.connect()
    tables = {
        "documents_": pl.DataFrame(documents, schema=["place", "id", "day"], orient="row"),
        "claims_": pl.DataFrame(claims, schema=["actor", "role", "place"], orient="row"),
    }
    for name, frame in tables.items():
        base.register(name, frame.to_arrow())
    base.execute("CREATE TABLE documents AS SELECT * FROM documents_")
    base.execute("CREATE TABLE claims AS SELECT * FROM claims_ ORDER BY actor, role, place")
    base.execute("CREATE INDEX by_day ON documents (day)")
    base.execute("CREATE INDEX by_actor ON claims (actor, role)")
    base.execute("ANALYZE")
    return _sql(base.execute, lambda day: day)


def _pandas(documents: list[Any], claims: list[Any]) -> _Engine:
    table = pd.DataFrame(documents, columns=["place", "id", "day"])
    places = pd.Series(
        table["place"].to_numpy(), index=pd.DatetimeIndex(pd.to_datetime(table["day"]))
    )
    held = pd.DataFrame(claims, columns=["actor", "role", "place"]).sort_values(
        ["actor", "role", "place"]
    )
    by_role = held.set_index(["actor", "role"])["place"]

    def role(actor: str, role: str) -> Any:
        found = by_role.loc[(actor, role)]
        return pd.Index(found if isinstance(found, pd.Series) else [found])

    def actor(actor: str) -> Any:
        return pd.Index(by_role.loc[actor].unique()).sort_values()

    def dates(first: date, last: date) -> Any:
        return pd.Index(places.loc[pd.Timestamp(first) : pd.Timestamp(last)])

    asked: dict[str, Callable[[], Any]] = {
        "date": lambda: dates(_DAY, _DAY),
        "month": lambda: dates(_FIRST, _LAST),
        "actor": lambda: actor(_KIM),
        "actor in a role": lambda: role(_MOLOTOV, "author"),
        "origin": lambda: role(_USSR, "origin"),
        "chain of three": lambda: (
            dates(_FIRST, _LAST)
            .intersection(role(_USSR, "origin"))
            .intersection(role(_KIM, "recipient"))
        ),
        "or": lambda: role(_KOREA, "origin").union(role(_MOLOTOV, "author")),
        "and": lambda: role(_USSR, "origin").intersection(actor(_KIM)),
        "not": lambda: role(_USSR, "origin").difference(actor(_KIM)),
    }
    names = table["id"]
    return _Engine(
        {name: partial(_length, ask) for name, ask in asked.items()},
        {name: lambda ask=ask: names.iloc[ask()].tolist() for name, ask in asked.items()},  # type: ignore[misc]
    )


def _polars(documents: list[Any], claims: list[Any]) -> _Engine:
    table = pl.DataFrame(documents, schema=["place", "id", "day"], orient="row").with_columns(
        pl.col("day").set_sorted()
    )
    held = pl.DataFrame(
        claims,
        schema={"actor": pl.Categorical, "role": pl.Categorical, "place": pl.Int64},
        orient="row",
    ).sort("actor", "role", "place")

    def role(actor: str, role: str) -> pl.LazyFrame:
        return held.lazy().filter(pl.col("actor") == actor, pl.col("role") == role).select("place")

    def actor(actor: str) -> pl.LazyFrame:
        return held.lazy().filter(pl.col("actor") == actor).select("place").unique()

    def dates(first: date, last: date) -> pl.LazyFrame:
        return table.lazy().filter(pl.col("day").is_between(first, last)).select("place")

    def also(one: pl.LazyFrame, other: pl.LazyFrame) -> pl.LazyFrame:
        return one.join(other, on="place", how="semi")

    asked: dict[str, Callable[[], Any]] = {
        "date": lambda: dates(_DAY, _DAY),
        "month": lambda: dates(_FIRST, _LAST),
        "actor": lambda: actor(_KIM),
        "actor in a role": lambda: role(_MOLOTOV, "author"),
        "origin": lambda: role(_USSR, "origin"),
        "chain of three": lambda: also(
            also(dates(_FIRST, _LAST), role(_USSR, "origin")), role(_KIM, "recipient")
        ),
        "or": lambda: pl.concat([role(_KOREA, "origin"), role(_MOLOTOV, "author")]).unique(),
        "and": lambda: also(role(_USSR, "origin"), actor(_KIM)),
        "not": lambda: role(_USSR, "origin").join(actor(_KIM), on="place", how="anti"),
    }

    def count(ask: Callable[[], pl.LazyFrame]) -> int:
        found: int = ask().select(pl.len()).collect().item()
        return found

    def ids(ask: Callable[[], pl.LazyFrame]) -> list[str]:
        return table["id"].gather(ask().collect()["place"]).to_list()

    return _Engine(
        {name: partial(count, ask) for name, ask in asked.items()},
        {name: partial(ids, ask) for name, ask in asked.items()},
    )
