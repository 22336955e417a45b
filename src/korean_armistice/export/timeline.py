"""A timeline for the web: the JSON that TimelineJS reads.

The format: https://timeline.knightlab.com/docs/json-format.html
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any

from korean_armistice._collection import Collection
from korean_armistice._model import Document

from ._entry import checked

__all__ = ["to_timelinejs"]


def to_timelinejs(docs: Collection) -> str:
    """Write documents as TimelineJS JSON: a title slide, and an event for each.

    An event has the document's date, title and summary, its claims with the words that prove
    them, a link to the archive's page, and the origin as its group. TimelineJS shows HTML, so
    every text is escaped. A date open at one end is shown at the end it has.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import json
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.timeline import to_timelinejs
        >>> event = json.loads(to_timelinejs(ka.by_actor("U Nu")))["events"][0]
        >>> event["start_date"], event["group"]
        ({'year': 1954, 'month': 6, 'day': 28}, 'People&#x27;s Republic of China')
    """
    about = checked(docs).about
    content: dict[str, Any] = {
        "title": {"text": _text(about.title, about.abstract or "")},
        "events": [_event(document) for document in docs],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": escape(headline), "text": f"<p>{escape(text)}</p>"}


def _event(document: Document) -> dict[str, Any]:
    span = document.date
    days = [day for day in (span.first, span.last) if day is not None]
    text = _text(document.title, document.summary or "")
    text["text"] += _claims(document)
    if document.record.url:
        url = escape(document.record.url)
        text["text"] += f'<p><a href="{url}">The archive’s page</a></p>'
    event: dict[str, Any] = {
        "start_date": _date(days[0]),
        "text": text,
        "unique_id": document.id,
        "display_date": str(span),
    }
    if days[0] != days[-1]:
        event["end_date"] = _date(days[-1])
    if document.origin:
        event["group"] = escape(document.origin.name)
    return event


def _claims(document: Document) -> str:
    items = "".join(
        f"<li>{claim.role}: {escape(claim.actor.name)} ({claim.basis}, {claim.field}): “{escape(claim.quote)}”"
        f"{f' – {escape(claim.note)}' if claim.note else ''}</li>"
        for claim in document.claims
    )
    return f"<ul>{items}</ul>" if items else ""


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
