"""Stores that hold named things and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ecograph.store import BASE, ECO, Store, open_store
from ecograph.store.names import RDF, RDFS, SKOS

_A, _LABEL, _ALIAS = (ox.NamedNode(iri) for iri in (RDF + "type", RDFS + "label", SKOS + "altLabel"))


def iri(at: int) -> str:
    return f"{BASE}project/{at}"


def quads(names: Iterable[tuple[int, str, tuple[str, ...]]], type: str = "Project") -> list[ox.Quad]:
    """Return the quads of things with a number, a name and aliases."""
    found = []
    for at, name, aliases in names:
        node = ox.NamedNode(iri(at))
        found.append(ox.Quad(node, _A, ox.NamedNode(ECO + type)))
        found.append(ox.Quad(node, _LABEL, ox.Literal(name, language="zh")))
        found += [ox.Quad(node, _ALIAS, ox.Literal(alias, language="zh")) for alias in aliases]
    return found


def labelled(*names: str, type: str = "Project") -> Store:
    """Return a store, in memory, of things that are called so."""
    return filled(open_store(None), names, type=type)


def filled(store: Store, names: Iterable[str], *, type: str = "Project", start: int = 0) -> Store:
    store.add(BASE + "document/made", quads([(at, name, ()) for at, name in enumerate(names, start)], type))
    return store
