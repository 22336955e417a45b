"""What the right answers are, worked out without the package's own engine."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from functools import cache
from typing import Any

import korean_armistice as ka

__all__ = ["days", "letters", "loosely", "overlapping", "searched", "words"]

Days = tuple["date | None", "date | None"]

_ENGLISH = (
    (r"[A-Za-z]+ [0-9]{1,2}, [0-9]{4}", "%B %d, %Y"),
    (r"[0-9]{1,2} [A-Za-z]+ [0-9]{4}", "%d %B %Y"),
    (r"[A-Za-z]+ [0-9]{4}", "%B %Y"),
    (r"[A-Za-z]+, [0-9]{4}", "%B, %Y"),
)


def days(text: str, *, english: bool) -> Days | None:
    """Read a date with the standard library; None where it is none."""
    if english:
        for form, pattern in _ENGLISH:
            if re.fullmatch(form, text):
                day = _strictly(text, pattern)
                return _reach(day, whole_month="%d" not in pattern) if day else None
    first, slash, last = text.partition("/")
    start, end = _iso(first), _iso(last if slash else first)
    if (start is None and first != "..") or (end is None and last != ".."):
        return None
    found = start and start[0], end and end[1]
    if found == (None, None) or (found[0] and found[1] and found[1] < found[0]):
        return None
    return found


def _strictly(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


def _iso(part: str) -> tuple[date, date] | None:
    for pattern, size in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        day = _strictly(part, pattern) if len(part) == size else None
        # strptime takes "1953-7" and the digits of every script; printing tells.
        if day and day.isoformat()[:size] == part:
            if size == len("1953"):
                return day, date(day.year, 12, 31)
            return _reach(day, whole_month=size == len("1953-07"))
    return None


def _reach(day: date, *, whole_month: bool) -> tuple[date, date]:
    return (day, day.replace(day=monthrange(day.year, day.month)[1])) if whole_month else (day, day)


def overlapping(docs: ka.Collection, asked: Days) -> list[ka.Document]:
    """Go through all documents and keep those whose date overlaps."""
    first, last = asked[0] or date.min, asked[1] or date.max
    return [
        doc
        for doc in docs
        if (doc.date.first or date.min) <= last and first <= (doc.date.last or date.max)
    ]


def letters(text: str) -> str:
    """Keep the letters and digits of an ASCII text, in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def loosely(text: str) -> str:
    """Fold a spelling further than any reader would: no marks, no case, in any script."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in plain if c.isalnum() and unicodedata.category(c) != "Lm")
    return unicodedata.normalize("NFKD", "".join(kept)).casefold()


def words(text: str) -> list[str]:
    """Part an English text into words; dotted initials and apostrophes do not part them."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = re.sub(r"['’‘`\u0300-\u036f]", "", text)
    text = re.sub(r"\b([a-z0-9])\.(?=[a-z0-9]\b)", r"\1", text)
    return re.findall(r"[a-z0-9]+", text)


def searched(docs: ka.Collection, asked: list[str]) -> list[ka.Document]:
    """Go through all words of all documents."""

    def holds(doc: ka.Document) -> bool:
        return all(any(word.startswith(start) for word in _words_of(doc)) for start in asked)

    return [doc for doc in docs if holds(doc)]


@cache
def _words_of(doc: ka.Document) -> list[str]:
    return words(f"{doc.title} {doc.summary or ''}")


def same(docs: ka.Collection, expected: list[Any]) -> None:
    """Check that an answer is these documents, in this order."""
    assert list(docs) == expected
