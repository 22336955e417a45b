"""Figures: what a reader of the figure finds, where it stands, and that it can be read."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

import korean_armistice as ka
from korean_armistice import plots
from korean_armistice.export.graph import edges

pytestmark = pytest.mark.extras
DOCS = ka.load()
# The tests look into parts of matplotlib that it declares more widely than they are.
timeline: Any = plots.timeline
network: Any = plots.network
NASTY = "$\\frac{1}{0}$ _^ % & line\nbreak \t שלום 👩‍👩‍👧 \u202eevil " + "very " * 60


def made(dates: Sequence[str | None], title: str = "Title") -> ka.Collection:
    """Collect a document for each of these dates; None is undated."""
    return ka.collect(
        [
            ka.Document(
                id=f"d{at}", date=ka.Span.parse(day) if day else None, title=f"{title} {at}"
            )
            for at, day in enumerate(dates)
        ],
        about=ka.About("Made for a test"),
    )


def daily(count: int, title: str = "Title") -> ka.Collection:
    """Collect documents of so many days, one after the other."""
    return made([str(date(1953, 1, 1) + timedelta(days=at)) for at in range(count)], title)


def person(name: str, state: ka.Actor | None = None, *aliases: str) -> ka.Actor:
    """Make somebody whose id is the name in small letters."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "nameless"
    return ka.Actor(slug, name, "person", aliases=aliases, affiliation=state)


def letters(*ties: tuple[str, ka.Actor, ka.Actor]) -> ka.Collection:
    """Collect a document for each tie: the role of the second actor, and the two."""
    first = {"recipient": "author", "copied": "author", "participant": "participant"}
    roles: Any = [((first[role], one), (role, two)) for role, one, two in ties]
    return ka.collect(
        [
            ka.Document(
                id=f"d{at}",
                date=ka.Span.parse("1953-07-27"),
                title="A letter",
                claims=tuple(ka.Claim(r, a, "title", "letter", "stated") for r, a in pair),
            )
            for at, pair in enumerate(roles)
        ],
        about=ka.About("Made for a test"),
    )


def drawn(figure: Any) -> list[Any]:
    """List the texts that a reader sees: titles, dates, names on the axis, keys and sentences."""
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def texts(figure: Any) -> list[str]:
    """List the texts of a figure; lines that were broken are joined, sentences are not."""
    said = figure.legends[0].get_title()
    found = [" ".join(text.get_text().split("\n")) for text in drawn(figure) if text is not said]
    return found + list(filter(None, said.get_text().split("\n")))


def boxes(figure: Any, dpi: float = 100) -> list[tuple[str, Any]]:
    """Measure every text of a figure, as it is drawn, in inches."""
    figure.dpi = dpi
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    inches = Affine2D().scale(1 / dpi)
    return [
        (text.get_text(), text.get_window_extent(renderer).transformed(inches))
        for text in drawn(figure)
    ]


def readable(figure: Any, *dpis: int) -> None:
    """Check that no text lies upon another, nor runs out of the figure, at any resolution."""
    width, height = figure.get_size_inches()
    for dpi in dpis or (72, 300):
        found = boxes(figure, dpi)
        for text, box in found:
            assert 0 <= box.x0 < box.x1 <= width, text
            assert 0 <= box.y0 < box.y1 <= height, text
        x0, y0, x1, y1 = np.array([box.extents for _, box in found]).T
        apart = (x1[:, None] <= x0) | (y1[:, None] <= y0)
        pairs = np.argwhere(~(apart | apart.T))
        assert [(found[a][0], found[b][0]) for a, b in pairs if a < b] == []


def inches(figure: Any, x: float, y: float) -> tuple[float, float]:
    """Tell where a place on the axes is on the page, from its lower left corner."""
    x, y = figure.axes[0].transData.transform((x, y)) / figure.dpi
    return float(x), float(y)


