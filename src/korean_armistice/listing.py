"""Pages of the archive's listing, copied as text, become a collection without claims.

The archive's site has had two designs. The older one marks each record with a bullet, which
stands before the date or alone above it; the newer one prints no bullets:

.. code-block:: text

    text   = page, page, …
    page   = [head], record, record, …, [tail]
    head   = lines of the site, the title of the collection, its abstract
    record = [bullet], date, title, [summary]
    tail   = links to further pages, the footer of the site

Bullets, empty lines and indentation tell where a paragraph, a record or the list ends. If
they do not tell it, the page is refused, because nobody would notice a wrong record later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from attrs import define, field

from ._collection import Collection
from ._merge import collect
from ._model import About, Document, Image
from ._names import slug
from ._span import MONTHS, Span
from ._values import FORBIDDEN
from .exceptions import InvalidDataError, InvalidDateError, shown

__all__ = ["parse"]

_ARCHIVE, _MOTTO = "Digital Archive", "International History Declassified"
# The lines that the site prints around its list, in lower case and with "#" for a number.
_SITE = {
    "opening": ("search in", "skip to content", "skip to main content"),
    # The results of a search have no title of their own.
    "results": ("search results", "results:", "# - # of #", "# – # of #"),
    # The menu of the site stands above these lines.
    "masthead": tuple(text.casefold() for text in (_ARCHIVE, _MOTTO, f"{_ARCHIVE} {_MOTTO}")),
    "menu": ("home", "menu", "browse", "collections", "themes", "topics", "search", "about"),
    "heading": ("no image found.", "documents", "popular documents", "add search filter",
                "cancel search filter", "add search filter cancel search filter"),
    "footer": ("back to top", "load more", "show more", "pagination"),
}  # fmt: skip
_ROLES = {line: role for role, lines in _SITE.items() for line in lines}
_NEW_PAGE = ("opening", "results", "masthead", "menu")
_COPYRIGHT = ("©", "copyright ©", "copyright #", "all rights reserved")
# A line that has only these words leads to other pages. One word must be of the first group.
_PAGER = set("first previous prev next last page pages « » ‹ › ‹‹ ›› << >>".split())
_NUMBERS = set("# of current … ... |".split())
_NO_DATE = ("undated", "n.d.", "no date", "date unknown")
_PICTURES = ("Image, ", "Image: ", "Photo, ", "Photo: ")
_BULLETS = "•*·‣◦–-"
# Browsers leave no-break and zero-width spaces at the ends of lines, editors a byte order mark.
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
# No date and no line of the site is longer.
_LONGEST = 100
_NUMBER = re.compile(r"[0-9][0-9,]*")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_YEAR = re.compile(r"[0-9]{4}")
_MONTHS = {month.casefold()[:length] for month in MONTHS for length in range(3, 10)}
_ORDINALS = ("st", "nd", "rd", "th")
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
# A sentence may go on after such a full stop, as in "U.S. Policy".
_STOP = re.compile(r"(?<!\b[A-Z])\.(?=\s|$)")
_AND = re.compile(r";\s+(?:and\s+)?")

_FORMS = "dates are written 'June 06, 1953', '6 June 1953', 'June, 1953' or '1953'"
_WRAPPED = "may go on from the line above; write a paragraph in one line, between empty lines"
_SECOND = "may be the summary, or begin a page; write 'Search in' above it if it begins one"
_UNSURE = (
    "may be a record without a date, a further paragraph, or a part of the site; write 'Undated' "
    "in a line above it, join it to the paragraph above, or take it out"
)
_NO_RECORD = "begins with the bullet of a record, but no date follows"

_Faults = Iterator[tuple[int, str]]
_Words = tuple["Span | None", str, "str | None"]


class _Line(NamedTuple):
    number: int
    text: str
    indent: int
    #: How many empty lines stand above it.
    gap: int
    #: The role of a line that the site prints around its list, or "" for all other lines.
    role: str


@define
class _Record:
    """The lines of one record: where it begins, its date, its title and its summary."""

    start: _Line
    bullet: str = ""
    date: Span | None = None
    #: Whether a date, or a word like "Undated", was read.
    dated: bool = False
    texts: list[_Line] = field(factory=list[_Line])

    @property
    def wrapped(self) -> int:
        """How many lines the title has; a title that begins after an empty line ends at one."""
        lines = self.texts if self.texts[0].gap else self.texts[:1]
        return next((n for n, line in enumerate(lines) if n and line.gap), len(lines))

    @property
    def words(self) -> _Words:
        """The date, the title and the summary."""
        lines = [line.text for line in self.texts]
        title, summary = lines[: self.wrapped], lines[self.wrapped :]
        return self.date, " ".join(title), "\n\n".join(summary) or None


@define
class _Page:
    #: The site's own lines in the head.
    site: list[_Line] = field(factory=list[_Line])
    header: list[_Line] = field(factory=list[_Line])
    records: list[_Record] = field(factory=list[_Record])

    @property
    def measure(self) -> _Line:
        """The first title, by which gaps and indentation of the page are measured."""
        titles = (record.texts[0] for record in self.records if record.texts)
        return next(titles, self.records[0].start)

    def apart(self, line: _Line) -> bool:
        """Tell whether the gap above a line is larger than the gap between a title and its date."""
        return line.gap > max(1, self.measure.gap)

    @property
    def indented(self) -> bool:
        """Whether the texts of a record are indented more than its bullet."""
        first = self.records[0]
        return first.bullet != "" and self.measure.indent > first.start.indent


def parse(text: str, *, title: str | None = None) -> Collection:
    r"""Read the text of one or more pages of a listing, copied from the archive's site.

    A page has a head (title, abstract), then records: a date ("June 06, 1953", "July 3, 1953",
    "January, 1951" or "1951"; after a bullet, beneath one, or without), a title, and a summary.
    A record without a date is read where a bullet, the word "Undated", or one more empty line
    than elsewhere shows that it begins. Lines that the site prints around the list are left
    out, if they are known. Texts are kept to the character; the lines of a wrapped title are joined by a
    space, the paragraphs of a summary or an abstract by an empty line.

    Several pages of one collection may follow each other. A record that stands on more than one
    of them is taken once.

    Args:
        text: the pages, each from the top or from its title to its last record.
        title: the title of the collection, for pages without one, such as results of a search.

    Returns:
        A collection without claims. The id of a document is made of its date, or "undated", and
        its title.

    Raises:
        InvalidDataError: something on a page cannot be understood, or could be understood in
            two ways. Each of `.problems` names the line.
        TypeError: `text` or `title` is not text.

    Example:
        >>> from korean_armistice.listing import parse
        >>> docs = parse("My collection\n\nJuly 3, 1953\n\nA letter\n\nWhat it says.\n")
        >>> docs.about.title, docs[0].id, docs[0].summary
        ('My collection', '1953-07-03-a-letter', 'What it says.')
    """
    if not isinstance(text, str) or not isinstance(title, (str, type(None))):
        msg = f"parse takes the text of a page, and a title as text, not {shown((text, title))}"
        raise TypeError(msg)
    reader = _Reader(title)
    for line in _lines(text):
        reader.take(line)
    faults = sorted({*reader.faults, *_faults(reader.pages, title)})
    if faults:
        raise InvalidDataError(tuple(f"line {number}: {fault}" for number, fault in faults))
    return collect(_documents(reader.pages), about=_about(reader.pages, title))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not empty; a line ends only where an editor shows its end."""
    gap = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        stripped = line.strip(_BLANK)
        if stripped:
            yield _Line(number, stripped, line.index(stripped[0]), gap, _role(stripped))
        gap = 0 if stripped else gap + 1


