"""The command line, as a shell calls it."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
from korean_armistice.__main__ import main

from .samples import ANN, changed, collection, drop, put

# As it is installed beside this Python.
COMMAND = str(Path(sys.executable).parent / "korean-armistice")
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def run(*arguments: str, entered: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        input=entered,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


class Told:
    """What a command said, and with which status it ended."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[object, str, str]:
        """Run a command in this process; return its status, and what it printed and told."""
        try:
            status: object = main(arguments)
        except SystemExit as ended:
            status = ended.code
        out, err = self._capsys.readouterr()
        return status, out, err

    def ids(self, *arguments: str) -> list[str]:
        """Run a query and list the ids of the documents that it finds."""
        status, out, _ = self(*arguments, "--format", "json")
        assert status == 0
        return [document["id"] for document in json.loads(out)["documents"]]

    def fault(self, *arguments: str) -> str:
        """Run a wrong command: it prints nothing, and one line on stderr after the program's name."""
        status, out, err = self(*arguments)
        assert (status, out) == (2, "")
        assert re.fullmatch(r"korean-armistice: [^\n]+\n", err), err
        return err.removeprefix("korean-armistice: ").removesuffix("\n")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Told:
    """Ask the command line in this process."""
    return Told(capsys)


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """Write the sample to a file."""
    path = tmp_path / "mine.json"
    path.write_text(ka.dumps(collection()), encoding="utf-8")
    return str(path)


def ids(docs: ka.Collection) -> list[str]:
    """List the ids of documents."""
    return [document.id for document in docs]


# Questions


def test_a_card_shows_everything(ask: Told) -> None:
    """A card has kind, holder, URL, each claim with its quote, excerpts, and the editor's notes."""
    status, out, err = ask("--date", "1953-06-06")
    assert (status, err) == (0, "")
    (doc,) = ka.by_date("1953-06-06")
    flat = " ".join(out.split())
    assert flat.startswith(f"1 document, 1953-06-06 {doc.date} {doc.title}")
    assert f"kind {doc.kind} " in flat
    assert f"holder {doc.holder} " in flat
    assert f"url {doc.url} " in flat
    for claim in doc.claims:
        assert f"{claim.field}: “{claim.quote}”" in flat
    assert doc.notes
    for note in doc.notes:
        assert f"editor's note {' '.join(note.text.split())}" in flat
    assert doc.excerpts
    for excerpt in doc.excerpts:
        assert f"{excerpt.part} “{excerpt.words}” seen in: {excerpt.source}" in flat
    assert max(map(len, out.splitlines())) <= 80 or str(doc.url) in out


def test_a_card_shows_links(ask: Told) -> None:
    """A link stands with the other document's id and the words on both sides."""
    (link,) = ka.load().links(relation="replies-to")
    _, out, _ = ask("--date", str(ka.load()[link.document].date))
    flat = " ".join(out.split())
    assert f"{link.verb} {link.to} (inferred)" in flat
    assert f"{link.field}: “{link.quote}” {link.to_field} there: “{link.to_quote}”" in flat


def test_options_mean_and(ask: Told) -> None:
    """Options given together mean AND."""
    options = [
        "--since",
        "1953-07",
        "--until",
        "1953-07-27",
        "--origin",
        "СССР",
        "--kind",
        "Telegram",
    ]
    options += ["--actor", "Molotov", "--role", "author", "--stated", "--search", "ambassador"]
    docs = ka.by_date("1953-07-01/1953-07-27").by_origin("USSR").by_kind("telegram")
    docs = docs.by_actor("Molotov", role="author", basis="stated").search("ambassador")
    assert ask.ids(*options) == ids(docs)
    assert len(docs) == 1


