"""Flatten a network to rows of plain values, for the formats that have no lists."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from networkx import Graph

Positions: TypeAlias = Mapping[Hashable, tuple[float, float]]
Row: TypeAlias = dict[str, Any]

NODE_COLUMNS = ("id", "label", "type", "kind", "aliases", "detail")
EDGE_COLUMNS = ("source", "target", "predicate", "role", "quote", "document", "evidence_count", "evidence")


def node_columns(network: Graph) -> tuple[str, ...]:
    """Return the columns of the nodes: the usual ones, and those that the network names as its own, such as measures."""
    return (*NODE_COLUMNS, *network.graph.get("node_columns", ()))


def edge_columns(network: Graph) -> tuple[str, ...]:
    """Return the columns of the edges: the usual ones, and those that the network names as its own."""
    return (*EDGE_COLUMNS, *network.graph.get("edge_columns", ()))


def node_rows(network: Graph, positions: Positions | None = None) -> list[Row]:
    """Return one row a node, sorted, with x and y where positions are given."""
    own = network.graph.get("node_columns", ())
    rows = []
    for node, data in sorted(network.nodes(data=True), key=lambda item: str(item[0])):
        text = {name: data.get(name, "") for name in ("type", "kind", "detail")}
        aliases = "；".join(data.get("aliases", ()))
        row = {"id": str(node), "label": data.get("label", str(node)), **text, "aliases": aliases}
        row |= {name: data[name] for name in own}
        place = {} if positions is None else {"x": float(positions[node][0]), "y": float(positions[node][1])}
        rows.append({name: row[name] for name in node_columns(network)} | place)
    return rows


def edge_rows(network: Graph) -> list[Row]:
    """Return one row an edge, sorted; `evidence` is all of it as JSON, `quote` and `document` the best."""
    rows, own = [], network.graph.get("edge_columns", ())
    for source, target, data in network.edges(data=True):
        text = {name: data.get(name, "") for name in ("predicate", "role", "quote", "document")}
        found = evidence(data)
        whole = {"evidence_count": len(found), "evidence": json.dumps(found, ensure_ascii=False)}
        rows.append(
            {"source": str(source), "target": str(target), **text, **whole, **{name: data[name] for name in own}}
        )
    return sorted(rows, key=lambda row: [str(row[name]) for name in EDGE_COLUMNS])


def evidence(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return an edge's evidence as objects with quote, title, document and modality."""
    names = ("quote", "title", "document", "modality")
    found = [dict(zip(names, map(str, item), strict=False)) for item in data.get("evidence", ())]
    if not found and data.get("quote"):
        return [{"quote": str(data["quote"]), "title": str(data.get("document", ""))}]
    return found
