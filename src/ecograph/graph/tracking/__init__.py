"""Follow targets over time: what was planned, what became of it, and where articles contradict each other."""

from ecograph.graph.tracking.track import track
from ecograph.graph.tracking.values import Conflict, Left, Revision, Series, Standing, State, Statement, Tracking

__all__ = ["Conflict", "Left", "Revision", "Series", "Standing", "State", "Statement", "Tracking", "track"]
