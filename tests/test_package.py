"""The package: what it promises about itself, wherever it runs."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import pickle
import pkgutil
import pydoc
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any, cast, get_type_hints
from zipfile import ZipFile

import pytest

import korean_armistice as ka

HERE = Path(ka.__file__).parent
ROOT = Path(__file__).parent.parent
MODULES = sorted(m.name for m in pkgutil.walk_packages(ka.__path__, "korean_armistice."))
ASK = "import korean_armistice as ka; print(len(ka.by_date('1953-07-27')), ka.load().cite()[:30])"


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
    """`__all__` is sorted, complete, and every name in it has a docstring or is a type."""
    assert ka.__all__ == sorted(ka.__all__)
    public = {name for name in dir(ka) if not name.startswith("_")} | {"__version__"}
    modules = {name for name in public if type(getattr(ka, name)) is type(ka)}
    assert public - modules - {"annotations", "TYPE_CHECKING"} == set(ka.__all__)


def test_front_is_whole() -> None:
    """A star import, help, hints and pickles find every name; another is an AttributeError."""
    names: dict[str, object] = {}
    exec("from korean_armistice import *", names)
    assert set(ka.__all__) <= set(names)
    told = pydoc.plain(pydoc.render_doc(ka))
    for name in ("by_actor", "by_date", "by_origin", "search"):
        query = getattr(ka, name)
        assert f"    {name}(" in told
        assert get_type_hints(query)["return"] is ka.Collection
        assert pickle.loads(pickle.dumps(query)) is query
    with pytest.raises(AttributeError, match="has no attribute 'by_nobody'"):
        _ = cast("Any", ka).by_nobody


def test_import_alone_is_lightest() -> None:
    """Who only imports waits for none of the dependencies; the first name fetches its own."""
    code = "import sys, korean_armistice as ka; print('attrs' in sys.modules); ka.Span; print('attrs' in sys.modules, 'korean_armistice._data' in sys.modules)"
    assert python("-I", "-c", code) == "False\nTrue False\n"


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
    """Importing every name loads neither cattrs nor importlib_resources, nor reads the data."""
    heavy = "['cattrs', 'importlib_resources', 'json', 'hashlib', 'difflib', 'importlib.metadata']"
    code = f"import sys; from korean_armistice import *; from korean_armistice import _data; print([m for m in {heavy} if m in sys.modules], _data._loaded)"
    bare = "import sys, attrs; print(sorted(sys.modules))"
    already = python("-I", "-c", bare)
    found, loaded = python("-I", "-c", code).split("] [")
    assert loaded == "]\n"
    assert not {m for m in ("cattrs", "importlib_resources", "difflib") if m in found}
    assert all(f"'{m}'" in already for m in found.strip("[]").replace("'", "").split(", ") if m)


def test_the_exceptions_are_at_hand() -> None:
    """The module of the errors is reached from the package without an import of its own."""
    fetched = vars(ka)["__getattr__"]("exceptions")
    assert fetched.UnknownNameError is ka.UnknownNameError


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
    expected = "4 “Korean War Armistice” (20 doc\n"
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
    """What is tested is installed: not the tree that these tests lie in."""
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


def test_licences() -> None:
    """Both licence texts are installed with the package, and the marker of its types."""
    names = {str(path) for path in metadata.files("korean-armistice") or ()}
    for wanted in ("LICENSE", "LICENSE-CATALOGUE"):
        assert any(name.endswith(f"licenses/{wanted}") for name in names)
    assert "korean_armistice/py.typed" in names
    assert not any("test" in name for name in names)


def test_editions_are_explained() -> None:
    """Every edition of the data has its entry in EDITIONS.md."""
    from korean_armistice._file import EDITIONS

    explained = (HERE / "data" / "EDITIONS.md").read_text(encoding="utf-8")
    for edition in EDITIONS:
        assert f"\n## {edition}\n" in explained


def test_schema_is_json() -> None:
    """The JSON Schema lies beside the data."""
    schema = json.loads((HERE / "data" / "korean_armistice.schema.json").read_bytes())
    assert schema["$schema"].endswith("2020-12/schema")
