"""Choose the result format from `?format=`, or from the Accept header with its q-values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat
from starlette.exceptions import HTTPException

from ecograph.server.accepting import quality, ranges_of


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation: its short name, the engine's format, its content type, and what else clients call it."""

    name: str
    engine: QueryResultsFormat | RdfFormat
    content_type: str
    accepted: tuple[str, ...]
    aliases: tuple[str, ...] = ()


# The first of each table is the default.
RESULTS = (
    Format(
        "json",
        QueryResultsFormat.JSON,
        "application/sparql-results+json",
        ("application/sparql-results+json", "application/json"),
        ("srj", "sparql-results+json"),
    ),
    Format(
        "xml",
        QueryResultsFormat.XML,
        "application/sparql-results+xml",
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        ("srx", "sparql-results+xml"),
    ),
    Format("csv", QueryResultsFormat.CSV, "text/csv; charset=utf-8", ("text/csv",)),
    Format("tsv", QueryResultsFormat.TSV, "text/tab-separated-values; charset=utf-8", ("text/tab-separated-values",)),
)
GRAPHS = (
    Format(
        "turtle",
        RdfFormat.TURTLE,
        "text/turtle; charset=utf-8",
        ("text/turtle", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        ("ttl", "n3"),
    ),
    Format(
        "ntriples",
        RdfFormat.N_TRIPLES,
        "application/n-triples",
        ("application/n-triples", "text/plain"),
        ("nt", "n-triples"),
    ),
    Format(
        "rdfxml",
        RdfFormat.RDF_XML,
        "application/rdf+xml",
        ("application/rdf+xml", "application/xml", "text/xml"),
        ("xml", "rdf", "rdf+xml"),
    ),
    Format(
        "jsonld",
        RdfFormat.JSON_LD,
        "application/ld+json",
        ("application/ld+json", "application/json"),
        ("json", "json-ld"),
    ),
    Format("trig", RdfFormat.TRIG, "application/trig; charset=utf-8", ("application/trig", "application/x-trig")),
    Format(
        "nquads", RdfFormat.N_QUADS, "application/n-quads", ("application/n-quads", "text/x-nquads"), ("nq", "n-quads")
    ),
)


@lru_cache(maxsize=128)
def choose(formats: tuple[Format, ...], *, name: str, accept: str) -> Format:
    """Return the format asked for: by `name` if given, else by the Accept header; 406 if none of `formats` will do."""
    found = _named(formats, name) if name else _accepted(formats, accept)
    if found is None:
        known = ", ".join(f"{each.name} ({each.accepted[0]})" for each in formats)
        raise HTTPException(406, f"no such result format: {name or accept!r}; this query can answer in {known}")
    return found


def _named(formats: Sequence[Format], name: str) -> Format | None:
    wanted = name.strip().lower()
    for each in formats:
        if wanted in (each.name, *each.aliases, *each.accepted):
            return each
    return None


def _accepted(formats: Sequence[Format], accept: str) -> Format | None:
    """Return the format with the highest q; a tie goes to the order of `formats`, as does a missing header."""
    ranges = ranges_of(accept)
    best, most = None, 0.0
    refused = {media_type for media_type, q in ranges if q == 0}
    for each in formats:
        if each.accepted[0] in refused:
            continue
        liked = max(quality(ranges, media_type) for media_type in each.accepted)
        if liked > most:
            best, most = each, liked
    return best
