"""A collection as plain dicts and lists, and as canonical text: equal data are equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, cast

from attrs import fields

from ._model import About, Actor, Claim, Document, Link, Source
from ._span import Span
from ._values import Own

# The objects around these have the same values, so files do not repeat them.
UNWRITTEN = ((Claim, "document"), (Link, "document"), (Document, "about"))


def to_dict(about: About, actors: Iterable[Actor], documents: Sequence[Document]) -> dict[str, Any]:
    """Make the dict that a file holds, without keys whose values are unknown."""
    here = {document.id for document in documents}
    linked = {link.to for document in documents for link in document.links}
    content = {
        "about": _object(about),
        "actors": [_object(actor) for actor in sorted(actors, key=lambda actor: actor.id)],
        "documents": [_document(document, about) for document in documents],
    }
    # A link may lead out of a selection; its target is named here, or it would be an unknown id.
    return content | ({"elsewhere": sorted(linked - here)} if linked - here else {})


def to_text(content: dict[str, Any]) -> str:
    """Write plain dicts as canonical JSON."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def fingerprint(raw: bytes) -> str:
    """Return the SHA-256 of the bytes of a file."""
    return sha256(raw).hexdigest()


def called(about: About) -> About:
    """Keep the values of a header that a citation of its documents needs."""
    return About(about.title, archive=about.archive, publisher=about.publisher, url=about.url)


def _document(document: Document, about: About) -> dict[str, Any]:
    own = document.about is not about and called(document.about)
    other = {"about": _object(own)} if own and own != called(about) else {}
    return _object(document) | other


@cache
def _written(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class that files have; cached, because large files ask very often."""
    return tuple(a.name for a in fields(cls) if (cls, a.name) not in UNWRITTEN)


def _object(value: Any) -> dict[str, Any]:
    names = _written(value.__class__)
    plain = ((name, _plain(getattr(value, name), whole=name == "sources")) for name in names)
    return {name: one for name, one in plain if one not in (None, [], {})}


def _plain(value: Any, *, whole: bool = False) -> Any:
    """Make a value plain. Actors and sources are written in full once, elsewhere by their id."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (Actor, Source)) and not whole:
        return value.id
    if isinstance(value, Span):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [_plain(item, whole=whole) for item in cast("Iterable[Any]", value)]
    if isinstance(value, Own):
        return {key: _plain(item) for key, item in value.items()}
    return _object(value)
