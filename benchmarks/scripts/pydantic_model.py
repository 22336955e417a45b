"""A pydantic model of the same file reads it and answers the same question."""

import sys
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Immutable, and strict on keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Image(Frozen):
    caption: str
    credit: str | None = None


class Source(Frozen):
    id: str
    name: str
    kind: Literal["archive", "mirror", "copy", "edition"]
    url: str | None = None
    seen: str | None = None


class About(Frozen):
    title: str
    abstract: str | None = None
    image: Image | None = None
    archive: str | None = None
    motto: str | None = None
    publisher: str | None = None
    url: str | None = None
    listing: str | None = None
    related: tuple[str, ...] = ()
    rights: str | None = None
    annotations: str | None = None
    edition: str | None = None
    sources: tuple[Source, ...] = ()


class Actor(Frozen):
    id: str
    name: str
    kind: Literal["person", "office", "body", "state"]
    aliases: tuple[str, ...] = ()
    family: str | None = None
    affiliation: str | None = None
    born: int | None = None
    died: int | None = None
    same_as: tuple[str, ...] = ()
    note: str | None = None


class Claim(Frozen):
    role: Literal["author", "recipient", "copied", "participant", "mentioned", "origin"]
    actor: str
    field: Literal["title", "summary", "excerpt", "note"]
    quote: str
    basis: Literal["stated", "inferred"]
    note: str | None = None


class Record(Frozen):
    url: str | None = None
    record_id: str | None = None
    archive: str | None = None
    reference: str | None = None
    language: str | None = None
    classification: str | None = None
    donor: str | None = None
    obtained_by: str | None = None
    obtained_for: str | None = None
    translated_by: str | None = None
    translated_for: str | None = None
    subjects: tuple[str, ...] = ()
    source: str | None = None


class Link(Frozen):
    relation: str
    to: str
    field: str
    quote: str
    to_field: str
    to_quote: str
    basis: str
    note: str | None = None


class Excerpt(Frozen):
    part: str
    words: str
    source: str


class Note(Frozen):
    text: str
    source: str | None = None


class Document(Frozen):
    id: str
    date: date
    title: str
    summary: str | None = None
    kind: str | None = None
    covers: str | None = None
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    record: Record = Record()
    excerpts: tuple[Excerpt, ...] = ()
    notes: tuple[Note, ...] = ()


class Collection(Frozen):
    about: About
    actors: tuple[Actor, ...]
    documents: tuple[Document, ...]


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        collection = Collection.model_validate_json(file.read())
    asked = date(1953, 7, 27)
    print(len([document for document in collection.documents if document.date == asked]))
