"""The ontology is in the profile OWL 2 RL, and neither it nor the graph contradicts itself or the standards it stands on."""

from __future__ import annotations

import io
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, XSD

from builders import MA
from ecograph.resources import resource
from ecograph.store import ECO

STANDARDS = Path(__file__).with_name("standards.ttl")
PREFIXES = dict(rdflib.Graph().parse(STANDARDS).namespaces()) | {"eco": ECO}
# The datatypes of OWL 2 RL, of those that anybody would want here.
DATATYPES = {
    RDF.PlainLiteral,
    RDFS.Literal,
    XSD.string,
    XSD.boolean,
    XSD.decimal,
    XSD.integer,
    XSD.dateTime,
    XSD.anyURI,
}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}


def ontology():
    return rdflib.Graph().parse(resource("ontology", "ecograph.ttl"))


def term(name):
    prefix, _, local = name.partition(":")
    return rdflib.URIRef(f"{PREFIXES[prefix]}{local}")


def outside_the_profile(graph):
    """Return the triples that are no declaration, annotation or axiom of OWL 2 RL over declared terms, with the reason."""
    kinds = {}
    for kind in KINDS:
        for name in graph.subjects(RDF.type, kind):
            kinds.setdefault(name, []).append(kind)
    for name, found in kinds.items():
        if len(found) > 1 or name.startswith((str(RDF), str(RDFS), str(OWL), str(XSD))):
            yield f"{name} is declared as {found}"
    one = {name: found[0] for name, found in kinds.items()}
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    for s, p, o in graph:
        if any(isinstance(each, rdflib.BNode) for each in (s, p, o)):
            yield f"a blank node: {s} {p} {o}"
        elif not _is_of_the_profile(one, headers, s, p, o):
            yield f"no axiom of OWL 2 RL over declared terms: {s} {p} {o}"


def _is_of_the_profile(kinds, headers, s, p, o):
    of, to = kinds.get(s), kinds.get(o)
    properties = (OWL.ObjectProperty, OWL.DatatypeProperty)
    if p == RDF.type:
        return o in (*KINDS, OWL.Ontology) or (o == OWL.TransitiveProperty and of == OWL.ObjectProperty)
    if p in (RDFS.subClassOf, OWL.disjointWith, OWL.equivalentClass):
        return of == to == OWL.Class
    if p in (RDFS.subPropertyOf, OWL.equivalentProperty):
        return of == to and of in properties
    if p == RDFS.domain:
        return of in properties and to == OWL.Class
    if p == RDFS.range:
        return (of == OWL.ObjectProperty and to == OWL.Class) or (of == OWL.DatatypeProperty and o in DATATYPES)
    if p in (OWL.versionIRI, OWL.imports):
        return s in headers
    return p in BUILT_IN or kinds.get(p) == OWL.AnnotationProperty


def test_the_ontology_is_in_the_profile_owl_2_rl():
    assert sorted(outside_the_profile(ontology())) == []


@pytest.mark.parametrize(
    "triple",
    [
        (term("eco:Claim"), RDFS.subClassOf, RDF.Statement),
        (term("eco:Claim"), RDFS.subClassOf, term("oa:Choice")),
        (term("eco:deadline"), RDFS.range, XSD.gYear),
        (term("eco:kind"), RDF.type, OWL.DatatypeProperty),
        (term("eco:kind"), RDFS.subPropertyOf, term("eco:code")),
        (term("eco:kind"), term("skos:closeMatch"), term("dcterms:type")),
        (term("eco:within"), RDF.type, OWL.ReflexiveProperty),
        (term("eco:hasTarget"), RDFS.domain, rdflib.BNode()),
    ],
)
def test_what_is_outside_the_profile_is_found(triple):
    graph = ontology()
    graph.add(triple)
    assert list(outside_the_profile(graph))


def closed(*graphs):
    """Return the closure under the rules of OWL 2 RL, with the axioms of the standards, and the contradictions."""
    whole = rdflib.Graph().parse(STANDARDS)
    for each in (ontology(), *graphs):
        whole += each
    closure = owlrl.OWLRL_Semantics(whole, axioms=False, daxioms=False, rdfs=False)
    closure.closure()
    return whole, sorted(set(closure.error_messages))


def facts(*triples):
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def one(name):
    """Return an instance of a class."""
    return rdflib.URIRef(f"urn:one:{name}")


CLASSES = sorted(name.removeprefix(ECO) for name in ontology().subjects(RDF.type, OWL.Class) if name.startswith(ECO))


def test_the_ontology_with_the_standards_is_consistent_and_every_class_can_have_an_instance():
    instances = facts(*((one(name), RDF.type, term(f"eco:{name}")) for name in CLASSES))
    _, contradictions = closed(instances)
    assert contradictions == []