def marks(figure: Any) -> list[tuple[float, float, str, str]]:
    """List the marks of the rows, from the top down: where they stand, colour and shape."""
    found = [
        (*inches(figure, *line.get_xydata()[0]), to_hex(line.get_color()), line.get_marker())
        for line in figure.axes[0].lines
        if line.get_marker() != "None"
    ]
    return sorted(found, key=lambda mark: -mark[1])


def bars(figure: Any) -> list[tuple[float, float, float]]:
    """List the bars: from where to where they reach, and how high they stand."""
    found = [
        (*inches(figure, *start), inches(figure, *end)[0])
        for lines in figure.axes[0].collections
        for start, end in lines.get_segments()
        if start[0] < end[0]
    ]
    return [(left, right, y) for left, y, right in found]


def saved(figure: Any, form: str) -> bytes:
    """Save a figure as its docstring says; PDF files without compression, to look into them."""
    file = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {}
    with mpl.rc_context({"svg.hashsalt": "test", "pdf.compression": 0}):
        figure.savefig(file, format=form, metadata=metadata)
    return file.getvalue()


# --- the timeline --------------------------------------------------------------------------

LONG = "A report on negotiations that went on and on, with all of its annexes, " * 9
SAMPLES = {
    "the twenty": DOCS,
    "one document": ka.by_actor("U Nu"),
    "one day": ka.by_date("1953-07-27"),
    "two days": made(["1953-07-27", "1953-07-28"]),
    "a month": ka.by_date("1953-07"),
    "121": daily(121),
    "fifty years": made(["1953-07-01", "1953-07-04", "1953-07-27", "2003-07-27"]),
    "months": made(["1951-01", "1951", "1952-03", "../1952", "1953-08-01/..", "1953-07-01/1954-08-28"]),
    "undated": made([None, "1953-07-27", None]),
    "qualified": made(["1953-07~", "1953-07-27?", "1953-08-01%"]),
    "long titles": made(["1953-07-27", "1953-07-28"], LONG),
    "one endless word": made(["1953-07-27"], "x" * 400),
    "nasty": made(["1953-07-27"], NASTY),
    "the calendar": made(["0001-01-01", "9999-12-31"]),
    "from the beginning": made(["0001/.."]),
    "the last day": made(["9999-12-31"]),
    "the epoch": made(["1970-01-01", "1970-01-01/.."]),
    "no document": DOCS[:0],
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_can_be_read(name: str) -> None:
    """No text of a timeline lies upon another, and none is cut by the edge."""
    readable(timeline(SAMPLES[name]))


DAYS = st.dates(date(1950, 1, 1), date(1954, 12, 31))
SPANS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day}/.."),
    DAYS.map(lambda day: f"../{day}"),
    st.tuples(DAYS, st.integers(0, 9_999)).map(lambda p: f"{p[0]}/{p[0] + timedelta(days=p[1])}"),
    st.none(),
)


@settings(max_examples=12)
@given(st.lists(SPANS, min_size=1, max_size=9), st.sampled_from(["Title", NASTY]))
def test_any_dates_can_be_drawn(dates: list[str | None], title: str) -> None:
    """Whatever the dates and titles, the timeline can be read, and each dated document has a mark."""
    figure = timeline(made(dates, title))
    readable(figure, 72)
    assert len(marks(figure)) == sum(day is not None for day in dates)
    left, right = edges_of(figure)
    assert all(left < x < right for x, *_ in marks(figure))


@pytest.mark.parametrize("docs", [DOCS, daily(121), made(["1953-07-27"], LONG)], ids=len)
def test_titles_are_whole(docs: ka.Collection) -> None:
    """Every title is written to its last word, of one document as of 121, and none is cut."""
    written = texts(timeline(docs))
    for document in docs:
        assert " ".join(document.title.split()) in written


