"""The explorer's page as text; what a browser makes of it is tested in test_explorer.py."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
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
    """The page is little larger than its data, and names nothing to fetch."""
    page = to_html(DOCS)
    assert len(page.encode()) < 3 * len(ka.dumps(DOCS).encode())
    fetched = [
        value
        for _, attributes in Page(page).elements
        for name, value in attributes.items()
        if name in ("src", "srcset", "action", "data")
    ]
    assert fetched == []
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|import\(|innerHTML|eval\(", page)


def test_a_large_page_is_not_thrice_its_data() -> None:
    """A page of very many documents is less than three times as large as their JSON."""
    data = json.loads(ka.dumps(collection()))
    [one, *_] = data["documents"]
    data["documents"] = [{**one, "id": f"d{at}"} for at in range(1000)]
    docs = collection(data)
    compact = json.dumps(docs.to_dict(), ensure_ascii=False, separators=(",", ":"))
    assert len(to_html(docs).encode()) < 3 * len(compact.encode())


def test_the_policy_allows_the_page_alone() -> None:
    """The content security policy names the hashes of the page's own style and scripts."""
    page = Page(to_html(DOCS))
    [policy] = [a["content"] or "" for t, a in page.elements if "http-equiv" in a]
    style, begin, *_, script = page.raw
    for text in (style, begin, script):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    directives = {name: rest for name, *rest in map(str.split, policy.split("; "))}
    assert {name: len(rest) for name, rest in directives.items()} == {
        "style-src": 1, "script-src": 2, "default-src": 1, "base-uri": 1, "form-action": 1,
    }  # fmt: skip
    for name in ("default-src", "base-uri", "form-action"):
        assert directives[name] == ["'none'"]


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], DOCS[3:5], collection(), hostile(MARKUP)])
def test_the_page_holds_the_file(docs: ka.Collection) -> None:
    """The data in the page are the file that `read` takes, character for character."""
    held = Page(to_html(docs)).island("collection")
    assert held == docs.to_dict()
    assert ka.read(json.dumps(held).encode()) == docs


def test_no_text_becomes_markup() -> None:
    """Whatever the texts contain, the page has no other elements than any other page."""
    plain, nasty = Page(to_html(collection())), Page(to_html(hostile(MARKUP)))
    assert [tag for tag, _ in nasty.elements] == [tag for tag, _ in plain.elements]


def run_in_the_page(page: Page) -> ka.Collection:
    """Run the Python that a page shows, and return what it finds."""
    found: dict[str, ka.Collection] = {}
    exec("\n".join(page.island("extra")["python"]), {}, found)
    return found["docs"]


def test_the_python_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's Python gives its documents; of another collection, from the file it saves."""
    monkeypatch.chdir(tmp_path)
    for docs in (collection(), collection()[1:], DOCS, DOCS[3:6]):
        page = Page(to_html(docs))
        saved = json.dumps(page.island("collection"))
        (tmp_path / "collection.json").write_text(saved, encoding="utf-8")
        assert run_in_the_page(page) == docs


def test_the_page_holds_its_sources() -> None:
    """The page's scripts are its source files and nothing between; its JSON is compact."""
    page = Page(to_html(collection()))
    script = page.raw[1] + page.raw[-1]
    for path in (Path(ka.__file__).parent / "export" / "explorer").glob("*.js"):
        script = script.replace(path.read_text("utf-8"), "")
    assert not script.strip()
    [held] = [raw for raw in page.raw if raw.startswith('{"about"')]
    assert held == json.dumps(json.loads(held), separators=(",", ":"))


def test_the_page_without_scripts() -> None:
    """A reader without scripts has the list of the documents, with their addresses."""
    listed = to_html(DOCS).partition('<section id="plain"')[2].partition("</section>")[0]
    assert listed.count("<li>") == len(DOCS)
    assert listed.count("<a href=") == sum(doc.record.url is not None for doc in DOCS)


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection, not"):
        to_html(list(DOCS))  # type: ignore[arg-type]
