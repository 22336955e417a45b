"""A million documents, written by `write_parquet`, answer Spark SQL as they answer the API."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
from korean_armistice.export.tables import write_parquet

from .test_parity import BY_ACTOR, BY_DATE, BY_ORIGIN, ids

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

SIZE = 1_000_000
YEARS = 200
START = date(1800, 1, 1)


def generated(size: int = SIZE) -> ka.Collection:
    """Make a collection of the shipped actors: letters day by day, each with three claims."""
    draw = random.Random(1953)
    actors = [actor for actor in ka.load().actors if actor.affiliation]
    days = [START + timedelta(days=at * YEARS * 365 // size) for at in range(size)]
    letters = (letter(at, day, draw, actors) for at, day in enumerate(days))
    return ka.collect(letters, about=ka.About("Generated", edition="0"))


def letter(at: int, day: date, draw: random.Random, actors: list[ka.Actor]) -> ka.Document:
    """Make one letter, from an actor to another, and its origin."""
    author, recipient = draw.sample(actors, 2)
    state = author.affiliation
    assert state is not None
    title = f"Letter {at}, {author.name} to {recipient.name}"
    claims = (
        ka.Claim("author", author, "title", author.name, "stated"),
        ka.Claim("recipient", recipient, "title", f"to {recipient.name}", "stated"),
        ka.Claim("origin", state, "title", author.name, "inferred", "By office."),
    )
    return ka.Document(
        id=f"{day}-letter-{at:07}",
        date=ka.Span(day, day),
        title=title,
        summary="A summary.",
        kind="letter",
        claims=claims,
    )


@pytest.fixture(scope="module")
def docs() -> ka.Collection:
    """Make the million."""
    return generated()


@pytest.fixture(scope="module")
def spark(docs: ka.Collection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Write the million and open it in a local Spark of two cores."""
    from pyspark.sql import SparkSession

    folder: Path = tmp_path_factory.mktemp("spark")
    write_parquet(docs, folder / "parquet")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .getOrCreate()
    )
    for table in ("documents", "claims", "actors"):
        session.read.parquet(str(folder / "parquet" / table)).createOrReplaceTempView(table)
    yield session
    session.stop()


def ask(spark: Any, query: str, **values: Any) -> list[str]:
    """Ask Spark SQL a question with named parameters."""
    return [row.id for row in spark.sql(query, args=values).collect()]


def test_size_and_types(spark: Any, docs: ka.Collection) -> None:
    """Spark sees every row, days as dates, and reads the file in several parts."""
    documents = spark.table("documents")
    assert documents.count() == len(docs) == SIZE
    assert spark.table("claims").count() == 3 * SIZE
    assert dict(documents.dtypes)["date_first"] == "date"
    assert documents.rdd.getNumPartitions() > 1


@pytest.mark.parametrize("when", ["1800-01-01", "1953-07-27", "1953-07", "1950-06-25/1953-07-27"])
def test_by_date(spark: Any, docs: ka.Collection, when: str) -> None:
    """A day, a month and a war find the same documents, in the same order."""
    span = ka.Span.parse(when)
    found = ask(spark, BY_DATE, first=span.first, last=span.last)
    assert found == ids(docs.by_date(span))
    assert found


@pytest.mark.parametrize(
    ("name", "role"), [("金日成", "author"), ("Molotov", "recipient"), ("Mao", "mentioned")]
)
def test_by_actor(spark: Any, docs: ka.Collection, name: str, role: ka.Role) -> None:
    """An actor in a role finds the same documents; an actor who is never mentioned finds none."""
    found = ask(spark, BY_ACTOR, actor=docs.actor(name).id, role=role)
    assert found == ids(docs.by_actor(name, role=role))
    assert bool(found) == (role != "mentioned")


@pytest.mark.parametrize("state", ["USSR", "North Korea", "Poland"])
def test_by_origin(spark: Any, docs: ka.Collection, state: str) -> None:
    """A state is the origin of the same documents."""
    found = ask(spark, BY_ORIGIN, actor=docs.actor(state).id)
    assert found == ids(docs.by_origin(state))
    assert found
