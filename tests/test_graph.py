"""The graph has every tie with its evidence, also in the formats that other programs read."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import korean_armistice as ka
from korean_armistice.export import graph

from . import nasty
from .consumers import node

SHIPPED, NASTY = ka.load(), nasty.collection()
EVERY = [SHIPPED, ka.by_actor("Kim"), SHIPPED - SHIPPED, NASTY]


@pytest.mark.parametrize("docs", EVERY)
def test_edges(docs: ka.Collection) -> None:
    """Each author is tied to each recipient, each two participants once, with both claims."""
    found = graph.edges(docs)
    for doc in docs:
        mine = [edge for edge in found if edge.document == doc.id]
        letters = [edge[:2] for edge in mine if edge.kind == "correspondence"]
        assert letters == [(a.id, r.id) for a in doc.authors for r in doc.recipients]
        met = {frozenset(edge[:2]) for edge in mine if edge.kind == "co-presence"}
        people = [actor.id for actor in doc.participants]
        assert met == {frozenset((a, b)) for a in people for b in people if a != b}
        assert len(mine) == len(letters) + len(people) * (len(people) - 1) // 2
        said: dict[tuple[str | None, ...], str | None] = {
            (c.actor.id, c.role, c.field, c.quote, c.basis, c.note): str(doc.date)
            if doc.date
            else None
            for c in doc.claims
        }
        for edge in mine:
            source, target = (edge.source, *edge[5:10]), (edge.target, *edge[10:15])
            assert said[source] == said[target] == edge.date
    assert {edge.document for edge in found} <= {doc.id for doc in docs}


def test_shipped() -> None:
    """Rhee and Eisenhower wrote to each other, and Clark, Rhee and Briggs met."""
    day = graph.edges(ka.by_date("1953-07-27"))
    pairs = {edge[:3] for edge in day}
    assert ("dwight-eisenhower", "syngman-rhee", "correspondence") in pairs
    assert ("syngman-rhee", "dwight-eisenhower", "correspondence") in pairs
    assert Counter(edge.kind for edge in day)["co-presence"] >= 3


def test_copies_and_undated_documents() -> None:
    """An actor who was sent a copy is in no edge; edges of an undated document have no date."""
    assert not {"copied"} & {role for edge in graph.edges(NASTY) for role in (edge[5], edge[10])}
    data = nasty.content()
    del data["documents"][0]["date"]
    undated = nasty.collection(data)
    assert {e.date for e in graph.edges(undated) if e.document == "all"} == {None}
    assert all(
        "date" not in e for _, _, e in graph.to_networkx(undated.select(["all"])).edges(data=True)
    )


@pytest.mark.parametrize("docs", EVERY)
def test_networkx(docs: ka.Collection) -> None:
    """The nodes are the ends of the edges, with names, kinds and states, and no value is None."""
    made = graph.to_networkx(docs)
    assert made.name == docs.about.title
    assert set(made) == {end for edge in graph.edges(docs) for end in edge[:2]}
    for name, said in made.nodes(data=True):
        actor = docs.actor(name)
        state = actor if actor.kind == "state" else actor.affiliation
        assert (said["name"], said["label"], said["kind"]) == (actor.name, actor.name, actor.kind)
        assert said.get("state") == (state.name if state else None)
    wanted = [
        (edge[:2], {key: value for key, value in edge._asdict().items() if value is not None})
        for edge in graph.edges(docs)
    ]
    found = [((a, b), {"source": a, "target": b, **said}) for a, b, said in made.edges(data=True)]
    assert canonical(found) == canonical(wanted)


def canonical(found: list[Any]) -> Counter[str]:
    """Count edges, whatever the order of their attributes."""
    return Counter(str((ends, sorted(said.items()))) for ends, said in found)


def written(docs: ka.Collection, form: str, folder: Path) -> Path:
    """Write the graph of a collection as GraphML or GEXF."""
    path = folder / f"graph.{form}"
    getattr(nx, f"write_{form}")(graph.to_networkx(docs), path)
    return path


def evidence(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """List edges by their ends, document and quotes."""
    keys = ("source", "target", "document", "source_quote", "target_quote")
    return sorted(tuple(edge[key] for key in keys) for edge in found)


@pytest.mark.parametrize("docs", EVERY)
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_round_trip(docs: ka.Collection, form: str, tmp_path: Path) -> None:
    """GraphML and GEXF read back to the same nodes and edges, every attribute included."""
    made, path = graph.to_networkx(docs), written(docs, form, tmp_path)
    more = {"force_multigraph": True} if form == "graphml" else {}
    back = getattr(nx, f"read_{form}")(path, **more)
    assert {node: back.nodes[node] for node in back} == {node: made.nodes[node] for node in made}
    ours = [((a, b), said) for a, b, said in made.edges(data=True)]
    theirs = [
        ((a, b), {key: value for key, value in said.items() if key not in ("id", "networkx_key")})
        for a, b, said in back.edges(data=True)
    ]
    assert canonical(theirs) == canonical(ours)


@pytest.mark.parametrize("docs", EVERY)
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_every_edge_has_an_id_of_its_own(docs: ka.Collection, form: str, tmp_path: Path) -> None:
    """No two edges in a file have the same id; in GraphML it names the document."""
    tree = ET.parse(written(docs, form, tmp_path))
    ids = [edge.get("id", "") for edge in tree.iter() if edge.tag.endswith("}edge")]
    assert len(set(ids)) == len(ids) == len(graph.edges(docs))
    if form == "graphml":
        assert {name.partition(":")[0] for name in ids} == {e.document for e in graph.edges(docs)}


@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
def test_igraph(docs: ka.Collection, tmp_path: Path) -> None:
    """Igraph reads every node and edge, with names and quotes."""
    import igraph

    back = igraph.Graph.Read_GraphML(str(written(docs, "graphml", tmp_path)))
    names: dict[str, str] = {
        key: said["name"] for key, said in graph.to_networkx(docs).nodes.items()
    }
    assert back.is_directed()
    assert sorted(back.vs["name"]) == sorted(names.values())
    ids = back.vs["id"]
    found = [{**e.attributes(), "source": ids[e.source], "target": ids[e.target]} for e in back.es]
    assert evidence(found) == evidence([edge._asdict() for edge in graph.edges(docs)])


@pytest.mark.consumers
@pytest.mark.parametrize("docs", [SHIPPED, NASTY])
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_graphology(docs: ka.Collection, form: str, tmp_path: Path) -> None:
    """Graphology, which takes no id twice, reads every node and edge, with names and quotes."""
    back = node("graphs.mjs", [form, written(docs, form, tmp_path).read_text("utf-8")])
    names = {said["id"]: said.get("name") for said in back["nodes"]}
    assert names == {key: said["name"] for key, said in graph.to_networkx(docs).nodes.items()}
    assert evidence(back["edges"]) == evidence([edge._asdict() for edge in graph.edges(docs)])


def test_not_a_collection() -> None:
    """Anything but a Collection is a TypeError."""
    for call in (graph.edges, graph.to_networkx):
        with pytest.raises(TypeError, match="takes a Collection"):
            call([])  # type: ignore[arg-type]


def test_without_networkx(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without networkx, a sentence names the extra."""
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"pip install 'korean-armistice\[graph\]'"):
        graph.to_networkx(SHIPPED)
