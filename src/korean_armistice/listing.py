"""A page of the archive's listing, copied as text, becomes a collection without claims.

So the shipped collection began; and so the other pages of it, and its sister collections, can
be brought in: parse the page, write it with `dumps`, add claims by hand, and `read` it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from ._collection import Collection
from ._data import read
from ._names import slug
from ._span import MONTHS, Span, english
from .exceptions import InvalidDataError, InvalidDateError, shown

__all__ = ["parse"]

# The site prints its name and its motto in one line.
_ARCHIVE, _MOTTO = "Digital Archive", "International History Declassified"
_MASTHEAD = f"{_ARCHIVE} {_MOTTO}"
# What the page says to a visitor, not of the collection.
_FURNITURE = ("Search in", "No image found.")
# Browsers leave no-break and zero-width spaces at the ends of lines, editors a byte order mark.
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
_BULLETS = "•*·‣◦–-"
# No date is longer; past this a line is not looked at twice.
_LONGEST_DATE = 40
_YEAR = re.compile(r"[0-9]{4}")
# Words and numbers that end in a year, and nothing else: "Sept. 6, 1953", "ca 6th June 1953".
_LIKE_A_DATE = re.compile(
    r"(?:[a-z]{2,9}\.? )?(?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?(?:[a-z]{3,9}\.?,? )?[0-9]{4}\??"
    # Or months and numbers in any order: "June 25-26, 1953", "1953 July 27".
    rf"|(?=.*[0-9])(?=.*[a-z])(?:(?:{'|'.join(MONTHS)})(?![a-z])|[0-9](?:st|nd|rd|th)?|[ ,./–—-])+",
    re.ASCII | re.IGNORECASE,
)
_FORMS = "dates are written 'June 06, 1953', '6 June 1953', 'June, 1953' or '1953'"
# "U.S. Policy" goes on after its full stops.
_STOP = re.compile(r"(?<!\b[A-Z])\.(?=\s|$)")
_AND = re.compile(r";\s+(?:and\s+)?")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PLACE = re.compile(r"documents\[([0-9]+)\]\.(title|summary)")


class _Line(NamedTuple):
    number: int
    text: str
    #: Whether it stands directly beneath another, without an empty line between.
    beneath: bool


class _Record(NamedTuple):
    date: _Line
    texts: list[_Line]


def parse(text: str) -> Collection:
    r"""Read the text of a listing page, copied from the archive's site.

    The page has a header (masthead, title, abstract), then records: a date ("June 06, 1953",
    "July 3, 1953", "January, 1951" or "1951"; after a bullet or not), a title, and any number of
    paragraphs of summary. Each paragraph is one line, as browsers copy it; empty lines between
    them do not count. Texts are kept to the character; several paragraphs of a summary are
    joined by an empty line.

    Args:
        text: the page, from its masthead or its title to its last record.

    Returns:
        A collection without claims; a document's id is made of its date and title.

    Raises:
        InvalidDataError: `.problems` names each line that cannot be understood.
        TypeError: `text` is not a `str`.

    Example:
        >>> from korean_armistice.listing import parse
        >>> docs = parse("My collection\n\nJuly 3, 1953\n\nA letter\n\nWhat it says.\n")
        >>> docs.about.title, docs[0].id, docs[0].summary
        ('My collection', '1953-07-03-a-letter', 'What it says.')
    """
    if not isinstance(text, str):
        msg = f"parse takes the text of a page, not {shown(text)}"
        raise TypeError(msg)
    header, records = _parts(_lines(text))
    texts = chain(header, *(record.texts for record in records))
    problems = [*_halves(texts), *_header_faults(header), *_record_faults(header, records)]
    if problems:
        raise InvalidDataError(tuple(problems))
    import json  # only writing and reading need it

    content = {"about": _about(header), "actors": [], "documents": _documents(records)}
    try:
        return read(json.dumps(content).encode())
    except InvalidDataError as error:
        found = (_with_line(problem, header, records) for problem in error.problems)
        raise InvalidDataError(tuple(found)) from None


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines with something on them; only what an editor counts is a line's end."""
    beneath = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        stripped = line.strip(_BLANK)
        if stripped:
            yield _Line(number, stripped, beneath)
        beneath = bool(stripped)


def _parts(lines: Iterable[_Line]) -> tuple[list[_Line], list[_Record]]:
    """Part the header from the records; each record begins at its date."""
    header: list[_Line] = []
    records: list[_Record] = []
    for line in lines:
        if _is_date(line.text):
            records.append(_Record(line, []))
        elif records:
            records[-1].texts.append(line)
        elif line.text == _MASTHEAD:
            header = [line]  # what stands above is the site's menu
        elif line.text not in _FURNITURE:
            header.append(line)
    return header, records


