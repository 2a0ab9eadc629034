"""Follow targets over time: what was planned, what became of it, and where articles contradict each other."""

from ecograph.graph.tracking.corrections import Heading, corrections, heading
from ecograph.graph.tracking.reading import read
from ecograph.graph.tracking.track import follow, subject_of, track
from ecograph.graph.tracking.values import (
    Conflict,
    Figure,
    Left,
    Revision,
    Series,
    Standing,
    State,
    Statement,
    Tracking,
)

__all__ = [
    "Conflict", "Figure", "Heading", "Left", "Revision", "Series", "Standing", "State", "Statement", "Tracking", "corrections",
    "follow", "heading", "read", "subject_of", "track",
]  # fmt: skip
