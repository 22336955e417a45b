"""Citations for Zotero, LaTeX and word processors: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from korean_armistice._collection import Collection
from korean_armistice._model import Actor, Document
from korean_armistice._span import Span

from ._entry import checked, evidence, holder, one_line, place, sorted_name
from ._extra import need

__all__ = ["to_bibtex", "to_csl", "to_ris"]

_SENT = ("telegram", "draft telegram", "letter", "response", "note")
# kind -> entry type in BibTeX, RIS and CSL; what is neither sent nor a report is unpublished.
# RIS has UNPB for unpublished works, but Zotero takes that, as all it does not know, for an article.
_TYPES: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(_SENT, ("misc", "PCOMM", "personal_communication")),
    "report": ("techreport", "RPRT", "report"),
}
_UNPUBLISHED = ("misc", "MANSCPT", "manuscript")

# BibTeX counts even escaped braces, so they must not appear; all else is LaTeX's own.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_URL = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})


def to_bibtex(docs: Collection) -> str:
    """Write documents as BibTeX (UTF-8): an entry each, its key the document's id.

    Bodies and names that begin with the family's stay whole; the kind and the recipients are
    in `howpublished`, the repository in `note`, the claims and their evidence in `annote`.
    Needs the extra `citations`.

    Raises:
        ImportError: bibtexparser is not installed.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_bibtex
        >>> print(to_bibtex(ka.by_date("1953-07-27")[:1]).splitlines()[0])
        @techreport{1953-07-27-report-malenkov-to-kim-il-sung,
    """
    bibtex = need("bibtexparser", "citations")
    model = need("bibtexparser.model", "citations")
    library = bibtex.Library()
    for document in checked(docs):
        values = _bibtex(document).items()
        fields = [model.Field(name, f"{{{value}}}") for name, value in values if value]
        library.add(model.Entry(_types(document)[0], document.id, fields))
    return str(bibtex.write_string(library, unparse_stack=[]))


def to_ris(docs: Collection) -> str:
    """Write documents as RIS, which Zotero, EndNote and others import.

    Recipients are secondary authors (A2), the repository is DP and the document's place in it
    CN, each claim with its evidence is a note (N1). Needs the extra `citations`.

    Raises:
        ImportError: rispy is not installed.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_ris
        >>> print(to_ris(ka.by_actor("U Nu")).splitlines()[1])
        TY  - MANSCPT
    """
    rispy = need("rispy", "citations")
    return str(rispy.dumps([_ris(document) for document in checked(docs)]))


def to_csl(docs: Collection) -> str:
    """Write documents as CSL-JSON, which citeproc programs, Zotero and pandoc read.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import json
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_csl
        >>> json.loads(to_csl(ka.by_date("1953-07-27")))[0]["author"]
        [{'family': 'Malenkov', 'given': 'Georgy'}]
    """
    items = [_csl(document) for document in checked(docs)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _types(document: Document) -> tuple[str, str, str]:
    return _TYPES.get(document.kind or "", _UNPUBLISHED)


def _bibtex(document: Document) -> dict[str, str]:
    day = document.date.first
    texts = {
        "howpublished": _sent(document),
        "institution": holder(document),
        "note": place(document),
        "language": document.record.language or "",
        "abstract": document.summary or "",
        "annote": "; ".join(map(evidence, document.claims)),
    }
    return {
        "author": " and ".join(map(_inverted_latex, document.authors)),
        "title": f"{{{_latex(document.title)}}}",
        "date": str(document.date),
        "year": f"{day.year:04}" if day else "",
        **{name: _latex(text) for name, text in texts.items()},
        "url": (document.record.url or "").translate(_URL),
    }


def _latex(text: str) -> str:
    return one_line(text).translate(_LATEX)


def _inverted_latex(actor: Actor) -> str:
    """Write a name so that BibTeX parts it at the comma, or not at all."""
    first, rest = map(_latex, sorted_name(actor))
    return f"{{{first}}}, {{{rest}}}" if rest else f"{{{first}}}"


def _sent(document: Document) -> str:
    kind = (document.kind or "document").capitalize()
    to = ", ".join(actor.name for actor in document.recipients)
    return f"{kind} to {to}" if to else kind


def _ris(document: Document) -> dict[str, Any]:
    day = document.date.first
    found = {
        "type_of_reference": _types(document)[1],
        "id": document.id,
        "authors": _inverted(document.authors),
        "secondary_authors": _inverted(document.recipients),
        "title": document.title,
        "year": f"{day.year:04}" if day else "",
        "date": _slashed(document.date),
        "abstract": document.summary,
        "type_of_work": document.kind,
        "publisher": holder(document),
        "database_provider": document.record.archive or document.about.title,
        "call_number": document.record.reference,
        "language": document.record.language,
        "urls": [document.record.url] if document.record.url else [],
        "notes": [evidence(claim) for claim in document.claims],
    }
    # All of them, not some: a line break lets a text end its record and begin a forged one.
    flat = {k: one_line(v) if isinstance(v, str) else v for k, v in found.items()}
    return {name: value for name, value in flat.items() if value}


def _inverted(actors: Iterable[Actor]) -> list[str]:
    return [", ".join(filter(None, sorted_name(actor))) for actor in actors]


def _slashed(span: Span) -> str:
    """Write a date as RIS does, "1953/07/27" or "1953/07"; other stretches as they are printed."""
    printed = str(span)
    return printed if "/" in printed else printed.replace("-", "/")


def _csl(document: Document) -> dict[str, Any]:
    found = {
        "id": document.id,
        "type": _types(document)[2],
        "title": one_line(document.title),
        "author": [_csl_name(actor) for actor in document.authors],
        "recipient": [_csl_name(actor) for actor in document.recipients],
        "issued": _csl_date(document.date),
        "genre": document.kind,
        "abstract": document.summary,
        "archive": holder(document),
        "archive_location": place(document),
        "language": document.record.language,
        "URL": document.record.url,
        "note": "\n".join(map(evidence, document.claims)),
    }
    return {name: value for name, value in found.items() if value}


def _csl_name(actor: Actor) -> dict[str, str]:
    first, rest = sorted_name(actor)
    return {"family": first, "given": rest} if rest else {"literal": first}


def _csl_date(span: Span) -> dict[str, Any]:
    """Write the ends as year, month, day; a year or a month alone keeps its precision."""
    printed = str(span)
    if "/" not in printed:
        return {"date-parts": [[int(part) for part in printed.split("-")]]}
    if span.first is None or span.last is None:
        return {"literal": printed}
    return {"date-parts": [_parts(span.first), _parts(span.last)]}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
