"""The graph has every tie with its evidence, and survives the formats other programs read."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import korean_armistice as ka
from korean_armistice.export import graph

from .samples import collection, content
from .test_tables import HOSTILE

SHIPPED = ka.load()


def meeting() -> ka.Collection:
    """Build a collection in which three meet, and two write to two, the one of no state."""
    data = content()
    for number in range(3):
        data["actors"].append({"id": f"p{number}", "name": f"P{number}", "kind": "person"})
    people = [{"actor": f"p{number}", "role": "participant"} for number in range(3)]
    people += [{"actor": "p0", "role": "author"}, {"actor": "avalon", "role": "recipient"}]
    proof = {"field": "title", "quote": "Ann to", "basis": "stated"}
    data["documents"][0]["claims"] += [{**claim, **proof} for claim in people]
    return collection(data)


EVERY = [SHIPPED, ka.by_actor("Kim"), SHIPPED - SHIPPED, meeting(), *HOSTILE]


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
        said: dict[tuple[str | None, ...], str] = {
            (c.actor.id, c.role, c.field, c.quote, c.basis, c.note): str(doc.date)
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
    assert Counter(edge.kind for edge in day) == {"correspondence": 3, "co-presence": 3}


@pytest.mark.parametrize("docs", EVERY)
def test_networkx(docs: ka.Collection) -> None:
    """The nodes are the ends of the edges, with names, kinds and states; None is nowhere."""
    made = graph.to_networkx(docs)
    assert made.name == docs.about.title
    assert set(made) == {end for edge in graph.edges(docs) for end in edge[:2]}
    for node, said in made.nodes(data=True):
        actor = docs.actor(node)
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


@pytest.mark.parametrize("docs", EVERY)
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_round_trip(docs: ka.Collection, form: str, tmp_path: Path) -> None:
    """GraphML and GEXF read back to the same nodes and edges, every attribute included."""
    made = graph.to_networkx(docs)
    path = tmp_path / f"graph.{form}"
    if form == "graphml":
        nx.write_graphml(made, path)
        back = nx.read_graphml(path, force_multigraph=True)
    else:
        nx.write_gexf(made, path)
        back = nx.read_gexf(path)
    assert {node: back.nodes[node] for node in back} == {node: made.nodes[node] for node in made}
    ours = [((a, b), said) for a, b, said in made.edges(data=True)]
    theirs = [
        ((a, b), {key: value for key, value in said.items() if key != "id"})
        for a, b, said in back.edges(data=True)
    ]
    assert canonical(theirs) == canonical(ours)


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
