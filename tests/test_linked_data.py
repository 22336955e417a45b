"""Linked data, asked in SPARQL, and read by programs that know its vocabularies."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

import korean_armistice as ka
from korean_armistice.export.linked_data import VOCABULARY, to_jsonld

from . import nasty
from .consumers import MODULES, node

SHIPPED, NASTY = ka.load(), nasty.collection()
EVERY = [SHIPPED, SHIPPED[:0], NASTY, NASTY.select(["reply"])]
S, OA, V = (
    Namespace("https://schema.org/"),
    Namespace("http://www.w3.org/ns/oa#"),
    Namespace(VOCABULARY),
)
RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
PREFIXES = f"PREFIX s: <{S}> PREFIX oa: <{OA}> PREFIX v: <{V}> PREFIX rico: <{RICO}> "
ROOT = Path(__file__).parents[1]


@cache
def graph_of(docs: ka.Collection) -> Graph:
    """Parse the linked data of a collection."""
    return Graph().parse(data=to_jsonld(docs), format="json-ld")


def asked(docs: ka.Collection, where: str) -> list[tuple[str | None, ...]]:
    """Return the values that a pattern binds, in the order of its variables."""
    names = dict.fromkeys(re.findall(r"\?([a-z]+)", where))
    query = f"{PREFIXES} SELECT {' '.join(f'?{name}' for name in names)} WHERE {{ {where} }}"
    return [
        tuple(part and str(part) for part in cast("Any", row))
        for row in graph_of(docs).query(query)
    ]


@pytest.mark.parametrize("docs", EVERY)
def test_who_wrote_to_whom(docs: ka.Collection) -> None:
    """SPARQL tells who wrote to whom in which document, as the API does."""
    where = "?d s:identifier ?id ; s:author/s:identifier ?from ; s:recipient/s:identifier ?to"
    found = {row[1:] for row in asked(docs, where)}
    assert found == {(d.id, a.id, r.id) for d in docs for a in d.authors for r in d.recipients}


@pytest.mark.parametrize("docs", EVERY)
def test_what_the_words_are(docs: ka.Collection) -> None:
    """SPARQL tells the words of each claim, with its role, actor, field, basis and note."""
    where = """
        ?claim a oa:Annotation ; v:role ?role ; v:basis ?basis ;
               oa:hasBody [oa:hasPurpose oa:identifying ; oa:hasSource/s:identifier ?actor] ;
               oa:hasTarget [v:field ?field ; oa:hasSelector/oa:exact ?quote] .
        OPTIONAL { ?claim oa:hasBody [oa:hasPurpose oa:commenting ;
                   <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> ?note] }"""
    found = sorted(str(row[1:]) for row in asked(docs, where))
    assert found == sorted(
        str((c.role, c.basis, c.actor.id, c.field, c.quote, c.note)) for c in docs.claims()
    )


@pytest.mark.parametrize("docs", EVERY)
def test_origin(docs: ka.Collection) -> None:
    """SPARQL tells the documents of each state, as the API does."""
    found = asked(docs, "?d s:identifier ?id ; s:countryOfOrigin/s:identifier ?state")
    assert {row[1:] for row in found} == {(d.id, o.id) for d in docs for o in d.origins}


@settings(max_examples=10, deadline=None)
@given(st.dates(date(1950, 1, 1), date(1955, 1, 1)), st.dates(date(1950, 1, 1), date(1955, 1, 1)))
def test_dates(one: date, other: date) -> None:
    """A range of days asked in SPARQL finds what the API finds, open dates included."""
    since, until = sorted((one, other))
    day = "<http://www.w3.org/2001/XMLSchema#date>"
    where = (
        "?d s:identifier ?id ; v:date ?any . "
        "OPTIONAL { ?d v:firstDay ?first } OPTIONAL { ?d v:lastDay ?last } "
        f'FILTER ((!BOUND(?first) || ?first <= "{until}"^^{day}) '
        f'&& (!BOUND(?last) || ?last >= "{since}"^^{day}))'
    )
    for docs in (SHIPPED, NASTY):
        wanted = {doc.id for doc in docs.by_date(since=since, until=until)}
        assert {row[1] for row in asked(docs, where)} == wanted


def test_links() -> None:
    """A link is a property of its document, and an annotation with the words of both sides."""
    pairs = {"isReplyTo": RICO, "followsOrFollowed": RICO, "decidesOn": V}
    found = {
        (word, row[1], row[3])
        for word, namespace in pairs.items()
        for row in asked(
            NASTY, f"?d s:identifier ?id ; <{namespace}{word}> ?o . ?o s:identifier ?to"
        )
    }
    assert found == {
        ("isReplyTo", "reply", "all"), ("followsOrFollowed", "reply", "all"),
        ("decidesOn", "reply", "undated"),
    }  # fmt: skip
    words = asked(NASTY, """?link oa:motivatedBy oa:linking ; v:basis ?basis ;
        oa:hasTarget/oa:hasSelector/oa:exact ?here ;
        oa:hasBody [oa:hasSource ?there ; oa:hasSelector/oa:exact ?words]""")  # fmt: skip
    assert sorted((row[1:3] + row[4:]) for row in words) == [
        ("inferred", "Reply", "No. 1"), ("stated", "Reply", "No date"), ("stated", "Reply", "No. 1"),
    ]  # fmt: skip
    assert {str(row[3]).partition(":document:")[2] for row in words} == {"all:excerpt:1", "undated"}


def test_a_link_leads_outside() -> None:
    """A link to a document that is in no collection at hand keeps its words and its target."""
    alone = nasty.collection(NASTY.select(["reply"]).to_dict())
    replies = asked(alone, "?d rico:isReplyTo ?to")
    assert replies == asked(NASTY, "?d rico:isReplyTo ?to")
    assert len(asked(alone, "?l oa:motivatedBy oa:linking ; oa:hasBody/oa:hasSelector ?s")) == 3


@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
def test_everything_has_its_word(docs: ka.Collection) -> None:
    """Every text that the file has of documents, actors and the header is in the graph."""
    texts = {str(thing) for thing in graph_of(docs).objects() if isinstance(thing, Literal)}
    addresses = {str(thing) for thing in graph_of(docs).objects() if isinstance(thing, URIRef)}
    saved = docs.to_dict()
    left_out = ("motto", "related", "extra", "edition")

    def said(thing: Any, key: str = "") -> set[str]:
        if key in left_out:
            return set()
        if isinstance(thing, dict):
            return {text for k, each in thing.items() for text in said(each, k)}
        if isinstance(thing, list):
            return {text for each in thing for text in said(each, key)}
        if key in ("url", "same_as"):
            assert (
                thing.translate(str.maketrans({c: f"%{ord(c):02X}" for c in "{}|\\^`"}))
                in addresses
            )
            return set()
        return (
            set()
            if key in ("id", "actor", "affiliation", "source", "to", "kind", "relation")
            else {str(thing)}
        )

    missing = {text for text in said(saved) - texts if text not in str(texts)}
    assert missing == set()


def test_dates_in_the_words_of_schema_org() -> None:
    """`dateCreated` has a day, month or year that is certain, and `v:date` every date."""
    created = {row[1]: row[2] for row in asked(NASTY, "?d s:identifier ?id ; s:dateCreated ?date")}
    assert created["all"] == "1953-07-27"
    assert not {"reply", "month", "year", "open", "open2", "undated"} & created.keys()
    dates = {row[1]: row[2] for row in asked(NASTY, "?d s:identifier ?id ; v:date ?date")}
    assert (dates["reply"], dates["month"], dates["open"]) == (
        "1953-08-01?",
        "1951-01~",
        "1951-02-01/..",
    )
    assert dates.keys() == {doc.id for doc in NASTY if doc.date}
    assert [row[1] for row in asked(NASTY, "?d s:temporalCoverage ?covers")] == [
        "1953-06-01/1953-07-31"
    ]


def test_the_data_set() -> None:
    """The data set has what search engines for data sets ask: name, licence, creator, file."""
    address = "https://example.org/armistice.jsonld"
    graph = Graph().parse(data=to_jsonld(SHIPPED, address=address), format="json-ld")
    data = graph.value(predicate=RDF.type, object=S.Dataset)
    (file,) = graph.objects(data, S.distribution)
    assert (graph.value(file, S.contentUrl), graph.value(file, S.encodingFormat)) == (
        Literal(address), Literal("application/ld+json"),
    )  # fmt: skip
    creator = graph.value(graph.value(data, S.creator), S.name)
    assert f'authors = [{{ name = "{creator}" }}]' in (ROOT / "pyproject.toml").read_text("utf-8")
    licences = {str(graph.value(each, S.name) or each) for each in graph.objects(data, S.license)}
    assert licences == {SHIPPED.about.rights, "https://opensource.org/license/mit"}
    assert len(str(graph.value(data, S.description))) >= 50
    assert graph.value(data, S.version) == Literal(SHIPPED.about.edition)
    theirs = graph_of(NASTY)
    creator = theirs.value(theirs.value(predicate=RDF.type, object=S.Dataset), S.creator)
    assert theirs.value(creator, S.name) == Literal(NASTY.about.publisher)


def test_two_collections_stay_two() -> None:
    """Two collections with the same ids differ, alone or merged; a document keeps its `@id`."""
    one, two = (
        ka.collect([ka.Document(id="d", title=title)], about=ka.About("A/B", url=url))
        for title, url in (("One", "https://example.org/1"), ("Two", "https://example.org/2"))
    )
    graph = graph_of(one) + graph_of(two)
    found = {
        str(graph.value(each, S.name)): each for each in graph.subjects(S.identifier, Literal("d"))
    }
    assert found.keys() == {"One", "Two"}
    assert len(set(graph.subjects(RDF.type, S.Collection))) == 2
    merged = graph_of(ka.merge(one, about=ka.About("Both")))
    assert set(merged.subjects(S.identifier, Literal("d"))) == {found["One"]}


def test_a_graph_can_be_written() -> None:
    """Characters that an address may have, but an IRI may not, are escaped."""
    graph = graph_of(NASTY)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert URIRef("https://example.org/c?a=1&b=%7B2%7D%7C%5C%5E%60é%20#b") in set(again.objects())
    assert len(again) == len(graph)


class Page(HTMLParser):
    """The elements of a page, and the text of its first script, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.script = list[str](), ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_data(self, data: str) -> None:
        self.script += data


