"""The documentation: complete, executed, built without warnings and without a network."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

import korean_armistice as ka

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("[!_]*/*.md")]
PUBLIC = [
    module.name
    for module in pkgutil.walk_packages(ka.__path__, "korean_armistice.")
    if not any(part.startswith("_") for part in module.name.split("."))
]
DIRECTIVE = re.compile(r"^\.\. (?:auto(\w+)|py:data):: korean_armistice\.?([\w.]*)", re.MULTILINE)


def documented() -> set[int]:
    """Find the things that the reference's directives name; of a module, all it exports."""
    found: set[int] = set()
    for page in (DOCS / "reference").glob("*.md"):
        for kind, path in DIRECTIVE.findall(page.read_text(encoding="utf-8")):
            if kind == "module":
                module = import_module(f"korean_armistice.{path}")
                found |= {id(getattr(module, name)) for name in module.__all__}
            elif path.startswith("__main__."):
                found.add(id(import_module("korean_armistice.__main__").main))
            else:
                found.add(id(reduce(getattr, path.split("."), ka)))
    return found


@pytest.mark.parametrize("module", ["korean_armistice", "korean_armistice.__main__", *PUBLIC])
def test_every_public_name_is_in_the_reference(module: str) -> None:
    """What a module exports has its place in the reference."""
    exported = import_module(module)
    known = documented()
    names = getattr(exported, "__all__", ())
    assert names or module == "korean_armistice.export"
    assert [name for name in names if id(getattr(exported, name)) not in known] == []


def test_every_example_is_executed() -> None:
    """A block is executed (python, console), no code (text), a directive, or a page's own test's."""
    fence = re.compile(r"^```(.*)$", re.MULTILINE)
    for page in PAGES:
        kinds = set(fence.findall(page.read_text(encoding="utf-8"))[::2])
        strange = {kind for kind in kinds - {"python", "console", "text"} if kind[:1] != "{"}
        # The README's commands are run by .ci/run, those on freezing by test_frozen.py.
        assert strange <= ({"sh"} if page.name in {"README.md", "freezing.md"} else set()), page


def test_links_of_the_readme() -> None:
    """Every file and folder that the README links to is there."""
    links = re.findall(r"\]\(([^)#]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.docs
def test_build(tmp_path: Path) -> None:
    """Sphinx builds the pages without a warning, and none of them loads anything from a network."""
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "--keep-going", "-q", "-b", "html"]
    built = subprocess.run(
        [*command, "-d", tmp_path / "doctrees", DOCS, tmp_path / "html"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert built.stderr == ""
    assert built.returncode == 0
    pages = list((tmp_path / "html").rglob("*.html"))
    assert {"index.html", "explorer.html", "tutorial.html"} <= {page.name for page in pages}
    loads = re.compile(
        r"""<(?:script|img|iframe|link)[^>]+(?:src|href)=["']?(?:https?:)?//[^>]*>"""
    )
    for page in pages:
        remote = loads.findall(page.read_text(encoding="utf-8"))
        assert [tag for tag in remote if 'rel="canonical"' not in tag] == [], page
