"""How the fields of the API's items are read as RDF: one JSON-LD context for all of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ecograph.store import ECO, VOCAB
from ecograph.store.names import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

_ZH: dict[str, str] = {"@language": "zh"}
_INTEGER = {"@type": f"{XSD}integer"}

# Fields whose values say by their form or by their field which type they have; they are written out with it.
DATES = frozenset({"issued", "published", "deadline", "since", "until", "time"})
DECIMALS = frozenset({"confidence", "value", "value_max", "normalized_value"})
# Fields that name a term by its last part, and what stands before it.
NAMES = {
    "predicate": ECO,
    "kind": f"{VOCAB}kind/",
    "role": f"{VOCAB}role/",
    "roles": f"{VOCAB}role/",
    "indicator": f"{VOCAB}indicator/",
    "scope": f"{VOCAB}scope/",
    "state": f"{VOCAB}state/",
}


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
    "kind": _things(f"{ECO}kind"),
    "code": f"{ECO}code",
    "posts": {"@id": f"{ECO}post", **_ZH},
    "part_of": _things(f"{ECO}partOf"),
    "within": _things(f"{ECO}within"),
    "policies": _things(f"{ECO}governedBy"),
    "same_as": _things(f"{OWL}sameAs"),
    "home": _things(f"{ECO}home"),
    "subject": _things(f"{RDF}subject"),
    "predicate": _things(f"{RDF}predicate"),
    "object": _things(f"{RDF}object"),
    "role": _things(f"{ECO}role"),
    "roles": _things(f"{ECO}role"),
    "modality": f"{ECO}modality",
    "speaker": _things(f"{ECO}speaker"),
    "rule": f"{ECO}rule",
    "confidence": f"{ECO}confidence",
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
    "value": f"{ECO}value",
    "value_max": f"{ECO}valueMax",
    "grade": f"{ECO}grade",
    "unit": f"{ECO}unit",
    "comparator": f"{ECO}comparator",
    "change": f"{ECO}change",
    "status": f"{ECO}status",
    "deadline": f"{ECO}deadline",
    "normalized_value": f"{ECO}normalizedValue",
    "normalized_unit": f"{ECO}normalizedUnit",
    "period": f"{ECO}period",
    "indicator": _things(f"{ECO}indicator"),
    "scope": _things(f"{ECO}scope"),
    "state": _things(f"{ECO}state"),
    "since": f"{ECO}since",
    "until": f"{ECO}until",
    "time": f"{ECO}time",
    "tells": f"{ECO}tells",
    "sides": _things(f"{ECO}between"),
    "why": {"@id": f"{ECO}why", "@container": "@language"},
    "owners": {"@reverse": f"{ECO}hasTarget", "@type": "@id"},
}

# Where a field of one model means something else than in the others; None: it stands in the graph at another thing.
OWN: dict[str, dict[str, Any]] = {
    "Commitment": {"subject": _things(f"{ECO}concerns"), "reported_for": None},
    "Conflict": {"subject": None, "label": None, "indicator": None},
}


def context(model: str) -> dict[str, Any]:
    """Return the context of the items of one model."""
    return {name: term for name, term in {**CONTEXT, **OWN.get(model, {})}.items() if term is not None}


def typed(name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a value as JSON-LD must have it to give the literal that the graph holds."""
    if name in NAMES:
        return [f"{NAMES[name]}{each}" for each in value] if isinstance(value, list) else f"{NAMES[name]}{value}"
    if name in DECIMALS and isinstance(value, int | float):
        told = format(Decimal(repr(value)).normalize(), "f")
        return {"@value": told, "@type": f"{XSD}decimal"}
    if name in DATES and isinstance(value, str):
        kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(value))
        return {"@value": value, "@type": f"{XSD}{kind}"} if kind else value
    return value
