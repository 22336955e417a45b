"""A figure measured in inches, with texts broken to fit into their room, and with a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from math import inf
from typing import Any

import numpy as np
from matplotlib import dates, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from ._entry import one_line

_dates: Any = dates  # matplotlib has no types for it
Style = dict[str, Any]
Stretch = tuple[float, float]
# All lengths are inches. The width is that of a printed page without its margins. Each stretch of
# the time axis has a margin (_PAD), and there is a break between two stretches.
_WIDTH, LEFT, LINE, GAP = 7.5, 0.15, 0.125, 0.09
_PAD, _BREAK = 0.3, 0.2
# An axis of at most this number of days is not broken, because its days can be told apart.
_DISTINCT = 100
_INK, HAIR, _SOFT = "#1a1a1a", "#e2e2e2", "#595959"
# The size of letters in points, and the share of its room that a line may fill. This is less than
# 1, because hinting makes letters wider.
_SIZE, _FILLED = 7.2, 0.94
# An entry of the legend has its mark in the middle, with an edge like the marks of the figure.
_KEY: Style = {
    "markevery": [1], "markeredgecolor": _INK, "markeredgewidth": 0.6, "solid_capstyle": "butt",
}  # fmt: skip
# Font families with Hangul and Han from several systems; only installed ones are used.
_FAMILIES = (
    "DejaVu Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans KR",
    "Malgun Gothic", "Microsoft YaHei", "Apple SD Gothic Neo", "PingFang SC", "NanumGothic",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Unifont",
)  # fmt: skip


class Figure(MatplotlibFigure):
    """A matplotlib figure that notebooks can show, and whose files have the fonts that journals want.

    A notebook draws matplotlib's own figure only after `%matplotlib inline`; otherwise
    it shows its repr.
    """

    def savefig(self, *args: Any, **options: Any) -> None:
        """Save the figure as matplotlib does. The font settings hold only for this call.

        Journals refuse Type 3, which is matplotlib's own choice, because its letters cannot be edited.
        But the letters of a font without TrueType outlines would be invisible in a PDF of Type 42.
        Letters that an SVG file keeps as text can be searched, copied and read aloud.
        """
        texts = "".join(text.get_text() for text in self.findobj(Text))
        kind = 42 if all(map(_is_truetype, map(_font, set(texts)))) else 3
        settings: Any = {"pdf.fonttype": kind, "ps.fonttype": kind, "svg.fonttype": "none"}
        with rc_context(settings):
            super().savefig(*args, **options)

    def _repr_png_(self) -> bytes:
        file = BytesIO()
        self.savefig(file, format="png")
        return file.getvalue()


def sheet(
    height: float, keys: Mapping[tuple[str, ...], Style], said: Sequence[str]
) -> tuple[Figure, Axes]:
    """Make a figure whose unit is an inch; the legend and the sentences stand below zero."""
    third = (_WIDTH - LEFT) / 3
    entries = [(lines(third - 0.45, *labels), style) for labels, style in keys.items()]
    rows = [entries[at : at + 3] for at in range(0, len(entries), 3)]
    rows += [[(lines(_WIDTH - 2 * LEFT, sentence), {})] for sentence in said]
    depths = [LINE * max(len(text) for text, _ in row) + GAP for row in rows]
    *tops, bottom = accumulate(depths, lambda top, depth: top - depth, initial=-2 * GAP)
    figure = Figure(figsize=(_WIDTH, height - bottom), dpi=100, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(bottom, height))
    axes.set_axis_off()
    for row, top in zip(rows, tops, strict=True):
        for at, (text, style) in enumerate(row):
            left = LEFT + at * third
            if style:
                xs, y = [left, left + 0.12, left + 0.24], top - LINE / 2
                axes.plot(xs, [y] * 3, **{**_KEY, **style})
            write(axes, left + (0.34 if style else 0), top, text, color=_SOFT)
    return figure, axes


def stretches(spans: Iterable[Stretch]) -> list[Stretch]:
    """Split the days that the spans cover at long gaps, which would leave little room for the rest.

    These are gaps of more than a third of the axis, if they take more than half of it together, if
    something else remains, and if the axis is too long to tell its days apart.
    """
    spans = sorted(spans)
    days = sorted(day for span in spans for day in span if abs(day) < inf)
    whole, reached = days[-1] - days[0], days[0]
    breaks: list[float] = []
    for first, last in spans:
        if first - reached > whole / 3:
            breaks += [reached, first]
        reached = max(reached, min(last, days[-1]))
    rest = whole - sum(breaks[1::2]) + sum(breaks[::2])
    if whole < _DISTINCT or not 0 < rest < whole / 2:
        breaks = []
    return [*zip([days[0], *breaks[1::2]], [*breaks[::2], days[-1]], strict=True)]


def numbers(first: date | None, last: date | None) -> Stretch:
    """Turn days into matplotlib's numbers, where open ends are infinite."""
    return (
        float(_dates.date2num(first)) if first else -inf,
        float(_dates.date2num(last)) if last else inf,
    )


def gaps(parts: Sequence[Stretch]) -> list[str]:
    """Say from which day to which there is no document."""
    pairs = [
        (_dates.num2date(one[1] + 1), _dates.num2date(two[0] - 1)) for one, two in pairwise(parts)
    ]
    return [f"{first:%Y-%m-%d} to {last:%Y-%m-%d}" for first, last in pairs]


