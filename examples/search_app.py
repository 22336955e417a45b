"""A search page for the collection, which needs only the library and Python's own web server.

    python examples/search_app.py            # then open http://127.0.0.1:8000/

`/?q=…&actor=…&origin=…&kind=…&date=…` is the page; `/documents.json` with the same questions is
the answer as data, in the format that `korean_armistice.read` takes. If a question is given
twice, both must hold. Only this machine can reach the server.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from html import escape
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import korean_armistice as ka

if TYPE_CHECKING:  # only the type checkers have it: wsgiref.types came with Python 3.11
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUESTIONS: dict[str, Callable[[ka.Collection, str], ka.Collection]] = {
    "q": ka.Collection.search,
    "actor": ka.Collection.by_actor,
    "origin": ka.Collection.by_origin,
    "kind": ka.Collection.by_kind,
    "date": ka.Collection.by_date,
}
#: While one types, the form offers the values that these questions may have.
OFFERED: tuple[ka.Counted, ...] = ("actor", "origin", "kind")
STYLE = """body { font: 1rem/1.5 serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
label { display: inline-block; margin: 0 1rem .5rem 0 } pre { white-space: pre-wrap }"""
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Search the armistice</title>
<style>{style}</style>
<h1>Search the armistice</h1>
<form>{fields} <button>Search</button></form>
{answer}
"""
# The page may use its own style and its own form, and nothing from anywhere else.
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = [
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
]


class Server(ThreadingMixIn, WSGIServer):
    """A server that answers each client in a thread, so that a slow one delays nobody else."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """A handler that gives up on a client who does not finish the question."""

    timeout = 10

    def handle(self) -> None:
        """Answer, unless the client is gone or takes longer than the time that is given."""
        with suppress(TimeoutError, ConnectionError):
            super().handle()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request; a question that cannot be answered is refused in words."""
    method = environ["REQUEST_METHOD"]
    status, kind, body = response(method, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
    content = body.encode()
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(content)))]
    allowed = [("Allow", "GET, HEAD")] if status.startswith("405") else []
    start_response(status, [*headers, *allowed, *HEADERS])
    return [] if method == "HEAD" else [content]


def response(method: str, path: str, query: str) -> tuple[str, str, str]:
    """Return the status, the type of the content, and the content."""
    if method not in {"GET", "HEAD"}:
        return "405 Method Not Allowed", "text/plain", "This page only answers GET and HEAD."
    if path not in {"/", "/documents.json"}:
        return "404 Not Found", "text/plain", "Ask / or /documents.json."
    asked: list[tuple[str, str]] = []
    try:
        asked = parse_qsl(query, max_num_fields=100)
        docs = answered(asked)
    except (ka.ArmisticeError, ValueError) as error:
        told = page(asked, f"<p role=alert>{escape(str(error))}</p>") if path == "/" else str(error)
        return "400 Bad Request", "text/html" if path == "/" else "text/plain", told
    if path == "/":
        return "200 OK", "text/html", page(asked, "".join(answer(docs)))
    return "200 OK", "application/json", ka.dumps(docs)


def answered(asked: list[tuple[str, str]]) -> ka.Collection:
    """Ask all the questions at once; an unknown question is refused, not ignored."""
    docs = ka.load()
    for name, value in asked:
        if name not in QUESTIONS:
            msg = f"{name!r} is not a question; the questions are {', '.join(QUESTIONS)}."
            raise ValueError(msg)
        docs = QUESTIONS[name](docs, value)
    return docs


def page(asked: list[tuple[str, str]], answer: str) -> str:
    """Draw the form as it was filled in, and the answer beneath it."""
    known = [(name, value) for name, value in asked if name in QUESTIONS]
    unasked = [(name, "") for name in QUESTIONS if name not in dict(known)]
    fields = [
        f'<label>{name} <input name="{name}" value="{escape(value)}" list="{name}s"></label>'
        for name, value in known + unasked
    ]
    return PAGE.format(style=STYLE, fields=" ".join([*fields, *offers()]), answer=answer)


def offers() -> Iterator[str]:
    """List what may be asked, with the number of documents."""
    for name in OFFERED:
        counts = ka.counts(name).items()
        options = [f'<option value="{escape(value)}">{n}' for value, n in counts if value]
        yield f'<datalist id="{name}s">{"".join(options)}</datalist>'


def answer(docs: ka.Collection) -> Iterator[str]:
    """Draw each document with its complete card; if there is none, draw what can be asked."""
    yield f"<p>{len(docs)} found</p>" if docs else f"<p>{escape(str(docs))}</p>"
    for doc in docs:
        summary = f"<b>{escape(str(doc))}</b><br>{escape(doc.summary or '')}"
        quotes = "".join(f" <q>{escape(claim.quote)}</q>" for claim in doc.claims[:1])
        card = f"<pre>{escape(doc.card())}</pre>"
        yield f"<article><p>{summary}{quotes}</p><details><summary>all of it</summary>{card}</details></article>"


if __name__ == "__main__":
    with make_server("127.0.0.1", 8000, application, Server, Handler) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
