"""Figures for a paper: the documents in time, and who wrote to whom.

Each function takes a selection (anything else is a `TypeError`) and returns a matplotlib `Figure`.
Without matplotlib it raises `ImportError`; ``pip install 'korean-armistice[plot]'`` brings it. The
colours are Okabe and Ito's, which the colour-blind can tell apart: https://jfly.uni-koeln.de/color/
"""

from collections import Counter
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import cycle
from textwrap import wrap
from typing import Any

from korean_armistice import Collection
from korean_armistice.export._entry import checked, one_line
from korean_armistice.export._extra import need
from korean_armistice.export.graph import edges

# pyright: reportPossiblyUnboundVariable=false
with suppress(ImportError):  # The functions then raise it, with the extra to install.
    import numpy as np
    from matplotlib import dates, font_manager, lines, rc_context, rcParams, style, text, textpath
    from matplotlib.figure import Figure as MatplotlibFigure

    class Figure(MatplotlibFigure):
        """A figure that notebooks show, and whose files have the fonts that journals want."""

        def savefig(self, *args: Any, **options: Any) -> None:
            """Save with fonts of Type 42, or of Type 3 if a font has no TrueType outlines."""
            texts = [(each.get_text(), each.get_fontfamily()) for each in self.findobj(text.Text)]
            types = {_font_type(char, *families) for chars, families in texts for char in chars}
            used = min(types - {0}, default=42)
            with rc_context({"pdf.fonttype": used, "ps.fonttype": used, "svg.fonttype": "none"}):
                super().savefig(*args, **options)

        def _repr_png_(self) -> bytes:
            self.savefig(file := BytesIO(), format="png")
            return file.getvalue()


__all__ = ["network", "timeline"]

# Families with Hangul and Han on several systems, those with TrueType outlines first.
_FAMILIES = (
    "DejaVu Sans", "Malgun Gothic", "Microsoft YaHei", "NanumGothic", "WenQuanYi Zen Hei",
    "Droid Sans Fallback", "Noto Sans KR", "Noto Sans CJK KR", "Noto Sans CJK JP",
    "Noto Sans CJK SC", "Apple SD Gothic Neo", "PingFang SC", "Unifont",
)  # fmt: skip
_COLOURS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")
_SHAPES = ("o", "s", "D", "^", "P", "v", "X")
_INK, _SOFT = "#1a1a1a", "#595959"
_TIES: Any = {
    "correspondence": {"label": "arrow: wrote to", "color": _INK, "linestyle": "-"},
    "co-presence": {"label": "met", "color": _SOFT, "linestyle": "--"},
}
_BAR = {"label": "bar: some or all of these days", "color": _SOFT, "linewidth": 4}
_SIGNED = {"label": "armistice signed, 27 July 1953", "color": "#8c1515", "linestyle": "--"}


@contextmanager
def _plain() -> Any:
    """Draw in matplotlib's own style, without TeX and formulas, in fonts that are installed."""
    need("matplotlib", "plot")
    families = [name for name in _FAMILIES if name in font_manager.get_font_names()]
    own: Any = {"font.family": families, "font.size": 7.2, "text.parse_math": False}
    own |= {"lines.linewidth": 0.8, "lines.markeredgecolor": _INK, "lines.markeredgewidth": 0.6}
    with style.context(["default", {**own, "ytick.alignment": "center"}]):
        yield


