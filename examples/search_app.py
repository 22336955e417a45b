"""A search page for the collection, on nothing but the library and Python's own web server.

    python examples/search_app.py            # then open http://127.0.0.1:8000/

`/?q=…&actor=…&origin=…&date=…` is the page; `/documents.json` with the same questions is the
answer as data, in the format that `korean_armistice.read` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from wsgiref.simple_server import make_server

import korean_armistice as ka

if TYPE_CHECKING:  # the checkers' own: wsgiref.types came with Python 3.11
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUESTIONS: dict[str, Callable[[ka.Collection, str], ka.Collection]] = {
    "q": ka.Collection.search,
    "actor": ka.Collection.by_actor,
    "origin": ka.Collection.by_origin,
    "date": ka.Collection.by_date,
}
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Search the armistice</title>
<style>body {{ font: 1rem/1.5 serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }}
label {{ display: inline-block; margin: 0 1rem .5rem 0 }}</style>
<h1>Search the armistice</h1>
<form>{fields} <button>Search</button></form>
{answer}
"""


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request; a question the library refuses is a 400 in its own words."""
    path = environ.get("PATH_INFO", "/")
    asked = {k: v for k, v in parse_qsl(environ.get("QUERY_STRING", "")) if k in QUESTIONS}
    status, docs, fault = "200 OK", ka.load(), ""
    try:
        for name, value in asked.items():
            docs = QUESTIONS[name](docs, value)
    except (ka.ArmisticeError, ValueError) as error:
        status, docs, fault = "400 Bad Request", docs[:0], str(error)
    if path == "/documents.json":
        body, kind = fault or ka.dumps(docs), "text/plain" if fault else "application/json"
    elif path == "/":
        body, kind = page(asked, docs, fault), "text/html"
    else:
        status, body, kind = "404 Not Found", "ask / or /documents.json", "text/plain"
    start_response(status, [("Content-Type", f"{kind}; charset=utf-8")])
    return [body.encode()]


def page(asked: dict[str, str], docs: ka.Collection, fault: str) -> str:
    """Draw the form as it was filled in, and beneath it the documents or the fault."""
    fields = " ".join(
        f'<label>{name} <input name="{name}" value="{escape(asked.get(name, ""))}"></label>'
        for name in QUESTIONS
    )
    found = "".join(map(item, docs))
    answer = (
        f"<p role=alert>{escape(fault)}</p>"
        if fault
        else f"<p>{len(docs)} found</p><ol>{found}</ol>"
    )
    return PAGE.format(fields=fields, answer=answer)


def item(doc: ka.Document) -> str:
    """Draw a document with the words of its first claim."""
    quote = f"<q>{escape(doc.claims[0].quote)}</q>" if doc.claims else ""
    return f"<li>{doc.date} <b>{escape(doc.title)}</b><br>{escape(doc.summary or '')} {quote}</li>"


if __name__ == "__main__":
    with make_server("127.0.0.1", 8000, application) as server:
        print("http://127.0.0.1:8000/")
        server.serve_forever()
