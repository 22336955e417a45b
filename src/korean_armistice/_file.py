"""The data file as text: one canonical form, so that equal data are equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import fields

from ._model import About, Actor, Claim, Document, Image, Record
from ._span import Span

__all__ = ["EDITIONS", "sha256", "to_text"]

#: Every edition of the shipped data, with the SHA-256 of its file. `load` checks the file
#: against the last one, a test checks that an edition was made whenever the file changed.
EDITIONS = {"2026.1": "6511405c70dfa02901d91d5ea73a7ec9d29b8211726b1a174d276e48b0c7ddd9"}

# Kept in memory only: a claim lies inside its document, a document inside its collection.
_UNWRITTEN = {("Claim", "document"), ("Document", "about")}


def to_text(about: About, actors: Iterable[Actor], documents: Iterable[Document]) -> str:
    """Write a collection as the JSON that `read` takes: actors by id, absent keys left out."""
    import json  # only writing and reading need it

    content = {
        "about": _plain(about),
        "actors": [_plain(actor) for actor in sorted(actors, key=lambda actor: actor.id)],
        "documents": [_plain(document) for document in documents],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def sha256(raw: bytes) -> str:
    """Fingerprint the bytes of a file."""
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def _plain(value: About | Actor | Claim | Document | Image | Record) -> Mapping[str, object]:
    cls = type(value)
    names = (a.name for a in fields(cls) if (cls.__name__, a.name) not in _UNWRITTEN)
    pairs = ((name, _written(getattr(value, name))) for name in names)
    return {name: written for name, written in pairs if written not in (None, [], {})}


def _written(value: object) -> object:
    if isinstance(value, Actor):
        return value.id
    if isinstance(value, Span):
        return str(value)
    if isinstance(value, tuple):
        return [_written(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, (Claim, Image, Record)):
        return _plain(value)
    return value
