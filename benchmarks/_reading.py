"""Reading n documents, the memory they take, and the index over them."""

from __future__ import annotations

import gc
import importlib.util
import json
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, Optional

import msgspec
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

import korean_armistice as ka
from korean_armistice import _data
from korean_armistice._index import Root

from ._measure import Figure, calls

__all__ = ["index", "memory", "parts", "reading"]


def _pydantic_collection() -> Any:
    """Take the model from the script that is also timed as a whole process."""
    path = Path(__file__).parent / "scripts" / "pydantic_model.py"
    spec = importlib.util.spec_from_file_location("benchmarks_pydantic_model", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Collection


class _Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Literal["author", "recipient", "participant", "mentioned", "origin"]
    actor: str
    field: Literal["title", "summary", "record", "notes"]
    quote: str
    basis: Literal["stated", "inferred"]
    note: Optional[str] = None  # noqa: UP045  msgspec evaluates it on Python 3.10 too


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    date: str
    title: str
    summary: Optional[str] = None  # noqa: UP045
    kind: Optional[str] = None  # noqa: UP045
    covers: Optional[str] = None  # noqa: UP045
    claims: tuple[_Claim, ...] = ()
    record: dict[str, Any] = {}
    notes: tuple[str, ...] = ()


class _Collection(msgspec.Struct, frozen=True):
    about: dict[str, Any]
    actors: list[dict[str, Any]]
    documents: list[_Document]


@dataclass(frozen=True)
class _PlainDocument:
    """What one writes first: nothing is checked, and claims stay what JSON made of them."""

    id: str
    date: str
    title: str
    summary: str | None = None
    kind: str | None = None
    covers: str | None = None
    claims: list[Any] | None = None
    record: dict[str, Any] | None = None
    notes: list[str] | None = None


def _dataclasses(raw: bytes) -> list[_PlainDocument]:
    return [_PlainDocument(**document) for document in json.loads(raw)["documents"]]


def _readers() -> dict[str, Callable[[bytes], object]]:
    return {
        "korean_armistice": ka.read,
        "json": json.loads,
        "json + dataclass": _dataclasses,
        "msgspec": msgspec.json.Decoder(_Collection).decode,
        "pydantic": _pydantic_collection().model_validate_json,
    }


def reading(docs: ka.Collection, rounds: int) -> dict[str, Figure]:
    """Time reading the same bytes, in turn."""
    raw = ka.dumps(docs).encode()
    return calls({name: _bound(read, raw) for name, read in _readers().items()}, rounds)


def _bound(read: Callable[[bytes], object], raw: bytes) -> Callable[[], object]:
    return lambda: read(raw)


def parts(docs: ka.Collection, rounds: int) -> dict[str, Figure]:
    """Time the stages of our own reading: bytes to JSON, its shape (cattrs), the rules."""
    raw = ka.dumps(docs).encode()
    content = _data._parsed(raw)
    bare = _bare_cattrs()
    converter = _data._converter(detailed=False)
    actors = converter.structure(content["actors"], list[ka.Actor])
    documents = converter.structure(content["documents"], list[ka.Document])
    return calls(
        {
            "bytes to JSON": lambda: _data._parsed(raw),
            "shape, by cattrs": lambda: converter.structure(
                content["documents"], list[ka.Document]
            ),
            "the same by cattrs without checks of ours": lambda: bare.structure(
                content["documents"], list[ka.Document]
            ),
            "rules between things": lambda: list(_data._broken_rules(actors, documents)),
        },
        rounds,
    )


def _bare_cattrs() -> Converter:
    """Make cattrs' own converter of the same classes: it takes any text for any text."""
    converter = Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(ka.Span, lambda value, _: ka.Span.parse(value))
    converter.register_structure_hook(ka.Actor, lambda value, _: value)
    make: Any = make_dict_structure_fn
    for cls, unwritten in ((ka.Claim, "document"), (ka.Document, "about")):
        hook = make(cls, converter, **{unwritten: override(omit=True)})
        converter.register_structure_hook(cls, hook)
    return converter


def memory(docs: ka.Collection) -> dict[str, float]:
    """Weigh what each reader keeps: bytes a document."""
    raw = ka.dumps(docs).encode()
    return {name: _weighed(_bound(read, raw))[1] / len(docs) for name, read in _readers().items()}


def _weighed(make: Callable[[], object]) -> tuple[object, int]:
    make()  # caches and code are not counted
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return made, size


def index(docs: ka.Collection) -> dict[str, float]:
    """Time and weigh each part of the index."""
    figures: dict[str, float] = {}
    for name in ("_days", "_tree", "claimed", "names", "texts", "places"):
        root = Root(docs.root.about, docs.root.actors, docs.root.documents)
        gc.collect()
        begin = perf_counter()
        getattr(root, name)
        figures[f"{name.strip('_')}: seconds"] = perf_counter() - begin
        if name == "texts":  # traced, it would take minutes
            size = sum(map(sys.getsizeof, root.texts)) + sys.getsizeof(root.texts)
        else:
            size = _weighed_index(Root(root.about, root.actors, root.documents), name)
        figures[f"{name.strip('_')}: bytes"] = size
    return figures


def _weighed_index(root: Root, name: str) -> int:
    gc.collect()
    tracemalloc.start()
    getattr(root, name)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size
