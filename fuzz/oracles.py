"""The right answers, worked out without the code of the package."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name, monthrange
from datetime import date, datetime
from functools import cache
from typing import Any

import korean_armistice as ka

__all__ = [
    "asked",
    "days",
    "formula",
    "letters",
    "loosely",
    "made_of",
    "overlapping",
    "same",
    "searched",
]

Days = tuple["date | None", "date | None"]

_BETWEEN = re.compile(r"\s*[/–—]\s*|\s+-\s+|\s+to\s+")
_ORDERS = ("%B %d %Y", "%d %B %Y", "%B %Y", "%Y %B %d", "%Y %B")


def days(text: str) -> Days | None:
    """Read a date with the standard library; None if the text is no date."""
    text = " ".join(text.split())
    if found := _side(text):
        return found
    sides = _BETWEEN.split(text)
    if len(sides) != 2 or sides == ["..", ".."]:
        return None
    ends = [None if side == ".." else _side(side) for side in sides]
    if any(end is None and side != ".." for end, side in zip(ends, sides, strict=True)):
        return None
    first, last = ends[0] and ends[0][0], ends[1] and ends[1][1]
    return None if first and last and last < first else (first, last)


def _side(text: str) -> tuple[date, date] | None:
    return _iso(text) or _english(text)


def _strictly(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


def _iso(part: str) -> tuple[date, date] | None:
    part = part[:-1] if part.endswith(("~", "?", "%")) else part
    for pattern, size in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        day = _strictly(part, pattern) if len(part) == size else None
        # strptime also reads "1953-7" and the digits of every script; printing the date shows this.
        if day and day.isoformat()[:size] == part:
            return _reach(day, pattern)
    return None


def _english(text: str) -> tuple[date, date] | None:
    words = [each for part in text.split(",") for each in (part.split() or [""])]
    plain = " ".join(map(_word, words))
    for pattern in _ORDERS:
        day = _strictly(plain, pattern) if re.search(r"\b[0-9]{4}\b", plain) else None
        if day and plain.isascii():
            return _reach(day, pattern)
    return None


def _word(word: str) -> str:
    """Write a month's name out, and take the ending off a day."""
    if re.fullmatch(r"(?i)[0-9]{1,2}(st|nd|rd|th)", word):
        return word[:-2]
    start = word.removesuffix(".").lower()
    meant = [name for name in month_name if len(start) >= 3 and name.lower().startswith(start)]
    # Any other word becomes "?", because strptime would read "Jul" however it is written.
    return meant[0] if meant else word if re.fullmatch(r"[0-9]{4}|[0-9]{1,2}", word) else "?"


def _reach(day: date, pattern: str) -> tuple[date, date]:
    if "%d" in pattern:
        return day, day
    if "%m" in pattern or "%B" in pattern:
        return day, day.replace(day=monthrange(day.year, day.month)[1])
    return day, date(day.year, 12, 31)


def overlapping(docs: ka.Collection, asked: Days) -> list[ka.Document]:
    """Go through all documents and keep those whose date overlaps; undated ones never do."""
    first, last = asked[0] or date.min, asked[1] or date.max
    return [
        doc
        for doc in docs
        if doc.date
        and (doc.date.first or date.min) <= last
        and first <= (doc.date.last or date.max)
    ]


def letters(text: str) -> str:
    """Keep the letters and digits of an ASCII text, in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def loosely(text: str) -> str:
    """Fold a spelling further than any reader would: no marks, no case, in any script."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in plain if c.isalnum() and unicodedata.category(c) != "Lm")
    bare = "".join(map(_bare, kept))
    return unicodedata.normalize("NFKD", bare).casefold()


@cache
def _bare(char: str) -> str:
    """Take the stroke off a Latin letter, with the help of its name in Unicode."""
    name = unicodedata.name(char, "")
    found = re.match(r"LATIN SMALL LETTER (?:DOTLESS )?([A-Z])(?: WITH .*)?$", name)
    others = {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ĸ": "q", "ɖ": "d"}
    return found[1].lower() if found else others.get(char, char)


def made_of(spelling: str, text: str) -> bool:
    """Tell whether a folded text is a folded spelling with titles before, after or between."""
    rest = iter(text)
    return all(letter in rest for letter in spelling)


# Signs with which a formula begins in a spreadsheet, and characters that may stand before them.
_COMPUTED = "=+-@＝＋－＠﹦﹢﹣﹫−"


def formula(cell: str) -> bool:
    """Tell whether a spreadsheet may run a cell: a sign comes before any letter or digit."""
    for char in cell:
        if char in _COMPUTED:
            return True
        if char.isalnum() or unicodedata.category(char)[0] in "LN":
            return False
    return False


def words(text: str) -> list[str]:
    """Split an English text into words, but not at apostrophes or the dots of initials."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = re.sub(r"['’‘`\u0300-\u036f]", "", text)
    text = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text)
    return ["panmunjom" if w == "panmunjeom" else w for w in re.findall(r"[a-z0-9]+", text)]


def asked(text: str) -> list[tuple[list[str], bool]] | None:
    """Split an ASCII search into words and phrases; None if it must be refused."""
    parts = text.split('"')
    outside = " ".join(parts[::2]).split()
    if len(parts) % 2 == 0 or any(re.fullmatch(r"AND|OR|NOT|-\w+", each) for each in outside):
        return None
    found = [([word], False) for part in parts[::2] for word in words(part)]
    found += [(words(part), True) for part in parts[1::2] if words(part)]
    return found or None


def searched(docs: ka.Collection, wanted: list[tuple[list[str], bool]]) -> list[ka.Document]:
    """Go through all words of all documents."""
    return [doc for doc in docs if all(_holds(doc, each, whole) for each, whole in wanted)]


def _holds(doc: ka.Document, wanted: list[str], whole: bool) -> bool:
    title, summary = _words_of(doc)
    if not whole:
        return any(word.startswith(wanted[0]) for word in title + summary)
    return any(
        text[at : at + len(wanted)] == wanted
        for text in (title, summary)
        for at in range(len(text))
    )


@cache
def _words_of(doc: ka.Document) -> tuple[list[str], list[str]]:
    return words(doc.title), words(doc.summary or "")


def same(docs: ka.Collection, expected: list[Any]) -> None:
    """Check that an answer is these documents, in this order."""
    assert list(docs) == expected
