"""Say what the difference of two graphs means: which entities, relations and targets are in one and not in the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

import pyoxigraph as ox

from ecograph.store import ECO, Store, Triples
from ecograph.store.names import DCTERMS, RDF, RDFS

Sign: TypeAlias = Literal["added", "gone"]

CLASSES = ("Document", "Agency", "Official", "Project", "Place", "Policy")
RELATIONS = ("worksFor", "responsibleFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget")
TARGETS = ("Target", "Observation")
_ORDER = {what: rank for rank, what in enumerate((*CLASSES, *RELATIONS, *TARGETS))}
# Where a name is found, the best first; a document has a title, or only a source.
_NAMES = (RDFS + "label", DCTERMS + "title", ECO + "source")


class Change(NamedTuple):
    """An entity, a relation or a target that is only in one of two graphs.

    `what` is its class or its property. An entity has only a subject; the subject of a target is whose target it is, ""
    where the graph does not say.
    """

    change: Sign
    what: str
    subject: str
    object: str = ""
    subject_id: str = ""
    object_id: str = ""


def facts(store: Store) -> set[ox.Triple]:
    """Return the default graph: what is held to be so."""
    return _constructed(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def named(store: Store) -> set[ox.Triple]:
    """Return those triples of the default graph that name things."""
    properties = " ".join(f"<{iri}>" for iri in _NAMES)
    return _constructed(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {properties} }} ?s ?p ?o }}")


def parsed(lines: Iterable[bytes]) -> set[ox.Triple]:
    """Return the triples that lines of N-Triples write."""
    return {quad.triple for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES)}


def changes(
    gone: Collection[ox.Triple], new: Collection[ox.Triple], before: Iterable[ox.Triple], after: Iterable[ox.Triple]
) -> list[Change]:
    """Return what went and what came, in a fixed order; `before` and `after` give names to what stayed."""
    found = [*_told("gone", gone, before), *_told("added", new, after)]
    return sorted(found, key=lambda each: (_ORDER[each.what], each.subject, each.object, each))


def _told(sign: Sign, triples: Collection[ox.Triple], around: Iterable[ox.Triple]) -> Iterator[Change]:
    names = _names(around) | _names(triples)
    classes = [(_of(each.subject), _local(each.object)) for each in triples if _of(each.predicate) == RDF + "type"]
    targets = {subject: what for subject, what in classes if what in TARGETS}
    deadlines = {_of(each.subject): _of(each.object) for each in triples if _of(each.predicate) == ECO + "deadline"}
    owners: dict[str, str] = {}
    for triple in triples:
        subject, what, object_ = _of(triple.subject), _local(triple.predicate), _of(triple.object)
        if what == "hasTarget" and object_ in targets:
            owners[object_] = min(subject, owners.get(object_, subject))
        elif what in RELATIONS:
            yield Change(sign, what, names.get(subject, subject), names.get(object_, object_), subject, object_)
    for subject, what in classes:
        if what in CLASSES:
            yield Change(sign, what, names.get(subject, subject), "", subject)
    for target, what in targets.items():
        owner, due = owners.get(target, ""), deadlines.get(target, "")
        told = names.get(target, target) + (f" by {due}" if due else "")
        yield Change(sign, what, names.get(owner, owner), told, owner, target)


def _names(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return one name of each thing: the best sort it has, the first of these."""
    found: dict[str, tuple[int, str]] = {}
    for triple in triples:
        if (property_ := _of(triple.predicate)) in _NAMES:
            name = _NAMES.index(property_), _of(triple.object)
            found[_of(triple.subject)] = min(name, found.get(_of(triple.subject), name))
    return {iri: name for iri, (_, name) in found.items()}


def _constructed(store: Store, sparql: str) -> set[ox.Triple]:
    answer = store.query(sparql)
    assert isinstance(answer, Triples)
    return set(answer)


def _of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


def _local(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return the name of a term of our ontology, "" for any other."""
    value = _of(term)
    return value[len(ECO) :] if value.startswith(ECO) else ""