@_plain()
def timeline(docs: Collection) -> "MatplotlibFigure":
    """Draw documents in time: a row each, the earliest at the top, with date and title.

    A day is a mark in the colour and shape of the origin; a longer date is a bar with a mark, and an
    open end runs to the edge. Every day has the same width. The figure says which long time without
    a document is cut out, and how many documents are undated and not drawn. Titles are not cut. In
    the shipped collection a line marks the armistice, if the days include it.

    Example:
        >>> import korean_armistice as ka
        >>> figure = ka.plots.timeline(ka.by_date("1953-07"))
    """
    dated: Any = [document for document in checked(docs) if document.date]
    if not dated:
        return _sheet([], [], {"There is no dated document to draw.": True})[0]
    known = dates.date2num(np.array([(d.date.first, d.date.last) for d in dated], "datetime64[D]"))
    spans = np.where(np.isnan(known), (-np.inf, np.inf), known)  # An open end has no number.
    low, high, signed = np.nanmin(known), np.nanmax(known), dates.datestr2num("1953-07-27")
    events = [signed] if docs.is_shipped and low <= signed <= high else []
    firsts, lasts = np.sort([*spans, *zip(events, events, strict=True)], axis=0).T
    pauses = np.column_stack([lasts[:-1], firsts[1:]])
    gaps = pauses[np.diff(pauses)[:, 0] > max((high - low) / 3, 60)]
    rest = high - low - np.diff(gaps).sum()
    if not rest:  # Only single days would remain, so nothing is cut out.
        gaps, rest = gaps[:0], high - low
    pad = max(rest, 5) / 7
    bounds = [low - pad, *gaps.ravel(), high + pad]
    steps = np.diff(bounds)
    steps[1::2] = 3 * pad  # Each gap shrinks to this width.
    places = np.cumsum([0, *steps]) / steps.sum()
    broken = "Broken axis (//): no document from {:%Y-%m-%d} to {:%Y-%m-%d}"
    notes = {broken.format(*days): True for days in dates.num2date(np.add(gaps, [1, -1]))}
    undated, joint = len(docs) - len(dated), sum(len(d.origins) > 1 for d in dated)
    notes[f"Not drawn, because undated: {undated} document{'s' * (undated > 1)}"] = undated > 0
    notes[f"Drawn with the first of their origins: {joint} document{'s' * (joint > 1)}"] = joint > 0
    notes["Of dates: ~ approximate, ? uncertain, % both"] = any(d.date.qualifier for d in dated)
    looks = _looks(docs, "origin not given")
    keys = [_BAR] * (not all(d.date.day for d in dated)) + [_SIGNED] * len(events)
    figure, axes, ys = _sheet([(looks[d.origin], d.title, d.id) for d in dated], keys, notes, 0.395)
    axes.vlines(np.interp(events, bounds, places), *axes.get_ylim(), **_SIGNED)
    for days, span, y, d in zip(known, spans, ys, dated, strict=True):
        middle, *ends = np.interp([np.nanmean(days), *span], bounds, places)
        axes.hlines(y, *ends, looks[d.origin]["color"], linewidth=4)
        axes.plot(middle, y, **looks[d.origin], markersize=6 if d.date.day else 3)
        axes.text(1.04, y, str(d.date).replace("/", "/\n"), va="center")
    axes.axhline(0, color=_SOFT, clip_on=False)
    for x in (places[1:-1:2] + places[2:-1:2]) / 2:  # the middle of each gap
        axes.text(x, 0, "//", ha="center", va="center", backgroundcolor="white")
    names: dict[float, str] = {}
    for first, last in np.reshape([low, *gaps.ravel(), high], (-1, 2)):
        locator = dates.AutoDateLocator(minticks=min(2, last - first), maxticks=6)
        locator.intervald[dates.DAILY] = [1, 7, 14]  # Other steps put the 31st beside the 1st.
        found = locator.tick_values(*dates.num2date((first, last)))
        days = [day for day in found if first <= day <= last] or [first]
        step = 1 + int(0.14 * steps.sum() / min(np.diff(days), default=np.inf))
        days = days[::step]  # A label takes a seventh of the axis.
        forms = ["%Y", "%b\n%Y", *["%d %b\n%Y"] * 4]
        labels = dates.ConciseDateFormatter(locator, formats=forms, zero_formats=forms)
        names |= zip(np.interp(days, bounds, places), labels.format_ticks(days), strict=True)
    axes.set_xticks([*names], names.values())
    axes.grid(color="#e2e2e2", linewidth=0.5)
    return figure


@_plain()
def network(docs: Collection) -> "MatplotlibFigure":
    """Draw who wrote to whom (arrows), and who met whom (dashed lines).

    The actors stand in one column, those of one state together, in its colour and shape. The more
    documents, the wider the line; the figure has a key to the widths. Copies are not drawn, because
    nobody wrote to those who got one. `export.graph.edges` has the evidence of each line.

    Example:
        >>> import korean_armistice as ka
        >>> figure = ka.plots.network(ka.by_actor("Kim Il Sung"))
    """
    ties = Counter(edge[:3] for edge in edges(checked(docs)) if edge.source != edge.target)
    if not ties:
        return _sheet([], [], {"There is no letter and no meeting to draw.": True})[0]
    looks, tied = _looks(docs, "state not given"), {end for tie in ties for end in tie[:2]}
    actors = sorted((a for a in docs.actors if a.id in tied), key=lambda a: looks[a]["label"])
    keys = [look for kind, look in _TIES.items() if any(kind in tie for tie in ties)]
    for n in sorted({min(ties.values()), max(ties.values())}):
        label = f"this width: {n} document{'s' * (n > 1)}"
        keys.append({"label": label, "color": _INK, "linewidth": 0.8 * n**0.5})
    rows = [(looks[actor], actor.name, *actor.aliases, actor.id) for actor in actors]
    figure, axes, ys = _sheet(rows, keys, {}, 0.51)
    places: dict[str, float] = {}
    for actor, y in zip(actors, ys, strict=True):
        axes.plot(1, y, **looks[actor], clip_on=False)
        places[actor.id] = y
    for (one, two, kind), n in ties.items():
        start, end, letter = places[one], places[two], kind == "correspondence"
        # A line up and a meeting swing less far, because they would otherwise cover a line down.
        swing = (1 if start < end else -0.7) * (1 if letter else 0.5)
        swing *= 0.5 / abs(end - start) + min(1.2, 6.6 / ys[-1])
        bend = {"connectionstyle": f"arc3,rad={swing}", "shrinkA": 5, "shrinkB": 5}
        look = {"arrowstyle": "-|>" if letter else "-", "linewidth": 0.8 * n**0.5, **bend}
        axes.annotate("", (1, end), (1, start), arrowprops={**_TIES[kind], **look})
    return figure


