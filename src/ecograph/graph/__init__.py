"""Write facts as RDF, keep apart what breaks a shape, follow targets over time, and hold the graph against its shapes."""

from ecograph.graph.changing import changes
from ecograph.graph.linking import links
from ecograph.graph.quads import quads
from ecograph.graph.quarantine import KeptOut, Split, kept_out, split
from ecograph.graph.rejecting import rejections
from ecograph.graph.tracked import each_tracked, tracked
from ecograph.graph.tracking import Tracking, track
from ecograph.graph.validate import Report, validate
from ecograph.graph.violation import Violation

__all__ = [
    "KeptOut", "Report", "Split", "Tracking", "Violation", "changes", "each_tracked", "kept_out", "links", "quads",
    "rejections", "split", "track", "tracked", "validate",
]  # fmt: skip