@pytest.mark.parametrize(
    ("option", "one", "other"),
    [
        ("--actor", "Rhee", "Clark"),
        ("--origin", "Avalon", "Avalon"),
        ("--date", "1953", "1951/1953-07-20"),
        ("--search", "armistice", "telegram"),
    ],
)
def test_given_twice_means_both(option: str, one: str, other: str, ask: Told, mine: str) -> None:
    """Actors, origins, dates and searches given twice mean AND: neither is dropped."""
    data = ["--data", mine] if one == "Avalon" else []
    found = [set(ask.ids(option, text, *data)) for text in (one, other)]
    both = ask.ids(option, one, option, other, *data)
    assert set(both) == found[0] & found[1]
    assert both
    assert option == "--origin" or set(both) < found[0]


@pytest.mark.parametrize(
    "twice",
    [
        "--since 1953 --since 1954", "--until 1953 --until 1954", "--kind report --kind letter",
        "--actor Rhee --role author --role origin", "--list years --list kinds",
        "--format json --format json", "--output a.json --output b.json", "--data a --data b",
        "--limit 100 --limit 100",
    ],
)  # fmt: skip
def test_what_cannot_be_given_twice_is_refused(twice: str, ask: Told) -> None:
    """An option that takes one value refuses a second, also one that is the same."""
    option = re.findall(r"--\w+", twice)[-1]
    told = f"{option} is given twice, and it takes one value; --help lists the options"
    assert ask.fault(*twice.split()) == told


def test_stated(ask: Told) -> None:
    """--stated leaves out what is only inferred, of actors and of origins."""
    for option, name in (("--actor", "Malenkov"), ("--origin", "USSR")):
        found = set(ask.ids(option, name))
        assert set(ask.ids(option, name, "--stated")) < found
    assert ask.ids("--actor", "Malenkov", "--stated") == ids(
        ka.by_actor("Malenkov", basis="stated")
    )


@pytest.mark.parametrize(
    ("what", "counted"),
    [
        ("origins", "origin"), ("actors", "actor"), ("roles", "role"), ("kinds", "kind"),
        ("languages", "language"), ("archives", "archive"), ("years", "year"), ("months", "month"),
    ],
)  # fmt: skip
def test_list(what: str, counted: Any, ask: Told) -> None:
    """--list counts what may be asked, most first; what is not known is counted, too."""
    _, out, err = ask("--list", what, "--date", "1953-07")
    found = [line.strip().split("  ", 1) for line in out.splitlines()]
    expected = ka.by_date("1953-07").counts(counted)
    assert err == ""
    assert found == [[str(count), name or "(not known)"] for name, count in expected.items()]


def test_brief(ask: Told) -> None:
    """--brief is the short list after a count line."""
    _, out, _ = ask("--brief", "--origin", "Poland")
    docs = ka.by_origin("Poland")
    assert out == f"3 documents, {docs[0].date}/{docs[-1].date}\n{docs}\n"
    assert "“" not in out


def test_nothing_found(ask: Told, mine: str) -> None:
    """An empty answer is status 0, and says on stderr which days and pages the collection has."""
    status, out, err = ask("--date", "1900")
    assert (status, out) == (0, "")
    assert err.count("\n") == 1
    days = f"{ka.load()[0].date}/{ka.load()[-1].date}"
    assert f"no documents match. The collection has {len(ka.load())} documents, {days}. " in err
    assert "Page 4 of the archive's listing" in err
    assert "pages 1 to 3" in err
    _, _, err = ask("--brief", "--date", "1900", "--data", mine)
    assert err.endswith("The collection has 2 documents, 1951-01-01/1953-07-27. All of it.\n")
    status, out, err = ask("--date", "1900", "--format", "json")
    assert json.loads(out)["documents"] == []
    assert "no documents match" in err