def _sheet(rows: Any, keys: Any, notes: Any, right: float = 0.5) -> tuple["Figure", Any, Any]:
    """Write rows beside axes and above a legend; return figure, axes and the heights of the rows."""
    names = [_text(3.4, *spellings) for _, *spellings in rows]
    lack = "What no installed font can write is left out, or given in another spelling or by its id"
    notes[lack] = any(name.split() != row[1].split() for name, row in zip(names, rows, strict=True))
    title = "\n".join(_text(7.1, sentence) for sentence, holds in notes.items() if holds)
    keys = {str(look): look for look in [*(row[0] for row in rows), *keys]}.values()  # each once
    figure = Figure(figsize=(7.5, 1))
    look: Any = {"frameon": False, "labelcolor": _SOFT, "alignment": "left", "borderaxespad": 1.1}
    signs = [lines.Line2D([], [], **key) for key in keys]
    legend = figure.legend(handles=signs, title=title, ncols=3, loc="lower left", **look)
    foot, head = legend.get_window_extent().height / figure.dpi + 0.2, 0.35
    tops = np.cumsum([0.05, *(0.125 * max(2, name.count("\n") + 1) + 0.08 for name in names)])
    height = head + tops[-1] + foot
    figure.set_size_inches(7.5, height)
    figure.subplots_adjust(0.02, foot / height, right, 1 - head / height)
    axes = figure.add_subplot(xlim=(0, 1), ylim=(tops[-1], 0), frame_on=False, axisbelow=True)
    axes.set(xticks=[], yticks=(tops[:-1] + tops[1:]) / 2, yticklabels=names)
    axes.tick_params("x", labeltop=True, labelbottom=False, labelcolor=_SOFT, length=0)
    axes.tick_params("y", labelright=True, labelleft=False, pad=(0.527 - right) * 540, length=0)
    return figure, axes, axes.get_yticks()


def _looks(docs: Collection, unknown: str) -> Any:
    """Give each actor of the whole collection the look of its state, the same in any selection."""
    looks: Any = {None: {"label": unknown, "color": "#BBBBBB", "marker": "o", "ls": ""}}
    origins = Counter(document.origin for document in docs.whole)
    states = [actor for actor in docs.whole.involved if actor.kind == "state"]
    states.sort(key=lambda state: -origins[state])
    for state, colour, shape in zip(states, cycle(_COLOURS), cycle(_SHAPES), strict=False):
        name = _text(1.9, state.name, *state.aliases, state.id)
        looks[state] = {"label": name, "color": colour, "marker": shape, "ls": ""}
    return looks | {a: looks.get(a.affiliation or a, looks[None]) for a in docs.whole.involved}


def _text(room: float, *spellings: str) -> str:
    """Break the first spelling that fonts can write, or the last, into lines of `room` inches."""
    found = (s for s in spellings if all(map(_font_type, filter(str.isalpha, s))))
    line = one_line(next(found, spellings[-1]))
    line = "".join(char for char in line if char.isprintable() and _font_type(char))
    measure = textpath.text_to_path.get_text_width_height_descent
    fonts, broken, letters = font_manager.FontProperties(), [line], int(room * 18)
    while any(measure(part, fonts, False)[0] > room * 68 for part in broken):
        broken, letters = wrap(line, letters), letters - 1
    return "\n".join(broken)


def _font_type(char: str, *families: str) -> int:
    """Return the type of font that a letter needs in a PDF file: 42 or 3, or 0 without a font."""
    paths = map(font_manager.findfont, families or rcParams["font.family"])
    fonts = (font_manager.get_font(path) for path in paths)
    tables: Any = (f.get_sfnt_table("maxp") for f in fonts if f.get_char_index(ord(char)))
    return next((42 if table["version"] == (1, 0) else 3 for table in tables), 0)
