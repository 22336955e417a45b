"""The explorer: a collection as one web page that needs nothing else.

The page's own source is in `explorer/`: its structure, its look, and its behaviour by noun
(words, days, queries, the timeline, the pages).
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pkgutil import get_data

from korean_armistice._collection import Collection
from korean_armistice._data import load
from korean_armistice._file import to_text
from korean_armistice._version import __version__

from ._entry import checked
from .citations import to_bibtex

__all__ = ["to_html"]

_SCRIPTS = ("words.js", "days.js", "query.js", "timeline.js", "pages.js")
# What could end a script element, or begin a comment in one.
_CLOSING = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def to_html(docs: Collection) -> str:
    """Write documents as one HTML page to look through: no network, no installation.

    The page has a timeline in true scale, filters that give what the queries give, each
    document with its claims and the words that prove them, the actors with all spellings, and
    citation, BibTeX and Python query of what is shown to copy. The view is in the address, so
    it can be linked. BibTeX is in the page where the extra `citations` is installed; without
    it the page says so. All text is escaped, and nothing is fetched from anywhere.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> from korean_armistice.export.web import to_html
        >>> page = to_html(ka.load())
        >>> page.splitlines()[0], len(page.encode()) < 200_000
        ('<!doctype html>', True)
    """
    title = checked(docs).about.title
    style, script = _source("look.css"), "\n".join(map(_source, _SCRIPTS))
    parts = {
        "title": escape(title),
        "version": __version__,
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "listing": "".join(f"<li>{escape(str(document))}</li>" for document in docs),
        "collection": _json(json.loads(to_text(docs.about, docs.root.actors, docs))),
        "extra": _json(_extra(docs)),
    }
    # One pass: what is put in is not looked at again, whatever it holds.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _source("page.html"))


def _source(name: str) -> str:
    source = get_data("korean_armistice.export", f"explorer/{name}")
    assert source is not None  # noqa: S101 - a loader without get_data cannot have loaded us
    return source.decode()


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_CLOSING)


def _policy(style: str, script: str) -> str:
    """Allow the page its own style and script, by their hashes, and nothing from anywhere."""
    kinds = {"style-src": style, "script-src": script}
    own = (f"{kind} 'sha256-{_hash(text)}'" for kind, text in kinds.items())
    return "; ".join(["default-src 'none'", *own, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _extra(docs: Collection) -> Mapping[str, object]:
    """What the page shows and could not work out by itself."""
    whole = len(docs.root.documents)
    # “Title” (0 of 20 documents), edition …: the page puts its own number in.
    none = docs[:0].cite()[len(f"“{docs.about.title}” (") :]
    bibtex = find_spec("bibtexparser") is not None
    return {
        "whole": whole,
        "cited": none.removeprefix(f"0 of {whole}" if whole else "0"),
        "cite": [document.cite() for document in docs],
        "bibtex": [to_bibtex(docs[at : at + 1]) for at in range(len(docs))] if bibtex else None,
        "python": _python(docs),
        "foot": f"Made with korean_armistice {__version__}. {docs.cite().partition(' Documents: ')[0]}",
    }


def _python(docs: Collection) -> list[str]:
    """Write the lines of Python that give these documents."""
    shipped = docs.root == load().root
    source = "ka.load()" if shipped else 'ka.read("collection.json")'
    lines = ["import korean_armistice as ka", "", f"docs = {source}"]
    if len(docs) < len(docs.root.documents):
        ids = ", ".join(json.dumps(document.id) for document in docs)
        lines.append(f"docs = docs.where(lambda doc: doc.id in [{ids}])")
    return lines
