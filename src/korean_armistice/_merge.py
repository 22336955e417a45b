"""Making collections from Python objects (`collect`) and from other collections (`merge`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Any

from attrs import evolve, fields

from ._collection import Collection, ordered
from ._model import About, Actor, Document
from ._names import fold
from ._rules import broken
from .exceptions import refuse, shown

# Fields in which two records of one actor are united; in all others they must agree.
_UNITED = ("aliases", "same_as")


def collect(documents: Iterable[Document], *, about: About) -> Collection:
    """Make a collection of documents that were made in Python, under the rules of a file.

    Its actors are those that the claims name, and the states these act for; its sources are
    those of `about` and those that excerpts, notes and records name. Raises `InvalidDataError`,
    whose `.problems` name every broken rule, and `TypeError` if something is no Document.

    Example:
        >>> import korean_armistice as ka
        >>> letter = ka.Document(id="1953-07-27-a-letter", date=ka.Span.parse("1953-07-27"), title="A letter")
        >>> ka.collect([letter], about=ka.About("My letters"))
        <Collection: 1 document, 1953-07-27>
    """
    found = list(documents)
    if not isinstance(about, About) or not all(isinstance(each, Document) for each in found):
        msg = "collect takes documents, and about=About(…)"
        raise TypeError(msg)
    problems: list[str] = []
    header = _with_sources(about, found, problems)
    named = [claim.actor for document in found for claim in document.claims]
    actors = [*named, *(actor.affiliation for actor in named if actor.affiliation)]
    # A document without a header gets this one; one of another collection keeps its own.
    replaced = ("?", header.title)
    bound = [evolve(d, about=header) if d.about.title in replaced else d for d in found]
    return _made(header, [actors], bound, problems)


def merge(*collections: Collection, about: About, prefer: Collection | None = None) -> Collection:
    """Join selections, of the same or of different collections, under a header of your own.

    Records with the same date, title and summary are one document. A bare record (without
    annotations, as `listing.parse` makes it) is replaced by an annotated one, and the log
    says so; if two annotated ones differ, the one of `prefer` is kept. Two records with the same
    id and different texts stay two, and the later gets a number. The aliases and addresses of an
    actor are united. Documents keep the headers of their own collections for citations.

    `about` is the new header; `prefer` is one of the collections, and it decides where others
    differ from it. Raises `InvalidDataError`, whose `.problems` name each document, actor or
    source on which collections disagree, and each actor under two ids, with the id to use.
    Raises `TypeError` if no collection is given, or a value that is not a collection.

    Example:
        >>> import korean_armistice as ka
        >>> ka.merge(ka.by_date("1953-06-06"), ka.by_date("1954-06-28"), about=ka.About("The two"))
        <Collection: 2 documents, 1953-06-06/1954-06-28>
    """
    known = prefer is None or any(docs is prefer for docs in collections)
    wrong = [each for each in collections if not isinstance(each, Collection)]
    if not collections or wrong or not known or not isinstance(about, About):
        msg = "merge takes one collection or more, about=About(…), and perhaps prefer= one of them"
        raise TypeError(msg)
    problems: list[str] = []
    order = sorted(collections, key=lambda docs: docs is not prefer)  # The first record is kept.
    documents = _joined(order, problems, prefer)
    header = _with_sources(about, documents, problems)
    chosen = () if prefer is None else prefer.involved
    elsewhere = [link.to for document in documents for link in document.links]
    return _made(header, [docs.involved for docs in order], documents, problems, chosen, elsewhere)


def _made(
    about: About, groups: Sequence[Sequence[Actor]], documents: Sequence[Document],
    problems: list[str], chosen: Iterable[Actor] = (), elsewhere: Iterable[str] = (),
) -> Collection:  # fmt: skip
    """Make a collection in which each actor is united from the actors of all groups."""
    actors = _united(groups, problems, {actor.id for actor in chosen})
    if two := [*_under_two_ids(actors.values(), groups)]:
        refuse([*problems, *two])  # before `broken` says it again in other words
    bound = [
        evolve(each, claims=tuple(evolve(c, actor=actors[c.actor.id]) for c in each.claims))
        for each in documents
    ]
    # Values that agree may still break a rule, as a year of birth after the year of death.
    refuse([*problems, *broken(about, [*actors.values()], bound, elsewhere)])
    return ordered(about, actors.values(), bound)


def _with_sources(about: About, documents: Iterable[Document], problems: list[str]) -> About:
    """Add to a header the sources that documents name."""
    kept = {source.id: source for source in about.sources}
    for document in documents:
        seen: list[Any] = [document.record, *document.excerpts, *document.notes]
        for source in filter(None, (each.source for each in seen)):
            if kept.setdefault(source.id, source) != source:
                problems.append(f"about.sources: {shown(source.id)} is not the same everywhere")
    return evolve(about, sources=tuple(kept.values()))


def _united(
    groups: Iterable[Iterable[Actor]], problems: list[str], chosen: set[str]
) -> dict[str, Actor]:
    """Unite the records of each actor: one gives what the other leaves out."""
    kept: dict[str, Actor] = {}
    for actor in chain.from_iterable(groups):
        mine = kept.setdefault(actor.id, actor)
        if mine == actor:
            continue
        values: dict[str, Any] = {}
        differ: list[str] = []
        for name in (a.name for a in fields(Actor)):
            one, other = getattr(mine, name), getattr(actor, name)
            values[name] = one or other
            if name in _UNITED:
                values[name] = tuple(dict.fromkeys(one + other))
            # A state may be united later, so that only its id tells it from another.
            elif one and other and getattr(one, "id", one) != getattr(other, "id", other):
                differ.append(name)
        if differ and actor.id not in chosen:
            where = " and ".join(differ)
            problems.append(f"actors: {shown(actor.id)} has records that differ in {where}")
        kept[actor.id] = Actor(**values)
    for id_, actor in kept.items():
        if state := actor.affiliation:
            kept[id_] = evolve(actor, affiliation=kept.get(state.id, state))
    return kept


def _under_two_ids(actors: Iterable[Actor], groups: Iterable[Sequence[Actor]]) -> Iterator[str]:
    """Name the actors whose name is a spelling of another, unless one group has both."""
    together = [{actor.id for actor in group} for group in groups]
    known: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for spelling in {fold(each) for each in (actor.name, *actor.aliases)}:
            known[spelling].append(actor)
    for actor in actors:
        name = fold(actor.name)
        for other in known[name]:
            apart = other.kind != actor.kind or any({actor.id, other.id} <= ids for ids in together)
            # Of two that share the name itself, the later is told to use the id of the first.
            if not apart and (fold(other.name) != name or other is known[name][0]):
                mine, its = shown(actor.id), shown(other.id)
                yield (
                    f"actors: {mine} is named {shown(actor.name)}, which is a spelling of {its}: "
                    f"use the id {its}, or a fuller name if they are two"
                )


def _joined(
    order: Iterable[Collection], problems: list[str], prefer: Collection | None
) -> list[Document]:
    """Join the documents of collections, so that each record and each id occurs once."""
    kept: dict[str, Document] = {}
    for docs in order:
        earlier: defaultdict[object, list[Document]] = defaultdict(list)
        for each in kept.values():
            earlier[each.date, each.title].append(each)
        ids: dict[str, str] = {}  # for the ids of this collection, those that are kept
        for document in docs:
            twin = _twin(document, docs, earlier[document.date, document.title])
            if twin is None:
                numbered = (f"{document.id}-{number}" for number in count(2))
                new = next(each for each in chain([document.id], numbered) if each not in kept)
                ids[document.id], kept[new] = new, document
            elif twin.id != document.id:
                problems.append(
                    f"documents: {shown(document.id)} and {shown(twin.id)} are one record under "
                    f"two ids: use the id {shown(twin.id)}"
                )
            elif _is_bare(twin) != _is_bare(document):
                from logging import getLogger  # costs the import of the package 4 ms

                getLogger(__package__).warning("merge kept the annotated record of %s", twin.id)
                if _is_bare(twin):
                    ids[twin.id], kept[twin.id] = twin.id, document
            elif twin != document and twin.id not in (prefer or ()):
                problems.append(
                    f"documents: {shown(twin.id)} is not the same in all collections; "
                    "prefer= chooses which one is kept"
                )
        for id_ in ids.values():
            links = (evolve(link, to=ids.get(link.to, link.to)) for link in kept[id_].links)
            kept[id_] = evolve(kept[id_], id=id_, links=tuple(links))
    return list(kept.values())


def _twin(document: Document, docs: Collection, alike: Iterable[Document]) -> Document | None:
    """Find the record of a document among those of its date and title, first under its own id."""
    # Search results may lack the summary. If `docs` has the ids of both, they are two documents.
    found = [
        each
        for each in alike
        if (each.summary == document.summary or None in (each.summary, document.summary))
        and (each.id == document.id or each.id not in docs)
    ]
    return min(found, key=lambda each: each.id != document.id, default=None)


def _is_bare(it: Document) -> bool:
    return it == Document(id=it.id, date=it.date, title=it.title, summary=it.summary)
