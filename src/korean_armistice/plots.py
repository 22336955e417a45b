"""Figures for a paper: the documents in time, and who wrote to whom.

Each function returns a matplotlib `Figure` and leaves matplotlib's own settings alone. A notebook
shows it at the end of a cell, and `figure.savefig("timeline.pdf")` (or ".svg", ".png") saves it: a PDF
file has TrueType fonts ("Type 42", as journals ask), and in an SVG file text stays text. The same
selection gives the same figure, and the same SVG file if the SVG file is saved with a salt and without a date::

    with matplotlib.rc_context({"svg.hashsalt": "timeline"}):
        figure.savefig("timeline.svg", metadata={"Date": None})

The colours are Okabe and Ito's, which the colour-blind can tell apart
(https://jfly.uni-koeln.de/color/); each state has its own shape, too. A name that no
installed font can write is replaced by another spelling or by the id, and the figure says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate, cycle
from math import inf
from typing import TYPE_CHECKING, Any

from korean_armistice import Actor, Collection
from korean_armistice.export._entry import checked
from korean_armistice.export._extra import need
from korean_armistice.export.graph import edges

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["network", "timeline"]

_COLOURS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
_SHAPES = ("o", "s", "D", "^", "P", "v", "X", "p")
_INK, _SOFT = "#1a1a1a", "#595959"
_ARMISTICE = date(1953, 7, 27)
_SIGNED: dict[str, Any] = {"color": "#8c1515", "linewidth": 0.8, "linestyle": (0, (3, 2))}
# Inches: where dates, titles and actors stand, where titles end, the head of the time axis; and the
# greatest height of a sheet, because Acrobat cannot show a higher page.
_DATES, _TITLES, _ACTORS, _END, _HEAD, _HIGHEST = 3.1, 3.95, 3.3, 7.35, 0.4, 200
# The name of each kind of tie, its line, its arrow, its arrow in the legend, and the width of its
# curve.
_TIES: dict[str, tuple[str, dict[str, Any], str, str, float]] = {
    "correspondence": ("wrote to", {"color": _INK, "linestyle": "-"}, "-|>", ">", 1),
    "co-presence": ("met", {"color": _SOFT, "linestyle": (0, (4, 2))}, "-", "", 0.5),
}


def timeline(docs: Collection) -> Figure:
    """Draw documents in time: a row each, the earliest at the top, with date and title.

    A document of one day is a mark in the colour and shape of its origin; one of a month, a year or
    a stretch is a bar with a mark, and an open end runs to the edge. Every day has the same width. A
    long time without a document is cut out of the axis, and the figure says from when to when; it
    also says how many documents are undated, because these are not drawn. Titles are not cut. If they
    needed a sheet of more than 200 inches (hundreds of documents), they are left out, and the figure
    says so. For the shipped collection it also marks the day of the armistice, if that
    lies between the first and the last day.

    Args:
        docs: the selection.

    Returns:
        A figure 7.5 inches wide, and as high as its rows need.

    Raises:
        ImportError: matplotlib is missing; ``pip install 'korean-armistice[plot]'`` brings it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> figure = ka.plots.timeline(ka.by_date("1953-07"))
        >>> float(figure.get_figwidth())
        7.5
    """
    need("matplotlib", "plot")
    from korean_armistice.export import _figure as draw

    dated = [(document, document.date) for document in checked(docs) if document.date]
    if not dated:
        return draw.sheet(0, {}, ["There is no dated document to draw."])[0]
    dates = [draw.lines(_TITLES - _DATES, str(span)) for _, span in dated]
    titles = [draw.lines(_END - _TITLES, doc.title, doc.id) for doc, _ in dated]
    heights = [draw.LINE * max(map(len, row)) + draw.GAP for row in zip(dates, titles, strict=True)]
    titled = sum(heights) <= _HIGHEST
    heights = heights if titled else [8 / len(dated)] * len(dated)
    *above, height = accumulate(heights, initial=0)
    ys = [height - depth - min(draw.LINE, heights[0]) / 2 for depth in above]
    spans = [draw.numbers(span.first, span.last) for _, span in dated]
    days = [day for span in spans for day in span if abs(day) < inf]
    signed = draw.numbers(_ARMISTICE, _ARMISTICE)
    events = [signed] if docs.is_shipped and min(days) <= signed[0] <= max(days) else []
    stretches = draw.stretches([*spans, *events])
    signs = _signs(docs, (document.origin for document, _ in dated))
    keys = {_spellings(state, "origin not given"): sign for state, sign in signs.items()}
    if any(first < last for first, last in spans):
        keys["bar: some or all of these days",] = {"color": _SOFT, "linewidth": 4}
    if events:
        keys["armistice signed, 27 July 1953",] = _SIGNED
    joint = sum(len(document.origins) > 1 for document, _ in dated)
    said = [
        *(f"Broken axis (//): no document from {gap}" for gap in draw.gaps(stretches)),
        *draw.note("Not drawn, because undated", len(docs) - len(dated)),
        *draw.note("Drawn with the first of their origins", joint),
        *draw.note("Without titles, which have no room", 0 if titled else len(dated)),
        *(
            ["Of dates: ~ approximate, ? uncertain, % both"]
            if any(span.qualifier for _, span in dated)
            else []
        ),
        *draw.fonts_lack(document.title for document, _ in dated),
    ]
    figure, axes = draw.sheet(height + _HEAD, keys, said)
    scale = draw.time_axis(axes, stretches, height + 0.05, _DATES - 0.15 if titled else _END)
    for event in events:
        axes.plot(scale(event)[:2], [0, height], **_SIGNED)
    for state, sign in signs.items():
        own = [at for at, (document, _) in enumerate(dated) if document.origin == state]
        draw.marks(axes, sign, [(*scale(spans[at]), ys[at]) for at in own])
    for y, day, title in zip(ys, dates, titles, strict=True) if titled else ():
        axes.plot([draw.LEFT, _DATES - 0.15], [y, y], color=draw.HAIR, linewidth=0.5, zorder=0)
        draw.write(axes, _DATES, y + draw.LINE / 2, day)
        draw.write(axes, _TITLES, y + draw.LINE / 2, title)
    return figure


def network(docs: Collection) -> Figure:
    """Draw who wrote to whom (arrows), and who met whom (dashed lines).

    The actors stand in one column, those of one state together, in its colour and shape. The more
    documents, the wider the line; the figure has a key to the widths. Actors without a letter or a
    meeting are not drawn; nor are copies, because a
    document is not addressed to an actor who was only sent a copy. If the
    sheet would be higher than 200 inches (hundreds of actors), the less frequent are left out, and
    the figure says so. `export.graph.edges` has the documents and the evidence of each line.

    Args:
        docs: the selection.

    Returns:
        A figure 7.5 inches wide, and as high as the names need.

    Raises:
        ImportError: matplotlib is missing; ``pip install 'korean-armistice[plot]'`` brings it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> figure = ka.plots.network(ka.by_date("1953-07-27"))
        >>> [text.get_text() for text in figure.axes[0].texts if "Rhee" in text.get_text()]
        ['Syngman Rhee']
    """
    need("matplotlib", "plot")
    from korean_armistice.export import _figure as draw

    found = (edge[:3] for edge in edges(checked(docs)) if edge.kind in _TIES)
    ties = Counter(tie for tie in found if tie[0] != tie[1])
    ids = {actor_id for tie in ties for actor_id in tie[:2]}
    tied = [actor for actor in docs.actors if actor.id in ids]
    if not tied:
        return draw.sheet(0, {}, ["There is no letter and no meeting to draw."])[0]
    names = {a.id: draw.lines(_ACTORS - 2 * draw.LEFT, *_spellings(a)) for a in tied}
    heights = {key: draw.LINE * len(name) + 2 * draw.GAP for key, name in names.items()}
    actors = tied[: sum(total <= _HIGHEST for total in accumulate(heights.values()))]
    signs = _signs(docs, map(_state, actors))
    actors.sort(key=lambda actor: list(signs).index(_state(actor)))
    *above, height = accumulate((heights[actor.id] for actor in actors), initial=0)
    ys = {a.id: height - y - heights[a.id] / 2 for a, y in zip(actors, above, strict=True)}
    most = max(ties.values())
    widths = {count: 0.8 + min(0.8, 5 / most) * (count - 1) for count in ties.values()}
    keys = {_spellings(state, "state not given"): sign for state, sign in signs.items()}
    for kind in sorted({kind for _, _, kind in ties}, reverse=True):
        label, line, _, end, _ = _TIES[kind]
        keys[label,] = {**line, "linewidth": 0.8, "marker": end, "markevery": [2]}
    for count in sorted({min(widths), most}):
        keys[draw.note("this width", count)[0],] = {"color": _INK, "linewidth": widths[count]}
    less = draw.note("Not drawn, because less frequent", len(tied) - len(actors), "actor")
    said = [*less, *draw.fonts_lack(actor.name for actor in actors)]
    figure, axes = draw.sheet(height, keys, said)
    for actor in actors:
        y, name = ys[actor.id], names[actor.id]
        draw.marks(axes, signs[_state(actor)], [(_ACTORS, _ACTORS, _ACTORS, y)])
        draw.write(axes, _ACTORS - 0.12, y + draw.LINE * len(name) / 2, name, ha="right")
    for (one, two, kind), count in sorted(ties.items()):
        if one in ys and two in ys:
            _tie(axes, ys[one], ys[two], kind, widths[count])
    return figure


def _tie(axes: Axes, start: float, end: float, kind: str, width: float) -> None:
    """Draw a line that swings out to the right of the actors."""
    _, line, arrow, _, swing = _TIES[kind]
    fall, room = end - start, axes.get_ylim()[1]
    # A line upwards swings less far, because it would otherwise cover the line downwards.
    out = (0.25 + min(0.6, 3.3 / room) * abs(fall)) * swing * (1 if fall < 0 else 0.7)
    bend = {"connectionstyle": f"arc3,rad={2 * out / fall}", "mutation_scale": 9}
    look = {"arrowstyle": arrow, "linewidth": width, "shrinkA": 5, "shrinkB": 5}
    axes.annotate("", (_ACTORS, end), (_ACTORS, start), arrowprops={**look, **line, **bend})


def _spellings(actor: Actor | None, unknown: str = "") -> tuple[str, ...]:
    return (actor.name, *actor.aliases, actor.id) if actor else (unknown,)


def _state(actor: Actor) -> Actor | None:
    return actor if actor.kind == "state" else actor.affiliation


def _signs(docs: Collection, states: Iterable[Actor | None]) -> dict[Actor | None, dict[str, Any]]:
    """Give each state a colour and a shape, the same for every selection of a collection.

    The most frequent origin of the collection comes first, and the unknown one comes last.
    """
    counts, wanted = Counter(document.origin for document in docs.whole), set(states)
    known = [state for state in {*counts, *wanted} if state]
    ranked = sorted(known, key=lambda state: (-counts[state], state.name))
    looks = [*zip(ranked, cycle(_COLOURS), cycle(_SHAPES), strict=False), (None, "#FFFFFF", "o")]
    return {s: {"color": c, "marker": m, "linestyle": ""} for s, c, m in looks if s in wanted}
