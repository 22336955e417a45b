"""Making collections from Python objects (`collect`) and from other collections (`merge`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

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
    # A document that comes from another collection keeps the header of that collection.
    new = ("?", header.title)
    bound = [evolve(d, about=header) if d.about.title in new else d for d in found]
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
    source on which two disagree, and each actor that stands under two ids, with the id to use.
    Raises `TypeError` if no collection is given, or a value that is not a collection.

    Example:
        >>> import korean_armistice as ka
        >>> ka.merge(ka.by_actor("Mao"), ka.by_actor("U Nu"), about=ka.About("The two"))
        <Collection: 2 documents, 1953-07-29/1954-06-28>
    """
    known = prefer is None or any(docs is prefer for docs in collections)
    wrong = [each for each in collections if not isinstance(each, Collection)]
    if not collections or wrong or not known or not isinstance(about, About):
        msg = "merge takes one collection or more, about=About(…), and perhaps prefer= one of them"
        raise TypeError(msg)
    problems: list[str] = []
    # The preferred collection comes first, because the first record is kept.
    order = sorted(collections, key=lambda docs: docs is not prefer)
    documents = _joined(order, problems, prefer)
    header = _with_sources(about, documents, problems)
    firm = prefer.involved if prefer is not None else ()
    elsewhere = [link.to for document in documents for link in document.links]
    return _made(header, [docs.involved for docs in order], documents, problems, firm, elsewhere)


def _made(
    about: About, groups: Sequence[Sequence[Actor]], documents: Sequence[Document],
    problems: list[str], firm: Iterable[Actor] = (), elsewhere: Iterable[str] = (),
) -> Collection:  # fmt: skip
    """Make a collection in which each actor is united from the actors of all groups."""
    actors = _united(groups, problems, {actor.id for actor in firm})
    if two := [*_under_two_ids(actors.values(), groups)]:
        refuse([*problems, *two])  # before the rules of names repeat it
    bound: list[Document] = []
    for document in documents:
        claims = (evolve(claim, actor=actors[claim.actor.id]) for claim in document.claims)
        bound.append(evolve(document, claims=tuple(claims)))
    # Values that agree may still break a rule, as a year of birth after the year of death.
    refuse([*problems, *broken(about, [*actors.values()], bound, elsewhere)])
    return ordered(about, actors.values(), bound)


def _with_sources(about: About, documents: Iterable[Document], problems: list[str]) -> About:
    """Add to a header the sources that documents name."""
    kept = {source.id: source for source in about.sources}
    for document in documents:
        seen = [document.record.source, *(excerpt.source for excerpt in document.excerpts)]
        for source in filter(None, [*seen, *(note.source for note in document.notes)]):
            if kept.setdefault(source.id, source) != source:
                problems.append(f"about.sources: {shown(source.id)} is not the same everywhere")
    return about if len(kept) == len(about.sources) else evolve(about, sources=tuple(kept.values()))


def _united(
    groups: Iterable[Iterable[Actor]], problems: list[str], firm: set[str]
) -> dict[str, Actor]:
    """Unite the records of each actor: one gives what the other leaves out."""
    kept: dict[str, Actor] = {}
    for actor in chain.from_iterable(groups):
        mine = kept.setdefault(actor.id, actor)
        if mine != actor:
            pairs = {a.name: (getattr(mine, a.name), getattr(actor, a.name)) for a in fields(Actor)}
            values = {name: one or other for name, (one, other) in pairs.items()}
            values |= {name: tuple(dict.fromkeys(sum(pairs[name], ()))) for name in _UNITED}
            # A state may be united later, so that only its id tells it from another.
            differ = [
                name
                for name, (one, other) in pairs.items()
                if name not in _UNITED
                and one
                and other
                and getattr(one, "id", one) != getattr(other, "id", other)
            ]
            if differ and actor.id not in firm:
                where = " and ".join(differ)
                problems.append(f"actors: {shown(actor.id)} has records that differ in {where}")
            kept[actor.id] = Actor(**values)
    for id_, actor in kept.items():
        if state := actor.affiliation:
            kept[id_] = evolve(actor, affiliation=kept.get(state.id, state))
    return kept


def _under_two_ids(actors: Iterable[Actor], groups: Iterable[Sequence[Actor]]) -> Iterator[str]:
    """Name the actors called by a spelling of another, unless one group tells them apart."""
    together = [{actor.id for actor in group} for group in groups]
    known: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for spelling in {fold(each) for each in (actor.name, *actor.aliases)}:
            known[spelling].append(actor)
    for actor in actors:
        name = fold(actor.name)
        for other in known[name]:
            both = {actor.id, other.id}
            if other is actor or other.kind != actor.kind or any(both <= ids for ids in together):
                continue
            if fold(other.name) != name or other is known[name][0]:  # or it is said of the other
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
        ids: dict[str, str] = {}
        for document in docs:
            alike = earlier[document.date, document.title]
            twin = next((each for each in alike if _agree(each.summary, document.summary)), None)
            if twin is None:
                numbered = (f"{document.id}-{number}" for number in count(2))
                new = next(each for each in chain([document.id], numbered) if each not in kept)
                ids[document.id], kept[new] = new, document
                continue
            alike.remove(twin)
            if twin.id != document.id:
                problems.append(
                    f"documents: {shown(document.id)} and {shown(twin.id)} are one record under "
                    f"two ids: use the id {shown(twin.id)}"
                )
            elif _better(twin, document, problems, prefer) is document:
                ids[document.id], kept[document.id] = document.id, document
        for id_ in ids.values():
            links = (evolve(link, to=ids.get(link.to, link.to)) for link in kept[id_].links)
            kept[id_] = evolve(kept[id_], id=id_, links=tuple(links))
    return list(kept.values())


def _agree(one: str | None, other: str | None) -> bool:
    # A page of search results may leave the summary out.
    return one == other or None in (one, other)


def _better(
    one: Document, other: Document, problems: list[str], prefer: Collection | None
) -> Document:
    """Choose between two copies of a record: an annotated one replaces a bare one."""
    if _is_bare(one) != _is_bare(other):
        from logging import getLogger  # costs the import of the package 4 ms

        annotated = other if _is_bare(one) else one
        getLogger(__package__).warning("merge kept the annotated record of %s", annotated.id)
        return annotated
    if one != other and (prefer is None or one.id not in prefer):
        problems.append(
            f"documents: {shown(one.id)} is not the same in all collections; "
            "prefer= chooses which one is kept"
        )
    return one


def _is_bare(it: Document) -> bool:
    return it == Document(id=it.id, date=it.date, title=it.title, summary=it.summary)
