"""Dates: read strictly, compared as intervals, printed in the shortest form."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import korean_armistice as ka
from korean_armistice import Span
from korean_armistice._span import MONTHS, edtf, in_english, reach

days = st.dates()
bounds = st.one_of(st.none(), days)
marks = ["", "~", "?", "%"]


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Draw any span: closed, or open at one end, with any marks that it may have."""
    one, other = draw(bounds), draw(bounds)
    if one is None and other is None:
        one = draw(days)
    if one is not None and other is not None and other < one:
        one, other = other, one
    first, last = draw(st.sampled_from(marks)), draw(st.sampled_from(marks))
    both = one is not None and other is not None and first != last
    return Span(one, other, f"{first}/{last}" if both else first)


def contains(span: Span, day: date) -> bool:
    """Say independently whether a day is within a span."""
    return (span.first or date.min) <= day <= (span.last or date.max)


@given(spans())
def test_prints_what_reads_back(span: Span) -> None:
    """A printed span reads back as itself, from a query and from a file, marks included."""
    assert Span.parse(str(span)) == edtf(str(span)) == span
    assert eval(repr(span), {"Span": Span}) == span


@given(st.integers(1, 9999), st.integers(1, 12), st.sampled_from(marks))
def test_month(year: int, month: int, mark: str) -> None:
    """A month is all its days, as the calendar module counts them, and prints as a month."""
    span = Span.parse(f"{year:04}-{month:02}{mark}")
    last = calendar.monthrange(year, month)[1]
    assert (span.first, span.last) == (date(year, month, 1), date(year, month, last))
    assert str(span) == f"{year:04}-{month:02}{mark}"
    assert (span.year, span.month, span.day, span.qualifier) == (year, month, None, mark)


@given(st.integers(1, 9999))
def test_year(year: int) -> None:
    """A year is all its days and prints as a year; it does not lie in one month."""
    span = Span.parse(f"{year:04}")
    assert (span.first, span.last) == (date(year, 1, 1), date(year, 12, 31))
    assert str(span) == f"{year:04}"
    assert (span.year, span.month, span.day) == (year, None, None)


@given(spans())
def test_parts(span: Span) -> None:
    """Day, year and month are what both ends share, and None where an end is open or differs."""
    first, last = span.first, span.last
    if first is None or last is None:
        assert (span.day, span.year, span.month) == (None, None, None)
        return
    assert span.day == (first if first == last else None)
    assert span.year == (first.year if first.year == last.year else None)
    months = {(day.year, day.month) for day in (first, last)}
    assert span.month == (first.month if len(months) == 1 else None)


@given(spans(), spans())
def test_overlap(one: Span, other: Span) -> None:
    """Two spans overlap if an end of one lies in the other, in either order; marks are ignored."""
    shared = contains(one, other.first or date.min) or contains(other, one.first or date.min)
    assert one.overlaps(other) is other.overlaps(one) is shared


@given(spans(), spans(), days)
def test_contains(one: Span, other: Span, day: date) -> None:
    """A span has a day in it, or another span when it has both its ends."""
    assert (day in one) is contains(one, day)
    ends = (one.first is None or (other.first is not None and one.first <= other.first)) and (
        one.last is None or (other.last is not None and other.last <= one.last)
    )
    # An open side ends at the first or the last day of the calendar.
    ends = ends or (
        contains(one, other.first or date.min) and contains(one, other.last or date.max)
    )
    assert (other in one) is ends


@given(st.lists(spans()))
def test_order(several: list[Span]) -> None:
    """Spans sort by first day, an open start lowest, then by last, an open end highest."""

    def key(span: Span) -> tuple[Any, ...]:
        first, last = span.first, span.last
        return (first is not None, first or date.min, last is None, last or date.max)

    plain = [Span(span.first, span.last) for span in several]
    assert sorted(plain) == sorted(plain, key=key)


