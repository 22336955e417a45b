"""A stretch of days: the form in which all dates are read and compared."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import field, frozen

from .exceptions import InvalidDateError, shown

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
# [0-9], not \d: \d takes the digits of every script, and int() would read them.
EDTF = r"(?P<y>[0-9]{4})(?:-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?)?(?P<mark>[~?%]?)"
# A month's name, or a beginning of three letters or more; three letters are enough to know it.
_MONTH = "|".join(name[:end] for name in MONTHS for end in range(3, len(name) + 1))
_NUMBERS = {name[:3].lower(): str(number) for number, name in enumerate(MONTHS, 1)}
# Month, day and year, in the orders in which English writes them, with commas or without.
_M, _D, _Y = rf"(?P<m>{_MONTH})\.?", "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?", "(?P<y>[0-9]{4})"
_ORDERS = ((_M, _D, _Y), (_D, _M, _Y), (_M, _Y), (_Y, _M, _D), (_Y, _M))
_FORMS = (EDTF, *("(?ai)" + "(?: ?, ?| )".join(order) for order in _ORDERS))
_RANGE = " ?[/–—] ?| (?:-|to) "
_QUALIFIER = r"[~?%]?|[~?%]/|/[~?%]|([~?%])/(?!\1)[~?%]"
_LONGEST = 80  # No date has more letters.
_WHOLE = "each side of a range is a whole date"

# The reasons why a text is no date: the first pattern that is found in it gives the reason.
_REASONS = (
    (r"^$", "it is empty"),
    (r"^/|/$", "one side of '/' is empty; '..' stands for an open side"),
    (r"[0-9]{4}[^/]*/[^/]*[0-9]{4}[^/]*/", "a range has two sides, joined by one '/'"),
    (r"^[0-9]{4}(-|\.\.)[0-9]{4}$", "the sides of a range are joined by '/', '1953/1954'"),
    (r"^[0-9]{4}/(1[3-9]|[2-9][0-9])$", _WHOLE),
    (r"[0-9]T[0-9]|[0-9]:[0-9]", "it has a time of day; leave the time out"),
    (r"[^\x00-\x7f–—]", "it has other characters than English letters and the digits 0 to 9"),
    (r"^[0-9]{4}[/.][0-9]|^[0-9]{8}$", "year, month and day are joined by hyphens, '1953-07-27'"),
    (r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]", "day or month first? write '1953-07-27'"),
    (r"^[0-9]{1,2}[/.-][0-9]{4}$", "the year stands first, '1953-07'"),
    (r"[0-9]{4}(-[0-9]{2})?-[0-9]($|[-/])", "months and days have two digits, '1953-07-09'"),
    (r"0s\b|(?i:century)", "it names a decade or a century; write '1950/1959'"),
    (r"(?i)\b(spring|summer|autumn|fall|winter)\b", "a season has no fixed days; give months"),
    (r"(?i)\b(circa|ca?|about|around)\b", "an approximate date is written with '~', '1953-07~'"),
    (r"(?i)\b(early|mid|late|end|beginning)\b", "give the days that it means, 'first/last'"),
    (r"(?i)\b(before|after|since|until|from)\b", "an open side is written '..', '1953/..'"),
    (r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day", "leave the day of the week out"),
    (r"^,|,$|,\s*,", "a comma has nothing on one side of it"),
    (r"[~?%]$", "EDTF's marks stand after a date in numbers, '1953-07?'"),
    (r"(?i)^[^0-9]*$|^[0-9]{1,2}[a-z]* [a-z.]+$|^[a-z.]+ [0-9]{1,2}$", "it names no year"),
    (r"^(?!.*(?<![0-9])[0-9]{4}(?![0-9]))", "years have four digits, 0001 to 9999"),
    (r"(?i)[–—]|\s-|\sto\s|[a-z] [0-9]+-|^[0-9]{1,2}-|^[a-z]+-[a-z]+ ", _WHOLE),
    (rf"(?i)\b(?!({_MONTH})\b)[a-z]{{2,}}", "it has a word that is no English name of a month"),
    (r"", "it has none of the forms that are read"),
)


def _day(value: date | None) -> date | None:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, datetime) or not isinstance(value, date | None):  # a datetime is a date
        msg = f"a date is text, a Span or a datetime.date without a time of day, not {shown(value)}"
        raise TypeError(msg)
    return value


@frozen(order=True, repr=False)
class Span:
    """A stretch of days, from `first` to `last`, both included; either may be open (`None`).

    `qualifier` keeps EDTF's marks: "~" approximate, "?" uncertain, "%" both. If the two ends have
    different marks, a slash joins these; "~/" marks the first only. Spans sort by first day, then
    by last: an open start is before, an open end after every day. Equal spans have equal days and
    marks. Days are of the proleptic Gregorian calendar, years 0001 to 9999.

    Raises `InvalidDateError` if a span ends before it begins, both ends are open, or the qualifier
    is wrong, and `TypeError` if an end is no `datetime.date` (or `datetime` at midnight).

    Example:
        >>> from korean_armistice import Span
        >>> july = Span.parse("1953-07")
        >>> july.last, july.overlaps(Span.parse("1953-07-27/..")), str(july)
        (datetime.date(1953, 7, 31), True, '1953-07')
    """

    #: The first and the last day; None means that this end is open.
    first: date | None = field(order=lambda day: (day is not None, day), converter=_day)
    last: date | None = field(order=lambda day: (day is None, day), converter=_day)
    #: EDTF's mark of an approximate or uncertain date, or "".
    qualifier: str = ""

    def __attrs_post_init__(self) -> None:
        text = f"{_iso(self.first)}/{_iso(self.last)}"
        if self.first is None and self.last is None:
            raise InvalidDateError(text, "one end at least must be a day")
        if self.first and self.last and self.last < self.first:
            raise InvalidDateError(text, "it ends before it begins")
        if type(self.qualifier) is not str or not re.fullmatch(_QUALIFIER, self.qualifier):
            reason = "its qualifier is not one of '~', '?' and '%', nor two of them joined by '/'"
            raise InvalidDateError(str(self.qualifier), reason)
        if "/" in self.qualifier and not (self.first and self.last):
            raise InvalidDateError(text, "its open side has no mark; give only the other's, '~'")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read a date: ISO 8601 and EDTF, or English as catalogues print it.

        It reads "1953", "1953-07", "1953-07-27", also with EDTF's "~", "?" or "%", and English in
        every unambiguous order: "July 27, 1953", "27 Jul 1953", "July 1953". A range is two of
        these, joined by "/", " - " or " to "; ".." is an open side. A year or a month means all
        its days. Raises `InvalidDateError` for other text, and `TypeError` for what is no text.
        """
        if not isinstance(text, str):
            msg = f"Span.parse reads text, not {shown(text)}"
            raise TypeError(msg)
        # This comes first, because the patterns take quadratic time in a run of spaces.
        if len(text) > _LONGEST:
            raise InvalidDateError(text, "it is longer than a date")
        try:
            return _read(" ".join(text.split()))
        except InvalidDateError as error:
            raise InvalidDateError(text, error.reason) from None

    @property
    def day(self) -> date | None:
        """The day, if the span is one day; otherwise None."""
        return self.first if self.first == self.last else None

    @property
    def year(self) -> int | None:
        """The year in which all its days lie, or None."""
        year = self.first.year if self.first else None
        return year if self.last and year == self.last.year else None

    @property
    def month(self) -> int | None:
        """The month (1 to 12) in which all its days lie, or None."""
        month = self.first.month if self.first and self.year else None
        return month if self.last and month == self.last.month else None

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one day."""
        if not isinstance(other, Span):
            msg = f"overlaps takes a Span, not {shown(other)}: Span.parse reads one"
            raise TypeError(msg)
        (first, last), (begin, end) = bounds(self), bounds(other)
        return first <= end and begin <= last

    def __contains__(self, item: object) -> bool:
        """Tell whether every day of a date (text, a day or a span) lies within this one."""
        (first, last), (begin, end) = bounds(self), bounds(as_span(item))
        return first <= begin and end <= last

    def __str__(self) -> str:
        """Write the shortest form that `parse` reads back: 1953, 1953-07~, or first/last."""
        if self.year and "/" not in self.qualifier:
            iso = _iso(self.first)
            for text in (iso[:4], iso[:7], iso):
                if (self.first, self.last) == _ends(*map(int, text.split("-"))):
                    return text + self.qualifier
        before, slash, after = self.qualifier.partition("/")
        return f"{_iso(self.first, before)}/{_iso(self.last, after if slash else before)}"

    def __repr__(self) -> str:
        return f"Span.parse({str(self)!r})"


#: What a query takes for a date: text, a day, or a span.
When = str | date | Span


def as_span(when: Any) -> Span:
    """Make a span of a text or a day; a span is returned as it is."""
    if isinstance(when, Span):
        return when
    return Span.parse(when) if isinstance(when, str) else Span(when, when)


def bounds(span: Span) -> tuple[date, date]:
    """Return the first and the last day; for an open end, that of the whole calendar."""
    return span.first or date.min, span.last or date.max


def between(since: When | None, until: When | None) -> Span:
    """Join two bounds: from the first day of the one to the last day of the other."""
    first = None if since is None else as_span(since).first
    last = None if until is None else as_span(until).last
    for bound, day in ((since, first), (until, last)):
        if bound is not None and day is None:
            raise InvalidDateError(str(bound), "a bound must not itself be open at that end")
    return Span(first, last)


def edtf(text: str) -> Span:
    """Read only ISO 8601 and EDTF, as data files have them."""
    span = Span.parse(text)
    if re.search("[^0-9/.~?%-]", text):
        raise InvalidDateError(text, "it has other characters than digits and the signs of EDTF")
    return span


def reach(spans: list[Span]) -> str:
    """Write the stretch from the first day of all spans to the last."""
    first = min(spans).first
    last = max(bounds(span)[1] for span in spans) if all(span.last for span in spans) else None
    return str(Span(first, last)) if first or last else "../.."


def in_english(day: date) -> str:
    """Write a day in the archive's form: July 27, 1953."""
    return f"{MONTHS[day.month - 1]} {day.day:02}, {day.year:04}"