def _shape(text: str) -> str:
    """Return a line in the form of the site's lines above; only the beginning of a long line."""
    return _NUMBER.sub("#", " ".join(text[:_LONGEST].casefold().split()))


def _role(text: str) -> str:
    """Return the role of a line that the site prints around its list, or "" for all others."""
    shape = _shape(text)
    words = set(shape.split())
    if shape.startswith(_COPYRIGHT):
        return "footer"
    if len(text) > _LONGEST:
        return ""
    pager = words & _PAGER and words <= _PAGER | _NUMBERS
    return "footer" if pager else _ROLES.get(shape, "")


class _Reader:
    """Assigns each line to the head of a page, to a record, or to the lines beneath the list."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.pages = [_Page()]
        self.faults: list[tuple[int, str]] = []
        self.take = self._in_head

    def _in_head(self, line: _Line) -> None:
        page = self.pages[-1]
        if line.role == "masthead":
            page.header.clear()
        if line.role:
            page.site.append(line)
        elif record := self._beginning(line):
            self._begin(record)
        else:
            page.header.append(line)

    def _in_record(self, line: _Line) -> None:
        page, record = self.pages[-1], self.pages[-1].records[-1]
        found = self._beginning(line)
        if self._begins_a_page(line) and (record.texts or line.role not in ("", "menu")):
            if line.role in ("", "menu") and len(record.texts) == 1:
                self._refuse(line, _SECOND)
            self._new_page(line)
        elif line.role == "footer" and (record.texts or " " in line.text):
            self.take = self._beneath
        elif found and not (found.bullet or record.dated or record.texts):
            record.date, record.dated = found.date, True
        elif found:
            self._begin(found)
        elif record.texts and line.role:
            self._refuse(line, "is a heading of the site, but stands in the list")
        elif record.texts and record.bullet == line.text[0] and page.indented:
            self._undated(line, page)
        elif len(record.texts) > 1 and not record.bullet and page.apart(line):
            self._begin(_Record(line, texts=[line]))
        else:
            # A title is known by its date above it, so it may look like anything else.
            record.texts.append(line)

    def _beneath(self, line: _Line) -> None:
        if self._begins_a_page(line):
            self._new_page(line)
        elif record := self._beginning(line):
            self.pages.append(_Page())
            self._begin(record)
        elif line.role != "footer" and not _NUMBERS.issuperset(_shape(line.text).split()):
            self._refuse(line, "stands beneath the list and is not known; take it out")

    def _refuse(self, line: _Line, why: str) -> None:
        self.faults.append(_fault(line, why))

    def _begins_a_page(self, line: _Line) -> bool:
        title = next((first.text for first in self.pages[0].header), self.title)
        return line.role in _NEW_PAGE or line.text == title

    def _new_page(self, line: _Line) -> None:
        self.pages.append(_Page())
        self.take = self._in_head
        self.take(line)

    def _begin(self, record: _Record) -> None:
        self.pages[-1].records.append(record)
        self.take = self._in_record

    def _beginning(self, line: _Line) -> _Record | None:
        """Return the record that begins with this line: with a bullet alone, or with a date."""
        bullet = line.text[0] if line.text[0] in _BULLETS else ""
        text = " ".join(line.text[len(bullet) :].split())
        if bullet and not text:
            return _Record(line, bullet)
        if text.casefold() in _NO_DATE:
            return _Record(line, bullet, dated=True)
        try:
            date = Span.parse(text) if _NUMBER.search(text) else None
        except InvalidDateError as error:
            if not _looks_like_a_date(text):
                return None
            self._refuse(line, f"looks like a date, but {error.reason}; {_FORMS}")
            return _Record(line, bullet, dated=True)
        return _Record(line, bullet, date, dated=True) if date else None

    def _undated(self, line: _Line, page: _Page) -> None:
        """Begin a record whose title stands beside the bullet, where its date would be."""
        text = line.text[1:].strip(_BLANK)
        if line.indent != page.records[0].start.indent or _looks_like_a_date(text, others=1):
            self._refuse(line, _NO_RECORD)
        title = line._replace(text=text, indent=page.measure.indent, gap=page.measure.gap)
        self._begin(_Record(line, line.text[0], texts=[title]))


def _looks_like_a_date(text: str, others: int = 0) -> bool:
    """Tell whether a text has a year, or a month and a number, and at most `others` more words."""
    words = _WORD.findall(text.casefold()) if len(text) <= _LONGEST else []
    numbers = [word for word in words if word.isdigit()]
    months = [word for word in words if word in _MONTHS]
    left = len(words) - len(numbers) - len(months) - sum(word in _ORDINALS for word in words)
    if left:
        return left <= others and _YEAR.fullmatch(words[-1]) is not None
    return any(map(_YEAR.fullmatch, numbers)) or bool(months and numbers)


def _fault(line: _Line, why: str) -> tuple[int, str]:
    return line.number, f"{shown(line.text)} {why}"


def _faults(pages: list[_Page], title: str | None) -> _Faults:
    """Name all lines that may mean something else than what was read."""
    if not (pages[0].header or title):
        yield 1, "no title of a collection stands before the first record; give one as title="
    if not any(page.records for page in pages):
        yield 1, f"no record follows, because no line of the page is a date; {_FORMS}"
    for page in pages:
        yield from _head_faults(page, pages[0], title)
        for record in page.records:
            if record.bullet != page.records[0].bullet:
                yield _fault(record.start, "begins a record in another way than the first one")
            if record.texts:
                yield from _record_faults(record, page)
            else:
                yield _fault(record.start, "has no title beneath it")


def _head_faults(page: _Page, first: _Page, title: str | None) -> _Faults:
    """Name the lines of a head that are neither title nor abstract of the collection."""
    texts, expected = ([line.text for line in each.header] for each in (page, first))
    bullet = page.records[0].bullet if page.records else ""
    yield from _text_faults(page.header, bullet)
    if any(line.role == "results" for line in page.site):
        yield from (_fault(line, _UNSURE) for line in page.header if line.text != title)
    elif texts and title not in (None, texts[0]):
        why = "is a title or an abstract, and title= is given, too; leave out one of them"
        yield _fault(page.header[0], why)
    elif texts not in ([], expected[:1], expected):
        yield _fault(page.header[0], "begins another collection; parse each one by itself")
    for line in page.header[1:]:
        if not line.gap and _is_lower(line.text):
            yield _fault(line, _WRAPPED)
        elif page.records and not bullet and page.apart(line):
            yield _fault(line, _UNSURE)


def _record_faults(record: _Record, page: _Page) -> _Faults:
    """Name the lines of a record that may belong to another record, or to the site."""
    title, summary, last = record.texts[0], record.texts[record.wrapped :], page.records[-1]
    # The next bullet shows where a record ends, and so does the indentation of its texts.
    closed = page.indented or (record.bullet and record is not last)
    yield from _text_faults(record.texts, record.bullet)
    for line in record.texts[1:]:
        if line.indent != title.indent:
            yield _fault(line, "is not indented like the title of its record; take it out")
    if record.wrapped > 1 and not summary:
        yield _fault(record.texts[1], _WRAPPED)
    for number, line in enumerate(summary):
        if not line.gap and (title.gap or _is_lower(line.text)):
            yield _fault(line, _WRAPPED)
        elif (page.apart(line) and not closed) or (number and not (closed and title.gap)):
            yield _fault(line, _UNSURE)
    if not (record.bullet or record.dated):
        # A larger gap begins a new record only if there is no such gap elsewhere.
        gaps = {other.texts[0].gap for other in page.records if other.dated and other.texts}
        if len(gaps) > 1 or len(summary) != 1 or record is last:
            yield _fault(title, _UNSURE)


def _text_faults(lines: list[_Line], bullet: str) -> _Faults:
    """Name the lines that cannot be a title or a paragraph beneath one."""
    for number, line in enumerate(lines):
        if _FORBIDDEN.search(line.text):
            yield _fault(line, "has a control character, a surrogate or a noncharacter in it")
        elif line.text[0] == bullet:
            yield _fault(line, _NO_RECORD)
        elif number and _looks_like_a_date(line.text, others=1):
            yield _fault(line, f"looks like a date, but cannot be read; {_FORMS}")
        elif number and not any(map(str.isalpha, line.text)):
            yield _fault(line, "has no word in it; take out lines that are not of the listing")


def _is_lower(text: str) -> bool:
    return text[0] != text[0].title()


def _about(pages: list[_Page], title: str | None) -> About:
    title, *abstract = [line.text for line in pages[0].header] or [title or ""]
    site = " ".join(line.text.casefold() for page in pages for line in page.site)
    names = {"archive": _ARCHIVE, "motto": _MOTTO}
    about: dict[str, Any] = {key: name for key, name in names.items() if name.casefold() in site}
    for paragraph in abstract:
        about |= _image(paragraph) | _related(paragraph)
    return About(title, abstract="\n\n".join(abstract) or None, **about)


def _image(paragraph: str) -> dict[str, Any]:
    """Take a picture's caption, and the credit after its last comma, from a paragraph's end."""
    inside = paragraph
    if not paragraph.startswith(_PICTURES):
        start = max(paragraph.rfind(f"({word}") for word in _PICTURES)
        inside = paragraph[start + 1 : -1] if start >= 0 and paragraph.endswith(")") else ""
    words = inside[len(_PICTURES[0]) :]
    caption, comma, credit = words.rpartition(", ")
    parts = (caption, credit) if comma else (words,)
    return {"image": Image(*parts)} if all(map(str.strip, parts)) else {}


def _related(paragraph: str) -> dict[str, Any]:
    """Take the titles from "see the collections: A; B; and C.".

    A single title is not taken, because it may be two that are joined by "and".
    """
    _, _, listed = paragraph.partition("see the collections: ")
    stop = _STOP.search(listed)
    titles = _AND.split(listed[: stop.start()]) if stop else []
    return {"related": tuple(titles)} if len(titles) > 1 and all(map(str.strip, titles)) else {}


def _documents(pages: list[_Page]) -> Iterator[Document]:
    """Make a document of each record; one that is listed on several pages is made once."""
    made: Counter[_Words] = Counter()
    taken: dict[str, int] = {}
    for page in pages:
        here: Counter[_Words] = Counter()
        for words in (record.words for record in page.records):
            here[words] += 1
            if here[words] > made[words]:
                made[words] += 1
                date, title, summary = words
                name = f"{slug(str(date)) if date else 'undated'}-{slug(title) or 'document'}"
                yield Document(id=_unique(name, taken), date=date, title=title, summary=summary)


def _unique(name: str, taken: dict[str, int]) -> str:
    """Add -2, -3 … to an id that is taken, or the next free number ("Note 2" may be a title)."""
    count = taken.get(name, 0) + 1
    found = name if count == 1 else f"{name}-{count}"
    while count > 1 and found in taken:
        count += 1
        found = f"{name}-{count}"
    taken[name] = count
    taken.setdefault(found, 1)
    return found
