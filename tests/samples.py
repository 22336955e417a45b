"""Collections made for tests, in the format of the data file."""

from __future__ import annotations

import json
from typing import Any

import korean_armistice as ka


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
            "review": "Nobody yet.",
            "edition": "1",
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
                "wikidata": "Q1",
                "note": "Made up.",
            },
            {"id": "avalon", "name": "Avalon", "kind": "state", "aliases": ["Isle"]},
            {"id": "bob", "name": "Bob Lee", "kind": "person", "aliases": ["Lee"]},
        ],
        "documents": [
            {
                "id": "1953-07-27-ann-to-bob",
                "date": "1953-07-27",
                "title": "Ann to Bob",
                "summary": "Ann of Avalon writes.",
                "kind": "letter",
                "covers": "1953-06/1953-07",
                "claims": [
                    {
                        "role": "author",
                        "actor": "ann",
                        "field": "title",
                        "quote": "Ann to",
                        "basis": "stated",
                    },
                    {
                        "role": "recipient",
                        "actor": "bob",
                        "field": "record",
                        "quote": "to: Bob",
                        "basis": "stated",
                    },
                    {
                        "role": "origin",
                        "actor": "avalon",
                        "field": "notes",
                        "quote": "Ann is of Avalon",
                        "basis": "inferred",
                        "note": "She is.",
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
                    "seen": ["to: Bob"],
                },
                "notes": ["Ann is of Avalon."],
            },
            {"id": "1951-01-untold", "date": "1951-01", "title": "Untold"},
        ],
    }


def collection(data: dict[str, Any] | None = None) -> ka.Collection:
    """Read the sample, or other content, as a file would be read."""
    return ka.read(json.dumps(content() if data is None else data).encode())


def hostile(text: str) -> ka.Collection:
    """Read the sample with one text, markup or worse, in every field that takes any text."""
    data = content()
    for key in ("title", "abstract", "archive", "motto", "publisher", "listing", "rights"):
        data["about"][key] = text
    for number, actor in enumerate(data["actors"]):
        actor |= {"name": f"{text} {number}", "aliases": [f"{text} alias"], "note": text}
        actor.pop("family", None)
    document = data["documents"][0]
    document |= {"title": text, "summary": text, "kind": text, "notes": [text]}
    fixed = ("url", "seen")
    document["record"] = {k: v if k in fixed else text for k, v in document["record"].items()}
    document["record"]["seen"] = [text]
    for claim in document["claims"]:
        claim |= {"quote": text, "note": text}
    return collection(data)