def test_safe_in_a_script() -> None:
    """In a script element the text ends no script and begins no comment, and is the same JSON."""
    text = to_jsonld(NASTY)
    assert not re.search("[<>&\u2028\u2029]", text)
    page = Page(f'<script type="application/ld+json">{text}</script>')
    assert page.tags == ["script"]
    assert json.loads(page.script) == json.loads(text)
    assert nasty.SCRIPT in str(json.loads(text))


MOTIVATIONS = {OA[name] for name in ("identifying", "classifying", "commenting", "linking")}


@pytest.mark.parametrize("docs", EVERY)
def test_web_annotation_model(docs: ka.Collection) -> None:
    """The annotations keep the rules of the Web Annotation Data Model, chapters 3 and 4."""
    graph = graph_of(docs)
    annotations = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == len(docs.claims()) + len(docs.links())
    for each in annotations:
        assert isinstance(each, URIRef)
        assert len(list(graph.objects(each, OA.hasTarget))) == 1
        assert set(graph.objects(each, OA.motivatedBy)) < MOTIVATIONS
        assert len(list(graph.objects(each, OA.hasBody))) >= 2
    for body in graph.objects(predicate=OA.hasBody):
        assert set(graph.objects(body, OA.hasPurpose)) < MOTIVATIONS
        text, sources = (
            list(graph.objects(body, RDF.value)),
            list(graph.objects(body, OA.hasSource)),
        )
        assert len(text) + len(sources) == 1
        (kind,) = graph.objects(body, RDF.type)
        assert kind == (OA.TextualBody if text else OA.SpecificResource)
    for target in graph.objects(predicate=OA.hasTarget):
        assert len(list(graph.objects(target, OA.hasSource))) == 1
        assert len(list(graph.objects(target, OA.hasSelector))) == 1
    for selector in graph.objects(predicate=OA.hasSelector):
        assert isinstance(selector, BNode)
        assert list(graph.objects(selector, RDF.type)) == [OA.TextQuoteSelector]
        assert len(list(graph.objects(selector, OA.exact))) == 1
        for around in (OA.prefix, OA.suffix):
            assert len(list(graph.objects(selector, around))) <= 1


