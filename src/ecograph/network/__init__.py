"""Look at the graph as a network: project it with networkx, measure it, explain it, lay it out, draw it."""

from ecograph.network.arrangement import layout
from ecograph.network.drawing import Drawing, draw
from ecograph.network.evidence import Evidence
from ecograph.network.explanation import explain
from ecograph.network.measuring import MEASURES, NETWORKS, choose, measure
from ecograph.network.naming import Named, find
from ecograph.network.projection import EDGE_KINDS, NODE_CLASSES, project
from ecograph.network.recording import analysis_graph, record
from ecograph.network.responsibility import bipartite, co_responsibility
from ecograph.network.style import legend

__all__ = [
    "EDGE_KINDS", "MEASURES", "NETWORKS", "NODE_CLASSES", "Drawing", "Evidence", "Named", "analysis_graph", "bipartite",
    "choose", "co_responsibility", "draw", "explain", "find", "layout", "legend", "measure", "project", "record",
]  # fmt: skip
