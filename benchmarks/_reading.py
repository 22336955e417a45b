"""Reading n documents, and the memory they take."""

from __future__ import annotations

import gc
import importlib.util
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import korean_armistice as ka

from ._measure import Figure, calls

__all__ = ["memory", "reading"]


def _pydantic_collection() -> Any:
    """Take the model from the script that is also timed as a whole process."""
    path = Path(__file__).parent / "scripts" / "pydantic_model.py"
    spec = importlib.util.spec_from_file_location("benchmarks_pydantic_model", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Collection


def _readers() -> dict[str, Callable[[bytes], object]]:
    return {
        "korean_armistice": ka.read,
        "json": json.loads,
        "pydantic": _pydantic_collection().model_validate_json,
    }


def reading(docs: ka.Collection, rounds: int) -> dict[str, Figure]:
    """Time reading the same bytes, in turn."""
    raw = ka.dumps(docs).encode()
    return calls({name: _bound(read, raw) for name, read in _readers().items()}, rounds)


def memory(docs: ka.Collection) -> dict[str, float]:
    """Measure the memory that each reader keeps, in bytes per document."""
    raw = ka.dumps(docs).encode()
    return {name: _weighed(_bound(read, raw)) / len(docs) for name, read in _readers().items()}


def _bound(read: Callable[[bytes], object], raw: bytes) -> Callable[[], object]:
    return lambda: read(raw)


def _weighed(make: Callable[[], object]) -> int:
    make()  # caches and code are not counted
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del made
    return size
