"""Read bytes into `Document` values: find the sources, choose their readers, decode them, re-flow their lines."""

from ecograph.readers.reading import document_id, document_of, read_bytes, read_document, read_text
from ecograph.readers.sources import Columns, Source, find_sources

__all__ = ["Columns", "Source", "document_id", "document_of", "find_sources", "read_bytes", "read_document", "read_text"]
