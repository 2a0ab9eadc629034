"""Containers of articles: tables, archives, crawls. Each article in one is a source of its own."""

from ecograph.readers.containers.columns import Columns
from ecograph.readers.containers.opened import Opened
from ecograph.readers.containers.table import container_of, members

__all__ = ["Columns", "Opened", "container_of", "members"]
