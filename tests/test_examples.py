"""The examples do what they say."""

from __future__ import annotations

import re
import runpy
import socket
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from wsgiref.simple_server import make_server

import nbformat
import pytest
from nbclient import NotebookClient

import korean_armistice as ka

EXAMPLES = Path(__file__).parent.parent / "examples"
pytestmark = pytest.mark.extras


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    """Run an example as its own first lines say."""
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


# --- today in the armistice ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("07-27", ka.by_date("1953-07-27")),
        ("07-28", ka.by_date("1953-07-27") | ka.by_date("1953-07-29")),
        ("02-29", ka.by_date("1953-06-06")),
        ("06-27", ka.by_date("1954-06-28")),
    ],
)
def test_today(day: str, found: ka.Collection) -> None:
    """The script tells of the documents of that day of any year, or the nearest, with evidence."""
    done = ran(str(EXAMPLES / "today_in_the_armistice.py"), day)
    assert (done.returncode, done.stderr) == (0, "")
    for doc in ka.load():
        assert (f"{doc}\n" in done.stdout) is (doc in found)
    for claim in found.claims(role="author"):
        assert f"“{claim.quote}”" in done.stdout


def test_today_is_today() -> None:
    """Without an argument the script asks for today."""
    script = str(EXAMPLES / "today_in_the_armistice.py")
    days = [f"{date.today():%m-%d}"]
    mine = ran(script).stdout
    days.append(f"{date.today():%m-%d}")  # midnight may have passed meanwhile
    assert mine in [ran(script, day).stdout for day in days]


@pytest.mark.parametrize("day", ["02-30", "27 July", "07", "x"])
def test_no_such_day(day: str) -> None:
    """A day that does not exist is refused in one sentence."""
    done = ran(str(EXAMPLES / "today_in_the_armistice.py"), day)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("give month and day as 07-27: ")
    assert done.stderr.count("\n") == 1


# --- the search page -----------------------------------------------------------------------


APP = runpy.run_path(str(EXAMPLES / "search_app.py"))
Handler: Any = APP["Handler"]


class Quiet(Handler):  # type: ignore[misc]
    """The example's handler, without its log, and with less patience."""

    timeout = 1

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the search page on a free port of this machine."""
    with make_server("127.0.0.1", 0, APP["application"], APP["Server"], Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ask(request: str | Request) -> tuple[int, str, Any]:
    """Ask the server as a browser would: the status, the text, the headers."""
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def get(url: str, *pairs: tuple[str, str], **asked: str) -> tuple[int, str]:
    """Ask the server questions; the same one may be asked twice."""
    status, text, _ = ask(f"{url}?{urlencode([*pairs, *asked.items()])}")
    return status, text


def test_search_page(site: str) -> None:
    """The page shows what the library finds, each document with its words and its whole card."""
    status, page = get(f"{site}/", q="armistice", actor="金日成", date="1953-07", origin="")
    docs = ka.search("armistice").by_actor("金日成").by_date("1953-07")
    assert status == 200
    assert page.count("<article>") == len(docs) > 0
    for doc in docs:
        assert doc.title in unescape(page)
        assert doc.claims[0].quote in unescape(page)
        assert doc.card() in unescape(page)


def test_search_offers_what_may_be_asked(site: str) -> None:
    """The page lists the names and kinds that have documents."""
    _, page = get(f"{site}/")
    for name in (*ka.counts("origin"), *ka.counts("kind")):
        assert name is None or f'<option value="{escape(name)}">' in page


def test_search_asked_twice(site: str) -> None:
    """If a question is given twice, both must hold; no question is ignored."""
    pairs = [("actor", "Rhee"), ("actor", "Clark")]
    status, text = get(f"{site}/documents.json", *pairs)
    both = ka.by_actor("Rhee") & ka.by_actor("Clark")
    assert status == 200
    assert ka.read(text.encode()) == both != ka.by_actor("Rhee")
    _, page = get(f"{site}/", *pairs)
    assert page.count('name="actor"') == 2


def test_search_refuses_what_it_does_not_know(site: str) -> None:
    """A question that does not exist is refused and not ignored; so are too many questions."""
    status, text = get(f"{site}/documents.json", author="Rhee")
    assert (status, text) == (
        400,
        "'author' is not a question; the questions are q, actor, origin, kind, date.",
    )
    assert get(f"{site}/", author="Rhee")[0] == 400
    assert get(f"{site}/documents.json", *[("q", "armistice")] * 101)[0] == 400
    assert get(f"{site}/documents.json", q=" ")[0] == 400


def test_search_finds_nothing(site: str) -> None:
    """An empty answer says which days the collection covers."""
    status, page = get(f"{site}/", date="1960")
    assert status == 200
    assert str(ka.by_date("1960")) in unescape(page)


def test_search_as_data(site: str) -> None:
    """The JSON answer is a collection that `read` takes."""
    status, text = get(f"{site}/documents.json", origin="Poland")
    assert status == 200
    assert ka.read(text.encode()) == ka.by_origin("Poland")


def test_search_refuses_in_words(site: str) -> None:
    """An unknown name is a 400 with the library's own suggestion, and markup stays text."""
    status, page = get(f"{site}/", actor="Molotv<b>")
    assert status == 400
    assert "Vyacheslav Molotov" in page
    assert "<b>" not in page.split("<form>")[1]
    status, text = get(f"{site}/documents.json", date="1953-13")
    assert status == 400
    assert text.startswith("'1953-13' is not a date: ")
    assert get(f"{site}/elsewhere")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_search_only_answers(site: str, method: str) -> None:
    """Other methods than GET and HEAD are refused, and the answer says which are allowed."""
    status, _, headers = ask(Request(f"{site}/?q=armistice", method=method))
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_search_head(site: str) -> None:
    """HEAD is answered like GET, without the content."""
    _, page, got = ask(f"{site}/")
    status, text, headers = ask(Request(f"{site}/", method="HEAD"))
    assert (status, text) == (200, "")
    assert headers["Content-Length"] == got["Content-Length"] == str(len(page.encode()))


