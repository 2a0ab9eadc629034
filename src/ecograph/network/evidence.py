"""Find the words that back a fact: the claims in the documents' own graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ecograph.network.selecting import Row, select, tail

if TYPE_CHECKING:
    from ecograph.store import Store

# The fact stands once in the default graph; a claim in a document's own graph says why, once or many times. Other graphs
# than those of documents hold no claims that were accepted.
_EDGES = """\
SELECT ?subject ?object ?role ?modality ?confidence ?quote ?start ?document ?title ?published WHERE {{
  {only}
  ?subject <{predicate}> ?object .
  OPTIONAL {{
    GRAPH ?document {{
      ?claim rdf:subject ?subject ; rdf:predicate <{predicate}> ; rdf:object ?object ; eco:quote ?quote .
      OPTIONAL {{ ?claim eco:role ?role }}
      OPTIONAL {{ ?claim eco:modality ?modality }}
      OPTIONAL {{ ?claim eco:confidence ?confidence }}
      OPTIONAL {{ ?claim eco:start ?start }}
    }}
    ?document a eco:Document .
    OPTIONAL {{ ?document dcterms:title ?title }}
    OPTIONAL {{ ?document dcterms:issued ?published }}
  }}
}}"""
# A claim that denies the fact, or a second reading, does not say it.
_NO_FACT = ("denied", "possible")

Pair: TypeAlias = tuple[str, str]


class Evidence(NamedTuple):
    """The words that say a fact: verbatim quote, its document's title and IRI, modality, confidence, and the document's date.

    `start` is where the quote starts in the source, in characters, -1 if unknown.
    """

    quote: str
    title: str
    document: str
    modality: str = ""
    confidence: float = 1.0
    published: str = ""
    start: int = -1


def evidence_of(
    store: Store, predicate: str, pairs: Iterable[Pair] = ()
) -> dict[Pair, dict[str, tuple[Evidence, ...]]]:
    """Return for each fact of a predicate (an IRI) its roles, and for each role the evidence, best first.

    `pairs` are the subjects and objects wanted, by default all. A fact without a claim, or without a role, has the role "".
    A role that is only denied is none.
    """
    found: dict[Pair, dict[str, set[Evidence]]] = defaultdict(lambda: defaultdict(set))
    values = " ".join(f"(<{subject}> <{object_}>)" for subject, object_ in pairs)
    only = f"VALUES (?subject ?object) {{ {values} }}" if values else ""
    for row in select(store, _EDGES.format(predicate=predicate, only=only)):
        evidence = found[row["subject"], row["object"]][tail(row.get("role", ""))]
        if "quote" in row:
            evidence.add(_evidence(row))
    return {pair: {role: _ranked(said) for role, said in _said(roles).items()} for pair, roles in found.items()}


def _said(roles: dict[str, set[Evidence]]) -> dict[str, set[Evidence]]:
    """Return the roles that some claim states; a fact that stands without such a claim has no role."""
    said = {role: evidence for role, evidence in roles.items() if any(stated(item) for item in evidence)}
    return said or {"": set().union(*roles.values())}


def stated(evidence: Evidence) -> bool:
    """Say whether the evidence says the fact, rather than denies it or only might say it."""
    return evidence.modality not in _NO_FACT


def _ranked(evidence: set[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence best first; of what two rules saw in the same words, only the better."""
    ranked = sorted(evidence, key=lambda item: (-item.confidence, item))
    return tuple({(item.quote, item.document): item for item in reversed(ranked)}.values())[::-1]


def _evidence(row: Row) -> Evidence:
    title = row.get("title") or tail(row["document"])
    confidence = float(row.get("confidence", 1))
    modality, published = tail(row.get("modality", "")), row.get("published", "")
    return Evidence(row["quote"], title, row["document"], modality, confidence, published, int(row.get("start", -1)))
