"""The examples: what people could have written on the library does what it says."""

from __future__ import annotations

import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

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
    """Without an argument the script asks for the day it is."""
    script = str(EXAMPLES / "today_in_the_armistice.py")
    days = [f"{date.today():%m-%d}"]
    mine = ran(script).stdout
    days.append(f"{date.today():%m-%d}")  # midnight may have passed meanwhile
    assert mine in [ran(script, day).stdout for day in days]


@pytest.mark.parametrize("day", ["02-30", "27 July", "x"])
def test_no_such_day(day: str) -> None:
    """A day that does not exist is refused in one sentence."""
    done = ran(str(EXAMPLES / "today_in_the_armistice.py"), day)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("give month and day as 07-27: ")
    assert done.stderr.count("\n") == 1


# --- the search page -----------------------------------------------------------------------


class Quiet(WSGIRequestHandler):
    """A handler that writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the search page on a free port of this machine."""
    application = runpy.run_path(str(EXAMPLES / "search_app.py"))["application"]
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def get(url: str, **asked: str) -> tuple[int, str]:
    """Ask the server as a browser would."""
    try:
        with urlopen(f"{url}?{urlencode(asked)}") as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_search_page(site: str) -> None:
    """The page lists what the library finds, with the first words of evidence."""
    status, page = get(f"{site}/", q="armistice", actor="金日成", date="1953-07", origin="")
    docs = ka.search("armistice").by_actor("金日成").by_date("1953-07")
    assert status == 200
    assert page.count("<li>") == len(docs) > 0
    for doc in docs:
        assert doc.title in unescape(page)
        assert doc.claims[0].quote in unescape(page)


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
    assert get(f"{site}/documents.json", date="1953-13")[0] == 400
    assert get(f"{site}/documents.json", date="1953-13")[1].startswith("'1953-13' is not a date: ")
    assert get(f"{site}/elsewhere")[0] == 404


# --- the notebook --------------------------------------------------------------------------


def shown(cell: Any) -> list[Any]:
    """Keep what a reader reads of a cell's outputs; pictures are made anew by every version."""
    kept = ("text/plain", "text/html")
    return [
        output.get("text") or {k: v for k, v in output.get("data", {}).items() if k in kept}
        for output in cell.get("outputs", [])
        if "image/png" not in output.get("data", {})
    ]


# The kernel's own libraries warn of things that are theirs to mend.
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_is_true() -> None:
    """Run again, the notebook shows what it shows, to the character."""
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
