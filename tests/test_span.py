"""Dates: parsed strictly, compared as intervals, printed in the shortest form."""

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

days = st.dates()
bounds = st.one_of(st.none(), days)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Draw any span: closed, or open at one end."""
    one, other = draw(bounds), draw(bounds)
    if one is None and other is None:
        one = draw(days)
    if one is not None and other is not None and other < one:
        one, other = other, one
    return Span(one, other)


def contains(span: Span, day: date) -> bool:
    """Say independently whether a day is within a span."""
    return (span.first or date.min) <= day <= (span.last or date.max)


@given(spans())
def test_prints_what_reads_back(span: Span) -> None:
    """A printed span reads back as itself."""
    assert Span.parse(str(span)) == span
    assert eval(repr(span), {"Span": Span}) == span


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month(year: int, month: int) -> None:
    """A month is all its days, as the calendar module counts them, and prints as a month."""
    span = Span.parse(f"{year:04}-{month:02}")
    last = calendar.monthrange(year, month)[1]
    assert (span.first, span.last) == (date(year, month, 1), date(year, month, last))
    assert str(span) == f"{year:04}-{month:02}"


@given(st.integers(1, 9999))
def test_year(year: int) -> None:
    """A year is all its days and prints as a year."""
    span = Span.parse(f"{year:04}")
    assert (span.first, span.last) == (date(year, 1, 1), date(year, 12, 31))
    assert str(span) == f"{year:04}"


@given(spans(), spans())
def test_overlap(one: Span, other: Span) -> None:
    """Two spans overlap if an end of one lies in the other, whoever is asked."""
    shared = contains(one, other.first or date.min) or contains(other, one.first or date.min)
    assert one.overlaps(other) is other.overlaps(one) is shared


@given(spans(), spans(), days)
def test_contains(one: Span, other: Span, day: date) -> None:
    """A span has a day in it, or another span when it has both its ends."""
    assert (day in one) is contains(one, day)
    ends = (one.first is None or (other.first is not None and one.first <= other.first)) and (
        one.last is None or (other.last is not None and other.last <= one.last)
    )
    assert (other in one) is ends


@given(st.lists(spans()))
def test_order(several: list[Span]) -> None:
    """Spans sort by first day, an open start lowest, then by last, an open end highest."""

    def key(span: Span) -> tuple[Any, ...]:
        first, last = span.first, span.last
        return (first is not None, first or date.min, last is None, last or date.max)

    assert sorted(several) == sorted(several, key=key)


@given(spans(), spans())
def test_equal_spans_hash_alike(one: Span, other: Span) -> None:
    """Equality is by days, and goes with hash and order."""
    again = Span(one.first, one.last)
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
    ],
)
def test_forms(text: str, first: str | None, last: str | None) -> None:
    """The documented forms mean the documented days."""
    span = Span.parse(text)
    assert span.first == (first and date.fromisoformat(first))
    assert span.last == (last and date.fromisoformat(last))


REFUSED = [
    "",
    " ",
    "1953-02-30",
    "1900-02-29",
    "1953-13",
    "1953-00",
    "1953-07-00",
    "0000",
    "10000",
    "953",
    "1953-7",
    "1953-07-27T00:00",
    "19530727",
    "07/27/1953",
    "27.07.1953",
    "27-07-1953",
    "1953/07/27",
    "-1953",
    "+1953",
    "١٩٥٣",
    "1953\u201007\u201027",
    "1953 - 07",
    " 1953",
    "1953\n",
    "1953-07-27 ",
    "..",
    "../..",
    "/",
    "1953/",
    "/1953",
    "1954/1953",
    "1953-07-27/1953-07-26",
    "1953..1954",
    "1953-07-27/1953-07-28/1953-07-29",
    "today",
    "1953?",
    "1953~",
    "1953-XX",
    "July",
    "27 July",
    "July 32, 1953",
    "31 June 1953",
    "Jully 1953",
    "\ud800",
    "9" * 1_000_000,
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_refused(text: str) -> None:
    """What is not a date is an InvalidDateError that has the text and shows what works."""
    for ask in (Span.parse, ka.by_date):
        with pytest.raises(ka.InvalidDateError, match="1953-06-25/1953-07-27") as caught:
            ask(text)
        assert caught.value.text == text
        assert len(str(caught.value)) < 500
    with pytest.raises(ka.InvalidDateError):
        ka.by_date(since=text)


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text is a date or an InvalidDateError."""
    try:
        span = Span.parse(text)
    except ka.InvalidDateError:
        return
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("July 27, 1953", "1953-07-27"),
        ("July 3, 1953", "1953-07-03"),
        ("July 03, 1953", "1953-07-03"),
        ("28 July 1953", "1953-07-28"),
        ("july 1953", "1953-07"),
        ("JULY 27, 1953", "1953-07-27"),
        ("28 jULY 1953", "1953-07-28"),
        ("January, 1951", "1951-01"),
        ("December 1953", "1953-12"),
    ],
)
def test_english(text: str, iso: str) -> None:
    """Queries take the catalogue's own English dates; Span.parse, which reads files, does not."""
    assert ka.by_date(text) == ka.by_date(iso)
    with pytest.raises(ka.InvalidDateError):
        Span.parse(text)


