"""Collections made for tests, in the format of the data file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import korean_armistice as ka

ANN, UNTOLD = "1953-07-27-ann-to-bob", "1951-01-untold"


def content() -> dict[str, Any]:
    """Return a small, faultless file as JSON holds it: every key of the format is in it."""
    return {
        "about": {
            "title": "Two letters",
            "abstract": "An abstract.",
            "image": {"caption": "A picture", "credit": "A photographer"},
            "archive": "An Archive",
            "motto": "A motto",
            "publisher": "A Programme, of somewhere",
            "url": "https://example.org/c",
            "listing": "All of it.",
            "related": ["Another"],
            "rights": "Free.",
            "annotations": "Made up, not reviewed by anybody.",
            "edition": "1",
            "sources": [
                {
                    "id": "page",
                    "name": "The record's page",
                    "kind": "archive",
                    "url": "https://example.org/1",
                    "seen": "2026-01-02",
                },
                {"id": "book", "name": "A printed book", "kind": "edition"},
            ],
            "extra": {"mine": {"shelf": [1, 2.5, None, True]}},
        },
        "actors": [
            {
                "id": "ann",
                "name": "Ann Lee",
                "kind": "person",
                "aliases": ["Lee", "안리"],
                "family": "Lee",
                "affiliation": "avalon",
                "born": 1900,
                "died": 1980,
                "same_as": ["http://www.wikidata.org/entity/Q1", "https://example.org/people/ann"],
                "note": "Made up.",
                "extra": {"mine": "yes"},
            },
            {"id": "avalon", "name": "Avalon", "kind": "state", "aliases": ["Isle"]},
            {"id": "bob", "name": "Bob Lee", "kind": "person", "aliases": ["Lee"]},
        ],
        "documents": [
            {
                "id": ANN,
                "date": "1953-07-27",
                "title": "Ann to Bob",
                "summary": "Ann of Avalon writes.",
                "kind": "letter",
                "covers": "1953-06-01/1953-07-31",
                "claims": [
                    {
                        "role": "author",
                        "actor": "ann",
                        "field": "title",
                        "quote": "Ann to",
                        "basis": "stated",
                        "reviewed_by": ["A historian"],
                    },
                    {
                        "role": "recipient",
                        "actor": "bob",
                        "field": "excerpt",
                        "quote": "to: Bob",
                        "basis": "stated",
                    },
                    {
                        "role": "origin",
                        "actor": "avalon",
                        "field": "note",
                        "quote": "Ann is of Avalon",
                        "basis": "inferred",
                        "note": "She is.",
                    },
                ],
                "links": [
                    {
                        "relation": "replies-to",
                        "to": UNTOLD,
                        "field": "excerpt",
                        "quote": "your No. 7",
                        "to_field": "title",
                        "to_quote": "No. 7",
                        "basis": "inferred",
                        "note": "Numbers alike.",
                        "reviewed_by": ["A historian"],
                    },
                    {
                        "relation": "follows",
                        "to": "1950-elsewhere",
                        "field": "title",
                        "quote": "Ann",
                        "to_field": "title",
                        "to_quote": "Words that are not here",
                        "basis": "stated",
                    },
                ],
                "record": {
                    "url": "https://example.org/1",
                    "record_id": "1",
                    "archive": "A",
                    "reference": "1/2",
                    "language": "English",
                    "classification": "Secret",
                    "donor": "D",
                    "obtained_by": "O",
                    "obtained_for": "P",
                    "translated_by": "T",
                    "translated_for": "P",
                    "subjects": ["Letters", "Islands"],
                    "source": "page",
                },
                "excerpts": [
                    {"part": "address", "words": "to: Bob", "source": "page"},
                    {"part": "body", "words": "On your No. 7.", "source": "book"},
                ],
                "notes": [
                    {"text": "Ann is of Avalon.", "source": "book"},
                    {"text": "A remark without a source."},
                ],
                "extra": {"mine": []},
            },
            {
                "id": UNTOLD,
                "date": "1951-01",
                "title": "Untold, No. 7",
                "about": {
                    "title": "Other letters",
                    "archive": "Another Archive",
                    "publisher": "Another Programme",
                    "url": "https://example.org/other",
                },
            },
        ],
        "elsewhere": ["1950-elsewhere"],
    }


def collection(data: dict[str, Any] | None = None) -> ka.Collection:
    """Read the sample, or other content, as a file would be read."""
    return ka.read(json.dumps(content() if data is None else data).encode())


def hostile(text: str) -> ka.Collection:
    """Read the sample with one text, markup or worse, in every field that takes any text."""
    data = content()
    for key in ("title", "abstract", "archive", "motto", "publisher", "listing", "rights"):
        data["about"][key] = text
    for source in data["about"]["sources"]:
        source["name"] = text
    for number, actor in enumerate(data["actors"]):
        actor |= {"name": f"{text} {number}", "aliases": [f"{text} alias"], "note": text}
        actor.pop("family", None)
    document, untold = data["documents"]
    untold["title"] = text
    document |= {"title": text, "summary": text, "kind": text, "notes": [{"text": text}]}
    fixed = ("url", "source")
    document["record"] = {k: v if k in fixed else text for k, v in document["record"].items()}
    document["record"]["subjects"] = [text]
    document["excerpts"] = [{"part": "body", "words": text, "source": "page"}]
    for said in (*document["claims"], *document["links"]):
        said |= {"quote": text, "note": text}
    document["links"][0]["to_quote"] = text
    return collection(data)


def put(path: str, value: Any) -> Callable[[dict[str, Any]], object]:
    """Make a change that sets the value at a path like "documents.0.title"."""

    def change(data: Any) -> None:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        for key in parents:
            data = data[key]
        data[last] = value

    return change


def drop(path: str) -> Callable[[dict[str, Any]], object]:
    """Make a change that deletes the key at a path."""

    def change(data: Any) -> None:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        for key in parents:
            data = data[key]
        del data[last]

    return change


def changed(*changes: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return the content of the sample after some changes."""
    data = content()
    for change in changes:
        change(data)
    return data
