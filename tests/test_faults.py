"""Broken installations, full disks, killed processes, many threads, other environments."""

from __future__ import annotations

import ast
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import korean_armistice as ka
from korean_armistice import _data
from korean_armistice.__main__ import main
from korean_armistice._file import fingerprint
from korean_armistice.export.tables import write_csv, write_sqlite

from .test_package import HERE, MODULES

FILE = "korean_armistice.json"


# Coverage would measure the broken copies, too.
UNMEASURED = {name: value for name, value in os.environ.items() if "COV" not in name}


def script(code: str, *arguments: object, cwd: str | Path = "/", **environment: str) -> str:
    """Run a program in a process of its own; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**UNMEASURED, "PYTHONIOENCODING": "utf-8", **environment},
        cwd=cwd,
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def copied(folder: Path) -> Path:
    """Copy the installed package into a folder; return where it lies."""
    ignore = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(HERE, folder / "korean_armistice", ignore=ignore))


BROKEN = """
import sys; sys.path.insert(0, sys.argv[1])
import korean_armistice as ka
from korean_armistice.__main__ import main
assert ka.__file__.startswith(sys.argv[1])
try:
    ka.load()
except (OSError, ka.InvalidDataError) as error:
    print(type(error).__name__)
sys.stderr = sys.stdout
print(main([]))
"""


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda path: path.unlink(), "InvalidDataError"),
        (lambda path: (path.unlink(), path.mkdir()), "InvalidDataError"),
        (lambda path: path.write_bytes(b""), "InvalidDataError"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "InvalidDataError"),
    ],
    ids=["missing", "unreadable", "empty", "cut"],
)
def test_broken_installation(damage: Callable[[Path], object], error: str, tmp_path: Path) -> None:
    """Without its data file the package imports; `load` says what is wrong, and so does the shell."""
    copy = copied(tmp_path)
    damage(copy / "data" / FILE)
    name, sentence, status = script(BROKEN, tmp_path).splitlines()
    assert (name, status) == (error, "2")
    assert sentence.startswith("korean-armistice: ")


def test_no_data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data file that is not there is an error of ours that says what to do."""
    monkeypatch.setattr("importlib_resources.files", lambda _: tmp_path)
    with pytest.raises(ka.InvalidDataError, match=r"cannot be read .*: reinstall"):
        _data._shipped()


WRITERS = """
import io, os, sys
from contextlib import redirect_stderr
from pathlib import Path
import korean_armistice as ka
from korean_armistice.__main__ import main
from korean_armistice.export.tables import write_csv, write_parquet, write_sqlite

whole, part = ka.load(), ka.by_date("1953-07")

def output(docs, folder, overwrite=False):
    period = [] if docs is whole else ["--date", "1953-07"]
    force = ["--force"] * overwrite
    folder.mkdir(exist_ok=True)
    with redirect_stderr(io.StringIO()) as said:
        status = main(["--format", "json", "--output", str(folder / "a.json"), *period, *force])
    if status:
        raise OSError(said.getvalue())

writers = {
    "csv": write_csv,
    "sqlite": lambda docs, folder, **options: write_sqlite(docs, folder / "a.db", **options),
    "parquet": write_parquet,
    "output": output,
}

def state(folder):
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items()}
"""

FULL = (
    WRITERS
    + """
import resource
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
for name, write in writers.items():
    for begun in (False, True):
        for size in (0, 1000, 10_000):
            folder = Path(sys.argv[1], f"{name}-{begun}-{size}")
            if begun:
                write(part, folder)
            before = state(folder) if begun else {}
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, unlimited[1]))
            try:
                write(whole, folder, overwrite=True)
            except OSError:
                full = True
            else:
                full = False
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
            assert full, (name, begun, size)
            after = state(folder) if folder.exists() else {}
            assert after == before, (name, begun, size, list(after))
            assert not folder.exists() or begun or name == "output", "made for nothing"
            assert not any(path.name.startswith(".") for path in folder.rglob("*"))
print("as before")
"""
)


