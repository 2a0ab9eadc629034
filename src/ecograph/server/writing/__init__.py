"""Change the graph: one piece of work at a time, in the one process that may write."""

from ecograph.server.writing.base import Writer
from ecograph.server.writing.inside import InsideWriter

__all__ = ["InsideWriter", "Writer"]