def test_each_document_has_a_row() -> None:
    """From left to right: mark, date and title, all at one height, in the order of the collection."""
    figure = timeline(DOCS)
    found = sorted(boxes(figure), key=lambda pair: float(pair[1].x0))
    heights = [mark[1] for mark in marks(figure)]
    assert all(one - other > 0.2 for one, other in pairwise(heights))
    for document, y in zip(DOCS, heights, strict=True):
        beside = [text.replace("\n", " ") for text, box in found if box.y0 < y < box.y1]
        assert beside == [str(document.date), document.title]


def edges_of(figure: Any) -> tuple[float, float]:
    """Tell where the axis of a figure begins and ends, in inches."""
    left, right = figure.axes[0].get_xlim()
    return inches(figure, left, 0)[0], inches(figure, right, 0)[0]


@pytest.mark.parametrize("docs", [ka.by_date("1953-07"), ka.by_date("1953"), daily(50)], ids=len)
def test_days_are_equally_wide(docs: ka.Collection) -> None:
    """Without a break, the position of a mark is a linear function of its day, from left to right."""
    found = marks(timeline(docs))
    days = [
        document.date.first.toordinal()
        for document in docs
        if document.date and document.date.first
    ]
    width = (found[-1][0] - found[0][0]) / (days[-1] - days[0])
    assert width > 0
    for day, (x, *_) in zip(days, found, strict=True):
        assert x == pytest.approx(found[0][0] + width * (day - days[0]), abs=1e-6)


def test_days_are_equally_wide_on_both_sides_of_a_break() -> None:
    """If the axis is broken, a day has the same width after the break as before it."""
    days = ["1953-07-01", "1953-07-27", "2003-07-01", "2003-07-27"]
    xs = [mark[0] for mark in marks(timeline(made(days)))]
    assert xs[1] - xs[0] == pytest.approx(xs[3] - xs[2], abs=1e-6)
    assert xs[2] > xs[1]


def test_a_long_gap_is_cut_out() -> None:
    """Fifty years without a document leave most of the axis to the month before them, and it is said."""
    figure = timeline(SAMPLES["fifty years"])
    xs = [mark[0] for mark in marks(figure)]
    assert xs[2] - xs[0] > xs[3] - xs[2]
    assert "Broken axis (//): no document from 1953-07-28 to 2003-07-26" in texts(figure)
    assert texts(figure).count("//") == 1


def test_two_gaps_are_cut_out() -> None:
    """Two long gaps are two breaks, and both are said."""
    figure = timeline(made(["1900-01-01/1901-05-03", "1950-03-03", "2000-01-01", "2001-01"]))
    assert [text for text in texts(figure) if text.startswith("Broken")] == [
        "Broken axis (//): no document from 1901-05-04 to 1950-03-02",
        "Broken axis (//): no document from 1950-03-04 to 1999-12-31",
    ]
    assert texts(figure).count("//") == 2


@pytest.mark.parametrize(
    "dates",
    [
        ["1953-07-01", "1953-07-02", "1953-07-27"],  # Days can be told apart.
        ["1903-07-27", "2003-07-27"],  # Nothing else would remain.
        ["1953-01-01", "1953-12-31", "1954-12-31"],  # No gap takes more than half.
        ["1953-07-01", "1953-07-04", "1953/..", "2003-07-27"],  # A bar fills the gap.
        ["1953-07", "1953-08", "1953-07-15/1954-08-28", "1954-08-29"],
    ],
)
def test_the_axis_is_not_broken(dates: list[str | None]) -> None:
    """If a break would gain nothing, or would cut a bar, the axis has no break."""
    assert not [text for text in texts(timeline(made(dates))) if "roken" in text or text == "//"]


