"""Figures fit for a paper: the documents in time, and who wrote to whom.

Each function returns a matplotlib `Figure` and leaves matplotlib's own settings alone. A notebook
shows it at the end of a cell; `figure.savefig("timeline.svg")` or ".png" saves it. The same
selection gives the same figure, and the same bytes if SVG is given a salt and no date::

    with matplotlib.rc_context({"svg.hashsalt": "timeline"}):
        figure.savefig("timeline.svg", metadata={"Date": None})

The colours are Okabe and Ito's, which the colour-blind can tell apart
(https://jfly.uni-koeln.de/color/); each state has a shape of its own besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from korean_armistice._collection import Collection
from korean_armistice._model import Actor, Document
from korean_armistice._span import Span, as_span, in_english
from korean_armistice.export._entry import checked, one_line
from korean_armistice.export._extra import need
from korean_armistice.export.graph import edges

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["network", "timeline"]

_COLOURS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
_SHAPES = ("o", "s", "D", "^", "P", "v", "X", "p")
_UNKNOWN = ("#FFFFFF", "o")
_INK, _SOFT, _HAIR, _RED = "#1a1a1a", "#595959", "#b8b8b8", "#8c1515"
# The abstract: “On July 27, 1953, the Korean Armistice Agreement was signed”.
_ARMISTICE = date(1953, 7, 27)
_SIGNED = "armistice signed, 27 July 1953"
# More labels, or actors, than this could not be read on any page.
_MOST = 120
# All lengths are inches; the width is a page's without its margins.
_WIDTH, _EDGE, _LANE = 7.5, 0.1, 0.12
_LINE, _ROW = 0.2, 0.27
_AXIS, _MARKS, _LABELS, _DATES = 0.85, 2.0, 2.2, 0.82
_LEFT, _RIGHT = 2.65, 4.85
_POINTS = 7.2
# Texts are measured at a fine resolution; a coarse one rounds letters up to whole pixels.
_FINE, _COARSER = 150, 1.05
# Families with Hangul and Han, as several systems bring them; only those installed are used.
_FAMILIES = (
    "DejaVu Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans KR",
    "Malgun Gothic", "Microsoft YaHei", "Apple SD Gothic Neo", "PingFang SC", "NanumGothic",
    "WenQuanYi Zen Hei", "Unifont",
)  # fmt: skip


def timeline(docs: Collection) -> Figure:
    """Draw documents on a line of time in true scale, the earliest at the top.

    Each document is a mark at its day (a bar where the catalogue gives a month, a year or a
    stretch), in the colour and shape of its origin, and a line leads to its sign, date and title.
    Of more than 120 documents there are the marks alone; marks of very many documents of one
    day stand partly upon each other. The armistice of 27 July 1953 is
    marked where it falls among them.

    Raises:
        ImportError: matplotlib is missing; ``pip install 'korean-armistice[plot]'`` brings it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.plots import timeline
        >>> figure = timeline(ka.by_date("1953-07"))
        >>> width, height = figure.get_size_inches()
        >>> float(width)
        7.5
    """
    documents = list(checked(docs))
    days = sorted(day for doc in documents for day in (doc.date.first, doc.date.last) if day)
    if not days:
        return _empty("There is no document to draw.")
    signs = _signs(docs, {document.origin for document in documents})
    labelled = len(documents) <= _MOST
    signed = [_SIGNED] if days[0] <= _ARMISTICE <= days[-1] else []
    sheet = _Sheet(max(2.0, _ROW * len(documents)) if labelled else 8.0, [*signs, *signed])
    scale = _Scale(days[0], days[-1], sheet.top, sheet.bottom)
    _draw_axis(sheet, scale)
    marks = [_mark(document.date, scale) for document in documents]
    xs, out = _columns(_lanes(marks), _MARKS if labelled else _WIDTH - _EDGE - _AXIS)
    for document, mark, x in zip(documents, marks, xs, strict=True):
        sheet.mark(x, mark, signs[document.origin])
    if labelled:
        _draw_labels(sheet, documents, marks, xs, out, signs)
    if signed:
        y = scale.y(_ARMISTICE.toordinal() + 0.5)
        sheet.line([(_AXIS - 0.06, y), (out, y)], _RED, dashed=True)
    sheet.legend(signs, "origin not given", *signed)
    return sheet.figure


def network(docs: Collection) -> Figure:
    """Draw who wrote to whom (arrows), and who met whom (dashed lines).

    The actors stand in two columns, ordered by the state they act for, which gives them
    colour and shape; the more documents, the wider the line. Those who neither wrote to
    another, nor were written to, nor met one are left out, and of more than 120 the less
    frequent. `export.graph.edges` has the documents and the evidence of each line.

    Raises:
        ImportError: matplotlib is missing; ``pip install 'korean-armistice[plot]'`` brings it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.plots import network
        >>> figure = network(ka.by_date("1953-07-27"))
        >>> [text.get_text() for text in figure.axes[0].texts][:2]
        ['Georgy Malenkov', 'Syngman Rhee']
    """
    ties = Counter(edge[:3] for edge in edges(checked(docs)) if edge.source != edge.target)
    tied = {actor_id for source, target, _ in ties for actor_id in (source, target)}
    actors = [actor for actor in docs.actors if actor.id in tied][:_MOST]
    if not actors:
        return _empty("There is no letter and no meeting to draw.")
    signs = _signs(docs, set(map(_state, actors)))
    order = list(signs)
    actors.sort(key=lambda actor: order.index(_state(actor)))
    half = (len(actors) + 1) // 2
    sheet = _Sheet(max(1.6, 0.3 * half), [*signs, None, None])
    places = {
        actor.id: (_RIGHT if at >= half else _LEFT, sheet.top - 0.3 * (at % half + 0.5))
        for at, actor in enumerate(actors)
    }
    for actor in actors:
        x, y = places[actor.id]
        sheet.mark(x, _Mark(y, y), signs[_state(actor)])
        side = "right" if x == _LEFT else "left"
        gap = -0.12 if x == _LEFT else 0.12
        sheet.text(x + gap, y, (actor.name, actor.id), _LEFT - 0.3, align=side, lines=2)
    for (source, target, kind), count in sorted(ties.items()):
        if source in places and target in places:
            sheet.tie(places[source], places[target], count, directed=kind == "correspondence")
    sheet.legend(signs, "state not given", "wrote to", "met")
    return sheet.figure


class _Mark(NamedTuple):
    """Where a document stands: from the first of its days down to the last."""

    first: float
    last: float

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


class _Scale:
    """Days to heights: the first at the top, every day of the same length."""

    def __init__(self, first: date, last: date, top: float, bottom: float) -> None:
        self.first, self.last = first.toordinal(), last.toordinal() + 1
        pad = max(1.0, (self.last - self.first) * 0.015)
        self._day = (top - bottom) / (self.last - self.first + 2 * pad)
        self._top = top - pad * self._day

    def y(self, day: float) -> float:
        return self._top - (day - self.first) * self._day

    def ticks(self) -> list[tuple[int, str]]:
        """Name days, months or years, as closely as their names have room."""
        room = 0.16 / self._day
        if self.last - self.first <= 62:  # noqa: PLR2004 - two months: days are plainest
            days = range(self.first, self.last, max(1, round(room + 0.5)))
            return [(day, _printed(as_span(date.fromordinal(day)))) for day in days]
        first, last = date.fromordinal(self.first), date.fromordinal(self.last - 1)
        fits = (step for step in (1, 2, 3, 6) if step * 28 >= room)
        step = next(fits, 12 * (1 + int(room / 365)))
        start = -(-(first.year * 12 + first.month - 1) // step) * step
        months = range(start, last.year * 12 + last.month, step)
        starts = [date(month // 12, month % 12 + 1, 1) for month in months]
        return [(day.toordinal(), _month(day)) for day in starts if day >= first]


class _Sheet:
    """A figure measured in inches, with a legend beneath what is drawn."""

    def __init__(self, height: float, legend: Sequence[object]) -> None:
        rows = -(-len(legend) // 3)
        self.bottom = _EDGE + _LINE * rows + 0.15
        self.top = self.bottom + height
        need("matplotlib.figure", "plot")
        renderer = need("matplotlib.backends.backend_agg", "plot").RendererAgg
        from korean_armistice.export._figure import Figure  # it cannot be without matplotlib

        self.figure = Figure(figsize=(_WIDTH, self.top + _EDGE), dpi=100, facecolor="white")
        self._renderer = renderer(1, 1, _FINE)
        self._axes = self.figure.add_axes(
            (0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(0, self.top + _EDGE)
        )
        self._axes.set_axis_off()

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool = False
    ) -> None:
        xs, ys = zip(*points, strict=True)
        style = (0, (3, 2)) if dashed else "-"
        self._axes.plot(xs, ys, color=colour, linewidth=0.8, linestyle=style, zorder=1)

    def mark(self, x: float, mark: _Mark, sign: tuple[str, str], size: float = 6) -> None:
        colour, shape = sign
        edge: dict[str, Any] = {"markeredgecolor": _INK, "markeredgewidth": 0.6, "color": colour}
        if mark.first - mark.last > _LANE:
            self._axes.plot(
                [x, x],
                [*mark],
                color=_INK,
                linewidth=5.2,
                zorder=2,
                solid_capstyle="butt",
                snap=False,
            )
            self._axes.plot(
                [x, x],
                [*mark],
                color=colour,
                linewidth=4,
                zorder=2,
                solid_capstyle="butt",
                snap=False,
            )
        self._axes.plot(
            [x], [mark.middle], marker=shape, markersize=size, zorder=3, linestyle="", **edge
        )

    def text(
        self, x: float, y: float, texts: tuple[str, str], width: float, *,
        align: str = "left", colour: str = _INK, lines: int = 1,
    ) -> None:  # fmt: skip
        """Write the first of two texts that can be drawn, cut to a width in one or two lines."""
        made = self._axes.text(
            x, y, "", family=list(_families()), parse_math=False, usetex=False,
            ha=align, va="center_baseline", color=colour, fontsize=_POINTS, zorder=4, linespacing=1,
        )  # fmt: skip

        def fits(words: str) -> bool:
            made.set_text(words)
            extent = made.get_window_extent(self._renderer, dpi=_FINE).width
            return bool(extent * _COARSER <= width * _FINE)

        made.set_text(_cut(_drawable(texts), lines, fits))

    def tie(
        self, one: tuple[float, float], other: tuple[float, float], count: int, *, directed: bool
    ) -> None:
        """Join two places: an arrow, or a dashed line; it bends into the space between the columns."""
        across, down = one[0] != other[0], other[1] < one[1]
        inward = 1 if (one[0] == _LEFT) is not down else -1
        # Between neighbours the bow is high, so that there and back are seen apart.
        share, inches = (0.5, 0.8) if down else (0.35, 0.36)
        bend = 0.1 if across else inward * max(share, inches / abs(one[1] - other[1]))
        self._axes.annotate(
            "", other, one, zorder=1.5,
            arrowprops={
                "arrowstyle": "-|>,head_length=0.55,head_width=0.2" if directed else "-",
                "connectionstyle": f"arc3,rad={bend}", "shrinkA": 5, "shrinkB": 5,
                "linewidth": min(0.8 + 0.5 * (count - 1), 4), "color": _INK if directed else _SOFT,
                "linestyle": "-" if directed else (0, (3, 2)), "mutation_scale": 12,
            },
        )  # fmt: skip

    def legend(
        self, signs: Mapping[Actor | None, tuple[str, str]], unknown: str, *lines: str
    ) -> None:
        """Explain the signs, then the lines: each a third of the width."""
        entries = [*signs, *lines]
        for at, entry in enumerate(entries):
            x = _EDGE + 0.15 + (at % 3) * (_WIDTH - _EDGE) / 3
            y = self.bottom - 0.15 - _LINE * (at // 3 + 0.5)
            if isinstance(entry, str):
                self._sample(x, y, entry, lines)
                texts = (entry, "")
            else:
                self.mark(x, _Mark(y, y), signs[entry])
                texts = (entry.name, entry.id) if entry else (unknown, "")
            self.text(x + 0.17, y, texts, (_WIDTH - _EDGE) / 3 - 0.3, colour=_SOFT)

    def _sample(self, x: float, y: float, entry: str, lines: tuple[str, ...]) -> None:
        if len(lines) == 1:
            self.line([(x - 0.1, y), (x + 0.1, y)], _RED, dashed=True)
        else:
            self.tie((x - 0.17, y), (x + 0.17, y), 1, directed=entry == lines[0])


def _cut(words: str, lines: int, fits: Callable[[str], bool]) -> str:
    """Break a text into so many lines that fit; what is too much becomes an ellipsis."""
    if fits(words):
        return words
    parts = words.split(" ")
    for at in range(len(parts) - 1, 0, -1) if lines > 1 else ():
        if fits(" ".join(parts[:at])):
            return f"{' '.join(parts[:at])}\n{_cut(' '.join(parts[at:]), lines - 1, fits)}"
    while len(words) > 1 and not fits(f"{words}…"):
        words = words[: len(words) - 1 - len(words) // 20].rstrip()
    return f"{words}…"


def _draw_axis(sheet: _Sheet, scale: _Scale) -> None:
    sheet.line([(_AXIS, sheet.bottom), (_AXIS, sheet.top)], _SOFT)
    for day, name in scale.ticks():
        y = scale.y(day)
        sheet.line([(_AXIS - 0.06, y), (_AXIS, y)], _SOFT)
        sheet.text(_AXIS - 0.1, y, (name, ""), _AXIS, align="right", colour=_SOFT)


def _columns(lanes: Sequence[int], room: float) -> tuple[list[float], float]:
    """Place lanes side by side, closer where they have no room; then where the last ends."""
    count = max(lanes) + 2
    step = min(_LANE, room / count)
    return [_AXIS + step * (lane + 1) for lane in lanes], _AXIS + step * count


def _draw_labels(
    sheet: _Sheet, documents: Sequence[Document], marks: Sequence[_Mark], xs: Sequence[float],
    out: float, signs: Mapping[Actor | None, tuple[str, str]],
) -> None:  # fmt: skip
    """Write dates and titles one below another, each as near to its mark as the others let it."""
    order = sorted(range(len(marks)), key=lambda at: -marks[at].middle)
    heights = _spread([marks[at].middle for at in order], sheet.top, sheet.bottom)
    start = max(_LABELS, out + 0.4)
    for at, y in zip(order, heights, strict=True):
        mark, document = marks[at], documents[at]
        sheet.line(
            [(xs[at], mark.middle), (out, mark.middle), (start - 0.12, y), (start, y)], _HAIR
        )
        sheet.mark(start, _Mark(y, y), signs[document.origin], 4.5)
        sheet.text(start + 0.1, y, (_printed(document.date), ""), _DATES - 0.05, lines=2)
        title = start + 0.1 + _DATES
        sheet.text(title, y, (document.title, document.id), _WIDTH - _EDGE - title, lines=2)


def _spread(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Move heights, given from the top down, as little as keeps them a row apart.

    What is left after every height is moved down by the rows above it must only not rise:
    that is isotonic regression, by pooling neighbours that are in each other's way.
    """
    pools: list[tuple[float, int]] = []
    for at, y in enumerate(wanted):
        mean, size = y + at * _ROW, 1
        while pools and pools[-1][0] < mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    free = [mean for mean, size in pools for _ in range(size)]
    highest, lowest = top - _ROW / 2, bottom + _ROW * (len(free) - 0.5)
    return [max(min(y, highest), lowest) - at * _ROW for at, y in enumerate(free)]