def time_axis(
    axes: Axes, parts: Sequence[Stretch], top: float, right: float
) -> Callable[[Stretch], tuple[float, float, float]]:
    """Draw an axis on which days are equally wide; return the function that places spans on it."""
    room = right - LEFT - _BREAK * (len(parts) - 1)
    days = sum(last - first for first, last in parts)
    inch = (room - 2 * _PAD * len(parts)) / max(days, 5)
    pad = (room - inch * days) / len(parts) / 2
    begin, knots, free = LEFT + pad, [], 0.0
    for first, last in parts:
        end = begin + inch * (last - first)
        knots += [begin, end]
        axes.plot([begin - pad, end + pad], [top, top], color=_SOFT, linewidth=0.8)
        for day, label in _ticks(first, last):
            x = begin + inch * (day - first)
            if x >= free:
                axes.plot([x, x], [0, top + 0.04], color=HAIR, linewidth=0.5, zorder=0)
                write(axes, x, top + 0.06, [label], ha="center", va="bottom", color=_SOFT)
                free = x + 0.42
        begin = end + 2 * pad + _BREAK
        if end + pad < right - _BREAK / 2:
            write(axes, end + pad + _BREAK / 2, top, ["//"], ha="center", va="center")
    bounds = [day for part in parts for day in part]

    def place(span: Stretch) -> tuple[float, float, float]:
        """Return where a span begins, where its mark stands (its known end if open), where it ends."""
        low, high = np.interp(span, bounds, knots, left=LEFT, right=right).tolist()
        return low, high if span[0] == -inf else low if span[1] == inf else (low + high) / 2, high

    return place


def _ticks(first: float, last: float) -> Iterable[tuple[float, str]]:
    formats = ["%Y", "%b\n%Y", *["%d %b\n%Y"] * 4]
    locator = _dates.AutoDateLocator(minticks=min(2, last - first), maxticks=7)
    found = (
        locator.tick_values(_dates.num2date(first), _dates.num2date(last))
        if first < last
        else [first]
    )
    days = [day for day in found if first <= day <= last]
    style = {"formats": formats, "zero_formats": formats, "show_offset": False, "usetex": False}
    return zip(days, _dates.ConciseDateFormatter(locator, **style).format_ticks(days), strict=True)


def marks(axes: Axes, sign: Style, places: list[tuple[float, ...]]) -> None:
    """Draw marks, and bars where a document has more than one day."""
    for left, _, right, y in places:
        if left < right:
            axes.barh(y, right - left, 0.06, left, color=sign["color"], ec=_INK, lw=0.6)
    # In a bar the mark is small, or it would hide the bar of a month.
    sizes = [9 if left < right else 36 for left, _, right, _ in places]
    xs, ys = [place[1] for place in places], [place[3] for place in places]
    look = {"facecolor": sign["color"], "edgecolor": _INK, "linewidth": 0.6}
    axes.scatter(xs, ys, s=sizes, marker=sign["marker"], **look)


def write(axes: Axes, x: float, y: float, text: Sequence[str], **look: Any) -> None:
    """Write lines below a height as they are, without TeX or formulas, whatever the settings."""
    plain = {"parse_math": False, "usetex": False, "color": _INK, "fontsize": _SIZE, "va": "top"}
    axes.text(x, y, "\n".join(text), family=[*_fonts(), "sans-serif"], **{**plain, **look})


def lines(room: float, *texts: str) -> list[str]:
    """Break the first text whose letters have a font, or the last: at spaces, or after slashes."""
    text = one_line(next(filter(_has_font, texts), texts[-1]))
    rest = "".join(char for char in text if char.isprintable() and _width(char) is not None)
    broken = []
    while rest:
        widths = accumulate(_width(char) or 0 for char in rest[:300])
        count = max(1, sum(width <= room * _FILLED for width in widths))
        if count < len(rest):
            space, slash = rest.rfind(" ", 1, count + 1), rest.rfind("/", 0, count) + 1
            count = max(space, slash) if max(space, slash) > 0 else count
        broken.append(rest[:count])
        rest = rest[count:].lstrip()
    return broken


def note(text: str, count: int, noun: str = "document") -> list[str]:
    """Say how many of these there are, if there are any."""
    return [f"{text}: {count} {noun}{'s' * (count > 1)}"] if count else []


def fonts_lack(texts: Iterable[str]) -> list[str]:
    """Say once that some text was replaced, if it was."""
    lack = "A name that no installed font can write is given in another spelling, or by its id"
    return [] if all(map(_has_font, texts)) else [lack]


def _has_font(text: str) -> bool:
    return all(_width(char) is not None for char in text if char.isalpha())


@lru_cache(maxsize=10_000)
def _width(char: str) -> float | None:
    """Measure a character in inches; None if no font has it."""
    font = _font(char)
    return font and font.load_char(ord(char)).linearHoriAdvance / 65536 / 100 * _SIZE / 72


def _font(char: str) -> FT2Font | None:
    return next((font for font in _fonts().values() if font.get_char_index(ord(char))), None)


@lru_cache
def _fonts() -> dict[str, FT2Font]:
    """Open the families that are installed, because matplotlib warns of any other."""
    known = {font.name for font in fontManager.ttflist}
    found = {name: FT2Font(fontManager.findfont(name)) for name in _FAMILIES if name in known}
    for font in found.values():
        font.set_size(100, 72)
    return dict(sorted(found.items(), key=lambda item: not _is_truetype(item[1])))


def _is_truetype(font: FT2Font | None) -> bool:
    maxp: Any = font.get_sfnt_table("maxp") if font else None
    return maxp is None or maxp["version"] == (1, 0)