# Faults


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--actor", "Molotv"], "unknown name 'Molotv'. Did you mean 'Vyacheslav Molotov'?"),
        (["--actor", ""], "unknown name ''; --list shows the names that there are"),
        (["--actor", "Kims", "--origin", "Kims"], "unknown name 'Kims'"),
        (["--date", "1953-02-30"], "'1953-02-30' is not a date"),
        (["--date", ""], "'' is not a date"),
        (["--since", ""], "'' is not a date"),
        (["--until", ""], "'' is not a date"),
        (["--since", "1954", "--until", "1953"], "is not a date: "),
        (["--role", "author"], "--role goes with one --actor"),
        (["--actor", "Mao", "--actor", "Rhee", "--role", "author"], "--role goes with one --actor"),
        (["--actor", "Mao", "--role", "boss"], "'boss' is not a role; there are 'author', "),
        (["--stated"], "--stated goes with --actor or --origin"),
        (["--origin", "Mao"], "not a state"),
        (["--origin", ""], "unknown name ''"),
        (["--kind", "telegramm"], "of the kind 'telegramm'. Did you mean 'telegram'"),
        (["--kind", "?"], "no document is of the kind '?'. Did you mean "),
        (["--search", "?"], "--search '?' cannot be answered: give words and"),
        (["--search", ""], "--search '' cannot be answered"),
        (["--search", "Mao OR Zhou"], "OR, AND, NOT and -word are no words of a search"),
        (["--search", '"open'], "cannot be answered"),
        (["--list", "people"], "invalid choice: 'people'"),
        (["--list", "kinds", "--brief"], "--list and --brief are two different lists"),
        (["--list", "kinds", "--format", "csv"], "--list writes plain text and not csv"),
        (["--brief", "--format", "csv"], "--brief writes plain text and not csv"),
        (["--data", "no such file"], "no such file: No such file"),
        (["--data", ""], "'' is not a regular file"),
        (["--data", "/"], "'/' is not a regular file: --data takes a file, or - for standard"),
        (["--limit", "0"], "'0' is not a whole number from 1 on"),
        (["--limit", "-1"], "'-1' is not a whole number from 1 on"),
        (["--limit", "²"], "'²' is not a whole number from 1 on"),
        (["--bogus"], "unrecognized arguments: --bogus; --help lists the options"),
        (["--form", "json"], "unrecognized arguments: --form json; --help lists"),
        (["--format", "docx"], "invalid choice"),
        (["revue", "a.json"], "unrecognized arguments: revue a.json"),
        (["review", "no such file"], "no such file: No such file"),
        (["review", "/dev/zero"], "/dev/zero: it is not a file that the review page saved"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_faults(options: list[str], words: str, ask: Told) -> None:
    """Every fault is one line on stderr, after the program's name, with status 2."""
    assert words in ask.fault(*options)


# Words of a Python programmer, which make no sense in a shell.
PYTHON = re.compile(
    r"\w\(|=True|=False|\bNone\b|\bimport\b|\bka\.|\bdocs\b|\.py\b|__|`|\bby_[a-z]+|[a-z]Error\b"
    r"|join answers|\.(?:counts|actor|suggestions|problems|parse)\b"
)
WRONG_NAMES = [
    "Molotv",
    "",
    "Kim",
    "Lee",
    "ambassador",
    "김",
    "x" * 5_000,
    "the",
    "Beijing",
    "Moscow",
]
WRONG_DATES = [
    "1953-02-30", "", "..", "../..", "1954/1953", "07/27/1953", "27.7.1953", "1953-7-2", "53", "today",
    "July 27. 1953", "juillet 1953", "Jul 1953 x", "1953-00", "1953-07-27T10:00", "20000", "1953年7月27日",
]  # fmt: skip
WRONG_SEARCHES = ["", "?", "a OR b", "NOT a", "-a", 'a "b', "AND", '""', "«x"]


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--actor", name] for name in WRONG_NAMES),
        *(["--origin", name] for name in [*WRONG_NAMES, "Mao", "Embassy of the Polish Republic"]),
        *(["--kind", name] for name in WRONG_NAMES),
        *(["--date", date] for date in WRONG_DATES),
        *(["--since", date, "--until", "1953"] for date in WRONG_DATES),
        *([f"--search={text}"] for text in WRONG_SEARCHES),
        ["--actor", "Mao", "--role", "x"], ["--role", "author"], ["--stated"], ["--list", "x"],
        ["--output", "x"], ["--output", ""], ["--output", "/"], ["--output", "/", "--format", "json"],
        ["--output", "{mine}"], ["--output", "{mine}/x.json"], ["--output", "/dev/null", "--format", "csv"],
        ["--output", "/dev/null", "--format", "csv", "--force"], ["--output", "/no/folder/x.json"],
        ["--data", "x"], ["--data", "/"], ["--data", "/dev/zero"], ["--data", "a\0b"], ["--limit", "x"],
        ["--data", "{mine}", "--actor", "Lee"], ["--data", "{mine}", "--origin", "Ann"],
        ["review"], ["review", "x"], ["review", "{mine}"], ["review", "/dev/zero"], ["review", "--x"],
        ["--format", "x"], ["--x"], ["x"],
    ],
    ids=lambda arguments: ascii(" ".join(arguments)[:40]),
)  # fmt: skip
def test_a_shell_user_is_never_told_to_type_python(
    arguments: list[str], ask: Told, mine: str
) -> None:
    """No message has a call, a keyword or a name of Python in it."""
    status, _, err = ask(*(argument.replace("{mine}", mine) for argument in arguments))
    assert status == 0 or (err and status == 2)
    told = err
    for argument in arguments:
        told = told.replace(argument, "") if argument else told
    assert not PYTHON.search(told), err


