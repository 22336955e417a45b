"""Figures: what stands where, and that it can be read."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import subprocess
import sys
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.transforms import Affine2D

import korean_armistice as ka
from korean_armistice import plots
from korean_armistice.export.graph import edges

from .samples import collection, content

pytestmark = pytest.mark.extras
DOCS = ka.load()
# The tests look into parts of matplotlib that it declares more widely than they are.
timeline: Any = plots.timeline
network: Any = plots.network
NASTY = "$\\frac{1}{0}$ _^ % & line\nbreak \t שלום 👩‍👩‍👧 " + "very " * 60


def boxes(figure: Any, dpi: float = 100) -> list[tuple[str, Any]]:
    """Measure every text of a figure, as it is drawn, in inches."""
    figure.dpi = dpi
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    inches = Affine2D().scale(1 / dpi)
    return [(t.get_text(), t.get_window_extent(renderer).transformed(inches)) for t in texts]


def readable(figure: Any) -> None:
    """Check that no text lies upon another, nor runs out of the figure, at any resolution."""
    width, height = figure.get_size_inches()
    for dpi in (72, 120, 300):
        found = boxes(figure, dpi)
        for text, box in found:
            assert box.x0 >= 0, text
            assert box.x1 <= width, text
            assert box.y0 >= 0, text
            assert box.y1 <= height, text
        for (text, one), (other, two) in combinations(found, 2):
            apart = one.x1 <= two.x0 or two.x1 <= one.x0 or one.y1 <= two.y0 or two.y1 <= one.y0
            assert apart, (text, other)


def marks(figure: Any) -> list[tuple[str, str, float, float]]:
    """List the marks above the legend: colour, shape and place."""
    lines = [
        line
        for line in figure.axes[0].lines
        if line.get_markersize() == 6 and line.get_marker() not in ("None", "", None)
    ]
    found = [
        (to_hex(line.get_color()), str(line.get_marker()), float(x), float(y))
        for line in lines
        for x, y in line.get_xydata()
    ]
    legend = len(found) - len({mark[:2] for mark in found})
    return found[:legend]


def saved(figure: Any, form: str) -> bytes:
    """Save a figure as its docstring says."""
    file = io.BytesIO()
    metadata = {"Date": None} if form == "svg" else {}
    with mpl.rc_context({"svg.hashsalt": "test"}):
        figure.savefig(file, format=form, metadata=metadata)
    return file.getvalue()


def made(dates: list[str], title: str = "Title") -> ka.Collection:
    """Read a collection of documents of these dates."""
    data = content()
    data["documents"] = [
        {"id": f"d{at}", "date": day, "title": f"{title} {at}"} for at, day in enumerate(dates)
    ]
    return collection(data)


DAYS = st.dates(date(1950, 1, 1), date(1954, 12, 31))
SPANS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day}/.."),
    DAYS.map(lambda day: f"../{day}"),
    st.tuples(DAYS, st.integers(0, 400)).map(lambda p: f"{p[0]}/{p[0] + timedelta(days=p[1])}"),
)


# --- as they were last looked at --------------------------------------------------------------

FIGURES = Path(__file__).parent / "data" / "figures.json"


def drawn(figure: Any) -> list[str]:
    """Tell all that is drawn, a line each: what, where (in inches), and how.

    Of a text only the beginning is told: where it is cut depends on the fonts of the machine.
    """
    [axes] = figure.axes
    size, limits = figure.get_size_inches(), (*axes.get_xlim(), *axes.get_ylim())
    found = [
        f"sheet {rounded(size)} {rounded(limits)} {rounded(axes.get_position().bounds)} "
        f"{axes.axison} {figure.dpi} {to_hex(figure.get_facecolor())}"
    ]
    for line in axes.lines:
        look = f"{to_hex(line.get_color())} {line.get_linewidth()} {line.get_zorder()}"
        if line.get_marker() in ("None", "", None):
            style = f"{line.get_linestyle()} {line.get_solid_capstyle()} {line.get_snap()}"
        else:
            edge = f"{to_hex(line.get_markeredgecolor())} {line.get_markeredgewidth()}"
            style = f"{line.get_marker()} {line.get_markersize()} {line.get_linestyle()} {edge}"
        found.append(f"line {rounded(line.get_xydata().ravel())} {look} {style}")
    for text in axes.texts:
        if arrow := getattr(text, "arrow_patch", None):
            ends = f"{rounded(text.xyann)} {rounded(text.xy)} {text.get_zorder()}"
            style = f"{arrow.get_linewidth()} {to_hex(arrow.get_edgecolor())}"
            found.append(f"arrow {ends} {style} {text.arrowprops} {text.get_text()!r}")
        else:
            look = f"{to_hex(text.get_color())} {text.get_fontsize()} {text.get_zorder()}"
            style = f"{text.get_ha()} {text.get_va()} {text._linespacing} {text.get_parse_math()}"
            place = rounded(text.get_position())
            found.append(f"text {place} {text.get_text()[:9]!r} {look} {style} {text.get_usetex()}")
    return found


def rounded(numbers: Any) -> list[float]:
    """Round to thousandths of an inch."""
    return [round(float(number), 3) + 0.0 for number in numbers]


def letters(count: int) -> ka.Collection:
    """Read a collection of so many letters from the one to the other."""
    data = content()
    data["documents"] = [{**data["documents"][0], "id": f"d{at}"} for at in range(count)]
    return collection(data)


def examples() -> dict[str, Any]:
    """Draw the figures that are kept."""
    meeting = DOCS.by_date("1953-07-27")
    dates = {
        "months and years": ["1951-01", "1951", "1953-07-27", "../1952", "1953-08-01/.."],
        "two months": ["1953-06-01", "1953-08-01"],
        "two months and a day": ["1953-06-01", "1953-08-02"],
        "three days": ["1953-07-25", "1953-07-27/..", "../1953-07-26"],
        "two years": ["1952-12", "1953-07-27", "1954-11-30"],
        "centuries": ["1500", "1953-07-26", "2000-12-31"],
    }
    return {
        "timeline": timeline(DOCS),
        "timeline of a day": timeline(meeting),
        **{f"timeline of {name}": timeline(made(days)) for name, days in dates.items()},
        "timeline of nothing": timeline(DOCS[:0]),
        "network": network(DOCS),
        "network of a day": network(meeting),
        "network of three letters": network(letters(3)),
        "network of very many letters": network(letters(12)),
    }


def test_as_they_were_last_looked_at() -> None:
    """All that is drawn is where and as it was when somebody last looked at the figures.

    After a change that is meant: `python -m tests.test_plots`, and look at them again.
    """
    kept = json.loads(FIGURES.read_text("utf-8"))
    for name, figure in examples().items():
        assert drawn(figure) == kept[name]


# --- the timeline --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "docs",
    [DOCS, ka.by_date("1953-07-27"), ka.by_date("1953-07"), ka.by_actor("U Nu"), ka.by_origin("Poland"), DOCS[:0], collection()],
)  # fmt: skip
@pytest.mark.parametrize("draw", [timeline, network])
def test_texts_do_not_collide(draw: Any, docs: ka.Collection) -> None:
    """Every text of a figure can be read: none upon another, none cut by the edge."""
    readable(draw(docs))


@settings(max_examples=8)
@given(st.lists(SPANS, min_size=1, max_size=24), st.sampled_from(["Title", NASTY]))
def test_any_dates_can_be_drawn(dates: list[str], title: str) -> None:
    """Whatever the dates and titles, the timeline can be read."""
    readable(timeline(made(dates, title)))


@pytest.mark.parametrize("dates", [["0001-01-01"], ["9999-12-31"], ["0001", "9999"], ["0001/.."]])
def test_the_ends_of_the_calendar(dates: list[str]) -> None:
    """The first and the last day there are can be drawn."""
    readable(timeline(made(dates)))


@pytest.mark.parametrize(
    "docs", [DOCS, ka.by_date("1953-07"), made(["1900-01-01", "1953", "1980-02-03"])]
)
def test_true_scale(docs: ka.Collection) -> None:
    """A mark's height is a linear function of its day, downwards."""
    found = marks(timeline(docs))
    assert len(found) == len(docs)
    days = [sum(day.toordinal() for day in (d.date.first, d.date.last) if day) / 2 for d in docs]
    assert days == sorted(days)
    heights = [mark[3] for mark in found]
    slope = (heights[-1] - heights[0]) / (days[-1] - days[0])
    assert slope < 0
    for day, height in zip(days, heights, strict=True):
        assert height == pytest.approx(heights[0] + slope * (day - days[0]), abs=1e-6)


