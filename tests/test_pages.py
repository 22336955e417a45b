"""The documentation's pages in a real browser: what a reader finds first, on a phone too."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka

from .browsing import browser, violations

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.docs]
DOCS = Path(__file__).parent.parent / "docs"
PAGES = ("index", "pictures", "tutorial", "reference/nouns", "reference/tables")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages."""
    folder = tmp_path_factory.mktemp("site")
    command: list[str | Path] = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d"]
    subprocess.run([*command, folder / "doctrees", DOCS, folder / "html"], check=True)
    return folder / "html"


def test_the_first_page(browser: Any, site: Path) -> None:
    """The first page has the line that installs, a picture that loads, and the explorer at work."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((site / "index.html").as_uri())
    assert "pip install korean-armistice" in page.inner_text("pre")
    page.locator("iframe").scroll_into_view_if_needed()
    picture = page.locator(".picture img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    explorer = page.frame_locator("iframe")
    explorer.get_by_text(ka.load()[0].title).first.wait_for()
    box = page.locator("iframe").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_accessible(browser: Any, site: Path, name: str, width: int, scheme: str) -> None:
    """axe-core finds no violation of WCAG 2.2 AA nor of good practice, and nothing overflows."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    assert violations(page, iframes=False) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_captions_have_levels(site: Path) -> None:
    """Every heading that a screen reader reads has its level."""
    headings = re.findall(r'<[^>]*role="heading"[^>]*>', (site / "index.html").read_text("utf-8"))
    assert headings
    assert all("aria-level=" in heading for heading in headings)