@given(spans(), spans())
def test_equal_spans_hash_alike(one: Span, other: Span) -> None:
    """Equality is by days and marks, and goes with hash and order."""
    again = Span(one.first, one.last, one.qualifier)
    assert again == one
    assert hash(again) == hash(one)
    assert (one == other) is (not one < other and not other < one)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1953-07-27", "1953-07-27", "1953-07-27"),
        ("1953-06/1953-07-27", "1953-06-01", "1953-07-27"),
        ("1953-07-27/1953-07", "1953-07-27", "1953-07-31"),
        ("1953/..", "1953-01-01", None),
        ("../1953-06", None, "1953-06-30"),
        ("0001/9999", "0001-01-01", "9999-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        (" 1953-07\n", "1953-07-01", "1953-07-31"),
    ],
)
def test_forms(text: str, first: str | None, last: str | None) -> None:
    """The documented forms mean the documented days."""
    span = Span.parse(text)
    assert span.first == (first and date.fromisoformat(first))
    assert span.last == (last and date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "qualifier", "printed"),
    [
        ("1953~", "~", "1953~"),
        ("1953-07?", "?", "1953-07?"),
        ("1953-07-27%", "%", "1953-07-27%"),
        ("1953-06~/1953-07~", "~", "1953-06-01~/1953-07-31~"),
        ("1953-06?/1953-07", "?/", "1953-06-01?/1953-07-31"),
        ("1953-06/1953-07~", "/~", "1953-06-01/1953-07-31~"),
        ("1953-06?/1953-07~", "?/~", "1953-06-01?/1953-07-31~"),
        ("1953-07-27?/..", "?", "1953-07-27?/.."),
        ("../1953-07-27?", "?", "../1953-07-27?"),
    ],
)
def test_qualifiers(text: str, qualifier: str, printed: str) -> None:
    """EDTF's marks are kept and printed, on the side where they stood."""
    span = Span.parse(text)
    assert (span.qualifier, str(span)) == (qualifier, printed)
    plain = Span.parse(re.sub("[~?%]", "", text))
    assert (span.first, span.last) == (plain.first, plain.last)
    assert span != plain
    assert span.overlaps(plain)


@pytest.mark.parametrize("mark", ["x", "~~", "~/~", "/", "~?", "?/x", 0, None, b"~"])
def test_wrong_qualifiers(mark: Any) -> None:
    """What is not a mark of EDTF, or two that differ, is refused."""
    with pytest.raises(ka.InvalidDateError, match="its qualifier is not one of") as caught:
        Span(date(1953, 7, 27), date(1953, 7, 28), mark)
    assert caught.value.text == str(mark)


@pytest.mark.parametrize(("first", "last"), [(None, date(1953, 7, 27)), (date(1953, 7, 27), None)])
def test_an_open_side_has_no_mark(first: date | None, last: date | None) -> None:
    """Only a stretch with two ends has two marks; an open stretch has one."""
    with pytest.raises(ka.InvalidDateError, match="its open side has no mark"):
        Span(first, last, "~/")
    assert Span(first, last, "~").qualifier == "~"


