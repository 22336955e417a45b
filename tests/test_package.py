"""The promises of the package about itself, wherever it runs."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import pickle
import pkgutil
import pydoc
import re
import subprocess
import sys
from email import message_from_bytes
from importlib import metadata
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

import pytest

import korean_armistice as ka
from korean_armistice._version import EDITIONS
from tools.edition import STUB

HERE = Path(ka.__file__).parent
ROOT = Path(__file__).parent.parent
MODULES = sorted(m.name for m in pkgutil.walk_packages(ka.__path__, "korean_armistice."))
ASK = "import korean_armistice as ka; print(len(ka.by_date('1953-07-27')), ka.load().about.edition)"


def python(*arguments: str, **environment: str) -> str:
    """Run Python in a process of its own, away from the tree; return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={k: v for k, v in os.environ.items() if "COV" not in k} | environment,
        cwd="/",
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def test_front() -> None:
    """`__all__` is sorted, `dir` shows all of it, and beside it nothing public of ours."""
    assert ka.__all__ == sorted(ka.__all__)
    assert set(ka.__all__) <= set(dir(ka))
    beside = {name for name in dir(ka) if not name.startswith("_")} - set(ka.__all__)
    ours = {
        name
        for name in beside
        if "korean_armistice" in getattr(getattr(ka, name), "__module__", "")
    }
    assert ours == set()


def test_front_is_whole() -> None:
    """A star import, help, hints and pickles find every name; another is an AttributeError."""
    names: dict[str, object] = {}
    exec("from korean_armistice import *", names)
    assert set(ka.__all__) <= set(names)
    told = pydoc.plain(pydoc.render_doc(ka))
    for name in ("actor", "by_actor", "by_date", "by_kind", "by_origin", "counts", "search"):
        query, method = getattr(ka, name), getattr(ka.Collection, name)
        assert query.__doc__ == method.__doc__
        arguments = list(inspect.signature(method).parameters.values())
        assert list(inspect.signature(query).parameters.values()) == arguments[1:]
        assert f"    {name}(" in told
        assert pickle.loads(pickle.dumps(query)) is query
    with pytest.raises(AttributeError, match="has no attribute 'by_nobody'"):
        _ = cast("Any", ka).by_nobody


@pytest.mark.extras
def test_exporters_are_at_hand() -> None:
    """`ka.export.…` and `ka.plots.…` work in a fresh process, and are completed."""
    code = (
        "import korean_armistice as ka; print('export' in dir(ka), 'plots' in dir(ka),"
        " len(ka.export.to_bibtex(ka.load())) > 0, callable(ka.plots.timeline))"
    )
    assert python("-I", "-c", code) == "True True True True\n"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=[pytest.mark.extras] if ".export." in name or name.endswith("plots") else []
        )
        for name in ("korean_armistice", *MODULES)
    ],
)
def test_docstrings(name: str) -> None:
    """Every example in the package's docstrings prints what it says."""
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_every_public_thing_is_documented() -> None:
    """Each public function, class and method says what it is."""
    for name in ka.__all__:
        thing = getattr(ka, name)
        if callable(thing) and getattr(thing, "__module__", "").startswith("korean_armistice"):
            assert thing.__doc__
            for attribute, member in vars(thing).items() if isinstance(thing, type) else ():
                if callable(member) and not attribute.startswith("_"):
                    assert member.__doc__


def test_import_is_light() -> None:
    """An import loads neither cattrs nor importlib_resources, and does not read the data."""
    code = (
        "import sys; from korean_armistice import _data; "
        "print([m for m in ('cattrs', 'importlib_resources', 'difflib') if m in sys.modules], _data._loaded)"
    )
    assert python("-I", "-c", code) == "[] []\n"


