"""The rules that no field can check alone: unique ids, spellings, quotes, links."""

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
    unique: tuple[tuple[str, str, Sequence[Any]], ...] = (
        ("about.sources", "id", about.sources), ("actors", "id", actors),
        ("actors", "name", actors), ("documents", "id", documents),
    )  # fmt: skip
    for where, key, things in unique:
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
            for number, each in enumerate(getattr(document, key)):
                yield from (f"{path}[{number}].{fault}" for fault in _faults(each, document, known))
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
    proved: Claim | Link, document: Document, known: Mapping[str, Document | None]
) -> Iterator[str]:
    sides: list[tuple[str, str, Field, Document | None]]
    sides = [("quote", proved.quote, proved.field, document)]
    if isinstance(proved, Link):
        sides.append(("to_quote", proved.to_quote, proved.to_field, known.get(proved.to)))
        if proved.to not in known:
            yield f"to: {shown(proved.to)} is not the id of another document here"
        if proved.to == document.id:
            yield f"to: {shown(proved.to)} is this document itself"
    elif proved.role == "origin" and proved.actor.kind != "state":
        kind = proved.actor.kind
        yield f"role: 'origin' is for states only, and {shown(proved.actor.id)} is {kind}"
    for key, quote, field, quoted in sides:
        if quoted and not any(_holds(text, quote) for text in quoted.texts(field)):
            texts = {"excerpt": "excerpts", "note": "notes"}.get(field, field)
            yield f"{key}: {shown(quote)} is not in the {texts} of {shown(quoted.id)}"
    if proved.basis == "inferred" and proved.note is None:
        yield "note: is missing; what is 'inferred' needs a sentence that says how it follows"
    if proved.basis == "stated" and any(field == "note" for _, _, field, _ in sides):
        yield "basis: 'stated' cannot rest on an editor's note; it is 'inferred'"


@lru_cache(100)
def _holds(text: str, quote: str) -> bool:
    """Look for a quote. The result is cached, because many claims may quote the same words."""
    return quote in text