# Each text, and a part of the right reason.
REFUSED = [
    ("", "it is empty"),
    (" ", "it is empty"),
    ("1953-02-30", "no such day"),
    ("1900-02-29", "no such day"),
    ("1953-13", "no such day"),
    ("1953-00", "no such day"),
    ("1953-07-00", "no such day"),
    ("0000", "no such day"),
    ("July 32, 1953", "no such day"),
    ("July 0, 1953", "no such day"),
    ("31 June 1953", "no such day"),
    ("1953-06-31/1953-07", "no such day"),
    ("10000", "years have four digits"),
    ("953", "years have four digits"),
    ("Jul 27 53", "years have four digits"),
    ("1953-7", "months and days have two digits"),
    ("1953-7-9", "months and days have two digits"),
    ("1953-07-9", "months and days have two digits"),
    ("1953-6/1953-7", "months and days have two digits"),
    ("1953-07-27T00:00", "a time of day"),
    ("1953-07-27 12:00", "a time of day"),
    ("19530727", "joined by hyphens"),
    ("1953/07/27", "joined by hyphens"),
    ("1953.07.27", "joined by hyphens"),
    ("1953/07", "joined by hyphens"),
    ("07/27/1953", "day or month first?"),
    ("27.07.1953", "day or month first?"),
    ("27-07-1953", "day or month first?"),
    ("7/1953", "the year stands first"),
    ("07.1953", "the year stands first"),
    ("١٩٥٣", "other characters than English letters"),
    ("1953\u201007\u201027", "other characters than English letters"),
    ("27 июля 1953", "other characters than English letters"),
    ("1953年7月27日", "other characters than English letters"),
    ("\ud800", "other characters than English letters"),
    ("/", "'..' stands for an open side"),
    ("1953/", "'..' stands for an open side"),
    ("/1953", "'..' stands for an open side"),
    ("../..", "one end at least must be a day"),
    ("1954/1953", "it ends before it begins"),
    ("1953-07-27/1953-07-26", "it ends before it begins"),
    ("1953-07-27/1953-07-28/1953-07-29", "a range has two sides"),
    ("1950/1951/1952", "a range has two sides"),
    ("1953-1954", "joined by '/'"),
    ("1953..1954", "joined by '/'"),
    ("1953/54", "each side of a range is a whole date"),
    ("1953 - 07", "each side of a range is a whole date"),
    ("27-31 July 1953", "each side of a range is a whole date"),
    ("July 27-31, 1953", "each side of a range is a whole date"),
    ("July-August 1953", "each side of a range is a whole date"),
    ("27 July – 1 August 1953", "each side of a range is a whole date"),
    ("before 1953", "an open side is written '..'"),
    ("after July 1953", "an open side is written '..'"),
    ("1950s", "a decade or a century"),
    ("20th century", "a decade or a century"),
    ("summer 1953", "a season"),
    ("c. 1953", "is written with '~'"),
    ("about 1953", "is written with '~'"),
    ("early July 1953", "give the days that it means"),
    ("Monday, July 27, 1953", "leave the day of the week out"),
    ("July 27,, 1953", "a comma"),
    ("July 1953,", "a comma"),
    ("July 1953?", "EDTF's marks"),
    ("1953??", "EDTF's marks"),
    ("today", "it names no year"),
    ("..", "it names no year"),
    ("July", "it names no year"),
    ("27 July", "it names no year"),
    ("27th July", "it names no year"),
    ("July 27", "it names no year"),
    ("undated", "it names no year"),
    ("Jully 1953", "no English name of a month"),
    ("27 juillet 1953", "no English name of a month"),
    ("Juli 1953", "no English name of a month"),
    ("1953 or 1954", "no English name of a month"),
    ("-1953", "none of the forms"),
    ("+1953", "none of the forms"),
    ("1953-XX", "no English name of a month"),
    ("[1953]", "none of the forms"),
    ("21 March 1953 (?)", "none of the forms"),
    ("J 1953", "none of the forms"),
    ("9" * 1_000_000, "longer than a date"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=lambda text: repr(text[:30]))
def test_refused(text: str, reason: str) -> None:
    """What is not a date is an InvalidDateError: its text as given, the true reason, what works."""
    for ask in (Span.parse, ka.by_date, lambda bound: ka.by_date(since=bound)):
        with pytest.raises(ka.InvalidDateError, match="1953-06-25/1953-07-27") as caught:
            ask(text)
        assert caught.value.text == text
        assert reason in caught.value.reason
        assert len(str(caught.value)) < 500


def test_four_digits_are_not_missed() -> None:
    """No text that has a year of four digits is told that years have four digits."""
    for text, _ in REFUSED:
        if re.search("(?<![0-9])[0-9]{4}(?![0-9])", text):
            with pytest.raises(ka.InvalidDateError) as caught:
                Span.parse(text)
            assert "four digits" not in caught.value.reason


@given(st.text() | st.text("0123456789-/.~? Julyto,", max_size=25))
def test_any_text(text: str) -> None:
    """Any text is a date or an InvalidDateError."""
    try:
        span = Span.parse(text)
    except ka.InvalidDateError as error:
        assert error.text == text
        return
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("July 27, 1953", "1953-07-27"),
        ("July 3, 1953", "1953-07-03"),
        ("July 03, 1953", "1953-07-03"),
        ("28 July 1953", "1953-07-28"),
        ("28 July, 1953", "1953-07-28"),
        ("july 1953", "1953-07"),
        ("JULY 27, 1953", "1953-07-27"),
        ("28 jULY 1953", "1953-07-28"),
        ("January, 1951", "1951-01"),
        ("December 1953", "1953-12"),
        ("Jul 27, 1953", "1953-07-27"),
        ("Jul. 27 1953", "1953-07-27"),
        ("Sept. 1, 1953", "1953-09-01"),
        ("July 27th, 1953", "1953-07-27"),
        ("1st of August 1953", None),
        ("1953 July 27", "1953-07-27"),
        ("1953 July", "1953-07"),
        ("July 27, 1953 - July 29, 1953", "1953-07-27/1953-07-29"),
        ("July 1953 to Aug 1, 1953", "1953-07-01/1953-08-01"),
        ("July 27, 1953/..", "1953-07-27/.."),
        ("July 27, 1953 – 1953-08", "1953-07-27/1953-08-31"),
        ("July  27,\n1953", "1953-07-27"),
    ],
)
def test_english(text: str, iso: str | None) -> None:
    """Every unambiguous English form is read by queries and by Span.parse, but not from a file."""
    with pytest.raises(ka.InvalidDateError):
        edtf(text)
    if iso is None:
        with pytest.raises(ka.InvalidDateError, match="no English name of a month"):
            Span.parse(text)
    else:
        assert Span.parse(text) == Span.parse(iso)
        assert ka.by_date(text) == ka.by_date(iso)


