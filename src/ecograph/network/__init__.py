"""Look at the graph as a network: project it with networkx, lay it out, draw it."""

from ecograph.network.arrangement import layout
from ecograph.network.drawing import Drawing, draw
from ecograph.network.projection import EDGE_KINDS, NODE_CLASSES, Evidence, project
from ecograph.network.style import legend

__all__ = ["EDGE_KINDS", "NODE_CLASSES", "Drawing", "Evidence", "draw", "layout", "legend", "project"]
