"""Checked by mypy and pyright, never run: every public signature, and misuse that is refused."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union

# typing.assert_type is 3.11's; the checkers know it under 3.10 by this name.
from typing_extensions import assert_type

import korean_armistice as ka

docs = ka.load()
day = datetime.date(1953, 7, 27)
span = ka.Span.parse("1953-07")
doc = docs[0]
claim = doc.claims[0]
actor = docs.actor("Mao")

assert_type(docs, ka.Collection)
assert_type(doc, ka.Document)
assert_type(docs["id"], ka.Document)
assert_type(docs[:3], ka.Collection)
assert_type(len(docs), int)
assert_type(iter(docs), Iterator[ka.Document])
assert_type(doc in docs, bool)
assert_type(docs | docs, ka.Collection)
assert_type(docs & docs, ka.Collection)
assert_type(docs - docs, ka.Collection)
assert_type(docs.about, ka.About)
assert_type(docs.actors, tuple[ka.Actor, ...])
assert_type(actor, ka.Actor)
assert_type(docs.cite(), str)
assert_type(docs.claims(), tuple[ka.Claim, ...])
assert_type(docs.claims("Mao", role="author"), tuple[ka.Claim, ...])
assert_type(docs.where(lambda d: d.kind == "note"), ka.Collection)
assert_type(docs.by_date("1953"), ka.Collection)
assert_type(docs.by_date(day), ka.Collection)
assert_type(docs.by_date(span), ka.Collection)
assert_type(docs.by_date(since="1953"), ka.Collection)
assert_type(docs.by_date(until=day), ka.Collection)
assert_type(docs.by_date(since=span, until=None), ka.Collection)
assert_type(docs.by_actor("Mao"), ka.Collection)
assert_type(docs.by_actor(actor, role="author"), ka.Collection)
assert_type(docs.by_origin("USSR"), ka.Collection)
assert_type(docs.search("pact"), ka.Collection)
assert_type(ka.by_date("1953"), ka.Collection)
assert_type(ka.by_date(since="1953", until="1954"), ka.Collection)
assert_type(ka.by_actor("Mao", role="origin"), ka.Collection)
assert_type(ka.by_origin(actor), ka.Collection)
assert_type(ka.search("pact"), ka.Collection)
assert_type(ka.read("path"), ka.Collection)
assert_type(ka.read(Path("path")), ka.Collection)
assert_type(ka.read(b"{}"), ka.Collection)
assert_type(ka.read(Path("path").open("rb")), ka.Collection)
assert_type(ka.dumps(docs), str)
assert_type(ka.merge(docs, docs, about=ka.About("x")), ka.Collection)

assert_type(doc.id, str)
assert_type(doc.date, ka.Span)
assert_type(doc.title, str)
assert_type(doc.summary, Union[str, None])
assert_type(doc.kind, Union[str, None])
assert_type(doc.covers, Union[ka.Span, None])
assert_type(doc.origin, Union[ka.Actor, None])
assert_type(doc.authors, tuple[ka.Actor, ...])
assert_type(doc.recipients, tuple[ka.Actor, ...])
assert_type(doc.participants, tuple[ka.Actor, ...])
assert_type(doc.mentioned, tuple[ka.Actor, ...])
assert_type(doc.record, ka.Record)
assert_type(doc.notes, tuple[str, ...])
assert_type(doc.about, ka.About)
assert_type(doc.cite(), str)
assert_type(claim.role, Literal["author", "recipient", "participant", "mentioned", "origin"])
assert_type(claim.field, Literal["title", "summary", "record", "notes"])
assert_type(claim.basis, Literal["stated", "inferred"])
assert_type(claim.actor, ka.Actor)
assert_type(claim.document, str)
assert_type(actor.kind, Literal["person", "office", "body", "state"])
assert_type(actor.affiliation, Union[ka.Actor, None])
assert_type(actor.years, str)
assert_type(span.first, Union[datetime.date, None])
assert_type(span.overlaps(span), bool)
assert_type(day in span, bool)
assert_type(span < span, bool)


def misuse(anything: Any) -> None:
    """Each of these lines must be refused: an unused ignore is an error too."""
    docs.by_actor("Mao", role="boss")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.by_actor("Mao", "author")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    docs.by_actor(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.by_date()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    docs.by_date(1953)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    docs.by_date("1953", since="1953")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    docs.by_origin(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.search(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs[1.5]  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    docs | [doc]  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]
    doc.title = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    ka.merge(docs)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ka.read(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ka.Span("1953", None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
