"""The explorer: a collection as one web page that needs no other file.

The page's own source is in `explorer/`: its structure, its look, and its behaviour, one file
for each noun.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, get_args

from korean_armistice import Collection, Role, _names
from korean_armistice._version import __version__

from . import citations
from ._entry import checked
from ._page import filled, policy, source

__all__ = ["to_html"]

_SCRIPTS = (
    "words.js", "days.js", "collection.js", "names.js", "query.js", "dom.js", "timeline.js",
    "documents.js", "record.js", "actors.js", "sha256.js", "citations.js",
    "tables.js", "take.js", "start.js",
)  # fmt: skip

# The abstract of the shipped collection says that the armistice was signed “On July 27, 1953”.
_ARMISTICE = {"date": "1953-07-27", "text": "Armistice signed, 27 July 1953"}

# The page folds words and writes citations with these tables, so that Python and the page agree.
_WORDS = {
    "stands_for": _names.STANDS_FOR,
    "ignored": _names.IGNORED,
    "unmarked": _names.UNMARKED,
    "unspaced": _names.UNSPACED,
    "initials": _names.INITIALS,
    "places": _names.PLACES,
    "title": _names.TITLE,
    "before_a_host": _names.BEFORE_A_HOST,
}
_CITATIONS = {
    "correspondence": citations.CORRESPONDENCE,
    "manuscript": citations.MANUSCRIPT,
    "latex": citations.LATEX,
    "latex_braces": citations.LATEX_BRACES,
    "bibtex_url": citations.BIBTEX_URL,
    "languages": citations.LANGUAGES,
    "qualified": citations.QUALIFIED,
    "suffix": citations.SUFFIX,
}


def to_html(docs: Collection) -> str:
    """Write documents as one HTML page, which needs no network and no installation.

    The page has a timeline in true scale, filters that give what the queries give, each
    document with its claims and links and the words that prove them, and the actors with all
    spellings. The shown documents can be copied or downloaded as citation, Python query, BibTeX,
    CSL-JSON, CSV and JSON. The view is in the address, so it can be linked. All text is
    escaped, and nothing is fetched from anywhere. If the page's script cannot run, the
    page is a list of the documents.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.web import to_html
        >>> page = to_html(ka.load())
        >>> page.splitlines()[0], len(page.encode()) < 300_000
        ('<!doctype html>', True)
    """
    content = checked(docs).to_dict()
    return _page(content, _extra(docs))


def _page(content: Mapping[str, Any], extra: Mapping[str, object]) -> str:
    style, begin = source("explorer/look.css"), source("explorer/begin.js")
    script = "\n".join(source(f"explorer/{name}") for name in _SCRIPTS)
    actors = {actor["id"]: actor["name"] for actor in content.get("actors", ())}
    parts = {
        "title": escape(content["about"]["title"]),
        "version": __version__,
        "policy": policy([style], [begin, script]),
        "style": style,
        "begin": begin,
        "script": script,
        "listing": "\n".join(_listed(each, actors) for each in content.get("documents", ())),
        "foot": f"Made with korean_armistice {__version__}.",
        "collection": _json(content),
        "extra": _json(extra),
    }
    return filled(source("explorer/page.html"), parts)


def _json(content: object) -> str:
    """Write JSON in which nothing can end a script element, or begin a comment in one.

    It is ASCII, because a browser then keeps it in half the memory, and loads it sooner.
    """
    return json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")


def _listed(document: Mapping[str, Any], actors: Mapping[str, str]) -> str:
    """Write a document for those who see the page without its script."""
    title, url = escape(document["title"]), document.get("record", {}).get("url", "")
    if url.startswith(("https://", "http://")):
        title = f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>'
    names = [
        f"{role}: {', '.join(actors[claim['actor']] for claim in claims)}"
        for role in ("author", "recipient", "origin")
        if (claims := [c for c in document.get("claims", ()) if c["role"] == role])
    ]
    lines = [document.get("date", "undated"), title, escape("; ".join(names))]
    lines.append(escape(document.get("summary", "")))
    return f"<li>{'<br>'.join(filter(None, lines))}</li>"


def _extra(docs: Collection) -> dict[str, Any]:
    """Return the values that the page shows and cannot work out by itself."""
    return {
        "whole": len(docs.whole),
        "witness": _identifying_part(docs),
        "roles": get_args(Role),
        "relations": {link.relation: (link.verb, link.inverse) for link in docs.links()},
        "events": [_ARMISTICE] if docs.is_shipped else [],
        "python": _python(docs),
        "words": _WORDS,
        "citations": _CITATIONS,
    }


def _identifying_part(docs: Collection) -> str | None:
    """Return the part of the citation that identifies the data; None if the page must compute it.

    Computing it takes seconds for a large collection, and the page needs it only for a citation.
    """
    if not docs.is_shipped and len(docs) == len(docs.whole):
        return None
    found = re.search(r"(in: korean_armistice .*|SHA-256 [0-9a-f]{64})\.$", docs[:0].cite())
    assert found  # noqa: S101 - every citation of a selection ends so
    return found[1]


def _python(docs: Collection) -> list[str]:
    """Write the lines of Python that give these documents."""
    # A collection that is not ours is read from the file that the page offers to download.
    source = "ka.load()" if docs.is_shipped else 'ka.read("collection.json")'
    lines = ["import korean_armistice as ka", "", f"docs = {source}"]
    if docs.is_shipped and len(docs) < len(docs.whole):
        ids = ", ".join(json.dumps(document.id) for document in docs)
        lines.append(f"docs = docs.select([{ids}])")
    return lines
