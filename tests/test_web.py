"""The explorer's page as text; what a browser makes of it is tested in test_explorer.py."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
from korean_armistice.export.citations import to_bibtex
from korean_armistice.export.web import to_html

from .samples import collection, hostile

DOCS = ka.load()
MARKUP = "</script><img src=x onerror=alert(1)><!--<script>&amp;{{script}}\u2028'\"`${1}"


class Page(HTMLParser):
    """The elements of a page, their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.elements.append((tag, dict(attrs)))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.raw.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave the script or style."""
        self.inside = False

    def handle_data(self, data: str) -> None:
        """Keep what stands in a script or style, as a browser would read it."""
        if self.inside:
            self.raw[-1] += data

    def island(self, name: str) -> dict[str, Any]:
        """Read one of the page's two pieces of JSON."""
        ids = [attrs.get("id") for tag, attrs in self.elements if tag in ("script", "style")]
        return dict(json.loads(self.raw[ids.index(name)]))


def test_the_page_is_small_and_whole() -> None:
    """The shipped collection's page is under 200 kB and names nothing to fetch."""
    page = to_html(DOCS)
    assert len(page.encode()) < 200_000
    fetched = [
        value
        for _, attributes in Page(page).elements
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "action", "data") and not (value or "").startswith("#")
    ]
    assert fetched == []
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", page)


def test_the_policy_allows_the_page_alone() -> None:
    """The content security policy names the hash of the page's own style and script."""
    page = Page(to_html(DOCS))
    [policy] = [a["content"] or "" for t, a in page.elements if "http-equiv" in a]
    for text in (page.raw[0], page.raw[-1]):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    directives = [directive.split() for directive in policy.split("; ")]
    assert [(name, len(rest)) for name, *rest in directives] == [
        ("default-src", 1), ("style-src", 1), ("script-src", 1), ("base-uri", 1), ("form-action", 1),
    ]  # fmt: skip
    for name in (0, 3, 4):
        assert directives[name][1] == "'none'"


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], DOCS[3:5], collection(), hostile(MARKUP)])
def test_the_page_holds_the_file(docs: ka.Collection) -> None:
    """What the page is drawn from is the file that `read` takes, character for character."""
    page = Page(to_html(docs))
    held = json.dumps(page.island("collection")).encode()
    assert ka.read(held) == docs
    assert ka.read(held).about == docs.about


def test_no_text_becomes_markup() -> None:
    """Whatever the texts hold, the page has the elements of any other page, and no more."""
    plain, nasty = Page(to_html(collection())), Page(to_html(hostile(MARKUP)))
    assert [tag for tag, _ in nasty.elements] == [tag for tag, _ in plain.elements]


def test_a_selection_asks_for_its_documents() -> None:
    """The page of a selection knows the whole's names, and how to come by the selection."""
    docs = DOCS.by_actor("Mao")
    page = Page(to_html(docs))
    held = page.island("collection")
    assert len(held["actors"]) == len(DOCS.root.actors)
    assert run_in_the_page(page) == docs


def run_in_the_page(page: Page) -> ka.Collection:
    """Run the Python that a page shows, and return what it finds."""
    found: dict[str, ka.Collection] = {}
    exec("\n".join(page.island("extra")["python"]), {}, found)
    return found["docs"]


def test_the_python_of_other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a collection that is not the shipped one, the page's Python reads its file."""
    whole = collection()
    (tmp_path / "collection.json").write_text(ka.dumps(whole), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for docs in (whole, whole[1:], DOCS, DOCS[3:6]):
        page = Page(to_html(docs))
        assert run_in_the_page(page) == docs
        assert any("where" in line for line in page.island("extra")["python"]) is (
            len(docs) < len(docs.root.documents)
        )


def test_citations_in_the_page() -> None:
    """The page has each document's citation and BibTeX as the library gives them."""
    extra = Page(to_html(DOCS)).island("extra")
    assert extra["cite"] == [doc.cite() for doc in DOCS]
    assert "".join(extra["bibtex"]).split() == to_bibtex(DOCS).split()


@pytest.mark.parametrize("docs", [DOCS, DOCS[3:5], collection(), collection()[:0]])
def test_the_page_can_cite_a_selection(docs: ka.Collection) -> None:
    """With a count of its own before it, and ids after, the page's text is a selection's citation."""
    extra = Page(to_html(docs)).island("extra")
    whole = len(docs.root.documents)
    assert extra["whole"] == whole
    some = docs.root.documents[0]
    selection = docs.where(lambda doc: doc == some)
    cited = f"“{docs.about.title}” ({len(selection)} of {whole}{extra['cited']}"
    ids = "".join(f" Documents: {doc.id}." for doc in selection)
    assert f"{cited}{ids}" == selection.cite()
    assert extra["foot"].startswith(f"Made with korean_armistice {ka.__version__}. “")
    assert docs.cite().startswith(extra["foot"].partition(". ")[2])
    assert "Documents" not in extra["foot"]


def test_the_page_of_nothing_can_be_cited() -> None:
    """A collection without documents is cited as it cites itself."""
    none = ka.read(b'{"about": {"title": "N"}, "actors": [], "documents": []}')
    assert f"“N” (0{Page(to_html(none)).island('extra')['cited']}" == none.cite()


def test_the_page_holds_its_sources() -> None:
    """The page's script is its source files and nothing between; its JSON is compact."""
    page = Page(to_html(collection()))
    script = page.raw[-1]
    for path in (Path(ka.__file__).parent / "export" / "explorer").glob("*.js"):
        script = script.replace(path.read_text("utf-8"), "")
    assert not script.strip()
    [held] = [raw for raw in page.raw if raw.startswith('{"about"')]
    assert held == json.dumps(json.loads(held), ensure_ascii=False, separators=(",", ":"))


def test_the_page_without_scripts() -> None:
    """A reader without scripts has the list of the documents."""
    items = "".join(f"<li>{escape(str(doc))}</li>" for doc in DOCS)
    assert items in to_html(DOCS)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without bibtexparser there is a page all the same, and it says what is missing."""
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    page = to_html(DOCS)
    assert Page(page).island("extra")["bibtex"] is None
    assert "made without the extra “citations”" in page


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection, not"):
        to_html(list(DOCS))  # type: ignore[arg-type]