WRONG_FILES = [
    (b"", ["line 1, column 1: not JSON"]),
    (b"\xff", ["byte 0: 0xff is not UTF-8"]),
    (b"[]", ["top level: [] is not an object with the keys about, actors, documents"]),
    (b'{"documents": [], "x": 1}', ["'about' is missing", "'actors' is missing", "'x' is not a key"]),
    (changed(drop("about.title")), ["about.title: the key 'title' is missing"]),
    (
        changed(put("documents.0.claims.0.role", "boss"), put("documents.0.date", "27.7.53"),
                put("documents.0.links.0.relation", "x"), put("documents.0.excerpts.0.part", 3)),
        ["documents[0].claims[0].role: 'boss'", "documents[0].date: '27.7.53'",
         "documents[0].links[0].relation: 'x'", "documents[0].excerpts[0].part: 3"],
    ),
    (
        changed(put("documents.0.claims.0.quote", "nobody says it"), put("documents.0.links.0.to", ANN)),
        ["documents[0].claims[0].quote: 'nobody says it'", "documents[0].links[0].to: "],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), WRONG_FILES)
def test_every_fault_of_a_file(
    content: Any, expected: list[str], tmp_path: Path, ask: Told
) -> None:
    """Each fault of a file is a line of its own with the file's name, and none is left out."""
    path = tmp_path / "bad.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    status, out, err = ask("--data", str(path))
    assert (status, out) == (2, "")
    lines = err.splitlines()
    assert all(line.startswith(f"korean-armistice: {path}: ") for line in lines)
    assert not PYTHON.search(err.replace(str(path), ""))
    for fault in expected:
        assert sum(fault in line for line in lines) == 1, err


def test_a_hundred_faults_are_a_hundred_lines(tmp_path: Path, ask: Told) -> None:
    """However many faults there are, all of them are told."""
    path = tmp_path / "bad.json"
    data = {"about": {"title": "x"}, "actors": [], "documents": [{"id": "a"}] * 100}
    path.write_text(json.dumps(data))
    _, _, err = ask("--data", str(path))
    assert [
        re.findall(r"documents\[(\d+)\].title: the key", line) for line in err.splitlines()
    ] == [[str(number)] for number in range(100)]