def test_marks_do_not_hide_each_other() -> None:
    """The documents of one day, and of near days, stand side by side."""
    for (_, _, x, y), (_, _, other_x, other_y) in combinations(marks(timeline(DOCS)), 2):
        assert max(abs(x - other_x), abs(y - other_y)) > 0.11


def test_each_origin_has_its_sign() -> None:
    """One colour and one shape for each origin; either alone tells the origins apart."""
    for draw, states in ((timeline, [d.origin for d in DOCS]), (network, None)):
        signs = [mark[:2] for mark in marks(draw(DOCS))]
        kinds = set(signs)
        assert len({colour for colour, _ in kinds}) == len(kinds)
        shapes = [shape for colour, shape in kinds if colour != "#ffffff"]
        assert len(set(shapes)) == len(shapes)
        if states:
            assert len(kinds) == len(set(states)) == len(set(zip(states, signs, strict=True)))


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
    colours = sorted({mark[0] for mark in marks(timeline(DOCS))})
    assert len(colours) == 7
    seen = [
        [sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in matrix]
        for colour in colours
    ]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.1


def test_titles() -> None:
    """Beside each mark's leader stands the title, whole or with an ellipsis."""
    texts = [text.replace("\n", " ") for text, _ in boxes(timeline(DOCS))]
    for doc in DOCS:
        whole = " ".join(doc.title.split())
        assert any(t == whole or (t.endswith("…") and whole.startswith(t[:-1])) for t in texts)


