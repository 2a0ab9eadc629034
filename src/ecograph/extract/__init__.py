"""Extract facts from a document: spaCy components, one concern a file."""

from ecograph.extract.gazetteer import gazetteer
from ecograph.extract.pipeline import COMPONENTS, extract, language

__all__ = ["COMPONENTS", "extract", "gazetteer", "language"]