@pytest.mark.parametrize("text", ["1953 to 1954", "1953 - 1954", "1953 / 1954", "1953–1954"])
def test_a_file_joins_dates_by_a_slash(text: str) -> None:
    """Other ways to join two dates are read by queries, but not from a file."""
    assert Span.parse(text) == edtf("1953/1954")
    with pytest.raises(ka.InvalidDateError):
        edtf(text)


def test_what_lies_within() -> None:
    """Text in one of the forms of a date, too, is within a span or is not."""
    assert "July 27, 1953" in Span.parse("1953-07")
    assert "1953" not in Span.parse("1953-07")
    with pytest.raises(ka.InvalidDateError):
        _ = "Juli" in Span.parse("1953-07")


@given(days, st.integers(3, 9))
def test_english_days(day: date, letters: int) -> None:
    """A day printed in English, its month whole or cut to three letters or more, reads back."""
    name = MONTHS[day.month - 1]
    span = Span(day, day)
    assert Span.parse(in_english(day)) == span
    assert Span.parse(f"{day.day} {name[:letters]} {day.year:04}") == span


@pytest.mark.parametrize("when", [date(1953, 7, 27), datetime(1953, 7, 27)])
def test_a_midnight_is_a_day(when: date) -> None:
    """A datetime at midnight is taken for its day, in a query and in a span."""
    assert ka.by_date(when) == ka.by_date("1953-07-27")
    assert type(Span(when, when).first) is date
    assert when in Span.parse("1953-07")


@pytest.mark.parametrize("bad", [1953, 1953.5, True, datetime(1953, 7, 27, 1), b"1953", ("1953",)])
def test_wrong_types(bad: Any) -> None:
    """What is neither text, day nor span is a TypeError, and so is a datetime with a time."""
    for call in (
        ka.by_date,
        Span.parse,
        lambda day: Span(day, None),
        Span.parse("1953").__contains__,
    ):
        with pytest.raises(TypeError):
            call(bad)
    with pytest.raises(TypeError):
        ka.by_date(since=bad)


def test_the_whole_message() -> None:
    """The error has the text that was given, what is wrong with it, and what works."""
    with pytest.raises(ka.InvalidDateError) as caught:
        Span.parse("../..")
    assert str(caught.value) == (
        "'../..' is not a date: one end at least must be a day. Forms that work: "
        "'1953', '1953-07', '1953-07-27', '1953-06-25/1953-07-27', '1953-07/..', '../1953-07', "
        "'July 1953', '27 July 1953', 'July 27, 1953'."
    )


@pytest.mark.parametrize("ends", [(None, None), (date(1953, 7, 28), date(1953, 7, 27))])
def test_impossible_spans(ends: tuple[date | None, date | None]) -> None:
    """A span ends after it begins, and one end at least is a day, however it is made."""
    text = "/".join(str(day or "..") for day in ends)
    with pytest.raises(ka.InvalidDateError) as caught:
        Span(*ends)
    assert caught.value.text == text
    with pytest.raises(ka.InvalidDateError, match=caught.value.reason):
        Span.parse(text)


@pytest.mark.parametrize(
    "bounds", [{"since": "../1953"}, {"until": Span.parse("1953-07-01/..")}], ids=["since", "until"]
)
def test_open_bound(bounds: dict[str, Any]) -> None:
    """A bound that is itself open at that end is refused rather than taken for everything."""
    with pytest.raises(ka.InvalidDateError) as caught:
        ka.by_date(**bounds)
    [bound] = bounds.values()
    assert caught.value.text == str(bound)
    assert caught.value.reason == "a bound must not itself be open at that end"


