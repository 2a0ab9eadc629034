"""Write what follows from all documents together, besides the tracking: which rules were used, and what things have to do with
one another and with those of other sources.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from ecograph.derive.given import Given
from ecograph.derive.writing import thing_of
from ecograph.graph import as_lines, changes, links, provenance
from ecograph.graph.linking import table
from ecograph.model import ENTITY_TYPES
from ecograph.resolve import Rename
from ecograph.store import Part
from ecograph.store.makings import Makings


def account(makings: Makings, given: Given) -> Iterator[Part]:
    """Write how the documents were read: which rules of which version of the program were used, and what they mean."""
    used = set[tuple[str, str]]()
    for told in makings.rules():
        version, *rules = told.split("\n")
        used.update((version, rule) for rule in rules)
    if used:
        yield Part(provenance.graph_name(given.base), as_lines(provenance.extraction(used, base=given.base)))


def relate(renames: Iterable[Rename], makings: Makings, given: Given) -> Iterator[Part]:
    """Write what became what, of those things that were accepted, and what other sources call them."""
    told = list(renames)
    listed = {given.base + path for path in table()}
    there = _there({*listed, *(end for each in told for end in (each.old, each.new))}, makings)
    held = [each for each in told if {each.old, each.new} <= there]
    quads = [*changes(held, base=given.base), *links(listed & there, base=given.base)]
    if quads:
        yield Part("", as_lines(quads))


def _there(iris: Iterable[str], makings: Makings) -> set[str]:
    """Return those of some IRIs that a document has a thing of."""
    wanted = {thing_of(iri, type): iri for iri in iris for type in range(len(ENTITY_TYPES))}
    found = set[str]()
    for things in makings.things():
        found.update(wanted[each] for each in wanted.keys() & array("Q", things))
    return found
