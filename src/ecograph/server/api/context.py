"""How the fields of the API's items are read as RDF: one JSON-LD context for all of them."""

from __future__ import annotations

from typing import Any

from ecograph.store import ECO, VOCAB
from ecograph.store.names import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

_ZH: dict[str, str] = {"@language": "zh"}
_INTEGER = {"@type": f"{XSD}integer"}
_DECIMAL = {"@type": f"{XSD}decimal"}


def _concept(name: str, scheme: str) -> dict[str, Any]:
    """Return a term whose values are concepts of a vocabulary, written by their last part."""
    return {"@id": ECO + name, "@type": "@vocab", "@context": {"@vocab": f"{VOCAB}{scheme}/"}}


def _things(iri: str) -> dict[str, Any]:
    return {"@id": iri, "@type": "@id"}


# A field that the graph has no property for stays out of the RDF: null.
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": ECO,
    "iri": "@id",
    "type": "@type",
    "label": {"@id": f"{RDFS}label", **_ZH},
    "aliases": {"@id": f"{SKOS}altLabel", **_ZH},
    "kind": _concept("kind", "kind"),
    "code": f"{ECO}code",
    "posts": {"@id": f"{ECO}post", **_ZH},
    "part_of": _things(f"{ECO}partOf"),
    "within": _things(f"{ECO}within"),
    "policies": _things(f"{ECO}governedBy"),
    "same_as": _things(f"{OWL}sameAs"),
    "home": _things(f"{ECO}home"),
    "subject": _things(f"{RDF}subject"),
    "predicate": {"@id": f"{RDF}predicate", "@type": "@vocab", "@context": {"@vocab": ECO}},
    "object": _things(f"{RDF}object"),
    "role": _concept("role", "role"),
    "roles": _concept("role", "role"),
    "modality": f"{ECO}modality",
    "speaker": _things(f"{ECO}speaker"),
    "rule": f"{ECO}rule",
    "confidence": {"@id": f"{ECO}confidence", **_DECIMAL},
    "quote": {"@id": f"{ECO}quote", **_ZH},
    "start": {"@id": f"{ECO}start", **_INTEGER},
    "end": {"@id": f"{ECO}end", **_INTEGER},
    "source": _things("http://www.w3.org/ns/prov#wasDerivedFrom"),
    "title": {"@id": f"{DCTERMS}title", **_ZH},
    "issued": f"{DCTERMS}issued",
    "published": f"{DCTERMS}issued",
    "publisher": {"@id": f"{DCTERMS}publisher", **_ZH},
    "sources": f"{ECO}source",
    "metric": {"@id": f"{ECO}metric", **_ZH},
    "text": f"{ECO}valueText",
    "value": {"@id": f"{ECO}value", **_DECIMAL},
    "value_max": {"@id": f"{ECO}valueMax", **_DECIMAL},
    "grade": f"{ECO}grade",
    "unit": f"{ECO}unit",
    "comparator": f"{ECO}comparator",
    "change": f"{ECO}change",
    "status": f"{ECO}status",
    "deadline": f"{ECO}deadline",
    "normalized_value": {"@id": f"{ECO}normalizedValue", **_DECIMAL},
    "normalized_unit": f"{ECO}normalizedUnit",
    "period": f"{ECO}period",
    "indicator": _concept("indicator", "indicator"),
    "scope": _concept("scope", "scope"),
    "state": _concept("state", "state"),
    "since": f"{ECO}since",
    "why": {"@id": f"{ECO}why", "@container": "@language"},
    "owners": {"@reverse": f"{ECO}hasTarget", "@type": "@id"},
}