@pytest.mark.parametrize("option", ["--{}", "--data={}", "--actor={}", "--format={}", "--kind={}"])
def test_arguments_do_not_move_the_cursor(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Characters that a terminal would obey are written out in the message, in any argument."""
    try:
        main([option.format("a\x1b[2Jb\u202ec\u2028\udcff")])
    except SystemExit as exit_:
        assert exit_.code == 2
    err = capsys.readouterr().err.removesuffix("\n")
    assert err.isprintable()
    assert "a\\x1b[2Jb\\u202ec" in err


def test_status() -> None:
    """The shell gets the status, the terminal the sentence, and nobody a traceback."""
    done = run("--actor", "Molotv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("korean-armistice: unknown name 'Molotv'")
    assert done.stderr.count("\n") == 1


# A collection of one's own


def test_own_data(ask: Told, mine: str) -> None:
    """--data asks a collection of one's own, in any of its scripts, undated documents included."""
    status, out, _ = ask("--data", mine, "--actor", "안리")
    assert status == 0
    assert "Ann to Bob" in out


def test_data_on_standard_input(mine: str) -> None:
    """--data - reads standard input, and a fault in it is told with that name."""
    text = Path(mine).read_text(encoding="utf-8")
    done = run("--data", "-", "--brief", entered=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ann to Bob" in done.stdout
    done = run("--data", "-", entered="{")
    assert done.returncode == 2
    assert done.stderr.startswith("korean-armistice: standard input: line 1, column 2: not JSON")


@posix
@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("{command} --data /dev/zero", "'/dev/zero' is not a regular file"),
        ("{command} --data pipe", "'pipe' is not a regular file"),
        (
            "{command} --data - --limit 1 </dev/zero",
            "standard input has more than 1 MB: --limit MB",
        ),
        ("{command} --data - <&-", "there is no standard input"),
    ],
)
def test_data_that_never_ends(command: str, told: str, tmp_path: Path) -> None:
    """A device or a pipe as FILE is refused unread, and standard input is read up to the limit."""
    os.mkfifo(tmp_path / "pipe")
    done = subprocess.run(
        ["bash", "-c", f"ulimit -v 1000000; {command.format(command=COMMAND)}"],
        capture_output=True, encoding="utf-8", check=False, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_limit_can_be_raised(tmp_path: Path, ask: Told) -> None:
    """A file of more than the limit is refused with the way to read it; raised, it is read."""
    path = tmp_path / "large.json"
    text = ka.dumps(collection())
    path.write_text(text + " " * (2_000_000 - len(text.encode())), "utf-8")
    told = ask.fault("--data", str(path), "--limit", "1")
    assert told == f"{path} has more than 1 MB: --limit MB raises the limit"
    assert ask("--data", str(path), "--limit", "2", "--list", "years")[0] == 0


# Output


SUFFIXES = {
    "a.txt": f"{len(ka.load())} documents", "a.json": '{\n  "about"', "a.csv": "\ufeffnumber,id,", "a.bib": "@", "a.ris": "TY  - ",
    "a.jsonld": '{\n  "@context"', "a.html": "<!doctype html>", "A.HTML": "<!doctype html>",
}  # fmt: skip


@pytest.mark.parametrize("name", SUFFIXES)
def test_the_suffix_decides(name: str, tmp_path: Path, ask: Told) -> None:
    """`--output out.html` writes HTML, and so with each suffix that one format has."""
    path = tmp_path / name
    assert ask("--output", str(path)) == (0, "", "")
    assert path.read_text("utf-8").lower().startswith(SUFFIXES[name].lower())


@pytest.mark.parametrize("name", ["out", "out.docx", "out.", ".json", "out.html.gz", "out.json~"])
def test_another_suffix_is_refused(name: str, tmp_path: Path, ask: Told) -> None:
    """Without --format another suffix, or none, is refused; with it, any name is taken."""
    path = tmp_path / name
    told = ask.fault("--output", str(path))
    assert re.search(r"does not end in one of (\.[a-z]+, ){5,}and no --format is given", told)
    assert not path.exists()
    assert ask("--output", str(path), "--format", "csl") == (0, "", "")
    assert json.loads(path.read_text("utf-8"))


def test_short_lists_are_plain_text(tmp_path: Path, ask: Told) -> None:
    """--brief and --list write to FILE.txt and to no other suffix."""
    for short in (["--brief"], ["--list", "kinds"]):
        told = ask.fault(*short, "--output", str(tmp_path / "a.html"))
        assert told.startswith(f"{short[0]} writes plain text and not html")
        path = tmp_path / f"{short[0]}.txt"
        assert ask(*short, "--output", str(path)) == (0, "", "")
        assert path.read_text("utf-8") == ask(*short)[1]


def test_output(tmp_path: Path, ask: Told) -> None:
    """--output writes a complete file, and overwrites only with --force, which keeps the mode."""
    path = tmp_path / "out.json"
    assert ask("--output", str(path))[0] == 0
    assert ka.read(path) == ka.load()
    path.chmod(0o600)
    told = ask.fault("--output", str(path), "--date", "1953-06")
    assert told == f"{path} exists: choose another name, or replace it with --force"
    assert ka.read(path) == ka.load()
    assert ask("--output", str(path), "--date", "1953-06", "--force")[0] == 0
    assert len(ka.read(path)) == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert "No such file" in ask.fault("--output", str(tmp_path / "no" / "dir" / "a.json"))
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("name", ["", "new/", ".", "..", "folder", "folder/", "new/../x/"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_output_that_is_no_file(
    name: str, force: list[str], tmp_path: Path, ask: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name, a folder and what would be one are refused in a line, and nothing is made."""
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    told = ask.fault("--output", name, "--format", "json", *force)
    assert "is not the name of a file" in told or "is a folder, which is never replaced" in told
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


def test_output_to_the_terminal(ask: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--output -` is standard output, as `--data -` is standard input; no file is made."""
    monkeypatch.chdir(tmp_path)
    assert ask("--output", "-", "--brief") == ask("--brief")
    assert ask("--output", "-", "--format", "json")[1] == ka.dumps(ka.load())
    assert list(tmp_path.iterdir()) == []


@posix
def test_links_are_not_followed(tmp_path: Path, ask: Told) -> None:
    """A link in the place of FILE is refused, and with --force replaced; what it led to stays."""
    victim, link, lost = (tmp_path / name for name in ("victim", "link.json", "lost.json"))
    victim.write_text("precious")
    link.symlink_to(victim)
    lost.symlink_to(tmp_path / "nowhere")
    for path in (link, lost):
        assert "exists" in ask.fault("--output", str(path), "--actor", "Mao")
        assert path.is_symlink()
        assert ask("--output", str(path), "--actor", "Mao", "--force")[0] == 0
        assert not path.is_symlink()
    assert victim.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("text", "1 document, 1954-06-28\n\n1954-06-28  Record of the First"),
        ("csv", "\ufeffnumber,id,"),
        ("bibtex", "@unpublished{1954-06-28-record"),
        ("biblatex", "@"),
        ("ris", "TY  - MANSCPT"),
        ("csl", "[\n"),
        ("jsonld", '{\n  "@context"'),
        ("timelinejs", '{\n  "title"'),
        ("html", "<!doctype html>"),
        ("review", "<!doctype html>"),
    ],
)
def test_formats(name: str, begins: str, tmp_path: Path, ask: Told) -> None:
    """Each format is what its exporter writes, the same on the terminal and in a file."""
    status, printed, err = ask("--actor", "U Nu", "--format", name)
    assert (status, err) == (0, "")
    assert printed.lower().startswith(begins.lower())
    path = tmp_path / "out"
    assert ask("--actor", "U Nu", "--format", name, "--output", str(path)) == (0, "", "")
    assert path.read_bytes().decode().replace("\r\n", "\n") == printed.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["json", "csl", "timelinejs"])
def test_json_is_readable(name: str, ask: Told) -> None:
    """What is written as JSON is indented, with every script as it is, and ends in a line feed."""
    _, printed, _ = ask("--format", name)
    assert printed == json.dumps(json.loads(printed), ensure_ascii=False, indent=2) + "\n"


# Terminals and streams


def test_ascii_terminal() -> None:
    """In an ASCII locale the names of four scripts end in no traceback."""
    done = run("--date", "1953-07", **ASCII)
    assert done.returncode == 0
    assert "Malenkov ? Kim Il Sung" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("encoding", "printed"), [("ascii", "Malenkov ? Kim"), ("UTF-8", "Malenkov → Kim")]
)
def test_any_terminal(encoding: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal shows "?" for letters that it lacks, and all others as they are."""
    terminal = TextIOWrapper(BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main(["--date", "1953-07-27"]) == 0
    assert printed in terminal.buffer.getvalue().decode()
    assert terminal.errors == ("strict" if encoding == "UTF-8" else "replace")


def test_programs_read_utf8_in_any_locale() -> None:
    """What another program reads is UTF-8, and a name is understood, whatever the locale."""
    done = run("--actor", "毛泽东", "--format", "json", **ASCII)
    assert ka.read(done.stdout.encode()) == ka.by_actor("毛泽东")
    done = run("--actor", "毛泽东", "--format", "json", PYTHONIOENCODING="latin-1")
    assert ka.read(done.stdout.encode()) == ka.by_actor("毛泽东")
    assert run("--actor", "毛泽西", **ASCII).returncode == 2


NASTY = "a\u202eb\u2066c\u2028d\u2029e\u200ff\u061cg"


@posix
@pytest.mark.parametrize("form", ["text", "json", "csv", "bibtex", "jsonld", "html"])
def test_nothing_raw_reaches_a_terminal(form: str, tmp_path: Path) -> None:
    """Marks that turn the direction of writing, and line separators, are written out on a terminal."""
    import pty

    path = tmp_path / "mine.json"
    changes = [
        put("documents.1.title", NASTY),
        put("actors.1.name", NASTY),
        put("about.title", NASTY),
    ]
    path.write_text(ka.dumps(collection(changed(*changes, drop("documents.0.links")))), "utf-8")
    ours, theirs = pty.openpty()
    with subprocess.Popen([COMMAND, "--data", path, "--format", form], stdout=theirs) as process:
        os.close(theirs)
        read = b""
        try:
            while chunk := os.read(ours, 65_536):
                read += chunk
        except OSError:  # the other end is closed
            pass
        assert process.wait(60) == 0
    os.close(ours)
    shown = read.decode()
    assert "a" in shown
    assert not re.search(
        r"[\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]", shown
    )
    assert "\\u202e" in shown


@posix
@pytest.mark.parametrize(
    ("options", "streams", "status", "out", "err"),
    [
        ("--date 1953-07-27", ">&-", 2, "", "no standard output"),
        ("--date nonsense", "2>&-", 2, "", ""),
        ("--date nonsense", "2>/dev/full", 2, "", ""),
        ("--bogus", "2>&-", 2, "", ""),
        ("--date 1960 --format json", "2>&-", 0, '{\n  "about"', ""),
        ("--version", ">/dev/full", 2, "", "standard output: No space left on device"),
        ("", ">/dev/full", 2, "", "standard output: No space left on device"),
        ("--format json", "| true", 0, "", ""),
        ("--help", "| true", 0, "", ""),
    ],
)
def test_closed_streams(options: str, streams: str, status: int, out: str, err: str) -> None:
    """Without an output, or a full one, it says so in a line; a reader that is gone is no fault."""
    # The subshell waits until the reader is gone.
    command = f"set -o pipefail; (sleep .05; exec {COMMAND} {options}) {streams}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == status
    assert done.stdout.startswith(out)
    assert bool(done.stdout) is bool(out)
    assert err in done.stderr
    assert done.stderr.count("\n") == bool(err)


def test_help_without_output(ask: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a standard output, --version is no fault and no traceback."""
    monkeypatch.setattr(sys, "stdout", None)
    assert ask("--version")[0] == 0


def closed_pipe() -> int:
    """Open a pipe whose reader is gone, as `head` soon is."""
    unread, pipe = os.pipe()
    os.close(unread)
    return pipe


def test_after_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text that the interpreter writes when it ends is lost, and is no fault either."""
    with open(closed_pipe(), "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["--format", "json"]) == 0
        print("more", flush=True)


# Interrupts


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the program without a traceback, with the status that shells know."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("korean_armistice.__main__._answer", interrupted)
    assert main([]) == 130


@posix
def test_interrupted_while_it_starts() -> None:
    """From its first line on, the command is quiet when Ctrl-C is pressed while it imports."""
    code = (
        "import os, signal, sys, _korean_armistice\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == sys.argv[1]:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.exit(_korean_armistice.run())\n"
    )
    for module in (
        "korean_armistice",
        "attrs",
        "korean_armistice.__main__",
        "korean_armistice.export.web",
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, module], capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@posix
def test_interrupted_while_it_waits() -> None:
    """Ctrl-C while it waits for standard input is quiet, too, and the status says what it was."""
    with subprocess.Popen(
        [COMMAND, "--data", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        deadline = time.monotonic() + 30
        while "_json" not in Path(f"/proc/{process.pid}/maps").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode in (130, -signal.SIGINT)


@posix
def test_interrupts_that_a_shell_ignores_stay_ignored() -> None:
    """A background job of a script, which Ctrl-C does not reach, is not reached by us either."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "import sys, _korean_armistice; sys.argv = ['', '--version']\n"
        "try:\n    _korean_armistice.run()\n"
        "except SystemExit:\n    print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.split()[-1] == b"True"


# Help


OPTIONS = {
    "--date D": "1953, 1953-07, a/b, a/.., “July 27, 1953”; given twice: both",
    "--since D": "from the first day of D on",
    "--until D": "up to the last day of D",
    "--actor NAME": "any spelling in any script; given twice: both",
    "--role ROLE": "the role of the one actor: author, recipient, copied, ",
    "--origin NAME": "the state that produced it; given twice: both",
    "--kind KIND": "telegram, report, letter, …; --list kinds shows all",
    "--search TEXT": 'words and "phrases", all in title or summary',
    "--stated": "use only claims that the words state, none that are inferred",
    "--list WHAT": "count the documents by one of: origins, actors, roles, kinds, languages, archives, years, months",
    "--brief": "a short list instead of complete records",
    "--format FORMAT": "text, json, csv, bibtex, ",
    "--output FILE": "write there instead of to the terminal",
    "--force": "overwrite FILE",
    "--data FILE": "ask a collection of your own (JSON); - reads standard input",
    "--limit MB": "the largest size of --data, in megabytes (100)",
    "--version": "show program's version number and exit",
}


def test_help(ask: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """--help says what the program is, what each option means, and that no historian reviewed the claims."""
    monkeypatch.setenv("COLUMNS", "200")
    status, told, _ = ask("--help")
    assert status == 0
    assert told.startswith("usage: korean-armistice [-h] [--date D] ")
    what = "Ask the collection Korean War Armistice. Options given together mean AND."
    assert what in told
    assert "made by a language model and have not been reviewed by a historian" in " ".join(
        told.split()
    )
    lines = [" ".join(line.split()) for line in told.splitlines()]
    for option, meaning in OPTIONS.items():
        assert any(line.startswith(f"{option} {meaning}") for line in lines), option
    assert "`korean-armistice review --help` tells of the files that reviewers save." in told
    status, told, _ = ask("review", "--help")
    assert (status, told.startswith("usage: korean-armistice review [-h]")) == (0, True)


def test_the_examples_of_help_work(
    ask: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example in --help does what it says, but the one that needs reviewers' files."""
    monkeypatch.chdir(tmp_path)
    _, told, _ = ask("--help")
    examples = re.findall(r"^  korean-armistice (.+)$", told, re.MULTILINE)
    assert len(examples) >= 6
    for example in examples:
        status, out, err = ask(*shlex.split(example))
        if example.startswith("review"):
            assert err == "korean-armistice: kim.json: No such file or directory\n"
        else:
            assert (status, err) == (0, "")
            assert out or "--output" in example
    assert {path.name for path in tmp_path.iterdir()} == {"found.bib", "review.html"}


def test_version(ask: Told) -> None:
    """--version is the package's."""
    assert ask("--version") == (0, f"korean_armistice {ka.__version__}\n", "")