def test_the_axis_names_months_and_days_at_their_places() -> None:
    """The names on the axis stand where a document of that day does."""
    page = DOCS.by_date("1953-06-06/1954-06-28")
    figure = timeline(page)
    places = {text: (box.x0 + box.x1) / 2 for text, box in boxes(figure)}
    days = {
        document.date.first: mark[0]
        for document, mark in zip(page, marks(figure), strict=True)
        if document.date
    }
    assert places["Aug\n1953"] == pytest.approx(days[date(1953, 8, 1)], abs=0.02)
    assert places["28 Jun\n1954"] == pytest.approx(days[date(1954, 6, 28)], abs=0.02)
    years = [text for text in texts(timeline(made(["1950-01-01", "1954-01-01"]))) if text.isdigit()]
    assert years == ["1950", "1951", "1952", "1953", "1954"]


@pytest.mark.parametrize("day", ["1953-07-27", "1953-07-27~", "1953-07-27?"])
def test_a_day_is_a_mark(day: str) -> None:
    """A single day is a mark, not a bar, alone on its figure too."""
    figure = timeline(made([day]))
    assert bars(figure) == []
    assert len(marks(figure)) == 1
    assert not [text for text in texts(figure) if text.startswith("bar")]


def test_months_and_open_dates_are_bars() -> None:
    """A bar reaches from the first day to the last, an open one to the edge; the key explains it."""
    dates: list[str | None] = [
        "1953-01-01",
        "1953-06",
        "1953-03-01/..",
        "../1953-10-01",
        "1953-12-31",
    ]
    figure = timeline(made(dates))
    days = {y: x for x, y, *_ in marks(figure)}
    left, right = min(days.values()), max(days.values())
    start, end = edges_of(figure)
    assert start < left < right < end
    width = (right - left) / 364
    found = sorted(bar[:2] for bar in bars(figure))
    expected = [
        (start, left + 273 * width),
        (left + 59 * width, end),
        (left + 151 * width, left + 180 * width),
    ]
    assert found == [pytest.approx(ends, abs=1e-6) for ends in expected]
    assert "bar: some or all of these days" in texts(figure)


def test_qualified_dates_are_drawn_as_what_they_span() -> None:
    """About July 1953 is drawn as July 1953 is, with its mark in writing, which is explained."""
    plain, about = (timeline(made([f"1953-07{mark}", "1953-08-01"])) for mark in ("", "~"))
    assert [bar[:2] for bar in bars(plain)] == [bar[:2] for bar in bars(about)] != []
    assert [m[0] for m in marks(plain)] == [m[0] for m in marks(about)]
    assert "1953-07~" in texts(about)
    sentence = "Of dates: ~ approximate, ? uncertain, % both"
    assert sentence in texts(about)
    assert sentence not in texts(plain)


def test_undated_documents_are_counted() -> None:
    """An undated document is not drawn, and the figure says how many there are."""
    figure = timeline(made(["1953-07-27", None, None]))
    assert len(marks(figure)) == 1
    assert "Not drawn, because undated: 2 documents" in texts(figure)
    assert "Not drawn, because undated: 1 document" in texts(timeline(made(["1953", None])))
    assert texts(timeline(made([None]))) == ["There is no dated document to draw."]


def test_one_document_more_loses_nothing() -> None:
    """The figure of 121 documents has all that the figure of 120 has, and one row more."""
    fewer, more = timeline(daily(120)), timeline(daily(121))
    titles = [{text for text in texts(figure) if "Title" in text} for figure in (fewer, more)]
    assert titles[1] - titles[0] == {"Title 120"}
    assert titles[0] < titles[1]
    rows = [marks(figure) for figure in (fewer, more)]
    assert len(rows[1]) == len(rows[0]) + 1
    pitch = rows[0][0][1] - rows[0][1][1]
    assert more.get_figheight() - fewer.get_figheight() == pytest.approx(pitch)


def test_hundreds_of_documents() -> None:
    """Hundreds of documents have a row each, with date and title; the page becomes as high as needed."""
    docs = daily(400)
    figure = timeline(docs)
    assert len(marks(figure)) == 400
    found = texts(figure)
    assert {document.title for document in docs} | {str(document.date) for document in docs} <= set(
        found
    )
    readable(figure, 72)