def test_long_titles_and_dates() -> None:
    """A long title has two lines, and a long date has two, too."""
    found = dict(boxes(timeline(made(["1953-07-27/1954-08-28"], "word " * 60))))
    [title] = [text for text in found if text.startswith("word")]
    [dates] = [text for text in found if text.startswith("27 Jul 1953 –")]
    assert title.count("\n") == dates.count("\n") == 1


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(63, 100_000), st.floats(1.5, 20))
@example(date(1953, 6, 6), 387, 5.4)
@example(date(1953, 1, 1), 365, 5.4)
@example(date(1953, 12, 1), 500, 2.0)
@example(date(1953, 2, 1), 900, 2.0)
@example(date(1950, 2, 2), 1_500, 2.0)
@example(date(1900, 7, 2), 30_000, 2.0)
def test_ticks(first: date, days: int, height: float) -> None:
    """Months are named at equal steps, all within the days drawn, and as closely as has room."""
    last = min(first + timedelta(days), date.max - timedelta(400))
    scale = plots._Scale(first, last, height, 0)
    ticks = [date.fromordinal(day) for day, _ in scale.ticks()]
    assert all(day.day == 1 and first <= day <= last for day in ticks)
    months = [day.year * 12 + day.month - 1 for day in ticks]
    steps = {later - earlier for earlier, later in pairwise(months)}
    assert len(steps) <= 1
    month = 28 * (scale.y(0) - scale.y(1))
    for step in steps:
        assert step in (1, 2, 3, 6) or step % 12 == 0
        assert step * month >= 0.16 - 1e-9 or step >= 12
        finer = {2: 1, 3: 2, 6: 3, 12: 6}.get(step, step // 12 - 1)
        assert step == 1 or finer * month < 0.16 or step > 12
        assert all(month % step == 0 for month in months)
        assert months[0] - step < first.year * 12 + first.month - (first.day == 1)
        assert months[-1] + step > last.year * 12 + last.month - 1


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("1953-07-02", "2 Jul 1953"),
        ("1953-07", "Jul 1953"),
        ("1953", "1953"),
        ("1953-07-27/1953-08-03", "27 Jul 1953 – 3 Aug 1953"),
        ("../1953-07-27", "– 27 Jul 1953"),
        ("1953-07-27/..", "27 Jul 1953 –"),
    ],
)
def test_dates(date: str, printed: str) -> None:
    """Dates are printed in English, as long as the catalogue's precision."""
    texts = [text.replace("\n", " ") for text, _ in boxes(timeline(made([date])))]
    assert printed in texts


