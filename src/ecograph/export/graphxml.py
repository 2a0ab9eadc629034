"""Write a network as GraphML (yEd, igraph, Cytoscape) or GEXF (Gephi), without the time and program of the writing."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ecograph.export.rdfxml import clean
from ecograph.export.rows import Positions, Row, edge_rows, node_rows

if TYPE_CHECKING:
    from networkx import Graph

_GREY = "#999999"


def graphml(network: Graph, positions: Positions | None = None) -> bytes:
    """Return GraphML; positions become the node data x and y."""
    from networkx import write_graphml_xml

    content = io.BytesIO()
    write_graphml_xml(_flat(network, node_rows(network, positions)), content, prettyprint=True)
    return content.getvalue()


def gexf(network: Graph, positions: Positions | None = None) -> bytes:
    """Return GEXF 1.2; positions and the colours of the classes are written as Gephi shows them."""
    from networkx import write_gexf

    flat = _flat(network, node_rows(network, positions))
    colours = {name: style["colour"] for name, style in network.graph.get("legend", {}).get("nodes", {}).items()}
    for _, data in flat.nodes(data=True):
        data["viz"] = _viz(data, colours.get(data["type"], _GREY))
    for number, (_, _, data) in enumerate(flat.edges(data=True)):
        data |= {"id": f"e{number}", "label": data["role"] or data["predicate"]}
    content = io.BytesIO()
    write_gexf(flat, content, prettyprint=True)
    # networkx notes the day and its version, which would make equal networks differ.
    return re.sub(rb'<meta lastmodifieddate="[^"]*">\s*<creator>[^<]*', b"<meta><creator>EcoGraph", content.getvalue())


def _flat(network: Graph, nodes: list[Row]) -> Graph:
    """Return a copy in sorted order whose attributes are all plain and whose edge keys are unique."""
    from networkx import MultiDiGraph, MultiGraph

    flat = MultiDiGraph() if network.is_directed() else MultiGraph()
    for row in nodes:
        flat.add_node(clean(row.pop("id")), **_clean(row))
    for number, row in enumerate(edge_rows(network)):
        flat.add_edge(clean(row.pop("source")), clean(row.pop("target")), key=f"e{number}", **_clean(row))
    return flat


def _clean(row: Row) -> Row:
    return {name: clean(value) if isinstance(value, str) else value for name, value in row.items()}


def _viz(data: Row, colour: str) -> dict[str, Any]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    look: dict[str, Any] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    if "x" in data:
        look["position"] = {"x": data.pop("x"), "y": data.pop("y"), "z": 0.0}
    return look
