"""The timeline's JSON, as TimelineJS documents it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any, cast

import pytest

import korean_armistice as ka
from korean_armistice.export.timeline import to_timelinejs

from .samples import collection, content

DOCS = ka.load()


class Shown(HTMLParser):
    """What a browser shows of a slide: its text and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_events() -> None:
    """Each document is an event with its day, title, summary, quotes and origin."""
    timeline = json.loads(to_timelinejs(DOCS))
    assert timeline["title"]["text"]["headline"] == DOCS.about.title
    assert [event["unique_id"] for event in timeline["events"]] == [doc.id for doc in DOCS]
    for doc, event in zip(DOCS, timeline["events"], strict=True):
        assert doc.date.first is not None
        day = event["start_date"]
        assert (day["year"], day["month"], day["day"]) == doc.date.first.timetuple()[:3]
        assert "end_date" not in event
        assert Shown(event["text"]["headline"]).text == doc.title
        shown = Shown(event["text"]["text"]).text
        assert (doc.summary or "") in shown
        for claim in doc.claims:
            evidence = f"{claim.role}: {claim.actor.name} ({claim.basis}, {claim.field})"
            assert evidence in shown.replace(f": “{claim.quote}”", "")
            assert f"“{claim.quote}”" in shown
            assert (claim.note or "") in shown
        assert ("group" in event) is (doc.origin is not None)


def test_slides() -> None:
    """A slide has summary, evidence and a link to the record, each only where there is one."""
    timeline = json.loads(to_timelinejs(collection()))
    title, (untold, ann) = timeline["title"], timeline["events"]
    assert title == {"text": {"headline": "Two letters", "text": "<p>An abstract.</p>"}}
    assert untold["text"] == {"headline": "Untold", "text": "<p></p>"}
    shown = Shown(ann["text"]["text"])
    assert shown.text == (
        "Ann of Avalon writes."
        "author: Ann Lee (stated, title): “Ann to”"
        "recipient: Bob Lee (stated, record): “to: Bob”"
        "origin: Avalon (inferred, notes): “Ann is of Avalon” – She is."
        "The archive’s page"
    )
    assert '<a href="https://example.org/1">' in ann["text"]["text"]
    assert ann["group"] == "Avalon"
    data = content()
    del data["about"]["abstract"]
    bare = json.loads(to_timelinejs(collection(data)))["title"]
    assert bare["text"]["text"] == "<p></p>"


def test_dates() -> None:
    """A month has a beginning and an end; a date open at one end is shown at the other."""
    data = content()
    data["documents"] = [
        {"id": "a", "date": "1953-07", "title": "T"},
        {"id": "b", "date": "../1953-07-27", "title": "T"},
        {"id": "c", "date": "1953-07-28/..", "title": "T"},
    ]
    timeline = json.loads(to_timelinejs(collection(data)))
    events = {event["unique_id"]: event for event in timeline["events"]}
    assert events["a"]["start_date"] == {"year": 1953, "month": 7, "day": 1}
    assert events["a"]["end_date"] == {"year": 1953, "month": 7, "day": 31}
    assert events["b"]["start_date"]["day"] == 27
    assert events["c"]["start_date"]["day"] == 28
    assert "end_date" not in events["b"]
    assert events["b"]["display_date"] == "../1953-07-27"


def test_markup_is_text() -> None:
    """Markup in any field is shown as text and runs nothing."""
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"
    data = content()
    doc = data["documents"][0]
    doc["title"] += evil
    doc["summary"] += evil
    doc["claims"][0]["quote"] = doc["title"]
    data["actors"][0]["name"] += evil
    data["actors"][1]["name"] += evil
    data["about"] |= {"title": evil, "abstract": evil}
    docs = collection(data)
    timeline = json.loads(to_timelinejs(docs))
    event = timeline["events"][1]
    for text in (timeline["title"]["text"]["text"], *event["text"].values(), event["group"]):
        shown = Shown(text)
        assert not shown.tags & {"script", "img"}
        assert evil in shown.text


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError):
        to_timelinejs(cast("Any", list(DOCS)))