def test_search_policy(site: str) -> None:
    """The page may use its own style and form, and nothing else; its style is the one it names."""
    _, page, headers = ask(f"{site}/")
    style = page.partition("<style>")[2].partition("</style>")[0].encode()
    digest = b64encode(sha256(style).digest()).decode()
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", f"style-src 'sha256-{digest}'", "form-action 'self'"} < {*policy}
    assert headers["X-Content-Type-Options"] == "nosniff"
    for tag in ("<script", "<link", "<img", " style="):
        assert tag not in page


def test_search_survives_a_slow_client(site: str) -> None:
    """A client who does not finish a question delays nobody else, and is given up after a while."""
    address = ("127.0.0.1", int(site.rpartition(":")[2]))
    with socket.create_connection(address, timeout=20) as slow:
        slow.sendall(b"GET /?q=armi")
        assert get(f"{site}/", q="armistice")[0] == 200
        assert slow.recv(1) == b""
    assert get(f"{site}/", q="armistice")[0] == 200


def test_search_is_for_this_machine() -> None:
    """Run as its first lines say, the example listens on 127.0.0.1 and nowhere else."""
    source = (EXAMPLES / "search_app.py").read_text("utf-8")
    listens = re.findall(r"make_server\(([^,]+),", source.partition("__main__")[2])
    assert listens == ['"127.0.0.1"']


# --- the notebook --------------------------------------------------------------------------


def shown(cell: Any) -> list[Any]:
    """Keep the texts of a cell's outputs, because every version draws the pictures differently."""
    kept = ("text/plain", "text/html")
    outputs = [
        output.get("text") or {k: v for k, v in sorted(output.get("data", {}).items()) if k in kept}
        for output in cell.get("outputs", [])
        if "image/png" not in output.get("data", {})
    ]
    # A citation names the edition of the data and counts the collection; a new edition, or a record
    # of another page, must not change the notebook.
    changing = r"edition [0-9.]+|of [0-9]+ documents"
    return [re.sub(changing, "…", repr(output)) for output in outputs]


# The kernel's own libraries print warnings that do not concern us.
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_is_true() -> None:
    """The notebook that is run again shows the same texts, to the character."""
    path = EXAMPLES / "who_speaks.ipynb"
    kept = cast("Any", nbformat).read(path, as_version=4)
    again = deepcopy(kept)
    NotebookClient(again, timeout=300, kernel_name="python3").execute()
    assert [shown(cell) for cell in again.cells] == [shown(cell) for cell in kept.cells]
    pictures = [
        out
        for cell in again.cells
        for out in cell.get("outputs", [])
        if "image/png" in out.get("data", {})
    ]
    assert len(pictures) == 1