def statements(graph: Graph) -> Counter[tuple[str, ...]]:
    """Count statements; each reader gives names of its own to things that have none."""
    return Counter(
        tuple("" if isinstance(part, BNode) else part.n3() for part in statement)
        for statement in graph
    )


def test_pyld_expands_it() -> None:
    """PyLD, without a network, has the same statements as rdflib."""
    from pyld import jsonld

    for docs in (SHIPPED, NASTY):
        quads = jsonld.to_rdf(json.loads(to_jsonld(docs)), {"format": "application/n-quads"})
        assert statements(Graph().parse(data=str(quads), format="nt")) == statements(graph_of(docs))


def test_the_vocabulary_is_documented() -> None:
    """The page *Our vocabulary* has each word that is used from it, and no other."""
    page = (ROOT / "docs/reference/vocabulary.md").read_text("utf-8")
    context = json.loads(to_jsonld(NASTY))["@context"]
    words = {name for name, said in context.items() if VOCABULARY in str(said)}
    assert f"`{VOCABULARY}`" in page
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == words
    used = {str(word) for docs in (SHIPPED, NASTY) for word in graph_of(docs).predicates()}
    assert {word.removeprefix(VOCABULARY) for word in used if VOCABULARY in word} <= words


def test_only_collections() -> None:
    """What is not a Collection is a TypeError."""
    with pytest.raises(TypeError, match="takes a Collection"):
        to_jsonld(cast("Any", list(SHIPPED)))