def test_leaders_join_marks_and_titles() -> None:
    """Each leader begins at a mark and ends beside a title, and no two cross."""
    figure = timeline(DOCS)
    leaders = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 4]
    starts = {(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in leaders}
    assert starts == {mark[2:] for mark in marks(figure)}
    ends = [(float(line.get_ydata()[1]), float(line.get_ydata()[2])) for line in leaders]
    assert ends == sorted(ends, reverse=True)


def test_the_armistice() -> None:
    """27 July 1953 is marked if the documents reach over it, at that day's height."""
    figure = timeline(DOCS)
    [line] = [line for line in figure.axes[0].lines if line.get_color() == "#8c1515"][:-1]
    signed = [m for m, d in zip(marks(figure), DOCS, strict=True) if d in ka.by_date("1953-07-27")]
    assert {mark[3] for mark in signed} == {float(y) for y in line.get_ydata()}
    assert "armistice signed, 27 July 1953" in [text for text, _ in boxes(figure)]
    before = made(["1953-07-20", "1953-07-26"])
    for docs in (ka.by_date("1954"), ka.by_date("1953-06"), before):
        figure = timeline(docs)
        assert "#8c1515" not in [line.get_color() for line in figure.axes[0].lines]
        assert "armistice signed, 27 July 1953" not in [text for text, _ in boxes(figure)]


@pytest.mark.parametrize(
    ("text", "lines", "cut"),
    [
        ("ten letter", 1, "ten letter"),
        ("abcdefghijk", 1, "abcdefghi…"),
        ("abcdefgh ijk", 1, "abcdefgh…"),
        ("one two three four", 2, "one two\nthree four"),
        ("abcdefgh ijklmnop", 2, "abcdefgh\nijklmnop"),
        ("one two three four five", 2, "one two\nthree fou…"),
        ("one two three four five", 1, "one two t…"),
        ("abcdefghijk lm", 2, "abcdefghi…"),
        ("x" * 100_000, 1, "xxxxxxxxx…"),
    ],
)
def test_cut(text: str, lines: int, cut: str) -> None:
    """A text is broken at spaces into its lines, each as full as can be; the rest is an ellipsis."""
    assert plots._cut(text, lines, lambda words: len(words) <= 10) == cut


def test_cut_to_nothing() -> None:
    """Where not one letter has room, one is written all the same."""
    assert plots._cut("abc", 1, lambda _: False) == "a…"


@given(
    st.lists(st.floats(0, 5), min_size=1, max_size=12).map(lambda ys: sorted(ys)[::-1]),
    st.floats(-1, 1),
)
def test_labels_are_spread(wanted: list[float], bottom: float) -> None:
    """Labels stand a row apart within the sheet, and as near to their marks as that lets them."""
    row, count = plots._ROW, len(wanted)
    top = bottom + row * count + 1
    found = plots._spread(wanted, top, bottom)
    assert all(one - other >= row - 1e-9 for one, other in pairwise(found))
    assert found[0] <= top - row / 2 + 1e-9
    assert found[-1] >= bottom + row / 2 - 1e-9
    # The min-max formula of isotonic regression: another way to the least sum of squares.
    moved = [y + row * at for at, y in enumerate(wanted)]
    free = plots._spread(wanted, 100, -100)
    for at in range(count):
        best = min(
            max(sum(moved[a : b + 1]) / (b + 1 - a) for b in range(at, count))
            for a in range(at + 1)
        )
        assert free[at] == pytest.approx(best - row * at, abs=1e-9)
        highest, lowest = top - row / 2, bottom + row * (count - 0.5)
        assert found[at] == pytest.approx(min(max(best, lowest), highest) - row * at, abs=1e-9)


def test_the_most_that_are_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many documents as can be read are labelled, and no more."""
    monkeypatch.setattr(plots, "_MOST", 3)
    for count, labelled in ((3, True), (4, False)):
        texts = [text for text, _ in boxes(timeline(made(["1953"] * count)))]
        assert any("Title" in text for text in texts) is labelled


def test_many_documents() -> None:
    """Of more documents than could be labelled there are the marks, on a page's height."""
    days = [str(date(1950, 1, 1) + timedelta(days=at)) for at in range(300)]
    figure = timeline(made(days))
    assert len(marks(figure)) == 300
    assert 8 < figure.get_size_inches()[1] < 9
    assert not any("Title" in text for text, _ in boxes(figure))


@pytest.mark.parametrize("count", [14, 60, 110, 200])
def test_many_on_one_day(count: int) -> None:
    """However many documents one day has, all that is drawn is on the page, with room for titles."""
    figure = timeline(made(["1953-07-27"] * count))
    width, height = figure.get_size_inches()
    for line in figure.axes[0].lines:
        for x, y in line.get_xydata():
            assert 0 <= x <= width
            assert 0 <= y <= height
    titles = [box for text, box in boxes(figure) if text.startswith("Title")]
    assert len(titles) == (count if count <= 120 else 0)
    # The marks have the whole width where nothing is written.
    assert (max(x for _, _, x, _ in marks(figure)) > 7) is (not titles)
    assert all(box.x0 < 4.3 for box in titles)


# --- the network ---------------------------------------------------------------------------


def test_direction_and_meetings() -> None:
    """An arrow goes from each author to each recipient; those who met are joined without one."""
    figure = network(DOCS)
    named = {actor.name: actor.id for actor in DOCS.actors}
    places = {}
    for _, _, x, y in marks(figure):
        for text, box in boxes(figure):
            beside = box.x1 < x if x < 3.75 else box.x0 > x
            if beside and abs((box.y0 + box.y1) / 2 - y) < 0.14:
                places[x, y] = named[text.replace("\n", " ")]
    drawn = set()
    for note in figure.axes[0].texts:
        patch = getattr(note, "arrow_patch", None)
        if patch is not None and note.xyann in places:
            kind = (
                "correspondence" if "-|>" in str(note.arrowprops["arrowstyle"]) else "co-presence"
            )
            drawn.add((places[note.xyann], places[note.xy], kind))
    assert drawn == {edge[:3] for edge in edges(DOCS)}


@pytest.mark.parametrize("docs", [ka.by_date("1953-07-27"), ka.by_date("1953-07")])
def test_there_and_back(docs: ka.Collection) -> None:
    """Of two letters, there and back, neither arrow's head is upon the other arrow."""
    figure = network(docs)
    figure.set_dpi(100)
    saved(figure, "png")  # this is when arrows get their places
    arrows = {}
    for note in figure.axes[0].texts:
        if patch := getattr(note, "arrow_patch", None):
            path = patch.get_path().to_polygons(closed_only=False)[0]
            middle = patch.get_transform().transform(path)[len(path) // 2]
            arrows[note.xyann, note.xy] = middle / figure.dpi
    pairs = [(arrows[ends], arrows[ends[::-1]]) for ends in arrows if ends[::-1] in arrows]
    assert pairs
    for one, other in pairs:
        assert abs(one - other).max() > 0.12


def test_the_more_documents_the_wider() -> None:
    """Two letters of the same two draw a wider line than one."""
    data = content()
    second = {**data["documents"][0], "id": "again"}
    data["documents"].append(second)
    widths = []
    for docs in (collection(), collection(data)):
        [note] = [n for n in network(docs).axes[0].texts if getattr(n, "arrow_patch", None)][:1]
        widths.append(note.arrow_patch.get_linewidth())
    assert widths[1] > widths[0]


def test_a_state_acts_for_itself() -> None:
    """A state that writes has its own sign; a long name is broken once, and then cut."""
    data = content()
    data["documents"][0]["claims"][0]["actor"] = "avalon"
    data["actors"][2] |= {"affiliation": "avalon", "name": "Bob " * 60 + "Lee"}
    [axes] = network(collection(data)).axes
    texts = [text.get_text() for text in axes.texts if not hasattr(text, "arrow_patch")]
    assert texts.count("Avalon") == 2
    assert "state not given" not in texts
    [bob] = [text for text in texts if "Bob" in text]
    assert (bob.count("\n"), bob[-1]) == (1, "…")


def test_long_names_in_the_legend() -> None:
    """The names in the legend stay in their thirds of the width, on one line, cut where they must."""
    data = content()
    data["actors"][1]["name"] = "The Very United Kingdoms " * 9
    figure = network(collection(data))
    readable(figure)
    legend = [text for text, _ in boxes(figure)][-4:]
    assert legend[0].startswith("The Very United Kingdoms The Ver")
    assert (legend[0][-1], "\n" in legend[0]) == ("…", False)
    assert legend[1:] == ["state not given", "wrote to", "met"]


def test_many_actors() -> None:
    """Of two hundred actors the figure draws the 120 most frequent, and can be read."""
    data = content()
    data["actors"] += [
        {"id": f"a{at}", "name": f"Actor number {at}", "kind": "person"} for at in range(200)
    ]
    letter = data["documents"][1]
    letter["title"] = "Untold to all"
    letter["claims"] = [
        {"role": role, "actor": actor, "field": "title", "quote": "Untold", "basis": "stated"}
        for role, actor in (("author", "a0"), *(("recipient", f"a{at}") for at in range(1, 200)))
    ]
    figure = network(collection(data))
    assert len(marks(figure)) == 120
    readable(figure)


# --- both ----------------------------------------------------------------------------------


SCRIPT = """
import hashlib, io, sys
import matplotlib as mpl
import korean_armistice as ka
from korean_armistice import plots
before = dict(mpl.rcParams)
for draw in (plots.timeline, plots.network):
    for form in ("svg", "png"):
        with mpl.rc_context({"svg.hashsalt": "x"}):
            draw(ka.load()).savefig(file := io.BytesIO(), format=form, metadata={"Date": None} if form == "svg" else {})
        print(hashlib.sha256(file.getvalue()).hexdigest())
assert dict(mpl.rcParams) == before
assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
"""


def test_the_same_bytes() -> None:
    """Whatever the hash seed and locale, the bytes are the same; matplotlib's state is let be."""
    runs = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", SCRIPT], check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == 4


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
@pytest.mark.parametrize("draw", [timeline, network])
def test_saving(draw: Any, form: str) -> None:
    """A figure is saved in each form without a warning, and in a user's own style, too."""
    starts = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}
    assert saved(draw(DOCS), form).startswith(starts[form])
    with mpl.rc_context({"text.parse_math": True, "axes.facecolor": "black", "font.size": 30}):
        figure = draw(DOCS)
    readable(figure)
    assert saved(figure, form).startswith(starts[form])


def test_hostile_text() -> None:
    """Markup of formulas is text, line breaks are spaces, and what no font has is left out."""
    figure = timeline(made(["1953-07-27"], NASTY))
    [title] = [text for text, _ in boxes(figure) if "frac" in text]
    assert title.replace("\n", " ").startswith("$\\frac{1}{0}$ _^ % & line break")
    saved(figure, "png")
    data = content()
    data["actors"][0] |= {"name": "\U00013000", "aliases": []}
    del data["actors"][0]["family"]
    assert "ann" in [text for text, _ in boxes(network(collection(data)))]
    saved(network(collection(data)), "png")


@pytest.fixture
def hangul(tmp_path: Path) -> str:
    """Install a font that has three letters of Hangul, under a name that systems bring."""
    family, letters = "WenQuanYi Zen Hei", "김일성"
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    pen = TTGlyphPen(None)
    for x, y in ((0, 0), (0, 900), (900, 900), (900, 0)):
        (pen.lineTo if (x, y) != (0, 0) else pen.moveTo)((x, y))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {ord(letter): name for letter, name in zip(letters, names[1:], strict=True)}
    )
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900)
    builder.setupPost()
    path = tmp_path / "hangul.ttf"
    builder.save(path)
    return str(path)


