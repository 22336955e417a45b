"""The three questions, asked in SQL and of data frames, have the answers of the API."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, get_args

import duckdb
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice.export.tables import rows, write_parquet, write_sqlite

SHIPPED = ka.load()
ROLES: tuple[ka.Role, ...] = get_args(ka.Role)

# The three questions, as the documentation gives them. SQLite compares ISO text, others days.
BY_DATE = """
    SELECT id FROM documents
    WHERE date IS NOT NULL AND (date_first IS NULL OR date_first <= :last)
      AND (date_last IS NULL OR date_last >= :first)
    ORDER BY number
"""
BY_ACTOR = """
    SELECT id FROM documents
    WHERE id IN (SELECT document FROM claims WHERE actor = :actor AND role = :role)
    ORDER BY number
"""
BY_ORIGIN = """
    SELECT id FROM documents
    WHERE id IN (SELECT document FROM claims WHERE actor = :actor AND role = 'origin')
    ORDER BY number
"""


def varied() -> ka.Collection:
    """Add to the shipped records some with months, years, spans, open ends and two origins."""
    data = SHIPPED.to_dict()
    dates = [
        "1953",
        "1953-07",
        "1953-07-20/1953-08-02",
        "../1953-06-30",
        "1954-01-01/..",
        "0001-01-01",
        "1953-08?",
        None,
    ]
    proof = {"role": "origin", "field": "title", "quote": "A joint", "basis": "stated"}
    for number, day in enumerate(dates):
        states = [{"actor": actor, **proof} for actor in ("north-korea", "soviet-union")]
        dated = {"date": day} if day else {}
        made = {"id": f"joint-{number}", **dated, "title": "A joint statement"}
        data["documents"].append({**made, "claims": states[number % 2 :]})
    return ka.read(json.dumps(data).encode())


class Engines(NamedTuple):
    """One collection, as the engines have it."""

    docs: ka.Collection
    ask: dict[str, Callable[[str, dict[str, Any]], list[str]]]
    documents: pl.DataFrame
    claims: pl.DataFrame


@pytest.fixture(scope="module", params=[SHIPPED, varied()], ids=["shipped", "varied"])
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engines]:
    """Write a collection as SQLite and Parquet, and open both."""
    docs: ka.Collection = request.param
    folder: Path = tmp_path_factory.mktemp("parity")
    write_sqlite(docs, folder / "x.db")
    write_parquet(docs, folder)
    lite, duck = sqlite3.connect(folder / "x.db"), duckdb.connect()
    for table in ("documents", "claims", "actors"):
        duck.execute(f"CREATE VIEW {table} AS FROM '{folder / table}/*.parquet'")

    def ask_lite(query: str, values: dict[str, Any]) -> list[str]:
        texts = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
        return [row[0] for row in lite.execute(query, texts)]

    def ask_duck(query: str, values: dict[str, Any]) -> list[str]:
        return [row[0] for row in duck.execute(query.replace(":", "$"), values).fetchall()]

    frames = [pl.read_parquet(folder / table) for table in ("documents", "claims")]
    yield Engines(docs, {"sqlite": ask_lite, "duckdb": ask_duck}, *frames)
    lite.close()
    duck.close()


def ids(docs: ka.Collection) -> list[str]:
    """List a selection's ids, in its order."""
    return [doc.id for doc in docs]


DAYS = st.dates(date(1953, 5, 1), date(1954, 8, 1)) | st.dates()


@given(first=DAYS, length=st.integers(0, 400))
@example(date(1953, 7, 27), 0)
def test_by_date(engines: Engines, first: date, length: int) -> None:
    """Every stretch of days finds the same documents, in the same order."""
    last = first + timedelta(days=min(length, (date.max - first).days))
    wanted = ids(engines.docs.by_date(ka.Span(first, last)))
    for ask in engines.ask.values():
        assert ask(BY_DATE, {"first": first, "last": last}) == wanted
    begins = pl.col("date_first").is_null() | (pl.col("date_first") <= last)
    ends = pl.col("date_last").is_null() | (pl.col("date_last") >= first)
    dated = pl.col("date").is_not_null()
    assert engines.documents.filter(dated & begins & ends).sort("number")["id"].to_list() == wanted


@given(actor=st.sampled_from(SHIPPED.actors), role=st.sampled_from(ROLES), data=st.data())
def test_by_actor(engines: Engines, actor: ka.Actor, role: ka.Role, data: st.DataObject) -> None:
    """An actor, by any spelling that is its own, in a role finds the same documents."""
    spelling = data.draw(st.sampled_from([actor.id, actor.name]))
    wanted = ids(engines.docs.by_actor(spelling, role=role))
    for ask in engines.ask.values():
        assert ask(BY_ACTOR, {"actor": actor.id, "role": role}) == wanted
    held = engines.claims.filter(actor=actor.id, role=role).select(id="document")
    found = engines.documents.join(held, on="id", how="semi").sort("number")
    assert found["id"].to_list() == wanted


STATES = [actor for actor in SHIPPED.actors if actor.kind == "state"]


@given(state=st.sampled_from(STATES))
def test_by_origin(engines: Engines, state: ka.Actor) -> None:
    """Each state is the origin of the same documents."""
    wanted = ids(engines.docs.by_origin(state.name))
    for ask in engines.ask.values():
        assert ask(BY_ORIGIN, {"actor": state.id}) == wanted
    held = engines.claims.filter(actor=state.id, role="origin").select(id="document")
    found = engines.documents.join(held, on="id", how="semi").sort("number")
    assert found["id"].to_list() == wanted


def test_something_is_found() -> None:
    """The random questions are not all empty: each role and several states have answers."""
    claims = rows(SHIPPED, "claims")
    assert {row["role"] for row in claims} <= set(ROLES)
    assert len({row["actor"] for row in claims if row["role"] == "origin"}) >= 5
