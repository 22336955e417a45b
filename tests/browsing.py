"""A reader at the explorer, for all tests of the page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

import korean_armistice as ka
from korean_armistice.export.web import to_html

AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # the default suite is without it

    path = shutil.which("chromium")
    assert path, "the browser tests need Debian's chromium: apt-get install chromium"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Reader:
    """Somebody at the explorer of a collection."""

    def __init__(self, browser: Any, file: Path, docs: ka.Collection, **options: Any) -> None:
        file.write_text(to_html(docs), "utf-8")
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(30_000)
        self.address = file.as_uri()
        self.faults: list[str] = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.faults.extend(self.fetched(request.url)))
        self.go()

    def fetched(self, url: str) -> list[str]:
        """Tell of a request that is not for the page itself, nor for a file that it saves."""
        own = url.partition("#")[0] == self.address or url.startswith("blob:")
        return [] if own else [f"fetched {url}"]

    def go(self, **view: object) -> None:
        """Open a view by its address, as somebody does who was sent the link."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{urlencode(view)}")

    def turn(self, **view: object) -> None:
        """Go from the open view to another, as somebody does who follows a link."""
        self.page.evaluate(
            """hash => new Promise((done) => {
                if ((location.hash || "#") === hash) return done();
                addEventListener("hashchange", () => setTimeout(done), { once: true });
                location.hash = hash;
            })""",
            f"#{urlencode(view)}",
        )

    def asks(self, code: str, value: object = None) -> Any:
        """Ask the page's own script."""
        return self.page.evaluate(code, value)

    def address_of_view(self) -> dict[str, str]:
        """Read the view that is in the address."""
        return {key: values[0] for key, values in parse_qs(self.page.url.partition("#")[2]).items()}

    def listed(self) -> list[str]:
        """Read the ids of the documents that the page lists."""
        links = self.page.locator(".documents h3 a")
        hrefs = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        return [parse_qs(href[1:])["doc"][0] for href in hrefs]

    def arrives(self, tag: str, text: str) -> None:
        """Wait until the element has the focus, because the page follows its address a moment later."""
        self.page.wait_for_function(
            "([tag, text]) => document.activeElement.matches(tag) &&"
            " document.activeElement.innerText === text",
            arg=[tag, text],
        )

    def focused(self) -> str:
        """Read the text of the element that has the focus."""
        return str(self.asks("document.activeElement.innerText || document.activeElement.id"))


@pytest.fixture(scope="module")
def reader(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Open the explorer of the shipped collection; no test may leave a fault behind."""
    reader = Reader(browser, tmp_path_factory.mktemp("explorer") / "armistice.html", ka.load())
    yield reader
    reader.context.close()
    assert reader.faults == []


def violations(page: Any, **options: Any) -> list[tuple[str, list[str]]]:
    """List what axe-core finds against WCAG 2.2 AA and good practice: the rule, and the elements."""
    assert AXE.exists(), "the browser tests need axe-core: npm install --prefix tests/node"
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("options => axe.run(options)", {**options, "runOnly": tags})
    assert len(found["passes"]) > 20
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


def made(documents: list[dict[str, Any]], *actors: dict[str, Any], **about: Any) -> ka.Collection:
    """Read a collection of these documents, with the keys that they lack but must have."""
    whole = [{"id": f"d{at}", "title": f"Title {at}", **each} for at, each in enumerate(documents)]
    content = {"about": {"title": "Made", **about}, "actors": list(actors), "documents": whole}
    return ka.read(json.dumps(content).encode())
