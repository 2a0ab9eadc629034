"""The formats that a thing's data come in, and how one of them, or the page, is chosen."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from ecograph.server.api.formats import Format

HTML = Format("html", "text/html; charset=utf-8", ("text/html", "application/xhtml+xml"))
TURTLE = Format("ttl", "text/turtle; charset=utf-8", ("text/turtle", "application/x-turtle"))
JSONLD = Format("jsonld", "application/ld+json", ("application/ld+json", "application/json"))
N_TRIPLES = Format("nt", "application/n-triples", ("application/n-triples", "text/plain"))
RDF_XML = Format("rdf", "application/rdf+xml", ("application/rdf+xml", "application/xml", "text/xml"))

DATA = (TURTLE, JSONLD, N_TRIPLES, RDF_XML)
# The first of those that are liked equally: who accepts anything gets data, as tools do; browsers name HTML.
NEGOTIATED = (TURTLE, JSONLD, N_TRIPLES, RDF_XML, HTML)

ENGINE: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