@pytest.mark.extras
@pytest.mark.skipif(
    sys.platform != "linux", reason="a limit on the size of files stands for a full disk"
)
def test_full_disk(tmp_path: Path) -> None:
    """A full disk is an OSError, and the old files stay as they were."""
    assert script(FULL, tmp_path) == "as before\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_full_terminal() -> None:
    """Output that cannot be written is one sentence and status 2."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "korean_armistice"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("korean-armistice: ")
    assert done.stderr.count("\n") == 1


def test_devices_are_not_replaced(tmp_path: Path) -> None:
    """A pipe or a device is never replaced by a file, forced or not."""
    for name in ("documents.csv", "out.json"):
        os.mkfifo(tmp_path / name)
    with pytest.raises(FileExistsError, match="is a device, pipe or socket"):
        write_csv(ka.load(), tmp_path, overwrite=True)
    assert main(["--format", "json", "--output", str(tmp_path / "out.json"), "--force"]) == 2
    assert all(path.is_fifo() for path in tmp_path.iterdir())


def test_sqlite_cannot_write(tmp_path: Path) -> None:
    """What SQLite cannot write is an OSError too: it takes no path of over 512 bytes."""
    folder = tmp_path.joinpath(*["x" * 200] * 3)
    folder.mkdir(parents=True)
    with pytest.raises(OSError, match="cannot be written"):
        write_sqlite(ka.load(), folder / "a.db")
    assert not list(folder.iterdir())


def test_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are replaced even if the file system has no hard links."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    write_csv(ka.load(), tmp_path)
    write_csv(ka.by_actor("U Nu"), tmp_path, overwrite=True)
    text = (tmp_path / "documents.csv").read_text("utf-8-sig")
    assert "1954-06-28-record" in text
    assert "1953-06-06" not in text
    assert all(path.suffix in (".csv", ".json") for path in tmp_path.iterdir())


KILLED = (
    WRITERS
    + """
import signal, time
import pyarrow.parquet  # not once in each child
base = Path(sys.argv[1])
for name, write in writers.items():
    allowed = []
    for docs in (whole, part):
        child = os.fork()
        if not child:
            write(docs, base / f"{name}-{len(docs)}")
            os._exit(0)
        os.waitpid(child, 0)
        allowed.append(state(base / f"{name}-{len(docs)}"))
    folder = base / name
    for attempt in range(3):
        written, tell = os.pipe()
        child = os.fork()
        if not child:
            while True:
                for docs in (whole, part):
                    write(docs, folder, overwrite=True)
                    os.write(tell, b".")
        os.read(written, 1)
        time.sleep(0.01 * attempt)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(written), os.close(tell)
        found = {n: raw for n, raw in state(folder).items() if not n.startswith(".")}
        assert set(found) == set(allowed[0]), (name, attempt, list(found))
        for file, raw in found.items():
            assert raw in [each[file] for each in allowed], (name, attempt, file, len(raw))
print("old or new")
"""
)


@pytest.mark.extras
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_while_writing(tmp_path: Path) -> None:
    """A process that is killed at any moment leaves each file complete: the old one or the new one."""
    assert script(KILLED, tmp_path) == "old or new\n"


THREADS = """
import sys
from threading import Barrier, Thread
import korean_armistice as ka
sys.setswitchinterval(1e-6)

def ask(docs):
    return (
        docs.actor("Molotov").id, len(docs.by_actor("Mao") | docs.by_actor("Zhou")), docs.cite(),
        [d.id for d in docs.by_origin("USSR").by_date("1953-07").search("telegram")], docs[3].id in docs,
        [len(docs.by_actor(actor)) for actor in docs.actors], ka.dumps(docs[:2]), repr(docs),
    )

