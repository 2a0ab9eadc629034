"""The ways of Virtuoso 7, which reads all graphs as one where none is named, and writes to none that is not named.

So the facts stand in a named graph, `FACTS`: a query's pattern is read in it, and what `GRAPH` names is read in that one. (A
dataset would not do: beside a default graph, `GRAPH <name>` finds nothing.)
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ecograph.store.dialects.saying import said, truths, within
from ecograph.store.dialects.standard import Asked, Dialect
from ecograph.store.lexing import tokens
from ecograph.store.names import XSD

FACTS = "https://w3id.org/ecograph/graph/facts"
# What a server keeps about itself.
_OWN = re.compile(
    r"http://(?:www\.openlinksw\.com/|localuriqaserver/|localhost:\d+/(?:sparql$|DAV/)|www\.w3\.org/(?:ns/ldp#|2002/07/owl#))"
)
_OWN_GRAPHS = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://localuriqaserver/sparql",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
)
# Joins are made in the order in which they are written, row by row. In the order that the optimiser chooses, an OPTIONAL before
# a FILTER gives rows of other solutions; and what it chooses soon after much was written may take minutes.
_IN_ORDER = 'define sql:select-option "order, loop"\n'
# An ASK is answered by a table of this one column.
_ASKED = "__ASK_RETVAL"


@dataclass(frozen=True)
class Virtuoso(Dialect):
    """What Virtuoso is told otherwise, and what of its answers is put right."""

    def asked(self, sparql: str, form: str) -> Asked:
        """Return a query with its pattern read in the graph of the facts."""
        if any(token.key == "FROM" and not token.depth for token in tokens(sparql)):
            return Asked(_IN_ORDER + said(sparql), truths=truths(sparql))
        if form == "DESCRIBE":
            return self.asked_of(sparql, [""], [])
        others = [self.facts, *_OWN_GRAPHS]
        return Asked(_IN_ORDER + within(said(sparql), self.facts, others), truths=truths(sparql))

    def asked_of(self, sparql: str, default: list[str], named: list[str]) -> Asked:
        """Return a query of a dataset."""
        asked = super().asked_of(sparql, default, named)
        return asked._replace(sparql=_IN_ORDER + said(sparql), truths=truths(sparql))

    def answered(self, json: bytes, asked: Asked) -> bytes:
        """Return an answer with yes and no in the words of the standard; they come as 1 and 0."""
        if asked.truths or b"XMLSchema#boolean" in json or _ASKED.encode() in json:
            return _with_truths(json, asked.truths)
        return json

    def is_of_server(self, graph: str) -> bool:
        """Tell whether a named graph is the server's own."""
        return graph == self.facts or bool(_OWN.match(graph))


# It makes a program of each update, which may have 10,000 lines.
VIRTUOSO = Virtuoso(facts=FACTS, at_once=500, store="/sparql-graph-crud", cut="X-SPARQL-MaxRows")


def _with_truths(text: bytes, names: frozenset[str]) -> bytes:
    found: dict[str, Any] = json.loads(text, strict=False)
    rows = found["results"]["bindings"]
    if found["head"]["vars"] == [_ASKED]:
        yes = any(int(row[_ASKED]["value"]) for row in rows)
        return json.dumps({"head": {}, "boolean": yes}).encode()
    for row in rows:
        for name, term in row.items():
            if term.get("datatype") == XSD + "boolean" or (name in names and term["value"] in ("0", "1")):
                term |= {"datatype": XSD + "boolean", "value": "true" if term["value"] in ("1", "true") else "false"}
    return json.dumps(found).encode()
