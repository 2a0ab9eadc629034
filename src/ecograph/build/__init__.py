"""From sources to a store: the only room that joins the stages of reading."""

from ecograph.build.building import build
from ecograph.build.extracting import extract, extract_all
from ecograph.build.retrying import failed_sources
from ecograph.build.summary import Failure, Summary
from ecograph.reading import Settings

__all__ = ["Failure", "Settings", "Summary", "build", "extract", "extract_all", "failed_sources"]
