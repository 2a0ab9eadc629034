"""Time questions to a store that was built, beside rdflib on the same quads; the service's peers are in service.py."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from rdflib import Dataset

from ecograph.build import build
from ecograph.readers import Source
from ecograph.store import Store, open_store

_PREFIXES = """PREFIX eco: <https://w3id.org/ecograph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_BUSIEST = (
    "SELECT ?body { ?body a eco:Agency ; eco:hasTarget ?target } GROUP BY ?body ORDER BY DESC(COUNT(*)) ?body LIMIT 1"
)
_QUESTIONS = {
    "label": "SELECT ?name { BODY rdfs:label ?name }",
    "targets of a body": """SELECT ?target ?metric ?value {
        BODY eco:hasTarget ?target . ?target eco:metric ?metric ; eco:value ?value }""",
    "their sentences": """SELECT ?target ?quote { BODY eco:hasTarget ?target
        GRAPH ?document { ?claim rdf:subject BODY ; rdf:object ?target ; eco:quote ?quote } }""",
    "targets by measure": "SELECT ?metric (COUNT(*) AS ?many) { ?target a eco:Target ; eco:metric ?metric } GROUP BY ?metric",
    "bodies and projects": """SELECT ?body ?project ?place { ?body eco:responsibleFor ?project ; rdfs:label ?name .
        ?project a eco:Project OPTIONAL { ?project eco:locatedIn ?place } }""",
}
_TIMES = 5


def querying(paths: list[str], folder: Path) -> dict[str, Any]:
    """Return the milliseconds that each question takes, the median of some, here and with rdflib, and the rows of the answer."""
    with open_store(folder / "asked", create=True) as store:
        build([Source(path, path=path) for path in paths], store)
        dump = folder / "asked.nq"
        with dump.open("wb") as file:
            store.dump(file, "nq")
        peer = Dataset(default_union=False)
        peer.parse(dump, format="nquads")
        ((busiest,),) = _rows(store, _PREFIXES + _BUSIEST)
        found = {}
        for name, text in _QUESTIONS.items():
            query = _PREFIXES + text.replace("BODY", str(busiest))
            rows, ours = _took(lambda query=query: _rows(store, query))
            others, theirs = _took(lambda query=query: list(peer.query(query)))
            if len(rows) != len(others):
                raise SystemExit(f"{name}: {len(rows)} rows, and {len(others)} with rdflib")
            found[name] = {"ours": ours, "rdflib": theirs, "rows": len(rows)}
        return {"articles": len(paths), "quads": len(peer), "questions": found}


def _rows(store: Store, query: str) -> list[Any]:
    return list(store.query(query))


def _took(ask: Callable[[], list[Any]]) -> tuple[list[Any], float]:
    took, rows = [], list[Any]()
    for _ in range(_TIMES):
        start = time.perf_counter()
        rows = ask()
        took.append(1000 * (time.perf_counter() - start))
    return rows, median(took)
