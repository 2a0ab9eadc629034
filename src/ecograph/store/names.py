"""The namespaces that every room shares."""

from __future__ import annotations

BASE = "https://w3id.org/ecograph/id/"
ECO = "https://w3id.org/ecograph/ontology#"
VOCAB = "https://w3id.org/ecograph/vocab/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
OWL = "http://www.w3.org/2002/07/owl#"

# What a dump may abbreviate with and a query may use without declaring it.
PREFIXES: dict[str, str] = {
    "agency": BASE + "agency/",
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "document": BASE + "document/",
    "eco": ECO,
    "foaf": FOAF,
    "indicator": VOCAB + "indicator/",
    "kind": VOCAB + "kind/",
    "oa": OA,
    "org": ORG,
    "place": BASE + "place/",
    "policy": BASE + "policy/",
    "project": BASE + "project/",
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "role": VOCAB + "role/",
    "rule": VOCAB + "rule/",
    "schema": SCHEMA,
    "scope": VOCAB + "scope/",
    "series": BASE + "series/",
    "sh": SH,
    "skos": SKOS,
    "state": VOCAB + "state/",
    "target": BASE + "target/",
    "unit": VOCAB + "unit/",
    "void": VOID,
    "xsd": XSD,
}
