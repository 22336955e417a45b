"""Every example in the README and the documentation is executed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

_SPACE = "folder of the console"
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", re.MULTILINE)


def _console(example: Example) -> str | None:
    """Run each line that begins with "$ " in bash, and compare its output with the next lines."""
    for command, expected in _COMMAND.findall(example.parsed):
        done = subprocess.run(  # noqa: S603  our own pages
            ["bash", "-c", command],  # noqa: S607
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=example.namespace[_SPACE].name,
            env=_environment(),
        )
        told, wanted = (f"{text.rstrip()}\n" for text in (done.stdout, expected))
        if not OutputChecker().check_output(wanted, told, ELLIPSIS):
            return f"$ {command}\nshould print\n{expected}\nand prints\n{done.stdout}"
    return None


def _environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # Coverage is not measured there, because its warnings would be compared as output.
    kept = {name: value for name, value in os.environ.items() if "COV" not in name}
    return {**kept, "PATH": path, "PYTHONUTF8": "1"}


def _folder(namespace: dict[str, Any]) -> None:
    namespace[_SPACE] = TemporaryDirectory()


def _no_folder(namespace: dict[str, Any]) -> None:
    namespace[_SPACE].cleanup()


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser("console", _console),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=_folder,
    teardown=_no_folder,
).pytest()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Let one process of pytest-xdist (`-n auto`) run a page, whose examples build on each other."""
    from xdist.scheduler import LoadScopeScheduling

    class ByPage(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            page, mark, _ = nodeid.partition(".md::")
            return page if mark else nodeid

    return ByPage(config, log)


# Nothing is timed in tests, because a busy machine must not make them fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
