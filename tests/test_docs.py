"""The documentation: complete, executed, built without warnings and without a network."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from functools import reduce
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import korean_armistice as ka
from korean_armistice._version import EDITIONS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("[!_]*/*.md")]
PUBLIC = [
    module.name
    for module in pkgutil.walk_packages(ka.__path__, "korean_armistice.")
    if not any(part.startswith("_") for part in module.name.split("."))
]
# A directive of several functions has one in each line.
DIRECTIVE = re.compile(
    r"^(?:\.\. (?:auto(\w+)|py:\w+)::| {17}) ?korean_armistice\.?([\w.]*)", re.MULTILINE
)


def documented() -> set[int]:
    """Find the names in the directives of the reference; for a module, all names that it exports."""
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
    """Everything that a module exports is in the reference."""
    exported = import_module(module)
    known = documented()
    things = {name: getattr(exported, name) for name in exported.__all__}
    names = [name for name, thing in things.items() if not isinstance(thing, ModuleType)]
    assert names
    assert [name for name in names if id(things[name]) not in known] == []


def test_every_example_is_executed() -> None:
    """Every fenced block is executed, plain text, a MyST directive, or covered by another test."""
    fence = re.compile(r"^```(.*)$", re.MULTILINE)
    for page in PAGES:
        kinds = set(fence.findall(page.read_text(encoding="utf-8"))[::2])
        strange = {kind for kind in kinds - {"python", "console", "text"} if kind[:1] != "{"}
        # The README's commands are run by .ci/run, those on freezing by test_frozen.py.
        assert strange <= ({"sh"} if page.name in {"README.md", "freezing.md"} else set()), page


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Every file and folder that a page links to exists, except those that the build makes."""
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    here = [link for link in links if "://" not in link and "_generated" not in link]
    assert [link for link in here if not (page.parent / link).exists()] == []


def test_the_readme_has_two_commands() -> None:
    """The README has one command that shows the collection and one that runs the tests, for .ci/run."""
    commands = re.findall(
        r"^python3 -m venv.*$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [command.rpartition(".venv/bin/")[2].split()[0] for command in commands] == [
        "korean-armistice",
        "python",
    ]


def test_nothing_repeats_an_edition() -> None:
    """Examples and tests ask for the edition and its hash, so that a new one changes none of them."""
    blocks = {
        page: re.findall(r"^```[\s\S]*?^```", page.read_text("utf-8"), re.MULTILINE)
        for page in PAGES
    }
    code = {
        path: [path.read_text("utf-8")]
        for path in (*ROOT.glob("tests/*.py"), *ROOT.glob("examples/*.py"))
    }
    for name, digest in EDITIONS.items():
        repeated = re.compile(rf"(?<![0-9.]){re.escape(name)}(?![0-9.])|{digest}")
        found = [
            path for path, texts in (blocks | code).items() if any(map(repeated.search, texts))
        ]
        assert found == [], f"ask ka.load().about.edition, or print '...', rather than {name}"


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
