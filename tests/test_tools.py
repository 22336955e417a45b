"""The tools of contributors: the schema, the editions, the size of the core."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import korean_armistice as ka
from tools import ROOT, edition, lines, schema

SCHEMA = json.loads(schema.PATH.read_bytes())
#: What the tool of editions reads and writes.
FILES = (edition.DATA, edition.EXPLAINED, edition.VERSION, edition.IDS)


# --- the schema ----------------------------------------------------------------------------


def test_schema_is_fresh() -> None:
    """The shipped schema is the one that the nouns make today."""
    assert schema.PATH.read_text("utf-8") == schema.text(), "run: python -m tools.schema"


def test_schema_names_every_key() -> None:
    """The schema is itself valid, closes every noun, and takes the shipped file."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for name in ("about", "actor", "claim", "document", "excerpt", "image", "link", "note"):
        assert SCHEMA["$defs"][name]["additionalProperties"] is False
    shipped = json.loads((ROOT / edition.DATA).read_bytes())
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(shipped)) == []


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("text", ["a", "\ta\n", "\U0001f600", "\ue000"], ["", " ", "a\0", "\ud800", "\ufffe", "a\U0001fffe"]),
        ("id", ["a", "a-1"], ["", "a-", "A", "a\n", "é"]),
        ("url", ["https://a.b/c?d#e"], ["ftp://a", "https://", "https://a b", "https://a\n", "https://a\0"]),
        ("year", [1, 9999], [0, 10000, "1953", 1.5]),
        ("span", ["1953", "1953-07", "1953-07-27~", "../1953?", "1953-06/..", "1953/1954%"],
         ["", "53", "1953-7", "../..", "1953-07-27\n", "July 1953", "1953//1954"]),
        ("extra", [{}, {"a": [1, True, None, {"b": "c"}]}], [[], "a", None]),
    ],
)  # fmt: skip
def test_schema_of_a_value(kind: str, good: list[Any], bad: list[Any]) -> None:
    """Each kind of text and number takes what the reader takes, and nothing more."""
    one = {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{kind}"}
    validator = jsonschema.Draft202012Validator(one)
    assert [value for value in good if not validator.is_valid(value)] == []
    assert [value for value in bad if validator.is_valid(value)] == []


@pytest.mark.consumers
def test_schema_in_ecmascript() -> None:
    """The patterns mean in JavaScript (Node) what they mean in Python."""
    script = """
        const schema = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const is = (kind, text) => new RegExp(schema.$defs[kind].pattern, "u").test(text);
        console.log(JSON.stringify([
          is("text", "\\u{1f600}"), is("id", "a-1"), is("url", "https://a.b/"), is("span", "../1953~"),
          is("text", "\\u{1fffe}"), is("text", "\\ud800"), is("id", "a\\n"), is("span", "1953-07-27\\n"),
        ]));"""
    done = subprocess.run(
        ["node", "-e", script],
        input=schema.text(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == [True] * 4 + [False] * 4


# --- editions ------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy the package, and what else the tool of editions reads and writes."""
    shutil.copytree(ROOT / "src", tmp_path / "src")
    (tmp_path / edition.IDS).parent.mkdir(parents=True)
    shutil.copy(ROOT / edition.IDS, tmp_path / edition.IDS)
    return tmp_path


def kept(tree: Path) -> dict[Path, bytes]:
    """Return the files that the tool may write."""
    return {path: (tree / path).read_bytes() for path in FILES}


def edit(tree: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the data of a tree, without care for the form of the file."""
    content = json.loads((tree / edition.DATA).read_bytes())
    change(content)
    (tree / edition.DATA).write_text(json.dumps(content), encoding="utf-8")


def loaded(tree: Path) -> str:
    """Ask the package in a tree, in a process of its own, for its edition and its size."""
    code = "import korean_armistice as ka; print(ka.load().about.edition, len(ka.load()))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        cwd="/",
        env={"PYTHONPATH": str(tree / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def correct(content: dict[str, Any]) -> None:
    """Correct the editor's remark about an actor."""
    content["actors"][0]["note"] = "A corrected remark."


def test_nothing_to_do(tree: Path) -> None:
    """Data that did not change are no new edition, and their file is made canonical again."""
    before = kept(tree)
    edit(tree, lambda content: content["actors"].reverse())
    assert "no new edition" in edition.make(tree)
    assert kept(tree) == before


def test_a_correction(tree: Path) -> None:
    """A correction touches three files; the package then loads the new edition."""
    before = kept(tree)
    edit(tree, correct)
    assert "python -m tools.edition" in loaded(tree)
    said = edition.make(tree)
    changed = {path for path, content in kept(tree).items() if content != before[path]}
    assert changed == {edition.DATA, edition.EXPLAINED, edition.VERSION}
    *_, (name, digest) = edition.published(tree).items()
    assert name in said
    assert digest == sha256((tree / edition.DATA).read_bytes()).hexdigest()
    assert loaded(tree) == f"{name} {len(ka.load())}"
    explained = (tree / edition.EXPLAINED).read_text("utf-8")
    assert f"## {name}\n\n{edition.STUB}\n\n## " in explained


def test_a_new_document(tree: Path) -> None:
    """A new document's id joins the list of those that were published."""
    before = (tree / edition.IDS).read_text("utf-8").split()
    new = {"id": "1955-01-01-a-letter", "date": "1955-01-01", "title": "A letter"}
    edit(tree, lambda content: content["documents"].append(new))
    edition.make(tree)
    assert sorted([*before, new["id"]]) == (tree / edition.IDS).read_text("utf-8").split()
    assert loaded(tree).endswith(f" {len(ka.load()) + 1}")


def test_again(tree: Path) -> None:
    """With --again an edition that was not released is replaced; otherwise the tool adds one."""
    edit(tree, correct)
    edition.make(tree)
    first = edition.published(tree)
    edit(tree, lambda content: content["actors"][0].pop("note"))
    edition.make(tree, again=True)
    second = edition.published(tree)
    assert list(first) == list(second)
    assert list(first.values())[:-1] == list(second.values())[:-1]
    assert list(first.values())[-1] != list(second.values())[-1]
    assert (tree / edition.EXPLAINED).read_text("utf-8").count(f"## {list(second)[-1]}\n") == 1
    edit(tree, correct)
    edition.make(tree)
    assert len(edition.published(tree)) == len(second) + 1


def test_an_id_stays(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id that was published cannot be changed, and nothing is written."""
    edit(tree, lambda content: content["documents"][0].update(id="1953-06-06-other"))
    edit(tree, lambda content: [d.pop("links", None) for d in content["documents"]])
    before = kept(tree)
    assert edition.main([], tree) == 1
    assert "was published and is gone" in capsys.readouterr().err
    assert kept(tree) == before


def test_faulty_data(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of the data is named with its path, and nothing is written."""
    edit(tree, lambda content: content["documents"][0]["claims"][0].update(quote="not there"))
    before = kept(tree)
    assert edition.main([], tree) == 1
    assert "documents[0].claims[0].quote" in capsys.readouterr().err
    assert kept(tree) == before


@pytest.mark.parametrize(
    ("newest", "year", "name"),
    [("2031.2", 2031, "2031.3"), ("2031.9", 2031, "2031.10"), ("2031.2", 2032, "2032.1"),
     ("2031.2", 2030, "2031.3")],
)  # fmt: skip
def test_names_of_editions(newest: str, year: int, name: str) -> None:
    """Editions are counted within a year, and never go back."""
    assert edition.after(newest, year) == name


def test_ids_are_listed() -> None:
    """Every document's id is among those that were published, and none of these is gone."""
    listed = (ROOT / edition.IDS).read_text("utf-8").split()
    assert listed == sorted({doc.id for doc in ka.load()}), "run: python -m tools.edition"


# --- the size of the core ------------------------------------------------------------------


def test_the_core_is_counted() -> None:
    """The modules that a question of the collection needs are counted, and no others."""
    counted = set(lines.lines())
    assert {"__init__.py", "_model.py", "_data.py", "exceptions.py"} <= counted
    assert not counted & {"__main__.py", "listing.py", "plots.py"}
