"""Citations for Zotero, pandoc and LaTeX: RIS, CSL-JSON, BibTeX and biblatex.

A document with a recipient is correspondence in every format. All others are manuscripts,
even reports, because Chicago's styles print the day of a manuscript, but only the year of a report.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from korean_armistice import Actor, Claim, Collection, Document, Span
from korean_armistice._model import grounds
from korean_armistice._span import MONTHS

from ._entry import checked, one_line, qualified

__all__ = ["to_biblatex", "to_bibtex", "to_csl", "to_ris"]

# The first table has the entry types of documents with a recipient, the second those of all
# others. biblatex's data model allows @letter no fields, so there `entrysubtype` says "letter".
CORRESPONDENCE = {
    "bibtex": "letter",
    "biblatex": "unpublished",
    "csl": "personal_communication",
    "ris": "PCOMM",
}
MANUSCRIPT = {
    "bibtex": "unpublished",
    "biblatex": "unpublished",
    "csl": "manuscript",
    "ris": "MANSCPT",
}

# These characters are written as commands, because LaTeX would read them as something else.
LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip
# BibTeX counts even escaped braces. If the braces of a text do not match, only these commands are
# read by both Zotero and pandoc (pandoc loses \textbraceleft).
LATEX_BRACES = {"{": r"$\lbrace$", "}": r"$\rbrace$"}
# LaTeX commands are not read in a `url`, and these characters would end it.
BIBTEX_URL = {"\\": "%5C", "{": "%7B", "}": "%7D"}
# Zotero reads a note in RIS as HTML as soon as a tag is in it.
RIS_NOTE = {"<": "&lt;"}

# CSL takes the code of a language; biblatex's `langid` is the name in lower case.
LANGUAGES = {
    "Albanian": "sq", "Arabic": "ar", "Bulgarian": "bg", "Chinese": "zh", "Czech": "cs",
    "English": "en", "French": "fr", "German": "de", "Hungarian": "hu", "Italian": "it",
    "Japanese": "ja", "Korean": "ko", "Mongolian": "mn", "Polish": "pl", "Portuguese": "pt",
    "Romanian": "ro", "Russian": "ru", "Serbian": "sr", "Slovak": "sk", "Spanish": "es",
    "Ukrainian": "uk", "Vietnamese": "vi",
}  # fmt: skip
# These are EDTF's marks: a date is approximate, uncertain, or both.
QUALIFIED = {"": "{}", "~": "about {}", "?": "possibly {}", "%": "possibly about {}"}
# The keys are what is left of a date in EDTF without its digits.
STRETCHES = {"": "{0}", "/": "{0} to {1}", "/..": "from {0}", "../": "until {1}"}
SUFFIX = r",? (?:Jr|Sr|II|III|IV)\.?$"


def to_bibtex(docs: Collection) -> str:
    """Write documents as BibTeX, for LaTeX with BibTeX's own styles (for biber: `to_biblatex`).

    Args:
        docs: The documents.

    Returns:
        An entry for each document, in UTF-8; its key is the document's id. The `month` holds
        the day too, because BibTeX has no other field that prints it. The kind and the
        recipients are in `howpublished` or `type`, holder and place in `note`, and the claims
        with their evidence in `annote`, which only annotated styles print.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_bibtex
        >>> print(to_bibtex(ka.by_date("1953-07-27")[:1]).splitlines()[0])
        @letter{1953-07-27-report-malenkov-to-kim-il-sung,
    """
    return _entries(checked(docs), _bibtex)


def to_biblatex(docs: Collection) -> str:
    """Write documents for LaTeX with biblatex and biber.

    Args:
        docs: The documents.

    Returns:
        Entries like those of `to_bibtex`, but within biblatex's data model: the `date` is one
        field, in EDTF.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_biblatex
        >>> print(to_biblatex(ka.by_date("1953-07-27")[:1]).splitlines()[3])
          date = {1953-07-27},
    """
    return _entries(checked(docs), _biblatex)


def to_ris(docs: Collection) -> str:
    """Write documents as RIS, which Zotero, EndNote and others import.

    Args:
        docs: The documents.

    Returns:
        A record for each document. Recipients are A2, which is a letter's recipient in Zotero;
        the holder is DB (Zotero's Archive), and the place of the original is AN (Location in
        Archive). One note (N1) holds the claims with their evidence.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.citations import to_ris
        >>> print(to_ris(ka.by_actor("U Nu")).splitlines()[0])
        TY  - MANSCPT
    """
    return "\n".join(_ris(document) for document in checked(docs))


def to_csl(docs: Collection) -> str:
    """Write documents as CSL-JSON, which pandoc, Zotero and all citeproc programs read.

    Args:
        docs: The documents.

    Returns:
        A JSON list with an item for each document. The claims and their evidence are in
        `custom`, which no style prints. They are not in `note`, because processors read lines
        of a note as variables.

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


def _types(document: Document) -> dict[str, str]:
    return CORRESPONDENCE if document.recipients else MANUSCRIPT


def _evidence(claim: Claim) -> str:
    """Put a claim into one line, with the words that prove it."""
    told = [grounds(claim), *(f"reviewed by {reviewer}" for reviewer in claim.reviewed_by)]
    return one_line(f"{claim.role}: {claim.actor} ({'; '.join(told)})")


def _kind(document: Document) -> str:
    """Name the kind and the recipients: "Telegram to Georgy Malenkov"."""
    names = [actor.name for actor in document.recipients]
    to = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    kind = document.kind or ("document" if to else "")
    return f"{kind[:1].upper()}{kind[1:]}{' to ' if to else ''}{to}"


def _collection(document: Document) -> str:
    """Name the collection, if the place of the document is not known."""
    return "" if document.place else document.about.title


def _parted(actor: Actor) -> tuple[str, str, str]:
    """Split a name into the part that is sorted first, the rest, and a suffix ("Jr.").

    A name that begins with the family name (Kim Il Sung, Mao Zedong) is not split, because
    historians write it without a comma. Names of bodies, offices and states are not split either.
    """
    name, family = one_line(actor.name), one_line(actor.family or "")
    suffix = "".join(re.findall(SUFFIX, name)) if family else ""
    bare = name.removesuffix(suffix)
    at = f" {bare} ".find(f" {family} ") if family else 0
    if at <= 0:
        return name, "", ""
    return family, one_line(bare[:at] + bare[at + len(family) :]), suffix.lstrip(", ")


# Dates


def _ends(span: Span) -> list[list[int]]:
    """Return the numbers of the date: one list, or two for a stretch; an open end is []."""
    ends = str(Span(span.first, span.last)).split("/")
    return [[int(part) for part in end.split("-")] if end != ".." else [] for end in ends]


def _in_words(span: Span) -> str:
    """Write a date in English: "from July 4, 1953", "about 1953"."""
    form = re.sub(r"[\d-]", "", str(Span(span.first, span.last)))
    return qualified(span, QUALIFIED, STRETCHES[form].format(*map(_english, _ends(span))))


def _english(end: list[int]) -> str:
    year, month, day = (*end, 0, 0, 0)[:3]
    name = MONTHS[month - 1] if month else ""
    return " ".join(filter(None, (name, f"{day}," if day else "", str(year))))


# BibTeX and biblatex


def _entries(docs: Collection, own: Callable[[Document], dict[str, str]]) -> str:
    """Write an entry for each document: the fields of one dialect, then those of both."""
    entries = [own(document) | _source(document) for document in docs]
    times = Counter(map(_printed, entries))
    for document, entry in zip(docs, entries, strict=True):
        if times[_printed(entry)] > 1:  # two documents must not be printed alike
            entry["note"] = ", ".join(filter(None, (entry["note"], document.id)))
    return "\n".join(map(_written, entries))


def _written(fields: dict[str, str]) -> str:
    (_, kind), (_, key), *rest = fields.items()
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in rest if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _printed(fields: dict[str, str]) -> tuple[str | None, ...]:
    """Return what BibTeX's plain styles print of an entry."""
    return tuple(
        map(fields.get, ("author", "title", "year", "month", "date", "howpublished", "note"))
    )


def _common_fields(document: Document) -> dict[str, str]:
    return {
        "ID": document.id,
        "author": " and ".join(map(_bibtex_name, document.authors)),
        "title": f"{{{' '.join(map(_capitals_kept, _latex(document.title).split()))}}}",
    }


def _capitals_kept(word: str) -> str:
    """Put each word with capitals into braces, because Zotero ignores braces around a whole title."""
    return f"{{{word}}}" if word.lower() != word else word


def _bibtex(document: Document) -> dict[str, str]:
    return {
        "ENTRYTYPE": _types(document)["bibtex"],
        **_common_fields(document),
        "key": _stand_in(document),
        **_plain_date(document.date),
        **_kind_field(document),
    }


def _biblatex(document: Document) -> dict[str, str]:
    return {
        # In biblatex's data model @unpublished must have an author, but @misc may have none.
        "ENTRYTYPE": _types(document)["biblatex"] if document.authors else "misc",
        **_common_fields(document),
        "sortkey": _stand_in(document),
        "label": _stand_in(document),
        "date": str(document.date or ""),
        **_kind_field(document),
        "entrysubtype": "letter" if document.recipients else "",
    }


def _source(document: Document) -> dict[str, str]:
    collection = _collection(document)
    source = (document.holder, document.place, collection and f"collection “{collection}”")
    return {
        "note": _latex(", ".join(filter(None, source))),
        "langid": _language(document)[1],
        "url": _replaced(document.url or "", BIBTEX_URL),
        "abstract": _latex(document.summary or ""),
        "annote": _latex("; ".join(map(_evidence, document.claims))),
    }


def _kind_field(document: Document) -> dict[str, str]:
    """Write the kind into `type`.

    A kind with recipients or LaTeX goes into `howpublished`, because pandoc reads neither in `type`.
    """
    kind = _kind(document)
    alone = not document.recipients and kind == _latex(kind)
    return {"type" if alone else "howpublished": _latex(kind)}


def _stand_in(document: Document) -> str:
    """Return the first words of the title, by which an entry without an author is sorted and labelled."""
    return "" if document.authors else _latex(" ".join(one_line(document.title).split()[:5]))


def _plain_date(span: Span | None) -> dict[str, str]:
    """Write the date for BibTeX, which prints "month year", and in full for pandoc and Zotero.

    An uncertain year is in words ("about 1984"), as is usual in BibTeX. Such a year has no `date` beside
    it, because other programs would read a certain day from the `date`. The `date` is the last
    field, because Zotero would add the parts that follow it.
    """
    if span is None:
        return {}
    words, ends = _in_words(span), _ends(span)
    if span.qualifier or not all(ends):
        return {"year": words}
    month, _, year = words.rpartition(" ") if len(ends) == 1 else ("", "", words)
    return {"year": year, "month": month.rstrip(","), "date": str(span)}


def _bibtex_name(actor: Actor) -> str:
    """Write a name so that BibTeX splits it where `_parted` does, or not at all."""
    family, given, suffix = map(_latex, _parted(actor))
    # Braces keep a name from being split, but hide its initials from styles that abbreviate.
    if re.search(r"[^\w.' -]|\band\b", given, re.IGNORECASE):
        given = f"{{{given}}}"
    return ", ".join(filter(None, (f"{{{family}}}", suffix, given)))


def _latex(text: str) -> str:
    return _replaced(one_line(text), LATEX if _braces_match(text) else LATEX | LATEX_BRACES)


def _braces_match(text: str) -> bool:
    """Tell whether each brace has its partner."""
    open_now = list(accumulate((c == "{") - (c == "}") for c in text))
    return not open_now or (min(open_now) >= 0 and open_now[-1] == 0)


def _replaced(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)


# RIS


def _ris(document: Document) -> str:
    span = document.date
    lines = [
        ("TY", _types(document)["ris"]),
        ("ID", document.id),
        *(("AU", _ris_name(actor)) for actor in document.authors),
        *(("A2", _ris_name(actor)) for actor in document.recipients),
        ("TI", document.title),
        ("PY", _ris_year(span) if span else ""),
        ("DA", _ris_date(span) if span else ""),
        ("AB", document.summary),
        ("M3", document.kind),
        ("DB", document.holder),
        ("AN", document.place),
        ("LA", _language(document)[0] or document.record.language),
        ("UR", document.url),
        ("N1", _replaced("; ".join(map(_evidence, document.claims)), RIS_NOTE)),
    ]
    # Each value is one line, because a text with a line break could end its record and begin
    # a false one.
    flat = ((tag, one_line(value)) for tag, value in lines if value)
    return "".join(f"{tag}  - {value}\n" for tag, value in flat) + "ER  - \n"


def _ris_name(actor: Actor) -> str:
    """Write "Family, Given". Other names end in a comma, or readers would split them at a space.

    A name with a suffix is not split, because programs disagree on where the suffix goes.
    """
    family, given, suffix = _parted(actor)
    if given and not suffix:
        return f"{family}, {given.replace(',', ';')}"
    whole = actor.name.replace(f", {suffix}", f" {suffix}") if suffix else actor.name
    return f"{whole.replace(',', ';')},"


def _ris_date(span: Span) -> str:
    """Write "1953/07/27", "1953/07" or "1953"; RIS has no form for others, so they are English."""
    is_plain = len(_ends(span)) == 1 and not span.qualifier
    return str(span).replace("-", "/") if is_plain else _in_words(span)


def _ris_year(span: Span) -> str:
    """Return the year, if the date lies within one and is certain."""
    years = {end[0] if end else 0 for end in _ends(span)}
    return f"{years.pop():04}" if len(years) == 1 and not span.qualifier else ""


# CSL


def _csl(document: Document) -> dict[str, Any]:
    found = {
        "id": document.id,
        "type": _types(document)["csl"],
        "title": one_line(document.title),
        "author": [_csl_name(actor) for actor in document.authors],
        "recipient": [_csl_name(actor) for actor in document.recipients],
        "issued": _csl_date(document.date) if document.date else None,
        "genre": document.kind,
        "abstract": document.summary,
        "archive": document.holder,
        "archive_collection": _collection(document),
        "archive_location": document.place,
        "language": _language(document)[0],
        "URL": document.url,
    }
    evidence = [_evidence(claim) for claim in document.claims]
    found["custom"] = {"evidence": evidence} if evidence else None
    return {name: value for name, value in found.items() if value}


def _csl_name(actor: Actor) -> dict[str, str]:
    family, given, suffix = _parted(actor)
    if not given:
        return {"literal": family}
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}


def _csl_date(span: Span) -> dict[str, Any]:
    """Write the date as numbers; CSL has no open ends, and the same mark for every kind of doubt."""
    ends = _ends(span)
    if not all(ends):
        return {"literal": _in_words(span)}
    return {"date-parts": ends, **({"circa": True} if span.qualifier else {})}


def _language(document: Document) -> tuple[str, str]:
    """Return the code of the language, and biblatex's name of it; empty where it is not known."""
    language = document.record.language or ""
    code = LANGUAGES.get(language, "")
    return code, language.lower() if code else ""
