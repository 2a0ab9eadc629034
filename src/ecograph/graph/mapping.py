"""The one table that says which value becomes which property.

Rows are (name of the value, property, how it is written). A value that is "", None or () gives no triple; a tuple gives
one each.
"""

from __future__ import annotations

from typing import TypeAlias

from ecograph.graph.terms import (
    Make,
    chinese,
    concept,
    date,
    english,
    grade,
    integer,
    iri,
    moment,
    number,
    plain,
    prop,
    stats_page,
    wikidata,
)
from ecograph.store.names import DCTERMS, ECO, OA, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

Row: TypeAlias = tuple[str, str, Make]

CLASSES: dict[str, str] = {
    "Agency": ECO + "Agency",
    "Official": ECO + "Official",
    "Project": ECO + "Project",
    "Place": ECO + "Place",
    "Policy": ECO + "Policy",
    "Target": ECO + "Target",
}
# A target that is reported as done is an observation.
OBSERVATION = ECO + "Observation"

# Default graph: what an entity is.
ENTITY: tuple[Row, ...] = (
    ("name", RDFS + "label", chinese),
    ("aliases", SKOS + "altLabel", chinese),
    ("kind", ECO + "kind", concept("kind")),
    ("posts", ECO + "post", chinese),
    ("code", ECO + "code", plain),
    ("code", SKOS + "notation", plain),
    ("metric", ECO + "metric", chinese),
    ("value", ECO + "value", number),
    ("value", ECO + "grade", grade),
    ("value_max", ECO + "valueMax", number),
    ("value_text", ECO + "valueText", plain),
    ("unit", ECO + "unit", plain),
    ("comparator", ECO + "comparator", plain),
    ("change", ECO + "change", plain),
    ("status", ECO + "status", plain),
    ("deadline", ECO + "deadline", date),
    ("normalized_value", ECO + "normalizedValue", number),
    ("normalized_unit", ECO + "normalizedUnit", plain),
    ("quote", ECO + "quote", chinese),
)

# Default graph: what a document is.
DOCUMENT: tuple[Row, ...] = (
    ("title", DCTERMS + "title", chinese),
    ("published", DCTERMS + "issued", date),
    ("publisher", DCTERMS + "publisher", chinese),
    ("home", ECO + "home", iri),
    ("source", ECO + "source", plain),
    ("sha256", ECO + "sha256", plain),
)

# The document's graph: who says what, where, and by which rule we read it.
CLAIM: tuple[Row, ...] = (
    ("subject", RDF + "subject", iri),
    ("predicate", RDF + "predicate", prop),
    ("object", RDF + "object", iri),
    ("role", ECO + "role", concept("role")),
    ("speaker", ECO + "speaker", iri),
    ("modality", ECO + "modality", plain),
    ("confidence", ECO + "confidence", number),
    ("rule", ECO + "rule", plain),
)
# When it was published, of which time it speaks and, only where asked for, when it was read.
TIMES: tuple[Row, ...] = (
    ("published", DCTERMS + "issued", date),
    ("time", ECO + "time", date),
    ("read", PROV + "generatedAtTime", moment),
)
SOURCED = PROV + "wasDerivedFrom"
# Where it comes from: which article, and which rule read it there.
ORIGIN: tuple[Row, ...] = (
    ("document", SOURCED, iri),
    ("extraction", PROV + "wasGeneratedBy", iri),
)
MENTION: tuple[Row, ...] = (
    ("of", ECO + "mentionOf", iri),
    ("candidates", ECO + "candidateCode", plain),
    ("confidence", ECO + "confidence", number),
    ("rule", ECO + "rule", plain),
)
SLOT: tuple[Row, ...] = (
    ("of", ECO + "mentionOf", iri),
    ("slot", ECO + "slot", plain),
)
SPAN: tuple[Row, ...] = (
    ("text", ECO + "quote", chinese),
    ("start", ECO + "start", integer),
    ("end", ECO + "end", integer),
)
SELECTOR: tuple[Row, ...] = (
    ("text", OA + "exact", plain),
    ("start", OA + "start", integer),
    ("end", OA + "end", integer),
)
MEMBERSHIP: tuple[Row, ...] = (
    ("official", ORG + "member", iri),
    ("agency", ORG + "organization", iri),
    ("posts", ECO + "post", chinese),
)
# The reading of one document by one rule.
EXTRACTION: tuple[Row, ...] = (
    ("document", PROV + "used", iri),
    ("association", PROV + "qualifiedAssociation", iri),
)

