"""Linked data: schema.org, Web Annotations and Records in Contexts, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from korean_armistice import (
    About,
    Actor,
    Claim,
    Collection,
    Document,
    Field,
    Link,
    Source,
    Span,
)

from ._entry import checked
from ._extra import known, licences
from ._page import in_a_script

__all__ = ["VOCABULARY", "to_jsonld"]

#: The namespace of the words that no standard has; the documentation's page *Our vocabulary*
#: says what each means.
VOCABULARY = "urn:korean-armistice:vocabulary:"

# Attributes of `Record` for which schema.org has no word.
_RECORD = {
    "recordId": "record_id",
    "classification": "classification",
    "donor": "donor",
    "obtainedBy": "obtained_by",
    "obtainedFor": "obtained_for",
    "translatedBy": "translated_by",
    "translatedFor": "translated_for",
}
_RELATIONS = {
    "replies-to": "isReplyTo",
    "follows": "followsOrFollowed",
    "decides-on": "decidesOn",
    "carries-out": "carriesOut",
    "encloses": "encloses",
}
_ROLES = {
    "author": "author",
    "recipient": "recipient",
    "copied": "ccRecipient",
    "participant": "participant",
    "mentioned": "mentions",
    "origin": "countryOfOrigin",
}
# In schema.org an author or recipient is a person or an organization, and a country is neither. So
# a state is written as a country and as a government. The holder of an office is an unnamed person.
_TYPES: dict[str, list[str]] = {
    "person": ["Person"],
    "office": ["Person"],
    "body": ["Organization"],
    "state": ["Country", "GovernmentOrganization"],
}


def _terms(namespace: str, *names: str, **more: str) -> dict[str, dict[str, str]]:
    kind = {"@type": more["type"]} if more else {}
    return {name: {"@id": f"{namespace}{name}", **kind} for name in names}


_OA, _RICO = "http://www.w3.org/ns/oa#", "https://www.ica.org/standards/RiC/ontology#"
# The Web Annotation words are those of its own context, http://www.w3.org/ns/anno.jsonld.
# All contexts are written out, so that the text expands without a network.
_CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    **{
        name: {"@type": "@id"}
        for name in (
            "about", "author", "ccRecipient", "countryOfOrigin", "hasPart", "isBasedOn",
            "isPartOf", "mentions", "recipient", "sameAs", "url",
        )
    },
    **_terms(_OA, "Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector"),
    **_terms(_OA, "identifying", "classifying", "commenting", "linking", "exact", "prefix", "suffix"),
    "motivation": {"@id": f"{_OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{_OA}hasPurpose", "@type": "@vocab"},
    "body": {"@id": f"{_OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{_OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{_OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{_OA}hasSelector", "@type": "@id"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    **_terms(_RICO, "Record"),
    **_terms(_RICO, "isReplyTo", "followsOrFollowed", type="@id"),
    **_terms(VOCABULARY, "role", "field", "basis", "reviewedBy", "part", "sourceKind", "seen", "date"),
    **_terms(VOCABULARY, *_RECORD),
    **_terms(VOCABULARY, "firstDay", "lastDay", type="http://www.w3.org/2001/XMLSchema#date"),
    **_terms(VOCABULARY, "participant", "actsFor", "readIn", type="@id"),
    **_terms(VOCABULARY, "decidesOn", "carriesOut", "encloses", type="@id"),
}  # fmt: skip

# Characters that a URL of the data may have and an IRI may not: one spoils the whole graph.
_IRI = str.maketrans({char: quote(char) for char in "{}|\\^`"})
# The number of characters before and after a quote that are given to help find it.
_AROUND = 32


def to_jsonld(docs: Collection, *, address: str | None = None) -> str:
    """Write documents as JSON-LD 1.1: the collection, its data set, documents, claims, actors.

    The words are those of schema.org, if it has them. A claim is a W3C Web Annotation: its target is
    the quote, with a `TextQuoteSelector`; its bodies are the actor, the role, and the note. A
    link between documents is an annotation too, and a property of the document, for which
    Records in Contexts has `isReplyTo` and `followsOrFollowed`. The other words are in
    `VOCABULARY`; the page *Our vocabulary* of the documentation explains them.

    Each thing has one `@id`. The `@id` of a document is made from the title and address of
    its own collection, so that documents of two collections differ, also after `merge`. The text may stand in a
    `<script type="application/ld+json">` as it is.

    Args:
        docs: the selection.
        address: the address at which you publish this text. Search engines for data sets ask
            for it.

    Returns:
        JSON text; its context is written out, so that it expands without a network.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import json
        >>> import korean_armistice as ka
        >>> graph = json.loads(ka.export.to_jsonld(ka.by_actor("U Nu")))["@graph"]
        >>> graph[0]["@type"], graph[0]["name"]
        ('Dataset', 'Korean War Armistice: documents and annotations')
    """
    content = {"@context": _CONTEXT, "@graph": _Graph(checked(docs)).nodes(address)}
    return in_a_script(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


class _Graph:
    """The nodes of a collection, with their ids."""

    def __init__(self, docs: Collection) -> None:
        self._docs = docs
        self._home = _home(docs.about)
        self._whole = {document.id: document for document in docs.whole}

    def nodes(self, address: str | None) -> list[dict[str, Any]]:
        """List all nodes, without the values that are not known."""
        docs = self._docs
        nodes = [
            self._dataset(address),
            self._collection(),
            *map(self._document, docs),
            *(self._claim(doc, at) for doc in docs for at in range(len(doc.claims))),
            *(self._link(doc, at) for doc in docs for at in range(len(doc.links))),
            *map(self._actor, docs.involved),
            *map(self._source, docs.about.sources),
        ]
        return [known(node) for node in nodes]

    def _dataset(self, address: str | None) -> dict[str, Any]:
        about = self._docs.about
        said = (about.abstract, about.listing, about.annotations)
        # The maintainers made the shipped data; of another collection only the publisher is known.
        creator = "The korean_armistice maintainers" if self._docs.is_shipped else about.publisher
        file = {"@type": "DataDownload", "encodingFormat": "application/ld+json"}
        return {
            "@id": f"{self._home}:data",
            "@type": "Dataset",
            "name": f"{about.title}: documents and annotations",
            "description": "\n\n".join(filter(None, said)),
            "version": about.edition,
            "about": self._home,
            "creator": _named("Organization", creator),
            "license": [
                licence.get("path") or _named("CreativeWork", licence["title"])
                for licence in licences(self._docs)
            ],
            "isBasedOn": _iri(about.url),
            "distribution": file | known({"contentUrl": _iri(address)}),
        }

    def _collection(self) -> dict[str, Any]:
        about, image = self._docs.about, self._docs.about.image
        return {
            "@id": self._home,
            "@type": ["Collection", "ArchiveComponent"],
            "name": about.title,
            "abstract": about.abstract,
            "description": about.listing,
            "publisher": _named("Organization", about.publisher),
            "holdingArchive": _named("ArchiveOrganization", about.archive),
            "url": _iri(about.url),
            "copyrightNotice": about.rights,
            "image": image
            and known(
                {"@type": "ImageObject", "caption": image.caption, "creditText": image.credit}
            ),
            "hasPart": [_id(document) for document in self._docs],
        }

    def _document(self, document: Document) -> dict[str, Any]:
        record, span = document.record, document.date
        # In schema.org only a message has recipients.
        message = ["Message"] if document.recipients or document.copied else []
        node: dict[str, Any] = {
            "@id": _id(document),
            "@type": ["ArchiveComponent", "Record", *message],
            "identifier": document.id,
            "name": document.title,
            "abstract": document.summary,
            "genre": document.kind,
            "dateCreated": span and _iso(span),
            "date": span and str(span),
            "firstDay": span and span.first and span.first.isoformat(),
            "lastDay": span and span.last and span.last.isoformat(),
            "temporalCoverage": document.covers and str(document.covers),
            "inLanguage": _named("Language", record.language),
            "holdingArchive": _named("ArchiveOrganization", record.archive),
            "itemLocation": record.reference,
            "url": _iri(record.url),
            "keywords": list(record.subjects),
            **{word: getattr(record, name) for word, name in _RECORD.items()},
            "readIn": record.source and self._id(record.source),
            "isPartOf": _home(document.about),
            "hasPart": [self._excerpt(document, at) for at in range(len(document.excerpts))],
            "comment": [self._note(document, at) for at in range(len(document.notes))],
        }
        for role, word in _ROLES.items():
            node[word] = [self._id(c.actor) for c in document.claims if c.role == role]
        for relation, word in _RELATIONS.items():
            node[word] = [self._other(link) for link in document.links if link.relation == relation]
        return node

    def _excerpt(self, document: Document, at: int) -> dict[str, Any]:
        excerpt = document.excerpts[at]
        return {
            "@id": _id(document, "excerpt", at),
            "@type": "Quotation",
            "text": excerpt.words,
            "part": excerpt.part,
            "readIn": self._id(excerpt.source),
        }

    def _note(self, document: Document, at: int) -> dict[str, Any]:
        note = document.notes[at]
        source = note.source and self._id(note.source)
        node = {"@id": _id(document, "note", at), "@type": "Comment", "text": note.text}
        return known({**node, "readIn": source})

    def _claim(self, document: Document, at: int) -> dict[str, Any]:
        claim = document.claims[at]
        actor = {"type": "SpecificResource", "source": self._id(claim.actor)}
        return {
            "id": _id(document, "claim", at),
            "type": "Annotation",
            "motivation": "identifying",
            "body": [{**actor, "purpose": "identifying"}, *_bodies(claim.role, claim)],
            "target": _quoted(document, _id(document), claim.field, claim.quote),
            "role": claim.role,
            "basis": claim.basis,
            "reviewedBy": list(claim.reviewed_by),
        }

    def _link(self, document: Document, at: int) -> dict[str, Any]:
        link = document.links[at]
        there = _quoted(self._whole.get(link.to), self._other(link), link.to_field, link.to_quote)
        return {
            "id": _id(document, "link", at),
            "type": "Annotation",
            "motivation": "linking",
            "body": [{**there, "purpose": "linking"}, *_bodies(link.relation, link)],
            "target": _quoted(document, _id(document), link.field, link.quote),
            "basis": link.basis,
            "reviewedBy": list(link.reviewed_by),
        }

    def _actor(self, actor: Actor) -> dict[str, Any]:
        types = _TYPES[actor.kind]
        born, died = (
            ("birthDate", "deathDate")
            if types == ["Person"]
            else ("foundingDate", "dissolutionDate")
        )
        return {
            "@id": self._id(actor),
            "@type": types,
            "identifier": actor.id,
            "name": actor.name,
            "alternateName": list(actor.aliases),
            "familyName": actor.family,
            "jobTitle": actor.name if actor.kind == "office" else None,
            born: actor.born and f"{actor.born:04}",
            died: actor.died and f"{actor.died:04}",
            "actsFor": actor.affiliation and self._id(actor.affiliation),
            "sameAs": [_iri(url) for url in actor.same_as],
            "description": actor.note,
        }

    def _source(self, source: Source) -> dict[str, Any]:
        return {
            "@id": self._id(source),
            "@type": "CreativeWork",
            "name": source.name,
            "url": _iri(source.url),
            "sourceKind": source.kind,
            "seen": source.seen and str(source.seen),
        }

    def _id(self, thing: Actor | Source) -> str:
        return f"{self._home}:{type(thing).__name__.lower()}:{thing.id}"

    def _other(self, link: Link) -> str:
        """Name the document that a link leads to, which may be outside of the collection."""
        other = self._whole.get(link.to)
        return _id(other) if other else f"{self._home}:document:{link.to}"


def _home(about: About) -> str:
    """Name a collection, by its title and its address."""
    return ":".join(
        [
            "urn:korean-armistice",
            *(quote(part, safe="") for part in (about.title, about.url) if part),
        ]
    )


def _id(document: Document, part: str = "", at: int = 0) -> str:
    name = f"{_home(document.about)}:document:{document.id}"
    return f"{name}:{part}:{at + 1}" if part else name


def _bodies(word: str, thing: Claim | Link) -> list[dict[str, Any]]:
    bodies = [{"type": "TextualBody", "value": word, "purpose": "classifying"}]
    if thing.note:
        bodies.append({"type": "TextualBody", "value": thing.note, "purpose": "commenting"})
    return bodies


def _quoted(document: Document | None, name: str, field: Field, words: str) -> dict[str, Any]:
    """Select the words in the first text that has them."""
    texts = document.texts(field) if document else ()
    at, text = next(((at, text) for at, text in enumerate(texts) if words in text), (0, words))
    begin = text.index(words)
    end = begin + len(words)
    selector = {
        "type": "TextQuoteSelector",
        "exact": words,
        "prefix": text[max(0, begin - _AROUND) : begin],
        "suffix": text[end : end + _AROUND],
    }
    part = f":{field}:{at + 1}" if document and field in ("excerpt", "note") else ""
    return {
        "type": "SpecificResource",
        "source": f"{name}{part}",
        "field": field,
        "selector": known(selector),
    }


def _iso(span: Span) -> str | None:
    """Write a day, a month or a year; schema.org has no form for other stretches."""
    text = str(span)
    return text if not span.qualifier and "/" not in text else None


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _iri(url: str | None) -> str | None:
    return url and url.translate(_IRI)
