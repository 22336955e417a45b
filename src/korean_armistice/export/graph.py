"""Who wrote to whom, and who met whom: a collection as a graph of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from korean_armistice import Actor, Claim, Collection, Document

from ._entry import checked
from ._extra import need

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Edge", "EdgeKind", "edges", "to_networkx"]

#: "correspondence": from an author to a recipient. "co-presence": between two participants.
#: There is no kind for copies, because the words do not say that the author sent them.
EdgeKind = Literal["correspondence", "co-presence"]


class Edge(NamedTuple):
    """A tie between two actors in one document, with the claim about each that proves it.

    Co-presence has no direction: its source is the participant whose claim comes first.
    """

    #: The ids of the two actors.
    source: str
    target: str
    kind: EdgeKind
    #: The id and the date of the document; None where it is undated.
    document: str
    date: str | None
    #: The claim about the source: "author" or "participant", and its evidence.
    source_role: str
    source_field: str
    source_quote: str
    source_basis: str
    source_note: str | None
    #: The claim about the target: "recipient" or "participant", and its evidence.
    target_role: str
    target_field: str
    target_quote: str
    target_basis: str
    target_note: str | None


def edges(docs: Collection) -> list[Edge]:
    """List the ties of each document: every author to every recipient, and every two participants.

    Args:
        docs: the selection.

    Returns:
        The edges in the order of the documents; the first fields are source, target, kind.

    Raises:
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> edge = ka.export.edges(ka.by_actor("Kim Il Sung", role="recipient"))[0]
        >>> edge[:3], edge.date, edge.target_quote
        (('georgy-malenkov', 'kim-il-sung', 'correspondence'), '1953-07-27', 'Malenkov to Kim Il Sung')
    """
    return [edge for document in checked(docs) for edge in _ties(document)]


def to_networkx(docs: Collection) -> nx.MultiDiGraph[str]:
    """Make a MultiDiGraph: a node for each actor of an edge, an edge for each of `edges`.

    Nodes are ids, with `name`, `label` (the same, for Gephi), `kind`, and `state`. This is the
    name of the state for which the actor acts; for a state it is its own name.

    An edge has the fields of `Edge`, and a key of its own (the document's id and a number). The
    key becomes the edge's id in GraphML, and some programs load no edge whose id occurs twice.
    Unknown values are left out, so that the graph can be written as GraphML and GEXF.

    Args:
        docs: the selection.

    Raises:
        ImportError: networkx is missing; ``pip install 'korean-armistice[graph]'`` brings it.
        TypeError: `docs` is not a Collection.

    Example:
        >>> import korean_armistice as ka
        >>> graph = ka.export.to_networkx(ka.load())
        >>> graph.nodes["kim-il-sung"]["state"]
        "Democratic People's Republic of Korea"
        >>> [key for _, _, key in graph.in_edges("kim-il-sung", keys=True)]
        ['1953-07-27-report-malenkov-to-kim-il-sung:1']
    """
    graph = need("networkx", "graph").MultiDiGraph(name=checked(docs).about.title)
    known = {claim.actor.id: claim.actor for document in docs for claim in document.claims}
    numbers: Counter[str] = Counter()
    for edge in edges(docs):
        for actor_id in edge[:2]:
            graph.add_node(actor_id, **_node(known[actor_id]))
        said = {name: value for name, value in edge._asdict().items() if value is not None}
        numbers[edge.document] += 1
        key = f"{edge.document}:{numbers[edge.document]}"
        graph.add_edge(said.pop("source"), said.pop("target"), key, **said)
    return graph


def _node(actor: Actor) -> dict[str, str]:
    state = actor if actor.kind == "state" else actor.affiliation
    said = {"name": actor.name, "label": actor.name, "kind": actor.kind}
    return {**said, "state": state.name} if state else said


def _ties(document: Document) -> Iterator[Edge]:
    for author in _held(document, "author"):
        for recipient in _held(document, "recipient"):
            yield _edge("correspondence", document, author, recipient)
    for one, other in combinations(_held(document, "participant"), 2):
        yield _edge("co-presence", document, one, other)


def _held(document: Document, role: str) -> list[Claim]:
    return [claim for claim in document.claims if claim.role == role]


def _edge(kind: EdgeKind, document: Document, one: Claim, other: Claim) -> Edge:
    date = str(document.date) if document.date else None
    return Edge(
        one.actor.id, other.actor.id, kind, document.id, date,
        one.role, one.field, one.quote, one.basis, one.note,
        other.role, other.field, other.quote, other.basis, other.note,
    )  # fmt: skip