@pytest.mark.parametrize("bad", [1953, 1953.5, True, datetime(1953, 7, 27), b"1953", ("1953",)])
def test_wrong_types(bad: Any) -> None:
    """What is neither text, day nor span is a TypeError, and so is a datetime."""
    for call in (ka.by_date, Span.parse, lambda day: Span(day, None)):
        with pytest.raises(TypeError):
            call(bad)
    with pytest.raises(TypeError):
        ka.by_date(since=bad)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("../..", "one end at least must be a day"),
        ("1953-07-28/1953-07-27", "it ends before it begins"),
        ("", "nothing is written there"),
        ("1953/", "nothing is written there"),
        ("/1953", "nothing is written there"),
        ("1953-7/..", "years have four digits, months and days two"),
    ],
)
def test_what_is_wrong(text: str, reason: str) -> None:
    """The error has the whole text that was given, what is wrong with it, and what works."""
    with pytest.raises(ka.InvalidDateError) as caught:
        Span.parse(text)
    assert (caught.value.text, caught.value.reason) == (text, reason)
    assert str(caught.value) == (
        f"{text!r} is not a date: {reason}. Forms that work: "
        "'1953', '1953-07', '1953-07-27', '1953-06-25/1953-07-27', '1953-07/..', '../1953-07'; "
        "in a query also 'July 1953', '27 July 1953', 'July 27, 1953'."
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


@pytest.mark.parametrize("text", ["1953-02-30", "1953-13", "0000", "June 31, 1953", "31 June 1953"])
def test_no_such_day(text: str) -> None:
    """Of a day that does not exist the error says so, and has Python's words for it."""
    with pytest.raises(ka.InvalidDateError) as caught:
        ka.by_date(text)
    assert caught.value.text == text
    assert caught.value.reason.startswith("there is no such day (")
    assert caught.value.reason.endswith(")")


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
    """A date together with a bound is a TypeError, whichever would be meant."""
    date_and_bound: dict[str, Any] = {"when": "1953", bound: "1953"}
    both = "^by_date takes either a date or since= and until=, not both$"
    with pytest.raises(TypeError, match=both):
        ka.by_date(**date_and_bound)


@given(spans())
def test_by_date_is_overlap(span: Span) -> None:
    """A query by date gives exactly the documents whose date overlaps, in order."""
    expected = [doc for doc in ka.load() if doc.date.overlaps(span)]
    assert list(ka.by_date(span)) == expected


# Days so near each other that stretches of them meet, end and begin together.
near = st.sampled_from([None, *(date(1953, 7, day) for day in range(1, 10))])
meeting = (
    st.tuples(near, near)
    .filter(any)
    .map(
        lambda ends: Span(*sorted(ends) if all(ends) else ends)  # type: ignore[type-var]
    )
)


@settings(max_examples=400)
@given(st.lists(meeting | spans(), max_size=12), meeting | spans())
def test_by_date_of_spans(dates: list[Span], asked: Span) -> None:
    """The same holds where documents bear months, years and open stretches."""
    docs = dated(dates)
    expected = [doc for doc in docs if doc.date.overlaps(asked)]
    assert list(docs.by_date(asked)) == expected


def dated(dates: list[Span]) -> ka.Collection:
    """Make a collection of documents with these dates."""
    from korean_armistice._collection import whole

    about = ka.About("Dates")
    documents = [ka.Document(f"d{n}", span, "t") for n, span in enumerate(sorted(dates))]
    return whole(about, (), documents)


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
