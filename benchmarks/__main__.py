"""`python -m benchmarks [--quick] [--output FILE]`: print the tables, write the figures."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Mapping
from importlib import metadata
from math import nan
from pathlib import Path
from typing import Any, NamedTuple

from ._generated import generated
from ._measure import Figure
from ._queries import COMPREHENSION, OURS, queries
from ._reading import memory, reading
from ._size import sizes
from ._start import start

_LIBRARIES = (
    "attrs", "cattrs", "importlib-resources", "pycountry", "us", "vega-datasets", "digitalarchive",
    "pydantic", "pandas", "polars", "duckdb",
)  # fmt: skip

# Ours must be as quick as the quickest of these, which read data when asked, as ours does. Plain json
# and pycountry are not here, because they do less work; nor is `us`, which is Python code alone.
_DATA_PEERS = (
    "vega_datasets: first answer", "pydantic", "pandas", "polars",
    "digitalarchive: import",
)  # fmt: skip


class _Target(NamedTuple):
    what: str
    reached: float
    limit: float


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure fewer rounds")
    kept = Path(__file__).parent / "results.json"
    parser.add_argument("--output", metavar="FILE", type=Path, default=kept, help="for the figures")
    parser.add_argument(
        "--start",
        action="store_true",
        help="measure only the start-up; keep the other figures of FILE",
    )
    options = parser.parse_args()
    if options.start:
        results = _figured(json.loads(options.output.read_text("utf-8")))
        results |= {"machine": _machine(), "start": start(40), "start measured": "separately"}
        _figures("start-up of whole processes, ms", results["start"], 1e3)
    else:
        results = measured(quick=options.quick)
    targets = _targets(results)
    _table("targets", ("reached", "limit"), {t.what: (t.reached, t.limit) for t in targets}, 1)
    plain = {key: _plain(value) for key, value in results.items() if key != "targets"}
    plain["targets"] = [target._asdict() for target in targets]
    options.output.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", "utf-8")


def measured(*, quick: bool) -> dict[str, Any]:
    """Run everything; print each table when it is ready."""
    results: dict[str, Any] = {"machine": _machine(), "quick": quick}
    results["start"] = start(7 if quick else 25)
    _figures("start-up of whole processes, ms", results["start"], 1e3)
    results["queries"], results["ids"] = {}, {}
    for size in (20, 10_000):
        docs = generated(size)
        counted, listed = queries(docs, 5 if quick else 15)
        results["queries"][str(size)], results["ids"][str(size)] = counted, listed
        _grid(f"{size} documents: how many answer? µs", counted)
        _grid(f"{size} documents: which answer? µs", listed)
    results["reading"] = reading(docs, 3 if quick else 9)
    _figures("reading 10 000 documents, ms", results["reading"], 1e3)
    results["memory"] = memory(docs)
    _table(
        "bytes a document", ("",), {name: (size,) for name, size in results["memory"].items()}, 1
    )
    results["size"] = sizes()
    names = next(iter(results["size"].values()))
    rows = {name: tuple(each.values()) for name, each in results["size"].items()}
    _table("size, kB", tuple(names), rows, 1e-3)
    return results


def _machine() -> dict[str, Any]:
    versions = {name: metadata.version(name) for name in ("korean-armistice", *_LIBRARIES)}
    return {"processors": os.cpu_count(), "python": platform.python_version(), **versions}


def _targets(results: dict[str, Any]) -> list[_Target]:
    begin: dict[str, Figure] = results["start"]
    three = begin["import attrs, cattrs, importlib_resources"]
    first = begin["ours: first answer"]
    peers = {name: begin[name].median for name in _DATA_PEERS if name in begin}
    quickest = min(peers, key=lambda name: peers[name])
    return [
        _Target("first answer / import of the three", first.median / three.median, 1.5),
        _Target(f"first answer / quickest peer ({quickest})", first.median / peers[quickest], 1),
        *(_ahead(question, asked) for question, asked in results["queries"]["10000"].items()),
    ]


def _ahead(question: str, engines: dict[str, Figure]) -> _Target:
    reached = engines[OURS].median / engines[COMPREHENSION].median
    return _Target(f"10 000 documents: {question} / list comprehension", reached, 0.05)


def _plain(value: Any) -> Any:
    if isinstance(value, Figure):
        return {name: float(f"{seconds:.4g}") for name, seconds in value._asdict().items()}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _figured(value: Any) -> Any:
    """Make Figures again from the plain values of `_plain`."""
    if isinstance(value, dict):
        if set(value) == set(Figure._fields):
            return Figure(**value)
        return {key: _figured(item) for key, item in value.items()}
    return value


def _figures(title: str, figures: Mapping[str, Figure], factor: float) -> None:
    _table(title, Figure._fields, dict(figures), factor)


def _grid(title: str, asked: Mapping[str, Mapping[str, Figure]]) -> None:
    names = tuple(next(iter(asked.values())))
    nothing = Figure(nan, nan, nan, nan)
    rows = {q: tuple(e.get(name, nothing).median for name in names) for q, e in asked.items()}
    _table(title, names, rows, 1e6)


def _table(
    title: str, columns: tuple[str, ...], rows: Mapping[str, tuple[float, ...]], factor: float
) -> None:
    widths = [max(10, len(column) + 2) for column in columns]
    print(f"\n{title}")
    print(" " * 58, *(f"{column:>{width}}" for column, width in zip(columns, widths, strict=True)))
    for name, values in rows.items():
        cells = (f"{v * factor:>{w}.2f}" for v, w in zip(values, widths, strict=True))
        print(f"{name:<58}", *cells)


if __name__ == "__main__":
    main()
