"""The command line, as a shell calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import korean_armistice as ka
from korean_armistice.__main__ import main

from .samples import collection


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "korean_armistice", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    """27 July 1953 shows four documents, each claim with its quote, in 80 columns."""
    assert main(["--date", "1953-07-27"]) == 0
    out = capsys.readouterr().out
    docs = ka.by_date("1953-07-27")
    flat = " ".join(out.split())
    for doc in docs:
        assert f"{doc.date} {doc.title}" in flat
        for claim in doc.claims:
            assert f"{claim.field}: “{claim.quote}”" in flat
    assert max(map(len, out.splitlines())) <= 80


def test_options_mean_and(capsys: pytest.CaptureFixture[str]) -> None:
    """Options given together mean AND, and JSON is what `dumps` writes."""
    options = ["--since", "1953-07", "--until", "1953-07-27", "--origin", "СССР"]
    options += ["--actor", "Molotov", "--role", "author", "--search", "ambassador"]
    assert main([*options, "--format", "json"]) == 0
    docs = ka.by_date("1953-07-01/1953-07-27").by_origin("USSR").by_actor("Molotov", role="author")
    expected = docs.search("ambassador")
    assert capsys.readouterr().out == ka.dumps(expected)
    assert len(expected) == 1


def test_nothing_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing found is status 0, nothing on stdout, and a sentence on stderr."""
    assert main(["--date", "1900"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "korean-armistice: no document answers that\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--actor", "Molotv"], "Did you mean 'Vyacheslav Molotov'?"),
        (["--actor", ""], "unknown name ''"),
        (["--date", "1953-02-30"], "'1953-02-30' is not a date"),
        (["--date", "1953", "--since", "1953"], "either --date"),
        (["--role", "author"], "--role goes with --actor"),
        (["--actor", "Mao", "--role", "boss"], "'boss' is not a role"),
        (["--origin", "Mao"], "not a state"),
        (["--search", "?"], "no word"),
        (["--data", "no such file"], "no such file: No such file"),
        (["--bogus"], "unrecognized arguments: --bogus"),
        (["--format", "docx"], "invalid choice"),
    ],
)
def test_faults(options: list[str], words: str) -> None:
    """Every fault is one line on stderr with status 2, and never a traceback."""
    done = run(*options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_bad_data(tmp_path: Path) -> None:
    """A faulty file is a sentence with the first fault and how many more there are."""
    path = tmp_path / "bad.json"
    path.write_text("[]")
    assert "is not an object" in run("--data", str(path)).stderr
    path.write_text('{"x": 1}')
    assert "and 3 more" in run("--data", str(path)).stderr


def test_own_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--data asks a collection of one's own."""
    path = tmp_path / "mine.json"
    path.write_text(ka.dumps(collection()), encoding="utf-8")
    assert main(["--data", str(path), "--actor", "안리"]) == 0
    assert "Ann to Bob" in capsys.readouterr().out


def test_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--output writes a file whole, and overwrites only with --force."""
    path = tmp_path / "out.json"
    assert main(["--output", str(path), "--format", "json"]) == 0
    assert ka.read(path) == ka.load()
    assert main(["--output", str(path), "--date", "1953-06"]) == 2
    assert "--force" in capsys.readouterr().err
    assert ka.read(path) == ka.load()
    assert main(["--output", str(path), "--date", "1953-06", "--format", "json", "--force"]) == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))["documents"]) == 2
    assert main(["--output", str(tmp_path / "no" / "dir")]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_ascii_terminal() -> None:
    """In an ASCII locale the names of four scripts end in no traceback."""
    done = run("--date", "1953-07", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "Malenkov ? Kim Il Sung" in done.stdout
    assert done.stderr == ""


def test_pipe() -> None:
    """A reader that is gone, as `head` soon is, ends the program quietly."""
    unread, pipe = os.pipe()
    os.close(unread)
    command = [sys.executable, "-m", "korean_armistice", "--format", "json"]
    done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help() -> None:
    """--help has examples, and --version the package's."""
    assert "korean-armistice --date 1953-07-27" in run("--help").stdout
    assert run("--version").stdout == f"korean_armistice {ka.__version__}\n"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("csv", "number,id,date,"),
        pytest.param("bibtex", "@misc{1954-06-28-record", marks=pytest.mark.extras),
        pytest.param("ris", "1.\nTY  - MANSCPT", marks=pytest.mark.extras),
        ("csl", "[\n"),
        ("jsonld", '{\n  "@context"'),
        ("timelinejs", '{\n  "title"'),
    ],
)
def test_formats(
    name: str, begins: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each format is what its exporter writes, on the terminal and in a file."""
    assert main(["--actor", "U Nu", "--format", name]) == 0
    printed = capsys.readouterr().out.replace("\r\n", "\n").lstrip("\ufeff")
    assert printed.lstrip("\n").startswith(begins)
    path = tmp_path / "out"
    assert main(["--actor", "U Nu", "--format", name, "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8").strip() == printed.strip()