def test_reversed_bounds() -> None:
    """A beginning after the end is refused, never an empty answer."""
    with pytest.raises(ka.InvalidDateError, match="ends before it begins"):
        ka.by_date(since="1953-08", until="1953-07")


@pytest.mark.parametrize("arguments", [{}, {"since": None}, {"since": None, "until": None}])
def test_nothing_given(arguments: dict[str, Any]) -> None:
    """Nothing given is a TypeError, never everything."""
    needed = "^by_date needs a date, or since=, or until=; none was given$"
    with pytest.raises(TypeError, match=needed):
        ka.by_date(**arguments)
    with pytest.raises(TypeError, match=needed):
        ka.by_date(None)  # type: ignore[call-overload]  # pyright: ignore


@pytest.mark.parametrize("bound", ["since", "until"])
def test_too_much_given(bound: str) -> None:
    """A date together with a bound is a TypeError."""
    date_and_bound: dict[str, Any] = {"when": "1953", bound: "1953"}
    both = "^by_date takes either a date or since= and until=, not both$"
    with pytest.raises(TypeError, match=both):
        ka.by_date(**date_and_bound)


# Days so near each other that stretches of them meet, end and begin together.
near = st.sampled_from([None, *(date(1953, 7, day) for day in range(1, 10))])
meeting = (
    st.tuples(near, near)
    .filter(any)
    .map(
        lambda ends: Span(*sorted(ends) if all(ends) else ends)  # type: ignore[type-var]
    )
)
dates = st.lists(st.none() | meeting | spans(), max_size=12)


def dated(several: list[Span | None]) -> ka.Collection:
    """Make a collection of documents with these dates, None for an undated one."""
    documents = [ka.Document(id=f"d{n}", date=span, title="t") for n, span in enumerate(several)]
    return ka.collect(documents, about=ka.About("Dates"))


@settings(max_examples=150)
@given(dates, meeting | spans())
def test_by_date_is_overlap(several: list[Span | None], asked: Span) -> None:
    """A query finds, in order, exactly the documents whose date overlaps; undated ones never."""
    docs = dated(several)
    expected = [doc for doc in docs if doc.date and doc.date.overlaps(asked)]
    assert list(docs.by_date(asked)) == expected


@given(dates)
def test_documents_sort_by_date(several: list[Span | None]) -> None:
    """A collection is in the order of its dates, undated documents last; so is `sorted`."""
    docs = dated(several)
    spans_first = [doc.date for doc in docs]
    known = [span for span in spans_first if span]
    assert known == sorted(span for span in several if span)
    assert spans_first[len(known) :] == [None] * several.count(None)
    assert sorted(docs) == list(docs)
    backwards = list(reversed(docs))
    assert [doc.date for doc in sorted(backwards)] == spans_first


@given(dates)
def test_reach(several: list[Span | None]) -> None:
    """The extent of several dates begins with the first day of all and ends with the last."""
    known = [span for span in several if span]
    if known:
        first = min(span.first or date.min for span in known)
        last = max(span.last or date.max for span in known)
        opens, ends = any(not s.first for s in known), any(not s.last for s in known)
        stretch = (None if opens else first, None if ends else last)
        assert reach(known) == (str(Span(*stretch)) if any(stretch) else "../..")


@given(days, days)
def test_since_until(one: date, other: date) -> None:
    """Bounds, of any precision, are the first day of the one and the last day of the other."""
    since, until = sorted((one, other))
    assert ka.by_date(since=since, until=until) == ka.by_date(f"{since}/{until}")
    month = f"{until:%Y-%m}".zfill(7)
    assert ka.by_date(until=month) == ka.by_date(f"../{Span.parse(month).last}")
    assert ka.by_date(since=since) | ka.by_date(f"../{since}") == ka.load()


def test_until_month_has_its_last_day() -> None:
    """until="1953-07" includes 31 July and not 1 August."""
    assert str(ka.by_date(until="1953-07")[-1].date) == "1953-07-31"


@pytest.mark.parametrize("other", ["1953", None, date(1953, 7, 27)])
def test_only_spans_overlap(other: Any) -> None:
    """What is no span is refused, with the way to make one."""
    words = f"overlaps takes a Span, not {other!r}: Span.parse reads one"
    with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
        Span.parse("1953").overlaps(other)