def _mark(span: Span, scale: _Scale) -> _Mark:
    first = span.first.toordinal() if span.first else scale.first
    last = span.last.toordinal() + 1 if span.last else scale.last
    return _Mark(scale.y(first), scale.y(last))


def _lanes(marks: Sequence[_Mark]) -> list[int]:
    """Give each mark the first lane in which no other is in its way."""
    lanes = [0] * len(marks)
    ends: list[float] = []
    for at in sorted(range(len(marks)), key=lambda at: -marks[at].first):
        reach = max(marks[at].first - marks[at].last, _LANE) / 2
        start = marks[at].middle + reach
        lanes[at] = next((lane for lane, end in enumerate(ends) if end >= start), len(ends))
        ends[lanes[at] : lanes[at] + 1] = [marks[at].middle - reach]
    return lanes


def _printed(span: Span) -> str:
    """Print "27 Jul 1953", "Jul 1953", "1953" or "27 Jul 1953 – 3 Aug 1953", in English anywhere."""
    first, last = span.first, span.last
    if first is not None and first != last and "/" not in str(span):
        return _month(first) if "-" in str(span) else str(span)
    ends = [f"{day.day} {_month(day)}" if day else "" for day in (first, last)]
    return ends[0] if first == last else " – ".join(ends).strip()


