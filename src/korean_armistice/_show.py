"""What a person sees: listings of 80 columns, and the table in a notebook."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from ._model import Actor, Document

__all__ = ["evidence", "listing", "table"]

_WIDTH = 80
# A notebook with more rows than this stops answering; the rest is said in words.
_ROWS = 100
_CELL = "text-align:left;vertical-align:top"


def listing(documents: Iterable[Document]) -> str:
    """List documents: date and title, and beneath who wrote to whom, and the origin."""
    return "\n".join(line for document in documents for line in _heading(document))


def evidence(document: Document) -> str:
    """Show a document whole: what `listing` shows, its summary, and each claim's quote."""
    lines = [*_heading(document), ""]
    if document.summary:
        lines += [*_wrapped(document.summary, "  "), ""]
    for claim in document.claims:
        mark = " (inferred)" if claim.basis == "inferred" else ""
        lines += _wrapped(f"{claim.role:<11} {claim.actor.name}{mark}", "  ", 14)
        lines += _wrapped(f"{claim.field}: “{claim.quote}”", " " * 14, 14)
        if claim.note:
            lines += _wrapped(claim.note, " " * 14, 14)
    return "\n".join(lines).rstrip()


def table(documents: Sequence[Document]) -> str:
    """Draw documents as an HTML table, every text escaped."""
    titles = ("Date", "Title", "From", "To", "Origin")
    head = "".join(f'<th style="text-align:left">{title}</th>' for title in titles)
    rows = "".join(map(_row, documents[:_ROWS]))
    rest = len(documents) - _ROWS
    more = f"<p>… and {rest} more.</p>" if rest > 0 else ""
    caption = _escaped(repr(documents).strip("<>"))
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _row(document: Document) -> str:
    title = _escaped(document.title)
    if document.record.url:
        title = f'<a href="{_escaped(document.record.url)}">{title}</a>'
    origin = _escaped(document.origin.name) if document.origin else ""
    met = f"meeting of {_names(document.participants)}" if document.participants else ""
    cells = (title, _names(document.authors) or met, _names(document.recipients), origin)
    rest = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in cells)
    date = f'<td style="{_CELL};white-space:nowrap">{document.date}</td>'
    return f"<tr>{date}{rest}</tr>"


def _escaped(text: str) -> str:
    from html import escape  # only a notebook needs it

    return escape(text)


def _names(actors: Iterable[Actor]) -> str:
    return _escaped("; ".join(actor.name for actor in actors))


def _heading(document: Document) -> list[str]:
    date = f"{document.date!s:<10}  "
    lines = _wrapped(date + document.title, "", len(date))
    authors, recipients = _people(document.authors), _people(document.recipients)
    parties = f"{authors} → {recipients}" if recipients else authors
    if document.participants:
        met = f"meeting of {_people(document.participants)}"
        parties = f"{parties}; {met}" if parties else met
    origin = f"origin: {document.origin.name}" if document.origin else ""
    for text in filter(None, (parties, origin)):
        lines += _wrapped(text, " " * len(date), len(date))
    return lines


def _people(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.name for actor in actors)


def _wrapped(text: str, indent: str, hanging: int | None = None) -> list[str]:
    """Break a text into lines of the width; those after the first begin under `hanging`."""
    following = indent if hanging is None else " " * hanging
    lines: list[str] = []
    line, wide = indent, len(indent)
    for word in _words(text):
        more = _columns(word)
        if wide + more <= _WIDTH or not line.strip():
            line += word  # in place: a sum would copy the line each time
            wide += more
        else:
            lines.append(line.rstrip())
            line = following + word.lstrip()
            wide = _columns(line)
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Split before each run of spaces, and around each wide character: those may break anywhere."""
    words: list[str] = []
    word: list[str] = []  # joined when it ends: to add to a text copies it each time
    blank = True
    for char in text.replace("\n", " "):
        opens = char == " " or _columns(char) > 1
        if word and not blank and (opens or _columns(word[-1]) != 1):
            words.append("".join(word))
            word, blank = [], True
        word.append(char)
        blank = blank and char.isspace()
    return [*words, "".join(word)] if word else words


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
