"""What a document lends to the names in it: the place it speaks of, and its date."""

from __future__ import annotations

from typing import NamedTuple

from ecograph.model import Facts
from ecograph.resolve.divisions import NATION, divisions


class Context(NamedTuple):
    """The home of a document and its date.

    `scope` is the prefecture (or province) that a name without a place is taken to lie in, `county` the county where
    the home is one; `tag` tells one document from another.
    """

    home: str
    scope: str
    county: str
    published: str
    tag: str

    @property
    def year(self) -> str:
        """Return the year of the document, "" if unknown."""
        return self.published[:4]


def context_of(facts: Facts) -> Context:
    """Return what a document lends to its names."""
    document, known = facts.document, divisions()
    home = document.home if known.chain(document.home) else ""
    scope = known.prefecture(home) or NATION
    return Context(home, scope, known.county(home), document.published, document.id.rsplit("/", 1)[-1][:12])
