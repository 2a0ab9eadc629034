"""Say how each class of node and each kind of edge is named and drawn, in one visible table each.

Colours are the eight of Okabe and Ito (2008), which people with colour-blindness can tell apart; shape and line style
say the same thing a second time, so that a picture printed in grey still reads.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class NodeStyle(NamedTuple):
    """The look of a class: names, fill, matplotlib marker, shape name for SVG, and radius in points."""

    zh: str
    en: str
    colour: str
    marker: str
    shape: str
    radius: float


class EdgeStyle(NamedTuple):
    """The look of an edge kind: names, colour, width and dashes (on, off, …) in points; no dashes is a solid line."""

    zh: str
    en: str
    colour: str
    width: float = 1.1
    dashes: tuple[float, ...] = ()


NODES: dict[str, NodeStyle] = {
    "Agency": NodeStyle("机构", "Agency", "#0072B2", "s", "square", 6.2),
    "Project": NodeStyle("项目", "Project", "#E69F00", "o", "circle", 7.0),
    "Official": NodeStyle("人员", "Official", "#009E73", "^", "triangle", 6.0),
    "Place": NodeStyle("地点", "Place", "#56B4E9", "h", "hexagon", 6.6),
    "Policy": NodeStyle("政策", "Policy", "#CC79A7", "D", "diamond", 5.6),
    "Target": NodeStyle("目标", "Target", "#D55E00", "v", "wedge", 6.0),
    "Observation": NodeStyle("成效", "Observation", "#F0E442", "p", "pentagon", 6.2),
}
OTHER_NODE = NodeStyle("其他", "Other", "#999999", "X", "cross", 5.6)

# One row a predicate, or a predicate with a role; the row without a role serves the roles that have none of their own.
EDGES: dict[tuple[str, str], EdgeStyle] = {
    ("responsibleFor", "leads"): EdgeStyle("牵头", "leads", "#222222", 1.9),
    ("responsibleFor", "implements"): EdgeStyle("实施", "implements", "#444444", 1.1),
    ("responsibleFor", "supports"): EdgeStyle("支持", "supports", "#444444", 1.1, (5, 2.5)),
    ("responsibleFor", "supervises"): EdgeStyle("监督", "supervises", "#444444", 1.1, (7, 2, 1.2, 2)),
    ("responsibleFor", "approves"): EdgeStyle("批准", "approves", "#444444", 1.3, (1.3, 1.9)),
    ("responsibleFor", "funds"): EdgeStyle("出资", "funds", "#444444", 1.1, (11, 2.5)),
    ("responsibleFor", ""): EdgeStyle("负责", "responsible for", "#777777", 1.1),
    ("partOf", ""): EdgeStyle("隶属", "part of", "#0072B2", 1.0, (2.4, 1.8)),
    ("worksFor", ""): EdgeStyle("任职", "works for", "#009E73", 1.0),
    ("locatedIn", ""): EdgeStyle("位于", "located in", "#3A93C6", 1.0, (5, 2)),
    ("within", ""): EdgeStyle("属于", "within", "#3A93C6", 1.0, (1.3, 1.9)),
    ("governedBy", ""): EdgeStyle("依据", "governed by", "#B3568A", 1.0, (5, 2)),
    ("issued", ""): EdgeStyle("发布", "issued", "#B3568A", 1.0),
    ("hasTarget", ""): EdgeStyle("目标", "has target", "#D55E00", 1.0),
}
OTHER_EDGE = EdgeStyle("相关", "related to", "#999999", 1.0)


def node_style(type_: str) -> NodeStyle:
    """Return the look of a class of node."""
    return NODES.get(type_, OTHER_NODE)


def edge_key(predicate: str, role: str) -> tuple[str, str]:
    """Return the row of `EDGES` that an edge is drawn by."""
    return (predicate, role) if (predicate, role) in EDGES else (predicate, "")


def edge_style(predicate: str, role: str) -> EdgeStyle:
    """Return the look of a kind of edge."""
    return EDGES.get(edge_key(predicate, role), OTHER_EDGE)


def legend() -> dict[str, Any]:
    """Return both tables as plain values; `project` leaves them on the network for the writers of other formats."""
    return {
        "nodes": {name: style._asdict() for name, style in NODES.items()},
        "edges": {":".join(key).rstrip(":"): style._asdict() for key, style in EDGES.items()},
    }