def test_each_origin_has_its_sign() -> None:
    """One colour and one shape for each origin, in any selection; either alone tells them apart."""
    signs = {
        (document.origin, *mark[2:])
        for document, mark in zip(DOCS, marks(timeline(DOCS)), strict=True)
    }
    assert (
        len(signs)
        == len({state for state, _, _ in signs})
        == len({colour for _, colour, _ in signs})
    )
    shapes = [shape for state, _, shape in signs if state]
    assert len(set(shapes)) == len(shapes)
    part = ka.by_date("1953-07-27")
    assert {(d.origin, *m[2:]) for d, m in zip(part, marks(timeline(part)), strict=True)} <= signs
    for state, _, _ in signs:
        assert (state.name if state else "origin not given") in texts(timeline(DOCS))


def test_a_document_of_two_origins() -> None:
    """A joint statement has the sign of its first origin, and the figure says so."""
    claims = tuple(
        ka.Claim("origin", ka.Actor(name.lower(), name, "state"), "title", name, "stated")
        for name in ("Avalon", "Thule")
    )
    joint = ka.Document(id="d", date=ka.Span.parse("1953"), title="Avalon and Thule", claims=claims)
    found = texts(timeline(ka.collect([joint], about=ka.About("Joint"))))
    assert "Avalon" in found
    assert "Drawn with the first of their origins: 1 document" in found


