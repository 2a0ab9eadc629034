"""Ask a CONSTRUCT as a SELECT, and make the triples here: of a table, a server says where it cuts it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from ecograph.store.editing import closing
from ecograph.store.lexing import tokens


class Building(NamedTuple):
    """A CONSTRUCT in two: the SELECT that finds what its template is filled with, and what stands before its pattern."""

    select: str
    template: str
    variables: tuple[str, ...]

    def triples(self, rows: Iterable[ox.QuerySolution]) -> ox.QueryTriples | None:
        """Return the triples that the rows make; None where a row holds a blank node, which no query can name."""
        lines = list[str]()
        for row in rows:
            terms = [row[name[1:]] for name in self.variables]
            if any(isinstance(term, ox.BlankNode) for term in terms):
                return None
            lines.append(f"({' '.join('UNDEF' if term is None else str(term) for term in terms)})")
        data = "\n".join(lines)
        made = ox.Store().query(f"{self.template} WHERE {{ VALUES ({' '.join(self.variables)}) {{ {data} }} }}")
        assert isinstance(made, ox.QueryTriples)
        return made


def building(sparql: str) -> Building | None:
    """Return a CONSTRUCT in two; None where its template has no variables."""
    found = list(tokens(sparql))
    start = next((at for at, token in enumerate(found) if token.key == "CONSTRUCT" and not token.depth), None)
    opens = next((at for at, token in enumerate(found) if token.key == "{" and not token.depth), None)
    if start is None or opens is None or (stop := closing(found, opens)) == len(found):
        return None
    names = dict.fromkeys(f"?{token.text[1:]}" for token in found[opens:stop] if token.kind == "var")
    is_short = found[opens - 1].key == "WHERE"  # CONSTRUCT WHERE { … }: the pattern is the template
    rest = found[start].end if is_short else found[stop].end
    before, template = sparql[: found[start].start], sparql[found[opens].start : found[stop].end]
    if not names:
        return None
    return Building(f"{before}SELECT {' '.join(names)} {sparql[rest:]}", f"{before}CONSTRUCT {template}", tuple(names))
