"""The command line, as a shell calls it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import korean_armistice as ka
from korean_armistice import _show
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
    assert out == "\n\n".join(_show.evidence(doc) for doc in docs) + "\n"
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
        (["--date", ""], "'' is not a date"),
        (["--since", ""], "'' is not a date"),
        (["--until", ""], "'' is not a date"),
        (["--date", "1953", "--since", "1953"], ": give either --date, or --since and --until\n"),
        (["--date", "1953", "--until", "1953"], ": give either --date, or --since and --until\n"),
        (["--role", "author"], "korean-armistice: --role goes with --actor\n"),
        (["--actor", "Mao", "--role", "boss"], "'boss' is not a role"),
        (["--origin", "Mao"], "not a state"),
        (["--origin", ""], "unknown name ''"),
        (["--search", "?"], "no word"),
        (["--search", ""], "no word"),
        (["--data", "no such file"], "no such file: No such file"),
        (["--bogus"], "unrecognized arguments: --bogus; --help shows what there is"),
        (["--form", "json"], "unrecognized arguments: --form json; --help shows"),
        (["--format", "docx"], "invalid choice"),
    ],
)
def test_faults(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every fault is one line on stderr, after the program's name, with status 2."""
    try:
        status: object = main(options)
    except SystemExit as exit_:
        status = exit_.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert re.fullmatch(r"korean-armistice: [^\n]+\n", err)
    assert words in err


@pytest.mark.parametrize("option", ["--{}", "--data={}", "--actor={}", "--format={}"])
def test_arguments_do_not_move_the_cursor(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal or a reader would obey, in whatever argument, is written out in the fault."""
    try:
        main([option.format("a\x1b[2Jb\u202ec\udcff")])
    except SystemExit as exit_:
        assert exit_.code == 2
    err = capsys.readouterr().err.removesuffix("\n")
    assert err.isprintable()
    assert "a\\x1b[2Jb\\u202ec\\udcff" in err


def test_status() -> None:
    """The shell gets the status, the terminal the sentence, and nobody a traceback."""
    done = run("--actor", "Molotv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("korean-armistice: unknown name 'Molotv'")
    assert done.stderr.count("\n") == 1


def test_bad_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty file is a sentence with the first fault and how many more there are."""
    path = tmp_path / "bad.json"
    first = "top level: the key 'about' is missing"
    for content, told in (
        ("[]", "top level: [] is not an object with the keys about, actors, documents"),
        ('{"actors": [], "documents": []}', first),
        ('{"documents": []}', f"{first} (and 1 more)"),
        ('{"x": 1}', f"{first} (and 3 more)"),
    ):
        path.write_text(content)
        assert main(["--data", str(path)]) == 2
        assert capsys.readouterr().err == f"korean-armistice: {told}\n"


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


@pytest.mark.parametrize(
    ("encoding", "printed"), [("ascii", "Malenkov ? Kim"), ("UTF-8", "Malenkov → Kim")]
)
def test_any_terminal(encoding: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal shows "?" for what it has no letters for, and all it has letters for."""
    terminal = TextIOWrapper(BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["--date", "1953-07-27"]) == 0
    assert printed in terminal.buffer.getvalue().decode()
    assert terminal.errors == ("strict" if encoding == "UTF-8" else "replace")


def closed_pipe() -> int:
    """Open a pipe whose reader is gone, as `head` soon is."""
    unread, pipe = os.pipe()
    os.close(unread)
    return pipe


def test_pipe() -> None:
    """A reader that is gone ends the program quietly."""
    pipe = closed_pipe()
    command = [sys.executable, "-m", "korean_armistice", "--format", "json"]
    done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_after_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the interpreter still writes at its end goes nowhere, and is no fault either."""
    with open(closed_pipe(), "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["--format", "json"]) == 0
        print("more", flush=True)


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_programs_read_utf8_in_any_locale() -> None:
    """What another program reads is UTF-8, and a name is understood, whatever the locale."""
    done = run("--actor", "毛泽东", "--format", "json", **ASCII)
    assert ka.read(done.stdout.encode()) == ka.by_actor("毛泽东")
    done = run("--actor", "毛泽东", "--format", "json", PYTHONIOENCODING="latin-1")
    assert ka.read(done.stdout.encode()) == ka.by_actor("毛泽东")
    done = run("--actor", "毛泽西", **ASCII)
    assert done.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a POSIX shell")
@pytest.mark.parametrize(
    ("options", "streams", "status", "out", "err"),
    [
        ("--date 1953-07-27", ">&-", 2, "", "no standard output"),
        ("--date nonsense", "2>&-", 2, "", ""),
        ("--date nonsense", "2>/dev/full", 2, "", ""),
        ("--date 1960 --format json", "2>&-", 0, '{\n  "about"', ""),
    ],
)
def test_closed_streams(options: str, streams: str, status: int, out: str, err: str) -> None:
    """Without an output the program says so; without a place for errors it keeps the data clean."""
    command = f"{sys.executable} -m korean_armistice {options} {streams}"
    done = subprocess.run(
        command, shell=True, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == status
    assert done.stdout.startswith(out)
    assert bool(done.stdout) is bool(out)
    assert err in done.stderr
    assert "Traceback" not in done.stderr


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the program without a traceback, with the status that shells know."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("korean_armistice.__main__._answer", interrupted)
    assert main([]) == 130


def test_a_link_that_leads_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link is there, and is not replaced without --force, even if its target is not."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert main(["--output", str(link), "--actor", "Mao"]) == 2
    assert "--force" in capsys.readouterr().err
    assert link.is_symlink()


OPTIONS = {
    "--date D": "1953, 1953-07, 1953-07-27, a/b, a/.., ../b, “July 1953”",
    "--since D": "from the first day of D on",
    "--until D": "up to the last day of D",
    "--actor NAME": "any spelling in any script",
    "--role ROLE": "the actor's role: author, recipient, participant, mentioned, origin",
    "--origin NAME": "the state that produced the document",
    "--search TEXT": "every word, in title or summary",
    "--format {text,json,csv,bibtex,ris,csl,jsonld,timelinejs,html}": "",
    "--output FILE": "write there instead of to the terminal",
    "--force": "overwrite FILE",
    "--data FILE": "ask a collection of your own (JSON, as `read` takes it)",
    "--version": "show program's version number and exit",
}


def test_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """--help says what the program is, what each option takes and means, and has examples."""
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("usage: korean-armistice [-h] [--date D] ")
    what = "Ask the collection Korean War Armistice. Options given together mean AND."
    assert f"\n\n{what}\n\n" in told
    lines = [" ".join(line.split()) for line in told.splitlines()]
    for option, meaning in OPTIONS.items():
        assert f"{option} {meaning}".strip() in lines
    for example in ("--date 1953-07-27", '--actor "Kim Il-sung" --role author'):
        assert f"\n  korean-armistice {example}\n" in told


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version is the package's."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"korean_armistice {ka.__version__}\n"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("text", "1954-06-28  Record of the First"),
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


@pytest.mark.parametrize("name", ["json", "csl", "jsonld", "timelinejs"])
def test_json_is_readable(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is written as JSON is indented, with every script as it is, and ends in a line feed."""
    assert main(["--format", name]) == 0
    printed = capsys.readouterr().out
    assert printed == json.dumps(json.loads(printed), ensure_ascii=False, indent=2) + "\n"
