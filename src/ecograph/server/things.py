"""Read what the default graph says of things: their fields, names and classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from ecograph.server.models import Reference
from ecograph.server.terms import TYPES, local, rows, values
from ecograph.store import ECO, Store

Fields: TypeAlias = dict[str, list[str]]


def describe(store: Store, iris: Iterable[str]) -> dict[str, Fields]:
    """Return the default-graph fields of each entity, local name -> sorted values."""
    wanted = list(dict.fromkeys(iris))
    found: dict[str, Fields] = {each: defaultdict(list) for each in wanted}
    if wanted:
        for row in rows(store, f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values(wanted)} }} ?s ?p ?o }}"):
            name = row["p"].replace("#", "/").rsplit("/", 1)[-1]
            found[row["s"]][name].append(row["o"])
    return {
        each: {name: sorted(set(texts)) for name, texts in sorted(fields.items())} for each, fields in found.items()
    }


def type_of(fields: Fields) -> str:
    """Return the entity's class, "" for a thing that is none of ours."""
    names = {local(each) for each in fields.get("type", ()) if each.startswith(ECO)}
    return next((each for each in TYPES if each in names), "")


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field, "" if it has none."""
    return next(iter(fields.get(name, ())), "")


def references(store: Store, iris: Iterable[str]) -> dict[str, Reference]:
    """Return a label and class for each IRI."""
    return {
        each: Reference(iri=each, label=first(fields, "label") or local(each), type=type_of(fields))
        for each, fields in describe(store, iris).items()
    }
