"""The ontology, the vocabularies and the shapes as data: complete, bilingual, and what the code really uses."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, SH, SKOS

from builders import both
from ecograph.graph import mapping, quads
from ecograph.resources import resource
from ecograph.store import ECO, VOCAB

VOCABULARIES = ("indicators", "kinds", "roles", "units")
# In the ontology without being written by the graph room: a common superclass, and the class of a vocabulary.
ABSTRACT = {"Quantified", "Indicator"}


def parsed(*names):
    graph = rdflib.Graph()
    for name in names:
        graph.parse(resource("ontology", *name.split("/")))
    return graph


def local(terms):
    return {str(term).removeprefix(ECO) for term in terms if str(term).startswith(ECO)}


def declared():
    graph = parsed("ecograph.ttl")
    return local(
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in graph.subjects(RDF.type, kind)
    )


def written():
    tables = (
        mapping.ENTITY, mapping.DOCUMENT, mapping.CLAIM, mapping.TIMES, mapping.MENTION, mapping.SLOT, mapping.SPAN,
    )  # fmt: skip
    rows = {row[1] for table in tables for row in table} | set(mapping.CLASSES.values()) | {mapping.OBSERVATION}
    terms = {term.value for facts in both() for quad in quads(facts) for term in (quad.predicate, quad.object)}
    return local(rows | terms)


def test_the_graph_writes_what_the_ontology_declares():
    assert written() == declared() - ABSTRACT


def test_the_shapes_know_only_terms_of_the_ontology():
    shapes = parsed("shapes.ttl")
    assert local(term for triple in shapes for term in triple) <= declared()


@pytest.mark.parametrize("term", sorted(declared()))
def test_a_term_has_label_and_definition_in_both_languages(term):
    graph = parsed("ecograph.ttl")
    node = rdflib.URIRef(ECO + term)
    assert {label.language for label in graph.objects(node, rdflib.RDFS.label)} == {"zh", "en"}
    assert {text.language for text in graph.objects(node, SKOS.definition)} == {"zh", "en"}


def test_the_ontology_has_no_blank_nodes():
    assert not any(isinstance(term, rdflib.BNode) for triple in parsed("ecograph.ttl") for term in triple)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_concept_has_both_labels_and_a_scheme(name):
    graph = parsed(f"vocab/{name}.ttl")
    concepts = set(graph.subjects(SKOS.inScheme))
    assert concepts
    for concept in concepts:
        assert str(concept).startswith(VOCAB)
        assert {label.language for label in graph.objects(concept, SKOS.prefLabel)} == {"zh", "en"}, concept
        assert (graph.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in graph


def test_a_unit_as_printed_names_one_concept():
    notations = [str(text) for text in parsed("vocab/units.ttl").objects(None, SKOS.notation)]
    assert len(notations) == len(set(notations))


def test_a_chinese_indicator_name_names_one_concept():
    graph = parsed("vocab/indicators.ttl")
    names = [str(name) for key in (SKOS.prefLabel, SKOS.altLabel) for name in graph.objects(None, key)]
    assert len(names) == len(set(names))


def test_every_shape_with_a_target_or_a_path_has_a_name_and_words():
    shapes = parsed("shapes.ttl")
    nodes = {
        node
        for key in (SH.path, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
        for node in shapes.subjects(key)
    }
    assert all(isinstance(node, rdflib.URIRef) for node in nodes)
    for node in shapes.subjects(SH.path):
        assert {text.language for text in shapes.objects(node, SH.message)} == {"zh", "en"}, node
