"""Linked data: schema.org as JSON-LD, with a node for each claim and its evidence."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from korean_armistice._collection import Collection
from korean_armistice._model import Actor, Claim, Document

from ._entry import checked

__all__ = ["VOCABULARY", "to_jsonld"]

#: The namespace of what schema.org has no word for: claims and their parts.
VOCABULARY = "urn:korean-armistice:vocabulary:"

# What a record page adds and schema.org has no plain word for: named here as in `Record`.
_RECORD = (
    "record_id", "archive", "reference", "classification", "donor",
    "obtained_by", "obtained_for", "translated_by", "translated_for",
)  # fmt: skip
# Characters a URL of the data may have and an IRI may not: one spoils the whole graph.
_IRI = str.maketrans({char: quote(char) for char in "{}|\\^`"})

_CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "claims": {"@id": f"{VOCABULARY}claim", "@container": "@list"},
    **{
        name: {"@id": f"{VOCABULARY}{name}"}
        for name in (
            *("Claim", "role", "field", "quote", "basis", "note", "seen", "catalogueDate"),
            *_RECORD,
        )
    },
    "ofDocument": {"@id": f"{VOCABULARY}document", "@type": "@id"},
    "ofActor": {"@id": f"{VOCABULARY}actor", "@type": "@id"},
    "participant": {"@id": f"{VOCABULARY}participant", "@type": "@id"},
    "origin": {"@id": f"{VOCABULARY}origin", "@type": "@id"},
    "firstDay": {"@id": f"{VOCABULARY}firstDay", "@type": "xsd:date"},
    "lastDay": {"@id": f"{VOCABULARY}lastDay", "@type": "xsd:date"},
    **{
        name: {"@type": "@id"}
        for name in ("author", "recipient", "mentions", "hasPart", "memberOf", "sameAs", "url")
    },
}
_TYPES = {"person": "Person", "office": "Organization", "body": "Organization", "state": "Country"}
_PROPERTIES = {
    "author": "author",
    "recipient": "recipient",
    "participant": "participant",
    "mentioned": "mentions",
    "origin": "origin",
}


def to_jsonld(docs: Collection) -> str:
    """Write documents as JSON-LD 1.1: a Collection of ArchiveComponents and their actors.

    Each thing has one `@id` (a URN; the archive's page is its `url`; a collection's is made of
    its title, so that two collections stay two). The context is inlined,
    so that it expands without a network. Where schema.org has a word it is used (author,
    recipient, mentions); claims, with role, field, quote, basis and note, are nodes in a
    vocabulary of our own (`VOCABULARY`).

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import json
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.linked_data import to_jsonld
        >>> graph = json.loads(to_jsonld(ka.by_actor("U Nu")))["@graph"]
        >>> graph[0]["@type"], graph[0]["name"]
        ('Collection', 'Korean War Armistice')
    """
    documents = list(checked(docs))
    named = {claim.actor.id: claim.actor for document in documents for claim in document.claims}
    states = {a.affiliation.id: a.affiliation for a in named.values() if a.affiliation}
    graph = [
        _collection(docs),
        *map(_document, documents),
        *(_claim(document, at) for document in documents for at in range(len(document.claims))),
        *(_actor(actor) for _, actor in sorted((states | named).items())),
    ]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, "", [], ())}


def _collection(docs: Collection) -> dict[str, Any]:
    about = docs.about
    return _known(
        {
            "@id": f"urn:korean-armistice:collection:{quote(about.title, safe='')}",
            "@type": "Collection",
            "name": about.title,
            "abstract": about.abstract,
            "description": about.listing,
            "publisher": about.publisher,
            "url": _iri(about.url),
            "usageInfo": about.rights,
            "version": about.edition,
            "hasPart": [_urn(document) for document in docs],
        }
    )


def _document(document: Document) -> dict[str, Any]:
    record, date = document.record, document.date
    node: dict[str, Any] = {
        "@id": _urn(document),
        "@type": "ArchiveComponent",
        "identifier": document.id,
        "name": document.title,
        "abstract": document.summary,
        "genre": document.kind,
        "catalogueDate": str(date),
        "firstDay": date.first and date.first.isoformat(),
        "lastDay": date.last and date.last.isoformat(),
        "temporalCoverage": document.covers and str(document.covers),
        "inLanguage": record.language,
        "itemLocation": ", ".join(filter(None, (record.archive, record.reference))),
        "url": _iri(record.url),
        **{name: getattr(record, name) for name in _RECORD},
        "seen": list(record.seen),
        "comment": list(document.notes),
        "claims": [{"@id": _urn(document, at)} for at in range(len(document.claims))],
    }
    for role, name in _PROPERTIES.items():
        node[name] = [_urn(claim.actor) for claim in document.claims if claim.role == role]
    return _known(node)


def _claim(document: Document, at: int) -> dict[str, Any]:
    claim: Claim = document.claims[at]
    return _known(
        {
            "@id": _urn(document, at),
            "@type": "Claim",
            "ofDocument": _urn(document),
            "ofActor": _urn(claim.actor),
            "role": claim.role,
            "field": claim.field,
            "quote": claim.quote,
            "basis": claim.basis,
            "note": claim.note,
        }
    )


def _actor(actor: Actor) -> dict[str, Any]:
    return _known(
        {
            "@id": _urn(actor),
            "@type": _TYPES[actor.kind],
            "identifier": actor.id,
            "name": actor.name,
            "alternateName": list(actor.aliases),
            "familyName": actor.family,
            "birthDate": actor.born and f"{actor.born:04}",
            "deathDate": actor.died and f"{actor.died:04}",
            "memberOf": actor.affiliation and _urn(actor.affiliation),
            "sameAs": actor.wikidata and f"http://www.wikidata.org/entity/{actor.wikidata}",
            "description": actor.note,
        }
    )


def _iri(url: str | None) -> str | None:
    return url and url.translate(_IRI)


def _urn(thing: Actor | Document, claim: int | None = None) -> str:
    kind = "actor" if isinstance(thing, Actor) else "document"
    part = "" if claim is None else f":claim:{claim + 1}"
    return f"urn:korean-armistice:{kind}:{thing.id}{part}"
