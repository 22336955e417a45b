"""A collection as plain dicts and lists, and as canonical text: equal data are equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from attr import asdict  # attrs.asdict would keep tuples, and JSON has lists
from attrs import Attribute

from ._model import About, Actor, Document, Record, Source
from ._span import Span

# The objects around a claim, a link or a document have these values, so files do not repeat them.
UNWRITTEN = ("document", "about")
_UNKNOWN: Any = (None, (), {}, Record())  # These are not written either.
_CITED = ("title", "archive", "publisher", "url")  # A citation needs these of a header.


def to_dict(about: About, actors: Iterable[Actor], documents: Sequence[Document]) -> dict[str, Any]:
    """Make the dict that a file holds, without keys whose values are unknown."""
    here = {document.id for document in documents}
    linked = {link.to for document in documents for link in document.links}
    content = {
        "about": _plain(about),
        "actors": [_plain(actor) for actor in actors],
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


def _document(document: Document, about: About) -> dict[str, Any]:
    plain = _plain(document)
    if document.about is not about and _cited(document.about) != _cited(about):
        plain["about"] = _cited(document.about)
    return plain


def _cited(about: About) -> dict[str, Any]:
    return {name: value for name in _CITED if (value := getattr(about, name))}


def _plain(noun: Any) -> dict[str, Any]:
    """Make plain dicts and lists of a noun, without what is unknown or stands around it."""
    return asdict(noun, filter=_is_written, value_serializer=_named)


def _is_written(attribute: Attribute[Any], value: object) -> bool:
    return attribute.name not in UNWRITTEN and value not in _UNKNOWN


def _named(_: object, __: object, value: Any) -> Any:
    """Write a date as text, and an actor or a source as its id; in a list they are whole."""
    if isinstance(value, (Actor, Source)):
        return value.id
    return str(value) if isinstance(value, Span) else value
