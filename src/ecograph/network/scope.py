"""Cut a network down to what concerns one place and the places in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from ecograph.network.selecting import select

if TYPE_CHECKING:
    from networkx import Graph

    from ecograph.store import Store

    Network = TypeVar("Network", bound=Graph)

_PLACES = """\
SELECT ?place ?code ?label ?whole WHERE {
  ?place a eco:Place .
  OPTIONAL { ?place eco:code ?code }
  OPTIONAL { ?place rdfs:label ?label }
  OPTIONAL { ?place eco:within ?whole }
}"""
_LOCATED = "SELECT ?thing ?place WHERE { ?thing eco:locatedIn ?place }"
# Bodies, undertakings and papers of a division bear its name in front; no fact of the graph says whose they are.
_NAMED_AFTER = """\
SELECT ?thing ?label WHERE {
  ?thing a ?class ; rdfs:label ?label . FILTER(?class IN (eco:Agency, eco:Project, eco:Policy))
}"""


def concerning(store: Store, place: str) -> frozenset[str]:
    """Return what belongs to a place (an IRI): the places in it, what is located there, and what bears a name of theirs.

    A place is in another where facts (`within`) or the codes of the divisions say so (140728 in 140700).
    """
    inside, labels = _inside(store, place)
    located = {row["thing"] for row in select(store, _LOCATED) if row["place"] in inside}
    named = (
        {row["thing"] for row in select(store, _NAMED_AFTER) if row["label"].startswith(labels)} if labels else set()
    )
    return frozenset(inside | located | named)


def limited(network: Network, things: frozenset[str]) -> Network:
    """Return the network of the edges with an end among the things; nodes that keep no edge go."""
    kept: Network = network.copy()
    kept.remove_edges_from([edge for edge in network.edges if not things.intersection(edge[:2])])
    kept.remove_nodes_from([node for node, degree in list(kept.degree()) if not degree])
    return kept


def _inside(store: Store, place: str) -> tuple[set[str], tuple[str, ...]]:
    """Return the places in a place, and the names of the divisions among them."""
    wholes: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    labels: dict[str, set[str]] = {}
    for row in select(store, _PLACES):
        wholes.setdefault(row["place"], set()).update({row["whole"]} if "whole" in row else ())
        labels.setdefault(row["place"], set()).update({row["label"]} if "label" in row else ())
        codes[row["place"]] = row.get("code", "")
    prefix = re.sub(r"(00)+$", "", codes.get(place, ""))
    inside = {place} | {each for each, code in codes.items() if prefix and code.startswith(prefix)}
    while more := {each for each, above in wholes.items() if above & inside} - inside:
        inside |= more
    return inside, tuple(sorted(label for each in inside if codes.get(each) for label in labels[each]))
