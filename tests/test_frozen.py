"""A frozen program: what the page on PyInstaller says is what happens."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "freezing.md"


def block(language: str) -> str:
    """Return the page's first block in a language."""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f"\n```{language}\n")
    found, _, _ = rest.partition("\n```\n")
    return found + "\n"


@pytest.mark.frozen
def test_one_file(tmp_path: Path) -> None:
    """The page's program, frozen with the page's command, prints what the page says."""
    (tmp_path / "program.py").write_text(block("python"), encoding="utf-8")
    command = block("sh").split()
    assert command[0] == "pyinstaller"
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    printed = subprocess.run(
        [tmp_path / "dist" / "program"], cwd="/", check=True, capture_output=True, encoding="utf-8"
    )
    assert printed.stdout == block("text")
