"""Run the work of requests against one state of the graph, each piece within its limits."""

from ecograph.server.engine.base import Engine, Sink, Work
from ecograph.server.engine.inside import InsideEngine
from ecograph.server.engine.snapshot import Snapshot

__all__ = ["Engine", "InsideEngine", "Sink", "Snapshot", "Work"]
