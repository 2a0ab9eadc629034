"""Write facts as RDF, and hold the graph against its shapes."""

from ecograph.graph.changing import changes
from ecograph.graph.linking import links
from ecograph.graph.quads import quads
from ecograph.graph.validate import Report, Violation, validate

__all__ = ["Report", "Violation", "changes", "links", "quads", "validate"]
