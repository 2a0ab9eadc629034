"""Write a query's answer with the engine's own serialisers, which keep languages and datatypes."""

from __future__ import annotations

from typing import TypeVar

import pyoxigraph as ox

from ecograph.errors import QueryError
from ecograph.store.base import Answer
from ecograph.store.names import PREFIXES

Format = TypeVar("Format")

ROWS: dict[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLES: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def results(answer: Answer, format: str) -> bytes:
    """Return the answer's bytes; a yes-or-no answer has no csv or tsv form in the standard and is written as a word."""
    if isinstance(answer, ox.QueryTriples):
        triples = sorted(set(answer), key=str)
        return _given(ox.serialize(triples, format=_known(format, TRIPLES), prefixes=PREFIXES))
    rows = _known(format, ROWS)
    if isinstance(answer, bool):
        return _given(_boolean(answer).serialize(format=rows))
    return _given(answer.serialize(format=rows))


def _boolean(answer: bool) -> ox.QueryBoolean:
    boolean = ox.Store().query("ASK {}" if answer else "ASK { FILTER(false) }")
    assert isinstance(boolean, ox.QueryBoolean)
    return boolean


def _given(data: bytes | None) -> bytes:
    assert data is not None  # None comes only where an output was passed
    return data


def _known(format: str, formats: dict[str, Format]) -> Format:
    if format not in formats:
        raise QueryError(f"this answer is not written as {format!r}", remedy=f"choose one of {', '.join(formats)}")
    return formats[format]