def test_hangul_where_a_font_has_it(hangul: str) -> None:
    """With a font for it, Hangul is drawn; letters that no font has bring no warning."""
    manager: Any = font_manager.fontManager
    known = list(manager.ttflist)
    manager.addfont(hangul)
    try:
        figure = timeline(made(["1953-07-27"], "김일성 \U0010fffd"))
        assert any("김일성" in text for text, _ in boxes(figure))
        assert saved(figure, "png") != saved(timeline(made(["1953-07-27"], "\U0010fffd")), "png")
    finally:
        manager.ttflist = known


def test_nothing_to_draw() -> None:
    """An empty selection gives a figure that says so."""
    assert [text for text, _ in boxes(timeline(DOCS[:0]))] == ["There is no document to draw."]
    assert [t for t, _ in boxes(network(DOCS[:0]))] == [
        "There is no letter and no meeting to draw."
    ]


@pytest.mark.parametrize("draw", [timeline, network])
def test_only_collections(draw: Any) -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection"):
        draw(list(DOCS))


def test_in_a_notebook() -> None:
    """A figure brings its own picture, as sharp as it says; saved and loaded it is still one."""
    figure: Any = timeline(DOCS)
    width, height = (figure.get_size_inches() * figure.dpi).astype(int)
    for each in (figure, pickle.loads(pickle.dumps(figure))):
        with mpl.rc_context({"savefig.format": "pdf"}):
            png = each._repr_png_()
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">2I", png[16:24]) == (width, height)


@pytest.mark.parametrize("draw", [timeline, network])
def test_whatever_the_settings(draw: Any) -> None:
    """A figure is white, and its texts are drawn without TeX, whatever matplotlib's settings are."""
    with mpl.rc_context({"figure.facecolor": "black", "text.usetex": True}):
        figure = draw(DOCS)
        assert to_hex(figure.get_facecolor()) == "#ffffff"
        assert not any(text.get_usetex() for text in figure.axes[0].texts if text.get_text())


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"korean-armistice\[plot\]"):
        timeline(DOCS)


if __name__ == "__main__":
    told = {name: drawn(figure) for name, figure in examples().items()}
    FIGURES.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