def _month(day: date) -> str:
    return f"{in_english(day)[:3]} {day.year:04}"


def _state(actor: Actor) -> Actor | None:
    return actor if actor.kind == "state" else actor.affiliation


def _signs(docs: Collection, states: set[Actor | None]) -> dict[Actor | None, tuple[str, str]]:
    """Give each state a colour and a shape, the same for every selection of a collection.

    The origin of most of all its documents comes first, and what is not given last.
    """
    counts = Counter(document.origin for document in docs.root.documents)
    known = {state for state in (*counts, *states) if state}
    ranked = sorted(known, key=lambda state: (-counts[state], state.name))
    signs: dict[Actor | None, tuple[str, str]] = {
        state: (_COLOURS[at % len(_COLOURS)], _SHAPES[at % len(_SHAPES)])
        for at, state in enumerate(ranked)
        if state in states
    }
    return {**signs, None: _UNKNOWN} if None in states else signs


def _empty(sentence: str) -> Figure:
    sheet = _Sheet(0.5, ())
    sheet.text(_WIDTH / 2, sheet.top - 0.25, (sentence, ""), _WIDTH, align="center", colour=_SOFT)
    return sheet.figure


def _drawable(texts: tuple[str, str]) -> str:
    """Leave out what no installed font has; if no letter is left, take the second text."""
    chars = frozenset().union(*map(_characters, _families().values()))
    kept = "".join(char for char in one_line(texts[0]) if ord(char) in chars).strip()
    return kept if any(map(str.isalnum, kept)) or not texts[1] else texts[1]


def _families() -> dict[str, str]:
    """Find the files of those families that are installed: matplotlib warns of any other."""
    manager = need("matplotlib.font_manager", "plot")
    known = {font.name for font in manager.fontManager.ttflist}
    installed = (name for name in _FAMILIES if name in known)
    return {name: manager.findfont(manager.FontProperties(family=name)) for name in installed}


@lru_cache
def _characters(path: str) -> frozenset[int]:
    """List the characters that a font file has."""
    return frozenset(need("matplotlib.ft2font", "plot").FT2Font(path).get_charmap())