def _bare(text: str) -> str:
    """Take the bullet and odd spaces from what may be a date; a longer text is none."""
    if len(text) > _LONGEST_DATE:
        return ""
    return " ".join(text[text[0] in _BULLETS :].split())


def _is_date(text: str) -> bool:
    try:
        return _date(text) is not None
    except InvalidDateError:
        return True  # a day that does not exist: a fault to be named, not a title


def _date(text: str) -> Span | None:
    bare = _bare(text)
    return Span.parse(bare) if _YEAR.fullmatch(bare) else english(bare)


def _halves(texts: Iterable[_Line]) -> Iterator[str]:
    """Name lines in which two halves of a character meet: JSON would make one of them."""
    for number, text, _ in texts:
        if _HALVES.search(text):
            yield f"line {number}: {shown(text)} has surrogates in it"


def _header_faults(header: list[_Line]) -> Iterator[str]:
    if not _titles(header):
        yield "line 1: no title of a collection stands before the first record"


def _record_faults(header: list[_Line], records: list[_Record]) -> Iterator[str]:
    if not records:
        yield f"line 1: no record follows, because no line of the page is a date; {_FORMS}"
    first = records[0].date.text[0] if records else ""
    bullet = first if first in _BULLETS else ""
    yield from _text_faults(_titles(header), bullet)
    for date, texts in records:
        try:
            _date(date.text)
        except InvalidDateError as error:
            yield f"line {date.number}: {shown(date.text)} is not a date: {error.reason}"
        if not texts:
            yield f"line {date.number}: no title follows the date {shown(date.text)}"
        yield from _text_faults(texts, bullet)


def _text_faults(texts: list[_Line], bullet: str) -> Iterator[str]:
    """Name what would else be taken, in silence, for a paragraph of the text before it."""
    for number, text, beneath in texts[1:]:
        where = f"line {number}: {shown(text)}"
        if (bullet and text[0] == bullet) or _LIKE_A_DATE.fullmatch(_bare(text)):
            yield f"{where} stands where a date may, and is none; {_FORMS}"
        elif not any(map(str.isalpha, text)):
            yield f"{where} has no word in it; take out what is not of the listing"
        elif beneath and text[0].islower():
            yield f"{where} goes on from the line above; put each paragraph on one line"


def _with_line(problem: str, header: list[_Line], records: list[_Record]) -> str:
    """Put the line before a fault that was found only when the page's texts were read."""
    if place := _PLACE.match(problem):
        line = records[int(place[1])].texts[place[2] == "summary"]
    else:
        line = _titles(header)[0]
    return f"line {line.number}: {problem}"


def _titles(header: list[_Line]) -> list[_Line]:
    """List the header's lines without the masthead: the title, then the abstract."""
    return header[1:] if header and header[0].text == _MASTHEAD else header


def _about(header: list[_Line]) -> dict[str, Any]:
    title, *abstract = (line.text for line in _titles(header))
    about: dict[str, Any] = {"title": title}
    if header[0].text == _MASTHEAD:
        about |= {"archive": _ARCHIVE, "motto": _MOTTO}
    if abstract:
        about["abstract"] = "\n\n".join(abstract)
    for paragraph in abstract:
        about |= _image(paragraph) | _related(paragraph)
    return about


def _image(paragraph: str) -> dict[str, Any]:
    """Take the picture's caption and credit from the end of a paragraph of the abstract."""
    _, image, inside = paragraph.rpartition("(Image, ")
    caption, _, credit = inside.removesuffix(")").rpartition(", ")
    if not image or not inside.endswith(")") or not caption.strip() or not credit.strip():
        return {}
    return {"image": {"caption": caption, "credit": credit}}


def _related(paragraph: str) -> dict[str, Any]:
    """Take the titles from "see the collections: A; B; and C."; one alone may be two by "and"."""
    _, _, listed = paragraph.partition("see the collections: ")
    stop = _STOP.search(listed)
    titles = _AND.split(listed[: stop.start()]) if stop else []
    return {"related": titles} if len(titles) > 1 and all(map(str.strip, titles)) else {}


def _documents(records: list[_Record]) -> list[dict[str, Any]]:
    taken: dict[str, int] = {}
    documents: list[dict[str, Any]] = []
    for date, texts in records:
        title, *summary = (line.text for line in texts)
        span = str(_date(date.text))
        document = {"id": _unique(f"{span}-{slug(title) or 'document'}", taken), "date": span}
        document["title"] = title
        if summary:
            document["summary"] = "\n\n".join(summary)
        documents.append(document)
    return documents


def _unique(name: str, taken: dict[str, int]) -> str:
    """Number an id that is taken: -2, -3; another title may already end so ("Note 2")."""
    count = taken.get(name, 0) + 1
    found = name if count == 1 else f"{name}-{count}"
    while count > 1 and found in taken:
        count += 1
        found = f"{name}-{count}"
    taken[name] = count
    taken.setdefault(found, 1)
    return found
