"""The rules between things: unique ids, spellings, quotes that stand in their field, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ._model import About, Actor, Claim, Document, Field, Link
from .exceptions import shown


def broken(
    about: About, actors: Sequence[Actor], documents: Sequence[Document], elsewhere: Iterable[str]
) -> Iterator[str]:
    """Name every broken rule, with its path; links may also lead to the ids in `elsewhere`."""
    named: tuple[tuple[str, str, Sequence[Any]], ...] = (
        ("about.sources", "id", about.sources), ("actors", "id", actors),
        ("actors", "name", actors), ("documents", "id", documents),
    )  # fmt: skip
    for where, key, things in named:
        for value, count in _repeated(getattr(thing, key) for thing in things):
            yield f"{where}: the {key} {shown(value)} is given {count} times; it must be unique"
    for place, actor in enumerate(actors):
        yield from (f"actors[{place}].{fault}" for fault in _actor_faults(actor))
    known = {**dict.fromkeys(elsewhere), **{document.id: document for document in documents}}
    for place, document in enumerate(documents):
        claimed = [(claim.actor.id, claim.role) for claim in document.claims]
        linked = [(link.to, link.relation) for link in document.links]
        for key, pairs in (("claims", claimed), ("links", linked)):
            path = f"documents[{place}].{key}"
            for number, said in enumerate(getattr(document, key)):
                yield from (f"{path}[{number}].{fault}" for fault in _faults(said, document, known))
            for (what, role), count in _repeated(pairs):
                yield f"{path}: {shown(what)} is {role} {count} times; once is enough"


def _repeated(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """List the values that are given more than once, each with their number."""
    return [(value, count) for value, count in Counter(values).items() if count > 1]


def _actor_faults(actor: Actor) -> Iterator[str]:
    for spelling, count in _repeated((actor.name, *actor.aliases)):
        yield f"aliases: {shown(spelling)} is given {count} times, the name included"
    for spelling in (actor.name, *actor.aliases):
        if not any(map(str.isalnum, spelling)):
            yield f"aliases: {shown(spelling)} has no letter or digit to be found by"
    state = actor.affiliation
    if state and state.kind != "state":
        yield f"affiliation: {shown(state.id)} is not the id of a state among the actors"
    if state and actor.kind == "state":
        yield f"affiliation: {shown(state.id)}; a state acts for itself, leave the key out"
    if actor.family and actor.family not in actor.name:
        yield f"family: {shown(actor.family)} is not a part of the name {shown(actor.name)}"
    if actor.born and actor.died and actor.died < actor.born:
        yield f"died: {actor.died} is before {actor.born}, the year of birth"


def _faults(
    said: Claim | Link, document: Document, known: Mapping[str, Document | None]
) -> Iterator[str]:
    quoted: list[tuple[str, str, Field, Document]]
    quoted = [("quote", said.quote, said.field, document)]
    fields = [said.field]
    if isinstance(said, Claim):
        if said.role == "origin" and said.actor.kind != "state":
            kind = said.actor.kind
            yield f"role: 'origin' is for states only, and {shown(said.actor.id)} is {kind}"
    else:
        fields.append(said.to_field)
        if said.to not in known:
            yield f"to: {shown(said.to)} is not the id of another document here"
        if said.to == document.id:
            yield f"to: {shown(said.to)} is this document itself"
        if there := known.get(said.to):
            quoted.append(("to_quote", said.to_quote, said.to_field, there))
    for key, quote, field, where in quoted:
        if not any(_holds(text, quote) for text in where.texts(field)):
            texts = {"excerpt": "excerpts", "note": "notes"}.get(field, field)
            yield f"{key}: {shown(quote)} is not in the {texts} of {shown(where.id)}"
    if said.basis == "inferred" and said.note is None:
        yield "note: is missing; what is 'inferred' needs a sentence that says how it follows"
    if said.basis == "stated" and "note" in fields:
        yield "basis: 'stated' cannot rest on an editor's note; it is 'inferred'"


@lru_cache(100)
def _holds(text: str, quote: str) -> bool:
    """Look for a quote. The result is cached, because many claims may quote the same long text."""
    return quote in text
