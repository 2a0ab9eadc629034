"""Lay out results as tables, and put them on the network as attributes for the files of other tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ecograph.network.evidence import Evidence
from ecograph.network.responsibility import Shared
from ecograph.network.results import About, Communities, Ranking, Result, Tie, Ties

if TYPE_CHECKING:
    from networkx import Graph

# IRI -> the node's attributes, label and type among them.
Nodes: TypeAlias = Mapping[str, Mapping[str, Any]]
Record: TypeAlias = dict[str, Any]

_SHOWN = 4


class Table(NamedTuple):
    """Columns, and rows of text; a spreadsheet gets `ids` too, the columns with IRIs that people need not see."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    ids: frozenset[str] = frozenset()


def table(result: Result, nodes: Nodes, *, whole: bool = False) -> Table:
    """Return the result as rows; a `whole` table names all members and all that is shared, else the first of them."""
    shown = _Words(nodes, whole=whole)
    match result:
        case Ranking(about, scores):
            rows = [shown.score(*score) for score in scores]
            return Table(("rank", "name", "class", about.measure, "id"), rows, frozenset({"id"}))
        case Communities(groups=groups):
            rows = [shown.group(*each) for each in enumerate(groups, 1)]
            return Table(("community", "size", "classes", "members", "ids"), rows, frozenset({"ids"}))
        case Ties(ties=ties):
            columns = ("rank", "one", "other", "weight", "shared", "through", "ids")
            return Table(columns, list(map(shown.tie, ties)), frozenset({"ids"}))


def records(result: Result, nodes: Nodes) -> Record:
    """Return a result as plain values for JSON, with IRIs and, for ties, the evidence on either side."""
    found: list[Record]
    match result:
        case Ranking(scores=scores):
            found = [_node(nodes, node) | {"value": value, "rank": rank} for node, value, rank in scores]
            return _about(result.about) | {"scores": found}
        case Communities(groups=groups, modularity=modularity):
            members = ([_node(nodes, node) for node in group] for group in groups)
            found = [{"community": number, "members": each} for number, each in enumerate(members, 1)]
            return _about(result.about) | {"modularity": modularity, "communities": found}
        case Ties(ties=ties):
            return _about(result.about) | {"ties": [_tie(nodes, tie) for tie in ties]}


def headline(result: Result, nodes: Nodes) -> str:
    """Say in one line what was measured, on what, and how."""
    about = result.about
    classes = _counted(data["type"] for data in nodes.values())
    size = f"{about.nodes} nodes ({classes}), {about.edges} edges, {about.components} components"
    found = [("modularity", f"{result.modularity:.3f}")] if isinstance(result, Communities) else []
    how = ", ".join(f"{name} {value}" for name, value in (*about.parameters, *found))
    where = f" that concerns {about.place.label}" if about.place else ""
    return f"{about.measure} in the network of {about.network}{where}: {size}; {how}"


def annotate(network: Graph, results: list[Result]) -> None:
    """Put the values of results on the nodes and edges, and note on the network which attributes are theirs."""
    columns: list[str] = []
    for result in results:
        match result:
            case Ranking(about, scores):
                columns.append(about.measure)
                for node, value, _ in scores:
                    network.nodes[node][about.measure] = value
            case Communities(groups=groups):
                columns.append("community")
                for number, group in enumerate(groups, 1):
                    for node in group:
                        network.nodes[node]["community"] = number
    network.graph["node_columns"] = tuple(columns)


def _counted(classes: Iterable[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(Counter(classes).items()))


class _Words:
    """Write rows for people, or whole ones for a spreadsheet."""

    def __init__(self, nodes: Nodes, *, whole: bool) -> None:
        self._nodes, self._whole = nodes, whole

    def score(self, node: str, value: float, rank: int) -> list[str]:
        data = self._nodes[node]
        return [
            str(rank),
            data["label"],
            data["type"],
            f"{value:.6g}" if isinstance(value, float) else str(value),
            node,
        ]

    def group(self, number: int, members: tuple[str, ...]) -> list[str]:
        classes = _counted(self._nodes[node]["type"] for node in members)
        names = [self._nodes[node]["label"] for node in members]
        return [str(number), str(len(members)), classes, self._some(names), " ".join(members)]

    def tie(self, tie: Tie) -> list[str]:
        one, other = (self._nodes[node]["label"] for node in (tie.one, tie.other))
        through = self._some([f"{shared.label} ({_roles(shared)})" for shared in tie.shares])
        return [str(tie.rank), one, other, f"{tie.weight:g}", str(len(tie.shares)), through, f"{tie.one} {tie.other}"]

    def _some(self, words: list[str]) -> str:
        shown = words if self._whole else words[:_SHOWN]
        return "；".join(shown) + (f"；… {len(words) - len(shown)} more" if len(words) > len(shown) else "")


def _roles(shared: Shared) -> str:
    """Return the roles on either side; where the text says responsible and not how, that."""
    return " / ".join(", ".join(role or "responsible" for role in roles) for roles in shared.roles)


def _about(about: About) -> Record:
    size = {"nodes": about.nodes, "edges": about.edges, "components": about.components}
    return {
        "measure": about.measure, "network": about.network, "place": about.place.id if about.place else "", **size,
        "parameters": dict(about.parameters),
    }  # fmt: skip


def _node(nodes: Nodes, node: str) -> Record:
    return {"id": node, "name": nodes[node]["label"], "class": nodes[node]["type"]}


def _tie(nodes: Nodes, tie: Tie) -> Record:
    ends = {"one": _node(nodes, tie.one), "other": _node(nodes, tie.other)}
    return {"rank": tie.rank, **ends, "weight": tie.weight, "shared": list(map(_shared, tie.shares))}


def _shared(shared: Shared) -> Record:
    sides = zip(("one", "other"), shared.roles, shared.evidence, strict=True)
    told = {side: {"roles": list(roles), "evidence": list(map(said, evidence))} for side, roles, evidence in sides}
    return {"id": shared.node, "name": shared.label, "weight": shared.weight, **told}


def said(evidence: Evidence) -> Record:
    """Return a piece of evidence as plain values."""
    names = ("quote", "title", "document", "published", "modality", "confidence")
    return {name: getattr(evidence, name) for name in names}
