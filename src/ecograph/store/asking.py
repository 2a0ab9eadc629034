"""Ask the engine a query, of a dataset and in words that it answers right, and tell its faults as ours."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pyoxigraph as ox

from ecograph.errors import QueryError, UnfitError
from ecograph.store.base import Answer
from ecograph.store.datasets import Dataset, merged, node, prologue_of
from ecograph.store.endpoint import Endpoint
from ecograph.store.lexing import tokens
from ecograph.store.repairing import repaired

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def asked(engine: ox.Store | Endpoint, sparql: str, options: dict[str, Any]) -> Answer | ox.QueryBoolean:
    """Ask the engine, in words that it answers right; a fault is told of the query as it was sent."""

    def known(term: str) -> bool:
        ask = f"{prologue_of(sparql, tokens(sparql))}\nASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?p {term} }} }}"
        return bool(engine.query(ask, **options))

    try:
        if isinstance(engine, Endpoint):  # whose faults are not known
            return engine.query(sparql, **options)
        said = repaired(sparql, known)
        if said != sparql:
            with suppress(SyntaxError):
                return engine.query(said, **options)
        return engine.query(sparql, **options)
    except SyntaxError as error:
        raise syntax_error(error) from error
    except RuntimeError as error:  # the engine keeps the other kinds for the disk
        raise UnfitError(f"the query cannot be answered: {' '.join(str(error).split())}") from error


def reading(store: ox.Store | Endpoint, dataset: Dataset) -> tuple[ox.Store | Endpoint, dict[str, Any]]:
    """Return where a query of this dataset is asked, and what tells the engine so."""
    default, named = ([node(name) for name in dict.fromkeys(names)] for names in dataset)
    if len(default) > 1 and isinstance(store, ox.Store):  # other engines merge them as they should
        return merged(store, dataset), {"default_graph": ox.DefaultGraph(), "named_graphs": named}
    return store, {"default_graph": default, "named_graphs": named}


def syntax_error(error: SyntaxError) -> QueryError:
    """Return what the engine says of a text that it cannot read, with the place."""
    found = _POSITION.fullmatch(str(error))
    if found is None:
        return QueryError(f"SPARQL syntax error: {error}", remedy="check the query")
    line, column, message = found.groups()
    message = " ".join(message.split())
    return QueryError(f"SPARQL syntax error: {message[:200]}", where=f"line {line}, column {column}")