def linear(colour: str) -> list[float]:
    """Turn an sRGB colour into linear light."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


# Machado, Oliveira and Fernandes (2009), severity 1.0: protanopia and deuteranopia.
SEEN_BY = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)  # fmt: skip


@pytest.mark.parametrize("matrix", SEEN_BY, ids=["protanopia", "deuteranopia"])
def test_the_colour_blind_tell_them_apart(matrix: tuple[tuple[float, ...], ...]) -> None:
    """Seen without red or without green receptors, no two of the colours become one."""
    colours = sorted({mark[2] for mark in marks(timeline(DOCS))})
    assert len(colours) == len({document.origin for document in DOCS})
    seen = [
        [sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in matrix]
        for colour in colours
    ]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.1


def test_the_armistice() -> None:
    """The shipped collection shows 27 July 1953 at the position of that day; no other one does."""
    signed = "armistice signed, 27 July 1953"
    figure = timeline(DOCS)
    xs = {m[0] for m, d in zip(marks(figure), DOCS, strict=True) if d in ka.by_date("1953-07-27")}
    [lines] = [found for found in figure.axes[0].collections if found.get_label() == signed]
    [[low, high]] = lines.get_segments()
    assert all(inches(figure, *end)[0] == pytest.approx(x) for end in (low, high) for x in xs)
    assert low[1] == 0 < high[1] or high[1] == 0 < low[1]
    assert signed in texts(figure)
    for docs in (ka.by_date("1954"), ka.by_date("1953-06"), made(["1953-07-20", "1953-07-29"])):
        assert signed not in texts(timeline(docs))


# --- the network ---------------------------------------------------------------------------

AVALON = ka.Actor("avalon", "Avalon", "state")
ANN, BOB, CLEO = person("Ann Lee", AVALON), person("Bob Lee"), person("Cleo", AVALON)


def arrows(figure: Any) -> list[Any]:
    """List the lines between actors."""
    return [text for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]


def placed(figure: Any, docs: ka.Collection) -> dict[float, str]:
    """Return the ids of the actors by the height of their marks."""
    found = boxes(figure)
    names = {actor.name: actor.id for actor in docs.actors}
    return {
        round(y, 3): names[text.replace("\n", " ")]
        for x, y, *_ in marks(figure)
        for text, box in found
        if box.y0 < y < box.y1 and 0 < box.x0 - x < 0.3
    }


@pytest.mark.parametrize("docs", [DOCS, ka.by_date("1953-07-27"), letters(("recipient", ANN, BOB)), DOCS[:0]], ids=len)  # fmt: skip
def test_every_name_can_be_read(docs: ka.Collection) -> None:
    """No text of a network lies upon another, and none is cut by the edge."""
    readable(network(docs))


def test_direction_and_meetings() -> None:
    """An arrow goes from each author to each recipient; those who met are joined by a dashed line."""
    figure = network(DOCS)
    who = placed(figure, DOCS)
    looks = {("-|>", "-"): "correspondence", ("-", "--"): "co-presence"}
    found = {
        (
            who[round(inches(figure, *a.xyann)[1], 3)],
            who[round(inches(figure, *a.xy)[1], 3)],
            looks[a.arrowprops["arrowstyle"], a.arrowprops["linestyle"]],
        )
        for a in arrows(figure)
    }
    assert found == {edge[:3] for edge in edges(DOCS)}
    assert {"arrow: wrote to", "met"} <= set(texts(figure))


def test_no_sides() -> None:
    """All actors stand in one column, and only those of one state stand together."""
    figure = network(DOCS)
    assert len({x for x, *_ in marks(figure)}) == 1
    signs = [mark[2:] for mark in marks(figure)]
    assert sum(one != other for one, other in pairwise(signs)) == len(set(signs)) - 1


def reach(figure: Any) -> list[float]:
    """Say how far left each line between actors swings, in inches, as it is drawn."""
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    patches = [arrow.arrow_patch for arrow in arrows(figure)]
    curves = [(patch, patch.get_path().to_polygons(closed_only=False)[0]) for patch in patches]
    points = [patch.get_transform().transform(curve) / figure.dpi for patch, curve in curves]
    return sorted(float(line[:, 0].min()) for line in points)


def test_lines_of_two_actors_are_seen_apart() -> None:
    """A letter, its answer, and a meeting of the same two are three lines, none upon another."""
    ties = [("recipient", ANN, BOB), ("recipient", BOB, ANN), ("participant", ANN, BOB)]
    figure = network(letters(*ties))
    ends = reach(figure)
    assert len(ends) == 3
    assert all(other - one > 0.05 for one, other in pairwise(ends))
    assert ends[0] > 0


def test_the_more_documents_the_wider() -> None:
    """More letters make a wider line; the key shows the narrowest and the widest with their numbers."""
    ties = (
        [("recipient", ANN, BOB)] * 9
        + [("recipient", BOB, CLEO)] * 3
        + [("participant", ANN, CLEO)]
    )
    figure = network(letters(*ties))
    widths = sorted(arrow.arrow_patch.get_linewidth() for arrow in arrows(figure))
    assert len(set(widths)) == 3
    [legend] = figure.legends
    labels = [text.get_text() for text in legend.get_texts()]
    keys = dict(zip(labels, legend.legend_handles, strict=True))
    assert keys["this width: 1 document"].get_linewidth() == widths[0]
    assert keys["this width: 9 documents"].get_linewidth() == widths[-1]
    assert not [text for text in texts(network(letters(ties[0]))) if text == "met"]


def test_copies_are_not_letters() -> None:
    """No line leads to an actor who was only sent a copy."""
    docs = letters(("recipient", ANN, BOB), ("copied", ANN, CLEO))
    figure = network(docs)
    assert set(placed(figure, docs).values()) == {"ann-lee", "bob-lee"}
    assert len(arrows(figure)) == 1


def test_a_state_acts_for_itself() -> None:
    """A state that writes has its own sign; a letter to oneself is not drawn."""
    figure = network(letters(("recipient", AVALON, ANN), ("recipient", BOB, BOB)))
    assert texts(figure).count("Avalon") == 2
    assert "state not given" not in texts(figure)
    assert len(arrows(figure)) == 1


def test_long_names_are_whole() -> None:
    """A long name has as many lines as it needs, in the figure and in the key, and can be read."""
    realm = ka.Actor("realm", "The Very United Kingdoms " * 9 + "of All", "state")
    docs = letters(("recipient", person("Bob " * 60 + "Lee", realm), ANN))
    figure = network(docs)
    assert {actor.name for actor in docs.actors} | {realm.name} <= set(texts(figure))
    readable(figure)


def test_hundreds_of_actors() -> None:
    """Very many actors are all drawn, each with its name, and no line runs off the page."""
    others = [person(f"Actor {at}") for at in range(200)]
    figure = network(letters(*[("recipient", ANN, other) for other in others]))
    assert len(marks(figure)) == 201
    assert {actor.name for actor in (ANN, *others)} <= set(texts(figure))
    assert reach(figure)[0] > 0
    readable(figure, 72)


# --- fonts ---------------------------------------------------------------------------------


def font(path: Path, letters: str, family: str, *, truetype: bool) -> None:
    """Make a font in which every letter is a square."""
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"uni{ord(letter):04X}" for letter in letters})
    pen: Any = TTGlyphPen(None) if truetype else T2CharStringPen(1000, None)
    pen.moveTo((0, 0))
    for point in ((0, 900), (900, 900), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    if truetype:
        builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    else:
        builder.setupCFF("Test", {}, dict.fromkeys(names, pen.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Test"})
    builder.setupOS2(sTypoAscender=900)
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def install(tmp_path: Path) -> Any:
    """Install fonts, beside matplotlib's own alone, as long as a test lasts."""
    manager: Any = font_manager.fontManager
    known = list(manager.ttflist)
    manager.ttflist = [each for each in known if each.name.startswith("DejaVu")]

    def add(letters: str, family: str, *, truetype: bool = True) -> None:
        path = tmp_path / f"{family}.{'ttf' if truetype else 'otf'}"
        font(path, letters, family, truetype=truetype)
        manager.addfont(path)

    yield add
    manager.ttflist = known
    manager._findfont_cached.cache_clear()  # It would still find the fonts of this test.


