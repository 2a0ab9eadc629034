"""Read bytes into `Document` values: find the sources, decode them, re-flow their lines."""

from ecograph.readers.sources import Source, find_sources
from ecograph.readers.text import document_id, read_text

__all__ = ["Source", "document_id", "find_sources", "read_text"]
