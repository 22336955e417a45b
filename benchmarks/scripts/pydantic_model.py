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
    review: str | None = None
    edition: str | None = None


class Actor(Frozen):
    id: str
    name: str
    kind: Literal["person", "office", "body", "state"]
    aliases: tuple[str, ...] = ()
    family: str | None = None
    affiliation: str | None = None
    born: int | None = None
    died: int | None = None
    wikidata: str | None = None
    note: str | None = None


class Claim(Frozen):
    role: Literal["author", "recipient", "participant", "mentioned", "origin"]
    actor: str
    field: Literal["title", "summary", "record", "notes"]
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
    seen: tuple[str, ...] = ()


class Document(Frozen):
    id: str
    date: date
    title: str
    summary: str | None = None
    kind: str | None = None
    covers: str | None = None
    claims: tuple[Claim, ...] = ()
    record: Record = Record()
    notes: tuple[str, ...] = ()


class Collection(Frozen):
    about: About
    actors: tuple[Actor, ...]
    documents: tuple[Document, ...]


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        collection = Collection.model_validate_json(file.read())
    asked = date(1953, 7, 27)
    print(len([document for document in collection.documents if document.date == asked]))