def together(work):
    start, found = Barrier(32), []
    def run():
        start.wait()
        found.append(work())
    threads = [Thread(target=run) for _ in range(32)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert len(found) == 32
    return found

loaded = together(ka.load)
assert len({id(docs) for docs in loaded}) == 1
answers = together(lambda: ask(ka.load()))
text = ka.dumps(ka.load()).encode()
fresh = ka.read(text)
answers += together(lambda: ask(fresh)) + together(lambda: ask(ka.read(text)))
assert all(answer == answers[0] for answer in answers)
print(len(answers))
"""


def test_threads() -> None:
    """32 threads that load, index, read and ask at once all get the one right answer."""
    assert script(THREADS) == "96\n"


FORKED = """
import os
import korean_armistice as ka
docs = ka.load()
asked = lambda: (docs.cite(), [d.id for d in ka.by_actor("Mao") | ka.by_date("1953-07") & docs.search("armistice")])
here = asked()  # loaded, and indexed
children = []
for _ in range(8):
    children.append(os.fork())
    if not children[-1]:
        os._exit(asked() != here or docs is not ka.load())
print([os.waitpid(child, 0)[1] for child in children] == [0] * 8)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fork_after_load() -> None:
    """Processes forked off after loading and indexing answer as their parent does."""
    assert script(FORKED) == "True\n"


PICKLED = """
import pickle, sys
import korean_armistice as ka
from pathlib import Path
path = Path(sys.argv[1])
values = pickle.loads(path.read_bytes())
docs, doc, actor, claim, span, errors, about = values
assert docs == ka.by_origin("USSR") and hash(docs) == hash(ka.by_origin("USSR"))
assert len(docs | ka.by_actor("U Nu")) == len(docs) + 1 and docs.cite() == ka.by_origin("USSR").cite()
assert doc == ka.load()[doc.id] and doc in ka.load() and doc.about == about == ka.load().about
assert ka.by_actor(actor) == ka.by_actor("Zhou") and claim in ka.load().claims()
assert span == ka.Span.parse("1953-07") and ka.by_date(span) == ka.by_date("1953-07")
assert [type(e).__name__ for e in errors] == ["InvalidDateError", "UnknownNameError", "InvalidDataError"]
path.write_bytes(pickle.dumps(values))
"""


def test_pickles_cross_processes(tmp_path: Path) -> None:
    """A pickle is equal in a process with another hash seed, and when it comes back."""
    errors: list[Exception] = []
    asked: list[tuple[Any, object]] = [(ka.by_date, "x"), (ka.by_actor, "Molotv"), (ka.read, b"[]")]
    for call, argument in asked:
        with pytest.raises(ka.ArmisticeError) as caught:
            call(argument)
        errors.append(caught.value)
    docs, doc = ka.by_origin("USSR"), ka.load()[2]
    values = (
        docs,
        doc,
        docs.actor("Zhou"),
        doc.claims[0],
        ka.Span.parse("1953-07"),
        errors,
        docs.about,
    )
    path = tmp_path / "values"
    path.write_bytes(pickle.dumps(values))
    script(PICKLED, path, PYTHONHASHSEED="7")
    again = pickle.loads(path.read_bytes())
    assert again[:5] == values[:5]
    assert list(map(str, again[5])) == list(map(str, errors))
    assert again[0] & docs == docs


LATER = """
import pickle, sys; sys.path.insert(0, sys.argv[1])
import korean_armistice as ka
from pathlib import Path
path = Path(sys.argv[2])
assert ka.__version__ == "99.0" and ka.load().about.edition == "2099.1"
docs = pickle.loads(path.read_bytes())
assert docs.about.edition == sys.argv[3]
assert [doc.id for doc in docs] == [doc.id for doc in ka.by_origin("USSR")]
assert len(docs.by_actor("Molotov")) == len(ka.by_origin("USSR").by_actor("Molotov"))
try:
    docs | ka.load()
except ValueError as error:
    print(error)
path.write_bytes(pickle.dumps(docs))
"""


def test_pickles_cross_versions(tmp_path: Path) -> None:
    """A pickle keeps the edition it was made of in a later version with corrected data, and back."""
    docs = ka.by_origin("USSR")
    copy = copied(tmp_path)
    data, versions = copy / "data" / FILE, copy / "_version.py"
    edition, old = str(docs.about.edition), fingerprint(data.read_bytes())
    data.write_bytes(
        data.read_bytes().replace(f'"edition": "{edition}"'.encode(), b'"edition": "2099.1"')
    )
    listed = versions.read_text("utf-8")
    for before, after in (
        (f'"{edition}"', '"2099.1"'),
        (old, fingerprint(data.read_bytes())),
        (f'"{ka.__version__}"', '"99.0"'),
    ):
        assert before in listed
        listed = listed.replace(before, after)
    versions.write_text(listed, "utf-8")
    path = tmp_path / "docs"
    path.write_bytes(pickle.dumps(docs))
    refused = script(LATER, tmp_path, path, edition)
    assert "selections of different collections" in refused
    assert pickle.loads(path.read_bytes()) == docs


SAME = """
import hashlib, locale, sys, tempfile
from pathlib import Path
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
import korean_armistice as ka
from korean_armistice.__main__ import main
from korean_armistice.export import citations, graph, linked_data, review, tables, timeline, web

def failing(call, *arguments):
    try:
        call(*arguments)
    except Exception as error:
        return repr(error), str(error)

docs = ka.load()
said = [
    [str(d.id) for d in ka.by_date("July 1953") - ka.by_actor("Molotov")], repr(docs.actors), str(docs), docs.cite(),
    docs._repr_html_(), ka.dumps(docs), ka.dumps(ka.by_actor("Mao") | ka.by_origin("Poland")), str(docs.claims()),
    [failing(ka.by_actor, name) for name in ("Molotv", "Kim Il", "Sovet", "\\u0130", "x")], failing(ka.by_date, "1953-02-30"),
    failing(ka.by_origin, "Dules"), failing(docs.__getitem__, "1953-07-27-report"), failing(ka.search, "?"),
    failing(ka.read, b'{"about": {"z": 1, "y": 2, "x": 3}, "actors": [{"q": 1}], "b": 0, "c": 0}'),
    failing(lambda: docs.by_actor("Mao", role="boss")), [docs.counts(w) for w in ("origin", "actor", "kind", "month")],
    [document.card() for document in docs], str(docs.links()), review.to_review(docs), graph.edges(docs), sorted(graph.to_networkx(docs).nodes(data=True)),
    citations.to_bibtex(docs), citations.to_ris(docs), citations.to_csl(docs), linked_data.to_jsonld(docs),
    timeline.to_timelinejs(docs), web.to_html(docs), *(tables.to_csv(docs, t) for t in ("documents", "claims", "actors")),
]
with tempfile.TemporaryDirectory() as folder:
    tables.write_csv(docs, folder)
    tables.write_parquet(docs, folder)
    tables.write_sqlite(docs, Path(folder, "a.db"))
    said += [(p.name, p.read_bytes()) for p in sorted(Path(folder).rglob("*")) if p.is_file()]
for number, each in enumerate(said):
    print(number, hashlib.sha256(repr(each).encode("utf-8", "backslashreplace")).hexdigest())
"""


@pytest.mark.extras
def test_environment_does_not_matter(tmp_path: Path) -> None:
    """Answers, errors and exports are the same bytes under another seed, locale, zone, folder."""
    settings: list[dict[str, Any]] = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "42", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Seoul", "cwd": tmp_path},
    ]
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(lambda setting: script(SAME, **setting), settings)
    assert len(one.splitlines()) > 25
    assert one == other


def test_nothing_asks_for_the_day() -> None:
    """No module reads a clock or random numbers, so an answer is the same on any day."""
    clocks = {"today", "now", "utcnow", "localtime", "gmtime", "uuid4"}
    modules = {"time", "random", "uuid", "secrets"}
    for name in ("korean_armistice", *MODULES):
        path = HERE.joinpath(*name.split(".")[1:])
        source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert called not in clocks, (name, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in modules, (name, node.lineno)
            elif isinstance(node, ast.Import):
                assert modules.isdisjoint(each.name for each in node.names), (name, node.lineno)
