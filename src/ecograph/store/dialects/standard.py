"""The ways of a server that keeps to the standard; others change what they must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Asked(NamedTuple):
    """A query as a server is asked it: its text, and the parameters of the dataset that it reads.

    `truths` names the columns that hold yes or no.
    """

    sparql: str
    parameters: Mapping[str, list[str]] = {}
    truths: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Dialect:
    """What is to be known of a server to write to it and to ask it.

    `facts` is the graph that stands for the default graph, "" where there is one; `at_once` says how many triples an update
    holds at first; `store` ends the address for the Graph Store Protocol, in the place of `/query`, "" where that is not known;
    `cut` is the header by which an answer says that it is not whole, "" for a server that cuts none.
    """

    facts: str = ""
    at_once: int = 5_000
    store: str = ""
    cut: str = ""

    def asked(self, sparql: str, form: str) -> Asked:
        """Return a query that names no dataset as it is asked; `form` is its first word, e.g. SELECT."""
        del form
        return Asked(sparql)

    def asked_of(self, sparql: str, default: list[str], named: list[str]) -> Asked:
        """Return a query of a dataset as it is asked; "" is the default graph."""
        graphs = {"default-graph-uri": [each or self.facts for each in default], "named-graph-uri": named}
        return Asked(
            sparql, {name: [each for each in values if each] for name, values in graphs.items() if any(values)}
        )

    def answered(self, json: bytes, asked: Asked) -> bytes:
        """Return an answer in JSON as the standard has it."""
        del asked
        return json

    def is_of_server(self, graph: str) -> bool:
        """Tell whether a named graph is the server's own."""
        return bool(self.facts) and graph == self.facts
