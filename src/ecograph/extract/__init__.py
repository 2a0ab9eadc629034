"""Extract facts from a document: one concern a file, run in the order of `pipeline.STEPS`."""

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.pipeline import STEPS, extract

__all__ = ["STEPS", "extract", "gazetteer"]
