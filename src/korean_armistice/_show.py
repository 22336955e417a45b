"""Texts for people: lists and cards of 80 columns, and their HTML in a notebook."""

from collections.abc import Iterator, Sequence

from attrs import asdict

from ._model import Claim, Document, Link, quotes
from ._span import reach
from ._values import printable

_WIDTH, _COLUMN = 80, 18  # The texts of a card begin in this column, right of its labels.
_ROWS = 100  # More rows make a notebook too slow; the number of the others is printed.
_CELL = '<td style="text-align:left;vertical-align:top'  # `_row` may add a style, and closes it.


def extent(docs: Sequence[Document]) -> str:
    """Say how many documents there are, and from when to when."""
    spans = [document.date for document in docs if document.date]
    undated = len(docs) - len(spans)
    count = f"{len(docs)} document{'s' * (len(docs) != 1)}"
    parts = (count, reach(spans) if spans else "", f"{undated} undated" if undated else "")
    return ", ".join(filter(None, parts))


def listing(docs: Sequence[Document]) -> str:
    """List documents: date and title, and below these who wrote to whom, and the origin."""
    return "\n".join(line for document in docs for line in _heading(document))


def card(document: Document) -> str:
    """Show the complete record: heading, summary, and all known facts, with their evidence."""
    lines = [*_heading(document), ""]
    if document.summary:
        lines += [*_wrapped(document.summary, 2), ""]
    for label, (text, *more) in _facts(document):
        lines += _wrapped(text, _COLUMN, f"  {label}")
        lines += [line for each in more for line in _wrapped(each, _COLUMN)]
    return "\n".join(lines).rstrip()


def page(document: Document) -> str:
    """Draw the complete record as HTML, every text escaped."""
    facts = "".join(
        f"<dt>{_html(label)}</dt><dd>{'<br>'.join(map(_linked, texts))}</dd>"
        for label, texts in _facts(document)
    )
    summary = f"<p>{_html(document.summary)}</p>" if document.summary else ""
    return f"<article><h4>{_html(str(document))}</h4>{summary}<dl>{facts}</dl></article>"


def table(docs: Sequence[Document]) -> str:
    """Draw documents as an HTML table, every text escaped."""
    titles = ("Date", "Title", "From", "To", "Origin")
    head = "".join(f'<th style="text-align:left">{title}</th>' for title in titles)
    rows = "".join(map(_row, docs[:_ROWS]))
    more = f"<p>… and {len(docs) - _ROWS} more.</p>" if len(docs) > _ROWS else ""
    return (
        f"<table><caption>{_html(extent(docs))}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _facts(document: Document) -> Iterator[tuple[str, list[str]]]:
    """List the known facts of a document, each with a label and lines of text."""
    known = {"kind": document.kind, "covers": document.covers, "holder": document.holder}
    known |= asdict(document.record, recurse=False)
    known |= {"subjects": "; ".join(document.record.subjects), "url": document.url}
    for label, value in known.items():
        if value:
            yield label.replace("_", " "), [str(value)]
    proved: list[tuple[str, str, Claim | Link]]
    proved = [(claim.role, claim.actor.name, claim) for claim in document.claims]
    proved += [(link.verb, link.to, link) for link in document.links]
    for label, what, each in proved:
        mark = " (inferred)" if each.basis == "inferred" else ""
        yield label, [what + mark, *quotes(each), *filter(None, [each.note])]
    for excerpt in document.excerpts:
        yield excerpt.part, [f"“{excerpt.words}”", f"seen in: {excerpt.source}"]
    for note in document.notes:
        yield "editor's note", [note.text, *([f"seen in: {note.source}"] if note.source else [])]


def _html(text: str) -> str:
    from html import escape  # only a notebook needs it, and it takes 2 ms

    return escape(text)


def _linked(text: str, url: str | None = None) -> str:
    if not url and text.startswith(("http://", "https://")) and " " not in text:
        url = text
    return f'<a href="{_html(url)}">{_html(text)}</a>' if url else _html(text)


def _row(document: Document) -> str:
    authors, met, recipients, origins = map(_html, _people(document))
    title = _linked(document.title, document.record.url)
    rest = "".join(f'{_CELL}">{cell}</td>' for cell in (title, authors or met, recipients, origins))
    return f'<tr>{_CELL};white-space:nowrap">{document.date or "undated"}</td>{rest}</tr>'


def _heading(document: Document) -> Iterator[str]:
    authors, met, recipients, origins = _people(document)
    parties = f"{authors} → {recipients}" if recipients else authors
    origin = f"origin: {origins}" if origins else ""
    date = f"{document.date or 'undated'!s:<10}  "
    yield from _wrapped(document.title, len(date), date)
    for text in ("; ".join(filter(None, (parties, met))), origin):
        yield from _wrapped(text, len(date))


def _people(document: Document) -> tuple[str, str, str, str]:
    """Name its authors, participants, recipients and origins, each as a text, empty if unknown."""
    roles = (document.authors, document.participants, document.recipients, document.origins)
    authors, met, recipients, origins = (", ".join(map(str, actors)) for actors in roles)
    return authors, met and f"meeting of {met}", recipients, origins


def _wrapped(text: str, column: int, begin: str = "") -> list[str]:
    """Break a text into lines that begin in a column; the first may have a label before it."""
    from textwrap import wrap  # its import takes 2 ms, and only printing needs it

    return wrap(
        printable(text), _WIDTH, initial_indent=begin.ljust(column),
        subsequent_indent=" " * column, break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
