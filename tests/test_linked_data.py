"""Linked data, parsed by rdflib and asked in SPARQL."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

import korean_armistice as ka
from korean_armistice._model import ROLES
from korean_armistice.export.linked_data import VOCABULARY, to_jsonld

from .samples import collection, content
from .test_citations import hostile

DOCS = ka.load()
PREFIXES = f"PREFIX s: <https://schema.org/> PREFIX v: <{VOCABULARY}> "
LONG = collection(
    content()
    | {
        "documents": [
            {"id": f"d{at}", "date": text, "title": "T"}
            for at, text in enumerate(
                ("1951", "1952-02", "../1952-06-30", "1953-03-01/..", "1951-12-30/1953-01-02")
            )
        ]
    }
)


@cache
def graph_of(docs: ka.Collection) -> Graph:
    """Parse the linked data of a collection."""
    return Graph().parse(data=to_jsonld(docs), format="json-ld")


def asked(graph: Graph, where: str) -> set[str]:
    """Ask for the identifiers of the documents that a pattern matches."""
    query = f"{PREFIXES} SELECT DISTINCT ?id WHERE {{ ?doc s:identifier ?id . {where} }}"
    return {str(cast("Any", row)[0]) for row in graph.query(query)}


@settings(max_examples=20, deadline=None)
@given(st.dates(date(1953, 5, 1), date(1954, 7, 1)), st.dates(date(1953, 5, 1), date(1954, 7, 1)))
def test_dates(one: date, other: date) -> None:
    """A range of days asked in SPARQL finds what the API finds."""
    since, until = sorted((one, other))
    where = (
        "?doc v:firstDay ?first ; v:lastDay ?last . "
        f'FILTER (?first <= "{until}"^^<http://www.w3.org/2001/XMLSchema#date> '
        f'&& ?last >= "{since}"^^<http://www.w3.org/2001/XMLSchema#date>)'
    )
    assert asked(graph_of(DOCS), where) == {d.id for d in DOCS.by_date(since=since, until=until)}


@settings(max_examples=20, deadline=None)
@given(st.dates(date(1950, 1, 1), date(1955, 1, 1)), st.dates(date(1950, 1, 1), date(1955, 1, 1)))
def test_stretches(one: date, other: date) -> None:
    """Months, years and dates open at an end are found in SPARQL as in the API."""
    since, until = sorted((one, other))
    day = "<http://www.w3.org/2001/XMLSchema#date>"
    where = (
        "OPTIONAL { ?doc v:firstDay ?first } OPTIONAL { ?doc v:lastDay ?last } "
        "?doc v:catalogueDate ?any . "
        f'FILTER ((!BOUND(?first) || ?first <= "{until}"^^{day}) '
        f'&& (!BOUND(?last) || ?last >= "{since}"^^{day}))'
    )
    assert asked(graph_of(LONG), where) == {d.id for d in LONG.by_date(since=since, until=until)}


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(DOCS.root.actors), st.sampled_from(ROLES))
def test_actor_and_role(actor: ka.Actor, role: ka.Role) -> None:
    """An actor and a role in the same claim find what the API finds."""
    where = f'?claim v:document ?doc ; v:actor/s:identifier "{actor.id}" ; v:role "{role}" .'
    assert asked(graph_of(DOCS), where) == {d.id for d in DOCS.by_actor(actor, role=role)}


@pytest.mark.parametrize("state", ["USSR", "Poland", "US", "PRC", "ROK", "DPRK"])
def test_origin(state: str) -> None:
    """An origin finds what the API finds."""
    actor = DOCS.actor(state)
    assert asked(graph_of(DOCS), f'?doc v:origin/s:identifier "{actor.id}" .') == {
        d.id for d in DOCS.by_origin(state)
    }


@pytest.mark.parametrize("docs", [DOCS, DOCS[:0], hostile()], ids=["shipped", "empty", "hostile"])
def test_evidence(docs: ka.Collection) -> None:
    """Each claim's words are reached in the graph from its document, to the character."""
    graph = graph_of(docs)
    query = f"{PREFIXES} SELECT ?doc ?role ?actor ?field ?quote ?basis ?note WHERE {{ ?d s:identifier ?doc ; v:claim/<{RDF.rest}>*/<{RDF.first}> ?claim . ?claim v:document ?d ; v:role ?role ; v:actor/s:identifier ?actor ; v:field ?field ; v:quote ?quote ; v:basis ?basis OPTIONAL {{ ?claim v:note ?note }} }}"
    found = {tuple(part and str(part) for part in cast("Any", row)) for row in graph.query(query)}
    assert found == {
        (c.document, c.role, c.actor.id, c.field, c.quote, c.basis, c.note) for c in docs.claims()
    }
    titles = {str(title) for title in graph.objects(predicate=_schema("name"))}
    assert {doc.title for doc in docs} <= titles


def _schema(name: str) -> Any:
    return URIRef(f"https://schema.org/{name}")