def test_export_is_not_imported() -> None:
    """The core answers without the exporters, the listing or the command line."""
    code = (
        ASK
        + "; import sys; print([m for m in sys.modules if m.startswith('korean_armistice.') and m.split('.')[1] in ('export', 'listing', 'plots', '__main__')])"
    )
    assert python("-I", "-c", code).endswith("\n[]\n")


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (["-I"], {}),
        (["-OO"], {}),
        (["-W", "error"], {}),
        ([], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"}),
        ([], {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
    ],
)
def test_anywhere(options: list[str], environment: dict[str, str]) -> None:
    """It answers alike isolated, optimized, strict, in an ASCII locale, in any time zone."""
    expected = f"{len(ka.by_date('1953-07-27'))} {ka.load().about.edition}\n"
    assert python(*options, "-c", ASK, **environment) == expected


def test_from_a_zip(tmp_path: Path) -> None:
    """It works from a zip on sys.path."""
    archive = tmp_path / "package.zip"
    with ZipFile(archive, "w") as zipped:
        for path in HERE.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                zipped.write(path, path.relative_to(HERE.parent))
    code = f"import sys; sys.path.insert(0, {str(archive)!r}); {ASK}; print(ka.__file__)"
    printed = python("-c", code).splitlines()
    assert printed[0].startswith("4 ")
    assert printed[1].startswith(str(archive))


def test_installed() -> None:
    """The installed package is tested, not the folder of these tests."""
    if os.environ.get("CI"):
        assert ROOT / "src" not in HERE.parents


def test_version() -> None:
    """The version is the metadata's, and CITATION.cff has the same."""
    assert metadata.version("korean-armistice") == ka.__version__
    assert f"\nversion: {ka.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {ka.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_dependencies() -> None:
    """The run-time dependencies are the three, without upper bounds."""
    required = [r for r in metadata.requires("korean-armistice") or () if "extra ==" not in r]
    assert sorted(r.split(">=")[0] for r in required) == ["attrs", "cattrs", "importlib-resources"]
    assert not any("<" in r or "~" in r or "," in r for r in required)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel of this tree, as a release does; what is installed may be the tree itself."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package(wheel: Path) -> None:
    """A wheel has every file of the package, both licence texts and nothing else."""
    files = [path for path in (ROOT / "src").rglob("*") if path.is_file()]
    ours = {path.relative_to(ROOT / "src").as_posix() for path in files if path.suffix != ".pyc"}
    names = set(ZipFile(wheel).namelist())
    info = {name.partition("/")[2] for name in names if ".dist-info/" in name}
    assert {name for name in names if ".dist-info/" not in name} == ours
    assert "korean_armistice/py.typed" in ours
    assert info == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt",
        "licenses/LICENSE", "licenses/LICENSE-CATALOGUE",
    }  # fmt: skip


def test_the_long_description(wheel: Path) -> None:
    """PyPI shows the README, without links to files that PyPI does not have."""
    with ZipFile(wheel) as zipped:
        (path,) = [name for name in zipped.namelist() if name.endswith("/METADATA")]
        told = message_from_bytes(zipped.read(path))
    shown = cast("bytes", told.get_payload(decode=True)).decode()
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((?!https?://)[^)]*\)", readme) != []
    assert re.findall(r"\]\((?!https?://)[^)]*\)", shown) == []
    assert "![" not in shown
    assert re.findall(r"^```[\s\S]*?^```$", shown, re.MULTILINE) == re.findall(
        r"^```[\s\S]*?^```$", readme, re.MULTILINE
    )
    assert "pip install korean-armistice" in shown
    assert told["Description-Content-Type"] == "text/markdown"
    addresses = [line.rpartition(", ")[2] for line in told.get_all("Project-URL", [])]
    assert addresses[0] == ka.load().about.url


def test_editions_are_explained() -> None:
    """Every edition of the data has its entry in EDITIONS.md, and the newest is installed."""
    explained = (HERE / "data" / "EDITIONS.md").read_text(encoding="utf-8")
    for edition in EDITIONS:
        assert f"\n## {edition}\n" in explained
    assert STUB not in explained, "say in data/EDITIONS.md what changed and why"
    assert list(EDITIONS)[-1] == ka.load().about.edition
