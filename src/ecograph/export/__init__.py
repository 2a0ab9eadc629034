"""Write the graph and its networks to files that other tools read; the same input gives the same bytes."""

from ecograph.export.formats import GRAPH_FORMATS, NETWORK_FORMATS, format_of
from ecograph.export.networks import export_network
from ecograph.export.partitions import export_partitions
from ecograph.export.rdf import export_description, export_graph

__all__ = [
    "GRAPH_FORMATS",
    "NETWORK_FORMATS",
    "export_description",
    "export_graph",
    "export_network",
    "export_partitions",
    "format_of",
]