# Programs from npm


@pytest.mark.consumers
@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
def test_jsonld_js_expands_it(docs: ka.Collection) -> None:
    """jsonld.js, without a network, has the same statements as rdflib."""
    quads = node("expand.mjs", to_jsonld(docs))
    assert statements(Graph().parse(data=quads, format="nt")) == statements(graph_of(docs))


@pytest.mark.consumers
@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
def test_annotator_finds_the_quotes(docs: ka.Collection) -> None:
    """Apache Annotator finds each quote in its text, at the right position."""
    asked, wanted = [], []
    content = {
        each.get("@id", each.get("id")): each for each in json.loads(to_jsonld(docs))["@graph"]
    }
    for claim in docs.claims():
        document = docs[claim.document]
        text = next(each for each in document.texts(claim.field) if claim.quote in each)
        at = document.claims.index(claim) + 1
        name = next(n for n in content if n.endswith(f":document:{document.id}:claim:{at}"))
        asked.append([content[name]["target"]["selector"], text])
        wanted.append([text.index(claim.quote), claim.quote])
    found = node("quotes.mjs", asked)
    assert [each[:1] for each in found] == [[each] for each in wanted]
    assert all(len(each) == 1 for each in found)


@pytest.mark.consumers
def test_words_of_schema_org_are_used_as_defined(tmp_path: Path) -> None:
    """TypeScript, with schema.org's own definitions, takes each property and each value."""
    wrong = {("recipient", "ArchiveComponent", "Person"), ("memberOf", "Person", "Country")}
    uses = {use for docs in (SHIPPED, NASTY) for use in used(graph_of(docs))}
    assert len(uses) > 40
    tried = sorted({*wrong, *((word, a, b) for word, a, b in split(uses))})
    lines = [
        f'const _{at}: S.{owner} = {{"@type": "{owner}", "{word}": {value(kind)}}};'
        for at, (word, owner, kind) in enumerate(tried, 2)
    ]
    definitions = MODULES / "schema-dts" / "dist" / "schema"
    file = tmp_path / "uses.ts"
    file.write_text("\n".join([f'import type * as S from "{definitions}";', *lines]))
    options = "--noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler".split()
    command = [str(MODULES / ".bin" / "tsc"), *options, str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    refused = {tried[int(line) - 2] for line in re.findall(r"uses\.ts\((\d+),", done.stdout)}
    assert wrong <= refused
    for word, owners, kinds in uses:
        assert not {(word, *pair) for pair in product(owners, kinds)} <= refused, (
            word,
            owners,
            kinds,
        )


def used(graph: Graph) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """List how schema.org's words are used: property, types of its owner, types of its value."""

    def types(thing: Any) -> tuple[str, ...]:
        if isinstance(thing, Literal):
            return ("Text",)
        found = (str(kind) for kind in graph.objects(thing, RDF.type))
        return tuple(sorted(k.removeprefix(S) for k in found if k.startswith(S))) or ("URL",)

    return {
        (str(word).removeprefix(S), types(owner), types(value))
        for owner, word, value in graph
        if str(word).startswith(S)
    }


def split(uses: set[Any]) -> set[tuple[str, str, str]]:
    """Take each type by itself."""
    return {
        (word, owner, kind)
        for word, owners, kinds in uses
        for owner, kind in product(owners, kinds)
    }


def value(kind: str) -> str:
    """Write a value of a type in TypeScript."""
    return {"Text": '"1953-07-27"', "URL": '"https://example.org/"'}.get(
        kind, f'{{"@type": "{kind}"}}'
    )
