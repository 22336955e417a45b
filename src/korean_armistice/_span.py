"""A stretch of days: the only thing dates are compared with."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Union

from attrs import field, frozen

from .exceptions import InvalidDateError, shown

__all__ = ["MONTHS", "Span", "When", "as_span", "between", "english"]

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
# [0-9], not \d: \d takes the digits of every script, and int() would read them.
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH = f"({'|'.join(MONTHS)})"
# The catalogue prints July 27, 1953 and July 3, 1953; 28 July 1953; January, 1951.
# Compiled when first needed (`re` keeps them): the import need not wait for them.
_MONTH_FIRST = f"(?ai){_MONTH} ([0-9]{{1,2}}), ([0-9]{{4}})"
_DAY_FIRST = f"(?ai)([0-9]{{1,2}}) {_MONTH} ([0-9]{{4}})"
_MONTH_ONLY = f"(?ai){_MONTH},? ([0-9]{{4}})"


@frozen(order=True, repr=False)
class Span:
    """A stretch of days, from `first` to `last`, both included; either may be open (`None`).

    Spans sort by first day, then by last (an open start before, an open end after every
    day), hash, and compare equal when they cover the same days. Days are of the proleptic
    Gregorian calendar, years 0001 to 9999.

    Raises:
        InvalidDateError: the last day is before the first, or both ends are open.
        TypeError: an end is neither a `datetime.date` nor `None`; a `datetime` has a time
            of day and is refused too.

    Example:
        >>> from korean_armistice import Span
        >>> july = Span.parse("1953-07")
        >>> july.first, july.last
        (datetime.date(1953, 7, 1), datetime.date(1953, 7, 31))
        >>> july.overlaps(Span.parse("1953-07-27/.."))
        True
        >>> print(july)
        1953-07
    """

    #: The first day, or None: no beginning is set.
    first: date | None = field(order=lambda day: (day is not None, day or date.min))
    #: The last day, or None: no end is set.
    last: date | None = field(order=lambda day: (day is None, day or date.max))

    def __attrs_post_init__(self) -> None:
        first, last = self.first, self.last
        if first is not None:
            _day(first)
        if last is not None and last is not first:
            _day(last)
        if first is None and last is None:
            reason = "one end at least must be a day"
            raise InvalidDateError("../..", reason)
        if first is not None and last is not None and last < first:
            text = f"{first}/{last}"
            raise InvalidDateError(text, "it ends before it begins")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ISO 8601 (EDTF level 0): a year, month or day, or two of them joined by "/".

        Either side of "/" may be ".." (open). A year or a month means all its days.

        Raises:
            InvalidDateError: anything else, days that do not exist, and reversed ranges.
            TypeError: `text` is not a `str`.

        Example:
            >>> from korean_armistice import Span
            >>> Span.parse("1953-06/1953-07-27")
            Span.parse('1953-06-01/1953-07-27')
        """
        if not isinstance(text, str):
            msg = f"Span.parse reads text, not {shown(text)}"
            raise TypeError(msg)
        start, slash, end = text.partition("/")
        if not slash:
            return _period(text, text)
        first = None if start == ".." else _period(start, text).first
        last = None if end == ".." else _period(end, text).last
        try:
            return cls(first, last)
        except InvalidDateError as error:
            raise InvalidDateError(text, error.reason) from None

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one day.

        Example:
            >>> from korean_armistice import Span
            >>> Span.parse("1953").overlaps(Span.parse("1953-12-31/1954"))
            True
        """
        if not isinstance(other, Span):
            msg = f"overlaps takes a Span, not {shown(other)}: Span.parse reads one"
            raise TypeError(msg)
        return _before(self.first, other.last) and _before(other.first, self.last)

    def __contains__(self, item: object) -> bool:
        """Tell whether a day, or every day of another span, lies within this one."""
        if not isinstance(item, Span):
            day = _day(item)
            item = Span(day, day)
        starts = self.first is None or (item.first is not None and self.first <= item.first)
        ends = self.last is None or (item.last is not None and item.last <= self.last)
        return starts and ends

    def __str__(self) -> str:
        """Print the shortest form that reads back: 1953, 1953-07, 1953-07-27, or first/last."""
        if self.first is None or self.last is None:
            return f"{_iso(self.first)}/{_iso(self.last)}"
        if self.first == self.last:
            return _iso(self.first)
        year, month = self.first.year, self.first.month
        for text, span in (
            (f"{year:04}", _month_or_year(year, None)),
            (f"{year:04}-{month:02}", _month_or_year(year, month)),
        ):
            if span == (self.first, self.last):
                return text
        return f"{_iso(self.first)}/{_iso(self.last)}"

    def __repr__(self) -> str:
        return f"Span.parse({str(self)!r})"


#: What a query takes for a date: text, a day, or a span.
When = Union[str, date, Span]


def as_span(when: When) -> Span:
    """Read a date given in any of the accepted ways."""
    if isinstance(when, Span):
        return when
    if isinstance(when, str):
        return english(when) or Span.parse(when)
    day = _day(when)
    return Span(day, day)


def between(since: When | None, until: When | None) -> Span:
    """Join two bounds: from the first day of the one to the last day of the other."""
    first = None if since is None else _end(as_span(since).first, since)
    last = None if until is None else _end(as_span(until).last, until)
    return Span(first, last)


def english(text: str) -> Span | None:
    """Read a date in the catalogue's English ("July 27, 1953", "28 July 1953", "July 1953").

    Returns None if the text has none of these forms.

    Raises:
        InvalidDateError: the form is right, the day does not exist.
    """
    if " " not in text:
        return None
    if match := re.fullmatch(_MONTH_FIRST, text):
        month, day, year = match.groups()
    elif match := re.fullmatch(_DAY_FIRST, text):
        day, month, year = match.groups()
    elif match := re.fullmatch(_MONTH_ONLY, text):
        month, year = match.groups()
        day = ""
    else:
        return None
    number = MONTHS.index(month.capitalize()) + 1
    return _days(int(year), number, int(day) if day else None, text)


def in_english(day: date) -> str:
    """Print a day as the archive cites it: July 27, 1953."""
    return f"{MONTHS[day.month - 1]} {day.day:02}, {day.year:04}"


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        msg = f"a date is text, a Span or a datetime.date without a time of day, not {shown(value)}"
        raise TypeError(msg)
    return value


def _end(day: date | None, bound: When) -> date:
    if day is None:
        raise InvalidDateError(str(bound), "a bound must not itself be open at that end")
    return day


def _period(part: str, text: str) -> Span:
    match = _ISO.fullmatch(part)
    if match is None:
        reason = (
            "nothing is written there"
            if not part
            else "years have four digits, months and days two"
        )
        raise InvalidDateError(text, reason)
    year, month, day = match.groups()
    return _days(int(year), int(month) if month else None, int(day) if day else None, text)


def _days(year: int, month: int | None, day: int | None, text: str) -> Span:
    try:
        if month is not None and day is not None:
            first = date(year, month, day)
            return Span(first, first)
        return Span(*_month_or_year(year, month))
    except ValueError as error:
        raise InvalidDateError(text, f"there is no such day ({error})") from None


def _month_or_year(year: int, month: int | None) -> tuple[date, date]:
    first = date(year, 1 if month is None else month, 1)
    if month in (None, 12):
        return first, date(year, 12, 31)
    return first, date(year, first.month + 1, 1) - timedelta(days=1)


def _before(earlier: date | None, later: date | None) -> bool:
    return earlier is None or later is None or earlier <= later


def _iso(day: date | None) -> str:
    return ".." if day is None else day.isoformat()
