"""Write facts as RDF, follow targets over time, and hold the graph against its shapes."""

from ecograph.graph.changing import changes
from ecograph.graph.linking import links
from ecograph.graph.quads import quads
from ecograph.graph.tracked import tracked
from ecograph.graph.tracking import Tracking, track
from ecograph.graph.validate import Report, Violation, validate

__all__ = ["Report", "Tracking", "Violation", "changes", "links", "quads", "track", "tracked", "validate"]
