"""Read bytes into `Document` values: find the sources, decode them, re-flow their lines."""

from ecograph.readers.sources import Source, find_sources
from ecograph.readers.text import read_text

__all__ = ["Source", "find_sources", "read_text"]
