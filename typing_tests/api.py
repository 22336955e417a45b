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
assert_type("id" in docs, bool)
assert_type(sorted(docs), list[ka.Document])
assert_type(doc < doc, bool)
assert_type(max(docs), ka.Document)
assert_type(docs | docs, ka.Collection)
assert_type(docs & docs, ka.Collection)
assert_type(docs - docs, ka.Collection)
assert_type(docs.about, ka.About)
assert_type(docs.actors, tuple[ka.Actor, ...])
assert_type(actor, ka.Actor)
assert_type(docs.cite(), str)
assert_type(docs.whole, ka.Collection)
assert_type(docs.involved, tuple[ka.Actor, ...])
assert_type(docs.is_shipped, bool)
assert_type(docs.to_dict(), dict[str, Any])
assert_type(docs.counts("origin"), dict[Union[str, None], int])
assert_type(ka.counts("year"), dict[Union[str, None], int])
assert_type(ka.actor("Mao"), ka.Actor)
assert_type(docs.by_kind("note"), ka.Collection)
assert_type(ka.by_kind("note"), ka.Collection)
assert_type(docs.select(["id", doc]), ka.Collection)
assert_type(docs.select(d.id for d in docs), ka.Collection)
assert_type(docs.links(), tuple[ka.Link, ...])
assert_type(docs.links(doc, relation="replies-to", basis="stated"), tuple[ka.Link, ...])
assert_type(docs.links(to="id"), tuple[ka.Link, ...])
assert_type(docs.by_origin("USSR", basis="stated"), ka.Collection)
assert_type(docs.claims(basis="inferred"), tuple[ka.Claim, ...])
assert_type(docs.search("pact", within=["excerpt", "note"]), ka.Collection)
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
assert_type(ka.search("pact", within="note"), ka.Collection)
assert_type(ka.read("path"), ka.Collection)
assert_type(ka.read(Path("path")), ka.Collection)
assert_type(ka.read(b"{}"), ka.Collection)
assert_type(ka.read(Path("path").open("rb")), ka.Collection)
assert_type(ka.dumps(docs), str)
assert_type(ka.merge(docs, docs, about=ka.About("x")), ka.Collection)
assert_type(ka.merge(docs, about=ka.About("x"), prefer=docs), ka.Collection)
assert_type(ka.collect([doc], about=ka.About("x")), ka.Collection)
assert_type(ka.collect(docs, about=docs.about), ka.Collection)

assert_type(doc.id, str)
assert_type(doc.date, Union[ka.Span, None])
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
assert_type(doc.notes, tuple[ka.Note, ...])
assert_type(doc.excerpts, tuple[ka.Excerpt, ...])
assert_type(doc.links, tuple[ka.Link, ...])
assert_type(doc.copied, tuple[ka.Actor, ...])
assert_type(doc.origins, tuple[ka.Actor, ...])
assert_type(doc.holder, str)
assert_type(doc.place, Union[str, None])
assert_type(doc.url, Union[str, None])
assert_type(doc.card(), str)
assert_type(doc.extra, dict[str, Any])
assert_type(doc.texts("excerpt"), tuple[str, ...])
assert_type(doc.excerpts[0].source, ka.Source)
assert_type(doc.notes[0].source, Union[ka.Source, None])
assert_type(doc.links[0].verb, str)
assert_type(doc.links[0].inverse, str)
assert_type(doc.about.sources, tuple[ka.Source, ...])
assert_type(doc.about, ka.About)
assert_type(doc.cite(), str)
assert_type(
    claim.role, Literal["author", "recipient", "copied", "participant", "mentioned", "origin"]
)
assert_type(claim.field, Literal["title", "summary", "excerpt", "note"])
assert_type(claim.basis, Literal["stated", "inferred"])
assert_type(claim.actor, ka.Actor)
assert_type(claim.document, str)
assert_type(actor.kind, Literal["person", "office", "body", "state"])
assert_type(actor.affiliation, Union[ka.Actor, None])
assert_type(actor.years, str)
assert_type(actor.wikidata, Union[str, None])
assert_type(actor.same_as, tuple[str, ...])
assert_type(actor.extra, dict[str, Any])
assert_type(span.first, Union[datetime.date, None])
assert_type(span.overlaps(span), bool)
assert_type(day in span, bool)
assert_type(span < span, bool)
assert_type(span.day, Union[datetime.date, None])
assert_type(span.year, Union[int, None])
assert_type(span.month, Union[int, None])
assert_type(span.qualifier, str)


def misuse(anything: Any) -> None:
    """Each of these lines must be refused: an unused ignore is an error too."""
    docs.by_actor("Mao", role="boss")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.by_actor("Mao", "author")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    docs.by_actor(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.by_date()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    docs.by_date(1953)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    docs.by_date("1953", since="1953")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    ka.by_actor("Mao", role="boss")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ka.by_actor("Mao", "author")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ka.by_date()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    ka.by_date("1953", since="1953")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    ka.search()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    docs.by_origin(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.counts("titles")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.links(relation="cites")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.claims(basis="guessed")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs.search("x", within=["record"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    docs.filter(kind="note")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    docs[[1, 2]]  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    ka.Claim("boss", actor, "title", "x", "stated")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ka.Document("id", title="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ka.Document(id="x", title="x", date="1953")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ka.collect([doc])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    docs.search(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    docs[1.5]  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    docs | [doc]  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]
    doc.title = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    ka.merge(docs)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ka.read(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ka.Span("1953", None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