# The graph of the extraction itself, one for all documents: which rule of which version of the program.
ASSOCIATION: tuple[Row, ...] = (
    ("software", PROV + "agent", iri),
    ("plan", PROV + "hadPlan", iri),
)
SOFTWARE: tuple[Row, ...] = (
    ("name", RDFS + "label", plain),
    ("version", SCHEMA + "softwareVersion", plain),
)
PLAN: tuple[Row, ...] = (
    ("rule", SKOS + "notation", plain),
    ("english", SKOS + "prefLabel", english),
    ("chinese", SKOS + "prefLabel", chinese),
)

# Default graph: what became of targets over time.
SERIES: tuple[Row, ...] = (
    ("name", RDFS + "label", chinese),
    ("indicator", ECO + "indicator", concept("indicator")),
    ("metric", ECO + "metric", chinese),
    ("scope", ECO + "scope", concept("scope")),
    ("basis", ECO + "basis", plain),
    ("subject", ECO + "concerns", iri),
    ("base", ECO + "normalizedUnit", plain),
    ("period", ECO + "period", plain),
    ("first", ECO + "from", date),
    ("last", ECO + "until", date),
    ("plan", ECO + "planInForce", iri),
    ("report", ECO + "latestReport", iri),
)
ENTRY: tuple[Row, ...] = (
    ("series", ECO + "ofSeries", iri),
    ("role", ECO + "tells", plain),
    ("target", ECO + "quantity", iri),
    ("value", ECO + "normalizedValue", number),
    ("base", ECO + "normalizedUnit", plain),
    ("share", ECO + "shareOfPlan", number),
    ("day", DCTERMS + "issued", date),
    ("period", ECO + "period", plain),
    ("first", ECO + "from", date),
    ("last", ECO + "until", date),
    ("repeats", ECO + "repeats", iri),
    ("by", ECO + "correctedBy", iri),
    ("claims", SOURCED, iri),
)
STANDING: tuple[Row, ...] = (
    ("series", ECO + "ofSeries", iri),
    ("state", ECO + "state", concept("state")),
    ("since", ECO + "since", date),
    ("why_en", ECO + "why", english),
    ("why_zh", ECO + "why", chinese),
    ("claims", SOURCED, iri),
)
REVISION: tuple[Row, ...] = (
    ("series", ECO + "ofSeries", iri),
    ("state", ECO + "state", concept("state")),
    ("earlier", ECO + "earlier", iri),
    ("later", ECO + "later", iri),
    ("day", DCTERMS + "issued", date),
    ("claims", SOURCED, iri),
)
CONFLICT: tuple[Row, ...] = (
    ("series", ECO + "ofSeries", iri),
    ("role", ECO + "tells", plain),
    ("targets", ECO + "between", iri),
    ("period", ECO + "period", plain),
    ("first", ECO + "from", date),
    ("last", ECO + "until", date),
    ("why_en", ECO + "why", english),
    ("why_zh", ECO + "why", chinese),
    ("claims", SOURCED, iri),
)

# Default graph: what became what, and when; of agencies and places alike.
CHANGE: tuple[Row, ...] = (
    ("old", PROV + "used", iri),
    ("new", PROV + "generated", iri),
    ("date", DCTERMS + "date", date),
    ("reason", DCTERMS + "description", plain),
)
# An agency's change is one of the ORG vocabulary too.
REORGANISED: tuple[Row, ...] = (
    ("old", ORG + "originalOrganization", iri),
    ("new", ORG + "resultingOrganization", iri),
)

# Default graph: what other sources call the same thing (data/identity/links.csv).
LINK: tuple[Row, ...] = (
    ("wikidata", OWL + "sameAs", wikidata),
    ("stats_code", RDFS + "seeAlso", stats_page),
)