# All that an instance of one of our classes is, by our axioms and those of the standards.
ENTAILED = {
    "Agency": "foaf:Agent foaf:Organization org:Organization prov:Agent prov:Organization schema:Organization schema:Thing",
    "Official": "foaf:Agent foaf:Person prov:Agent prov:Person schema:Person schema:Thing",
    "Project": "foaf:Project",
    "Place": "dcterms:Location dcterms:LocationPeriodOrJurisdiction geo:Feature geo:SpatialObject schema:Place schema:Thing",
    "Policy": "dcterms:Policy prov:Entity schema:CreativeWork schema:Thing",
    "Quantified": "qudt:Quantity",
    "Target": "eco:Quantified qudt:Quantity",
    "Observation": "eco:Quantified qudt:Quantity",
    "Indicator": "skos:Concept",
    "Document": "foaf:Document prov:Entity schema:Article schema:CreativeWork schema:Thing",
    "Claim": "oa:Annotation prov:Entity",
    "Mention": "prov:Entity",
    "Slot": "prov:Entity",
    "Quarantine": "sh:ValidationReport",
    "KeptStatement": "prov:Entity",
    "RejectedClaim": "prov:Entity",
    "Series": "prov:Entity",
    "Commitment": "eco:Series prov:Entity",
    "Entry": "prov:Entity",
    "Standing": "prov:Entity",
    "Revision": "prov:Entity",
    "Conflict": "prov:Entity",
    "Analysis": "prov:Activity",
    "Score": "prov:Entity",
    "Community": "prov:Collection prov:Entity",
    "Tie": "prov:Entity",
}


def test_no_class_is_left_out():
    assert sorted(ENTAILED) == CLASSES


@pytest.fixture(scope="module")
def entailed():
    whole, _ = closed(facts(*((one(name), RDF.type, term(f"eco:{name}")) for name in ENTAILED)))
    return whole


@pytest.mark.parametrize("name", ENTAILED)
def test_an_instance_is_what_the_alignments_say_and_nothing_else(entailed, name):
    expected = {term(f"eco:{name}"), *map(term, ENTAILED[name].split())}
    assert set(entailed.objects(one(name), RDF.type)) - {OWL.Thing, RDFS.Resource} == expected


def test_no_relation_makes_a_thing_something_else(entailed):
    """What stands on either side of a relation stays of the classes that it is of."""
    ours, relations = ontology(), ontology().subjects(RDF.type, OWL.ObjectProperty)
    triples = [(at(ours, p, RDFS.domain), p, at(ours, p, RDFS.range)) for p in relations if p.startswith(ECO)]
    typed = [(one(name), RDF.type, term(f"eco:{name}")) for name in ENTAILED]
    whole, contradictions = closed(facts(*triples, *typed))
    assert contradictions == []
    gained = {
        name: set(whole.objects(one(name), RDF.type)) - set(entailed.objects(one(name), RDF.type)) for name in ENTAILED
    }
    assert {name: found for name, found in gained.items() if found} == {}


def at(graph, relation, end):
    """Return an instance of the class at an end of a relation, or something else where that is left open or not ours."""
    found = graph.value(relation, end)
    return one(found.removeprefix(ECO)) if found is not None and found.startswith(ECO) else rdflib.URIRef("urn:other")


@pytest.mark.parametrize(
    "wrong",
    [
        ("eco:Claim", "rdfs:subClassOf", "eco:Place"),
        ("eco:Official", "rdfs:subClassOf", "org:Organization"),
        ("eco:Project", "rdfs:subClassOf", "foaf:Document"),
        ("eco:Policy", "rdfs:subClassOf", "prov:Activity"),
        ("eco:Indicator", "rdfs:subClassOf", "skos:ConceptScheme"),
        ("eco:Place", "rdfs:subClassOf", "geo:Geometry"),
    ],
)
def test_a_wrong_alignment_makes_a_class_unsatisfiable_and_is_found(wrong):
    axiom = facts(tuple(map(term, wrong)))
    instances = facts(*((one(name), RDF.type, term(f"eco:{name}")) for name in CLASSES))
    assert closed(axiom, instances)[1] != []


def image(triples):
    """Return a graph in which all things of the same classes are one thing, and the literals of a datatype one literal.

    It holds the image of each triple, so whatever contradicts in the graph contradicts here, and it is small enough to reason
    over in a moment.
    """
    classes = {}
    for s, p, o in triples:
        if p == TYPE:
            classes.setdefault(s, set()).add(o.value)
    names = {thing: rdflib.URIRef(f"urn:of:{'+'.join(sorted(kinds))}") for thing, kinds in classes.items()}
    samples = {}

    def stands(node):
        if not isinstance(node, ox.Literal):
            return names.get(node, rdflib.URIRef("urn:of:nothing-known"))
        language, datatype = node.language, rdflib.URIRef(node.datatype.value)
        made = rdflib.Literal(node.value, lang=language) if language else rdflib.Literal(node.value, datatype=datatype)
        return samples.setdefault((datatype, language), made)

    found = {(stands(s), p.value, o.value if p == TYPE else stands(o)) for s, p, o in triples}
    return facts(
        *((s, rdflib.URIRef(p), o if isinstance(o, rdflib.Literal) else rdflib.URIRef(o)) for s, p, o in found)
    )


TYPE = ox.NamedNode(str(RDF.type))


def triples_of(store):
    """Return all that a store holds, and what the vocabularies say."""
    text = io.BytesIO()
    store.dump(text, "nt")
    whole = {quad.triple for quad in ox.parse(text.getvalue(), format=ox.RdfFormat.N_TRIPLES)}
    for path in sorted(resource("ontology", "vocab").glob("*.ttl")):
        whole |= {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    return whole


def test_the_closure_of_the_graph_has_no_contradiction(shipped_store):
    triples = triples_of(shipped_store)
    assert len(triples) > 100_000
    assert closed(image(triples))[1] == []


def test_a_contradiction_in_the_graph_is_found_in_its_image(store):
    triples = triples_of(store)
    assert closed(image(triples))[1] == []
    official = ox.NamedNode(MA)
    assert closed(image({*triples, ox.Triple(official, ox.NamedNode(f"{ECO}locatedIn"), official)}))[1] != []