LACK = "What no installed font can write is left out, or given in another spelling or by its id"
KIM = ka.Actor("kim-il-sung", "김일성", "person", aliases=("Kim Il Sung", "金日成"))


def test_a_name_without_a_font_is_written_in_latin(install: Any) -> None:
    """Without a font for its script a name is given in another spelling, and that is said once."""
    figure = network(letters(("recipient", KIM, BOB), ("recipient", BOB, KIM)))
    assert "Kim Il Sung" in texts(figure)
    assert texts(figure).count(LACK) == 1
    title = timeline(made(["1953-07-27", "1953-07-28"], "김일성"))
    assert {"d0", "d1"} < set(texts(title))
    assert texts(title).count(LACK) == 1
    assert LACK not in texts(timeline(DOCS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.showwarning", pytest.fail)
        saved(figure, "png")


def test_a_name_with_a_font_is_written_as_it_is(install: Any) -> None:
    """With a font for its script a name is drawn in it, and nothing is said."""
    install("김일성", "NanumGothic")
    figure = network(letters(("recipient", KIM, BOB)))
    assert "김일성" in texts(figure)
    assert LACK not in texts(figure)
    readable(figure)


@pytest.mark.parametrize("draw", [timeline, network])
def test_pdf_has_the_fonts_that_journals_ask_for(draw: Any, install: Any) -> None:
    """A PDF has TrueType fonts, which are embedded, and no font of Type 3."""
    file = saved(draw(DOCS), "pdf")
    assert b"/Subtype /CIDFontType2" in file or b"/Subtype /TrueType" in file
    assert b"/FontFile2" in file
    assert b"/Type3" not in file
    install("김일성", "NanumGothic")
    assert b"/Type3" not in saved(network(letters(("recipient", KIM, BOB))), "pdf")


def test_no_name_is_lost_in_pdf(install: Any) -> None:
    """Letters of a font without TrueType outlines, which Type 42 would lose, are drawn as Type 3."""
    install("김일성", "Noto Sans CJK KR", truetype=False)
    assert b"/Type3" in saved(network(letters(("recipient", KIM, BOB))), "pdf")
    assert b"/Type3" not in saved(network(letters(("recipient", ANN, BOB))), "pdf")


def test_svg_can_be_searched() -> None:
    """In an SVG file every title is text, in the lines in which it is drawn."""
    figure = timeline(DOCS)
    root = ET.fromstring(saved(figure, "svg"))
    found = {"".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")}
    lines = {line for text in drawn(figure) for line in text.get_text().split("\n") if line}
    assert lines <= found
    assert "CPSU Central Committee Decision" in found


# --- both ----------------------------------------------------------------------------------


SCRIPT = """
import hashlib, io, sys
import matplotlib as mpl
import korean_armistice as ka
before = dict(mpl.rcParams)
for draw in (ka.plots.timeline, ka.plots.network):
    with mpl.rc_context({"svg.hashsalt": "test"}):
        draw(ka.load()).savefig(file := io.BytesIO(), format="svg", metadata={"Date": None})
    print(hashlib.sha256(file.getvalue()).hexdigest())
assert dict(mpl.rcParams) == before
assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
"""


def test_the_same_bytes() -> None:
    """In another process, hash seed and locale the bytes are the same; settings do not change."""
    there = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        check=True,
        capture_output=True,
        encoding="ascii",
        env={**os.environ, "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    ).stdout.split()
    here = [saved(draw(DOCS), "svg") for draw in (timeline, network)]
    assert [hashlib.sha256(file).hexdigest() for file in here] == there


@pytest.mark.parametrize("draw", [timeline, network])
def test_whatever_the_settings(draw: Any) -> None:
    """In a user's own style a figure is white and can be read; TeX and formulas are not used."""
    own: Any = {
        "figure.facecolor": "black",
        "text.usetex": True,
        "font.size": 30,
        "axes.facecolor": "red",
    }
    with mpl.rc_context(own):
        figure = draw(DOCS)
    assert to_hex(figure.get_facecolor()) == "#ffffff"
    assert not any(text.get_usetex() or text.get_parse_math() for text in drawn(figure))
    readable(figure)


def test_hostile_text() -> None:
    """Markup of formulas is text, line breaks are spaces, and what would turn the line is left out."""
    figure = timeline(made(["1953-07-27"], NASTY))
    [title] = [text for text in texts(figure) if "frac" in text]
    assert title.startswith("$\\frac{1}{0}$ _^ % & line break שלום  evil very")
    assert LACK in texts(figure)
    for form in ("png", "svg", "pdf"):
        assert saved(figure, form)


def test_nothing_to_draw() -> None:
    """An empty selection gives a figure that says so."""
    assert texts(timeline(DOCS[:0])) == ["There is no dated document to draw."]
    assert texts(network(DOCS[:0])) == ["There is no letter and no meeting to draw."]


@pytest.mark.parametrize("draw", [timeline, network])
def test_only_collections(draw: Any) -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection"):
        draw(list(DOCS))


def test_in_a_notebook() -> None:
    """A figure shows itself in a notebook at its own resolution, also after it was pickled."""
    figure: Any = timeline(DOCS)
    size = pytest.approx(figure.get_size_inches() * figure.dpi, abs=1)
    for each in (figure, pickle.loads(pickle.dumps(figure))):
        with mpl.rc_context({"savefig.format": "pdf"}):
            png = each._repr_png_()
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">2I", png[16:24]) == size


@pytest.mark.parametrize("draw", [timeline, network])
def test_without_the_extra(draw: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"korean-armistice\[plot\]"):
        draw(DOCS)


def test_imported_without_the_extra() -> None:
    """The module is imported without matplotlib, too; only its functions say what is missing."""
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from korean_armistice import *\n"
        "try: plots.timeline(load())\n"
        "except ImportError as error: print(error)"
    )
    said = subprocess.check_output([sys.executable, "-c", code], encoding="ascii")
    assert said == "matplotlib is not installed: pip install 'korean-armistice[plot]' brings it\n"
