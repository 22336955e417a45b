"""The JSON for TimelineJS, and its timeline in a browser."""

from __future__ import annotations

import json
from datetime import date
from html import escape, unescape
from pathlib import Path
from typing import Any, cast

import pytest

import korean_armistice as ka
from korean_armistice.export.timeline import to_timelinejs

from . import nasty
from .browsing import browser
from .consumers import MODULES

__all__ = ["browser"]

SHIPPED, NASTY = ka.load(), nasty.collection()


def events(docs: ka.Collection) -> dict[str, Any]:
    """Return the events of a timeline by document."""
    return {event["unique_id"]: event for event in json.loads(to_timelinejs(docs))["events"]}


@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
def test_events(docs: ka.Collection) -> None:
    """Each dated document is an event with its title, summary, quotes, page and origin."""
    found = events(docs)
    assert list(found) == [doc.id for doc in docs if doc.date]
    for doc in docs.select(list(found)):
        event = found[doc.id]
        assert event["text"]["headline"] == escape(doc.title)
        text = event["text"]["text"]
        assert text.startswith(f"<p>{escape(doc.summary or '')}</p>")
        for claim in doc.claims:
            for part in (claim.role, claim.actor.name, claim.basis, claim.field, claim.quote):
                assert escape(part) in text
            assert escape(claim.note or "") in text
        assert text.count("<li>") == len(doc.claims)
        assert ("<ul>" in text) is bool(doc.claims)
        assert (f'href="{escape(doc.record.url or "?")}"' in text) is bool(doc.record.url)
        assert unescape(unescape(event.get("group", ""))) == (doc.origin.name if doc.origin else "")


def test_dates() -> None:
    """A month has two ends, an open date has its known end, and doubts are said in words."""
    found = events(NASTY)

    def told(name: str) -> tuple[Any, ...]:
        event = found[name]
        days = (event["start_date"], event.get("end_date"))
        return (*(day and tuple(day.values()) for day in days), event["display_date"])

    assert told("all") == ((1953, 7, 27), None, "1953-07-27")
    assert told("reply") == ((1953, 8, 1), None, "1953-08-01 (uncertain)")
    assert told("month") == ((1951, 1, 1), (1951, 1, 31), "about 1951-01")
    assert told("year") == ((1951, 1, 1), (1951, 12, 31), "about 1951 (uncertain)")
    assert told("open") == ((1951, 2, 1), None, "1951-02-01/..")
    assert told("open2") == ((1951, 3, 1), None, "../1951-03-01")


def test_undated_documents() -> None:
    """Undated documents are left out, and the title slide says how many they are."""
    slide = json.loads(to_timelinejs(NASTY))["title"]["text"]
    assert slide["headline"] == escape(NASTY.about.title)
    assert slide["text"].endswith("<p>Documents without a date, which are not shown: 1.</p>")
    assert "without a date" not in json.loads(to_timelinejs(NASTY[:1]))["title"]["text"]["text"]
    bare = ka.collect([], about=ka.About("T"))
    assert json.loads(to_timelinejs(bare))["title"]["text"]["text"] == "<p></p>"


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection"):
        to_timelinejs(cast("Any", list(SHIPPED)))


# TimelineJS in Chromium

PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="{dist}/css/timeline.css">
<div id="timeline" style="width: 1200px; height: 700px"></div>
<script src="{dist}/js/timeline.js"></script>
<script type="application/json">{data}</script>
<script>
    const ran = [];
    window.alert = (text) => ran.push(text);
    const data = JSON.parse(document.querySelector("script[type]").textContent);
    const timeline = new TL.Timeline("timeline", data);
</script>"""


def shown(browser: Any, folder: Path, timeline: str) -> Any:
    """Open a timeline, wait until it is drawn, and return its page."""
    dist = MODULES / "@knight-lab" / "timelinejs" / "dist"
    file = folder / "timeline.html"
    file.write_text(PAGE.format(dist=dist.as_uri(), data=timeline.replace("<", "\\u003c")), "utf-8")
    page = browser.new_page()
    page.route("https://**", lambda route: route.abort())
    page.goto(file.as_uri())
    page.wait_for_selector(".tl-timemarker", state="attached")
    page.wait_for_timeout(500)  # an image that cannot be loaded runs its script a moment later
    return page


MARKUP = """() => [...document.querySelectorAll("#timeline *")].filter((element) =>
    ["IMG", "SCRIPT", "IFRAME", "B", "I"].includes(element.tagName)
    || element.matches("a[href*='www.example.org']")
    || [...element.attributes].some((attribute) => attribute.name.startsWith("on"))
).map((element) => element.outerHTML)"""


@pytest.mark.consumers
def test_no_text_becomes_markup(browser: Any, tmp_path: Path) -> None:
    """In TimelineJS no text of the nasty collection is markup, and names are shown as they are."""
    page = shown(browser, tmp_path, to_timelinejs(NASTY))
    assert page.evaluate("ran") == []
    assert page.evaluate(MARKUP) == []
    groups = page.locator(".tl-timegroup-message").all_text_contents()
    assert set(groups) == {"Avalon", f"Ruritania & Co. {nasty.EVIL}", ""}
    assert page.evaluate("timeline.config.messages.errors") == []
    assert page.evaluate("timeline.config.events.length") == sum(bool(doc.date) for doc in NASTY)
    headlines = page.locator(".tl-timemarker .tl-headline").all_text_contents()
    assert sorted(headlines) == sorted(doc.title for doc in NASTY if doc.date)


@pytest.mark.consumers
def test_the_browser_would_tell(browser: Any, tmp_path: Path) -> None:
    """The test of markup can fail: a group that is escaped once runs its script."""
    content = json.loads(to_timelinejs(NASTY))
    for event in content["events"]:
        event["group"] = escape(nasty.EVIL)
        event["autolink"] = True
    page = shown(browser, tmp_path, json.dumps(content))
    assert page.evaluate("ran") != []
    found = page.evaluate(MARKUP)
    assert any(element.startswith("<img") for element in found)
    assert any(element.startswith("<a") for element in found)


@pytest.mark.consumers
def test_the_shipped_collection_is_shown(browser: Any, tmp_path: Path) -> None:
    """TimelineJS shows each shipped document, its date, and its origin as a group."""
    page = shown(browser, tmp_path, to_timelinejs(SHIPPED))
    headlines = page.locator(".tl-timemarker .tl-headline").all_text_contents()
    assert sorted(headlines) == sorted(doc.title for doc in SHIPPED if doc.date)
    groups = set(page.locator(".tl-timegroup-message").all_text_contents())
    assert groups - {""} == {doc.origin.name for doc in SHIPPED if doc.origin}
    day = page.evaluate(
        "(({date_obj: d}) => [d.getFullYear(), d.getMonth() + 1, d.getDate()])"
        "(timeline.config.events[0].start_date.data)"
    )
    assert SHIPPED[0].date == ka.Span(date(*day), date(*day))


@pytest.mark.parametrize("mark", ["~/", "/?", "~/?"])
def test_a_mark_on_one_side(mark: str) -> None:
    """A stretch with a mark on one side, or with two that differ, is shown as doubtful."""
    span = ka.Span(date(1953, 6, 1), date(1953, 7, 31), mark)
    docs = ka.collect([ka.Document(id="a", title="A", date=span)], about=ka.About("A"))
    shown = json.loads(to_timelinejs(docs))["events"][0]["display_date"]
    assert shown != "1953-06-01/1953-07-31"
    assert "1953-06-01/1953-07-31" in shown
