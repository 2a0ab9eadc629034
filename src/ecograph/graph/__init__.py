"""Write facts as RDF, keep apart what breaks a shape, follow targets over time, and hold the graph against its shapes."""

from ecograph.graph.changing import changes
from ecograph.graph.lines import Lines, as_lines, lines, merged
from ecograph.graph.linking import links
from ecograph.graph.quads import quads
from ecograph.graph.quarantine import KeptOut, Split, kept_out, split
from ecograph.graph.rejecting import rejections
from ecograph.graph.tracked import each_tracked, each_written, tracked
from ecograph.graph.tracking import Tracking, track
from ecograph.graph.validate import Report, validate
from ecograph.graph.violation import Violation

__all__ = [
    "KeptOut", "Lines", "Report", "Split", "Tracking", "Violation", "as_lines", "changes", "each_tracked",
    "each_written", "kept_out", "lines", "links", "merged", "quads", "rejections", "split", "track", "tracked", "validate",
]  # fmt: skip