def _read(text: str) -> Span:
    """Read one date, or two joined to a range."""
    sides = re.split(_RANGE, text, maxsplit=1)
    ends = [None if side == ".." else _date(side) for side in sides]
    start, end = ends[0], ends[-1]
    if start and len(sides) == 1:
        return start
    if len(sides) > 1 and ends.count(None) == sides.count(".."):
        # Each side is a date or open, and an open side has no mark of its own.
        marks = "/".join(dict.fromkeys(side.qualifier for side in ends if side))
        return Span(start.first if start else None, end.last if end else None, marks)
    reason = next(reason for pattern, reason in _REASONS if re.search(pattern, text))
    raise InvalidDateError(text, reason)


def _date(text: str) -> Span | None:
    """Read a year, a month or a day; None if the text has none of their forms."""
    found = next(filter(None, (re.fullmatch(form, text) for form in _FORMS)), None)
    if not found:
        return None
    parts = found.groupdict()
    month = parts["m"] and _NUMBERS.get(parts["m"][:3].lower(), parts["m"])  # a name or digits
    try:
        ends = _ends(*(int(part) for part in (parts["y"], month, parts.get("d")) if part))
    except ValueError as error:
        raise InvalidDateError(text, f"there is no such day ({error})") from None
    return Span(*ends, parts.get("mark", ""))


def _ends(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    if month == len(MONTHS):
        return date(year, month, 1), date(year, month, 31)
    return date(year, month, 1), date(year, month + 1, 1) - timedelta(days=1)


def _iso(day: date | None, qualifier: str = "") -> str:
    return ".." if day is None else day.isoformat() + qualifier
