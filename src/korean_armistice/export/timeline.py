"""A timeline for the web: the JSON that TimelineJS reads.

The format: https://timeline.knightlab.com/docs/json-format.html
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any

from korean_armistice import Claim, Collection, Document, Span

from ._entry import checked, qualified

__all__ = ["to_timelinejs"]

_QUALIFIED = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


def to_timelinejs(docs: Collection) -> str:
    """Write documents as TimelineJS JSON: a title slide, and an event for each dated document.

    An event has the document's date, title and summary, its claims with the words that prove
    them, a link to the archive's page, and the origin as its group. A date that is open at one
    end is shown at its other end. An approximate date has "about" before it, and an uncertain one
    has "(uncertain)" after it. Undated documents cannot be shown; the title slide says how many there are.

    TimelineJS takes every text as HTML. Here all text is escaped, so that no text becomes markup.

    Args:
        docs: the selection.

    Returns:
        JSON text, for the `Timeline` constructor of TimelineJS 3.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import json
        >>> import korean_armistice as ka
        >>> event = json.loads(ka.export.to_timelinejs(ka.by_actor("U Nu")))["events"][0]
        >>> event["start_date"], event["display_date"]
        ({'year': 1954, 'month': 6, 'day': 28}, '1954-06-28')
    """
    about = checked(docs).about
    events = [_event(document, document.date) for document in docs if document.date]
    text = _paragraph(about.abstract)
    if undated := len(docs) - len(events):
        text += _paragraph(f"Documents without a date, which are not shown: {undated}.")
    title = {"text": {"headline": escape(about.title), "text": text}, "autolink": False}
    content = {"title": title, "events": events}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _event(document: Document, span: Span) -> dict[str, Any]:
    text = _paragraph(document.summary) + _evidence(document.claims)
    if url := document.record.url:
        text += f'<p><a href="{escape(url)}">The archive’s page</a></p>'
    event: dict[str, Any] = {
        "start_date": _day(span.first or span.last),
        "end_date": _day(span.last or span.first),
        "display_date": qualified(span, _QUALIFIED, str(Span(span.first, span.last))),
        "text": {"headline": escape(document.title), "text": text},
        # If this were on, TimelineJS would make links of addresses in the text.
        "autolink": False,
        "unique_id": document.id,
    }
    if event["start_date"] == event["end_date"]:
        del event["end_date"]
    if origin := document.origin:
        # TimelineJS undoes one escape of a group, and shows the result as HTML.
        event["group"] = escape(escape(origin.name))
    return event


def _paragraph(text: str | None) -> str:
    return f"<p>{escape(text or '')}</p>"


def _evidence(claims: tuple[Claim, ...]) -> str:
    items = (
        f"{claim.role}: {claim.actor.name} ({claim.basis}, {claim.field}): “{claim.quote}”"
        f"{f' – {claim.note}' if claim.note else ''}"
        for claim in claims
    )
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""


def _day(day: date | None) -> dict[str, int]:
    assert day is not None  # noqa: S101  a Span has at least one end
    return {"year": day.year, "month": day.month, "day": day.day}
