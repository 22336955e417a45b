"""A stretch of days: the form in which all dates are read and compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Union

from attrs import field, frozen

from .exceptions import InvalidDateError, shown

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
# [0-9], not \d: \d takes the digits of every script, and int() would read them.
_EDTF = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)"
_WORD = r"(?ai)(?P<y>[0-9]{4})|(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?|(?P<m>[a-z]{3,9})\.?"
# Month, day and year, in the orders in which English writes them.
_ORDERS = ("mdy", "dmy", "my", "ymd", "ym")
_RANGE = r"\s*[/–—]\s*|\s+(?:-|to)\s+"
_QUALIFIER = r"[~?%]?|[~?%]/|/[~?%]|([~?%])/(?!\1)[~?%]"
# No date is longer.
_LONGEST = 80

# A month's name, or a beginning of three letters or more.
_MONTH = "|".join(name[:end] for name in MONTHS for end in range(3, len(name) + 1))
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
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        msg = f"a date is text, a Span or a datetime.date without a time of day, not {shown(value)}"
        raise TypeError(msg)
    return value


@frozen(order=True, repr=False)
class Span:
    """A stretch of days, from `first` to `last`, both included; either may be open (`None`).

    `qualifier` keeps EDTF's marks: "~" approximate, "?" uncertain, "%" both; marks that differ
    are joined by a slash, as "~/". Spans sort by first day, then by last (an open start before,
    an open end after every day), and are equal when days and marks are. Days are of the
    proleptic Gregorian calendar, years 0001 to 9999.

    Raises `InvalidDateError` if it ends before it begins, both ends are open, or the qualifier
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
            raise InvalidDateError(text, "its open side has no mark; give the other's, '~'")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read a date: ISO 8601 and EDTF, or English as catalogues print it.

        The text is "1953", "1953-07", "1953-07-27", also with EDTF's "~", "?" or "%"; English in
        every unambiguous order, "July 27, 1953", "27 Jul 1953", "July 1953"; or two of them
        joined by "/", " - " or " to ", with ".." for an open side. A year or a month means all
        its days. Raises `InvalidDateError` for anything else, for days that do not exist and
        for reversed ranges, and `TypeError` if `text` is not a `str`.
        """
        if not isinstance(text, str):
            msg = f"Span.parse reads text, not {shown(text)}"
            raise TypeError(msg)
        return _read(text, " ".join(text.split()), lambda side: _edtf(side) or _english(side))

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
        (first, last), (begin, end) = _bounds(self), _bounds(other)
        return first <= end and begin <= last

    def __contains__(self, item: object) -> bool:
        """Tell whether a day, or every day of another span, lies within this one."""
        (first, last), (begin, end) = _bounds(self), _bounds(_as_days(item))
        return first <= begin and end <= last

    def __str__(self) -> str:
        """Print the shortest form that reads back: 1953, 1953-07, 1953-07-27~, or first/last."""
        iso = _iso(self.first)
        for text in (iso[:4], iso[:7], iso) if self.year and "/" not in self.qualifier else ():
            if (self.first, self.last) == _ends(*map(int, text.split("-"))):
                return text + self.qualifier
        before, slash, after = self.qualifier.partition("/")
        return f"{_iso(self.first, before)}/{_iso(self.last, after if slash else before)}"

    def __repr__(self) -> str:
        return f"Span.parse({str(self)!r})"


#: What a query takes for a date: text, a day, or a span.
When = Union[str, date, Span]


def as_span(when: When) -> Span:
    """Read a date given in any of the accepted ways."""
    return Span.parse(when) if isinstance(when, str) else _as_days(when)


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
    return _read(text, text, _edtf)


def reach(spans: list[Span]) -> str:
    """Print the stretch from the first day of all spans to the last."""
    first = min(_bounds(span)[0] for span in spans) if all(s.first for s in spans) else None
    last = max(_bounds(span)[1] for span in spans) if all(s.last for s in spans) else None
    return str(Span(first, last)) if first or last else "../.."


def in_english(day: date) -> str:
    """Print a day in the archive's form: July 27, 1953."""
    return f"{MONTHS[day.month - 1]} {day.day:02}, {day.year:04}"


def _bounds(span: Span) -> tuple[date, date]:
    return span.first or date.min, span.last or date.max


def _as_days(value: Any) -> Span:
    return value if isinstance(value, Span) else Span(value, value)


def _read(given: str, text: str, form: Callable[[str], Span | None]) -> Span:
    """Read one date, or two joined to a range; an error quotes the text `given`."""
    # This comes first, because the patterns take quadratic time in a run of spaces.
    if len(given) > _LONGEST:
        raise InvalidDateError(given, "it is longer than a date")
    try:
        if span := form(text):
            return span
        start, slash, end = re.sub(_RANGE, "/", text).partition("/")
        one, other = (None if side == ".." else form(side) for side in (start, end))
        if slash and (one or start == "..") and (other or end == ".."):
            # An open side has no mark of its own.
            marks = "/".join(dict.fromkeys(side.qualifier for side in (one, other) if side))
            return Span(one.first if one else None, other.last if other else None, marks)
        reason = next(reason for pattern, reason in _REASONS if re.search(pattern, text))
    except InvalidDateError as error:
        reason = error.reason
    raise InvalidDateError(given, reason)


def _edtf(text: str) -> Span | None:
    match = re.fullmatch(_EDTF, text)
    return _span(*map(str, match.groups(""))) if match else None


def _english(text: str) -> Span | None:
    words = [re.fullmatch(_WORD, word) for word in re.split(r"\s*,\s*|\s+", text)]
    found = {kind: word[kind] for word in words if word for kind in "ymd" if word[kind]}
    if len(found) < len(words) or "".join(found) not in _ORDERS:
        return None
    name = found["m"].capitalize()
    month = next((str(n) for n, known in enumerate(MONTHS, 1) if known.startswith(name)), "")
    return _span(found["y"], month, found.get("d", "")) if month else None


def _span(year: str, month: str, day: str, qualifier: str = "") -> Span:
    try:
        ends = _ends(*(int(part) for part in (year, month, day) if part))
    except ValueError as error:
        raise InvalidDateError(year, f"there is no such day ({error})") from None
    return Span(*ends, qualifier)


def _ends(year: int, *rest: int) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day."""
    first = date(year, *rest, *[1] * (2 - len(rest)))
    if len(rest) > 1:
        return first, first
    if not rest or first.month == len(MONTHS):
        return first, date(year, 12, 31)
    return first, date(year, first.month + 1, 1) - timedelta(days=1)


def _iso(day: date | None, qualifier: str = "") -> str:
    return ".." if day is None else day.isoformat() + qualifier