def test_a_graph_can_be_written() -> None:
    """Characters a URL may have and an IRI may not spoil nothing: N-Triples read back the same."""
    data = content()
    data["about"]["url"] = data["documents"][0]["record"]["url"] = "https://e.org/{a}|\\^`é%20#b"
    graph = Graph().parse(data=to_jsonld(collection(data)), format="json-ld")
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert set(again.objects(predicate=_schema("url"))) == {
        URIRef("https://e.org/%7Ba%7D%7C%5C%5E%60é%20#b")
    }
    assert len(again) == len(graph)


def told(graph: Graph, name: str) -> dict[str, set[str]]:
    """Return what a graph says of the thing with a URN: values by property, without namespaces."""
    found: dict[str, set[str]] = {}
    for _, word, value in graph.triples((URIRef(f"urn:korean-armistice:{name}"), None, None)):
        found.setdefault(re.split("[/:#]", str(word))[-1], set()).add(str(value))
    return found


def test_everything_has_its_word() -> None:
    """What the file says of header, document, claim and actor is in the graph, each by its word."""
    docs = collection()
    doc, about, record = docs[1], docs.about, docs[1].record
    graph, urn = graph_of(docs), "urn:korean-armistice:"
    assert told(graph, "collection:Two%20letters") == {
        "type": {"https://schema.org/Collection"},
        "name": {about.title},
        "abstract": {about.abstract},
        "description": {about.listing},
        "publisher": {about.publisher},
        "url": {about.url},
        "usageInfo": {about.rights},
        "version": {about.edition},
        "hasPart": {f"{urn}document:{each.id}" for each in docs},
    }
    found = told(graph, f"document:{doc.id}")
    assert len(found.pop("claim")) == 1
    assert found == {
        "type": {"https://schema.org/ArchiveComponent"},
        "identifier": {doc.id},
        "name": {doc.title},
        "abstract": {doc.summary},
        "genre": {doc.kind},
        "catalogueDate": {"1953-07-27"},
        "firstDay": {"1953-07-27"},
        "lastDay": {"1953-07-27"},
        "temporalCoverage": {"1953-06-01/1953-07-31"},
        "inLanguage": {record.language},
        "itemLocation": {"A, 1/2"},
        "url": {record.url},
        **{
            name: {getattr(record, name)}
            for name in ("record_id", "archive", "reference", "classification", "donor",
                         "obtained_by", "obtained_for", "translated_by", "translated_for")
        },
        "seen": {"to: Bob"},
        "comment": {"Ann is of Avalon."},
        "author": {f"{urn}actor:ann"},
        "recipient": {f"{urn}actor:bob"},
        "origin": {f"{urn}actor:avalon"},
    }  # fmt: skip
    assert told(graph, f"document:{doc.id}:claim:3") == {
        "type": {f"{VOCABULARY}Claim"},
        "document": {f"{urn}document:{doc.id}"},
        "actor": {f"{urn}actor:avalon"},
        "role": {"origin"},
        "field": {"notes"},
        "quote": {"Ann is of Avalon"},
        "basis": {"inferred"},
        "note": {"She is."},
    }
    assert told(graph, "actor:ann") == {
        "type": {"https://schema.org/Person"},
        "identifier": {"ann"},
        "name": {"Ann Lee"},
        "alternateName": {"Lee", "안리"},
        "familyName": {"Lee"},
        "birthDate": {"1900"},
        "deathDate": {"1980"},
        "memberOf": {f"{urn}actor:avalon"},
        "sameAs": {"http://www.wikidata.org/entity/Q1"},
        "description": {"Made up."},
    }
    assert told(graph, "actor:avalon")["type"] == {"https://schema.org/Country"}
    assert told(graph, f"document:{docs[0].id}").keys() == {
        "type", "identifier", "name", "catalogueDate", "firstDay", "lastDay",
    }  # fmt: skip


def test_two_collections_stay_two() -> None:
    """Two collections in one graph do not become one, whatever script their titles have."""
    graph = Graph()
    for title in ("정전 협정", "停戰協定", "A/B", "A%2FB"):
        data = content()
        data["about"]["title"] = title
        graph.parse(data=to_jsonld(collection(data)), format="json-ld")
    found = set(graph.subjects(RDF.type, _schema("Collection")))
    assert len(found) == 4
    assert URIRef("urn:korean-armistice:collection:A%2FB") in found


def test_identities() -> None:
    """A thing has one @id, and the same as in Wikidata where that was verified."""
    query = f"{PREFIXES} SELECT ?id ?same WHERE {{ ?a s:identifier ?id ; s:sameAs ?same }}"
    found = {
        (str(row[0]), str(row[1]).rpartition("/")[2])
        for row in map(cast_any, graph_of(DOCS).query(query))
    }
    assert found == {(a.id, a.wikidata) for a in DOCS.root.actors if a.wikidata}


def cast_any(row: object) -> Any:
    """Let a row be indexed."""
    return row


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError):
        to_jsonld(cast("Any", list(DOCS)))
