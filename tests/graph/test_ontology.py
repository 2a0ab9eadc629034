"""The ontology, the vocabularies and the shapes as data: complete, bilingual, and what the code really uses."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD
from seeded import with_claim

from builders import MA, both, store_of
from ecograph.graph import mapping, quads, rejections, split, track, tracked
from ecograph.graph.catalog import describe
from ecograph.graph.provenance import extraction
from ecograph.model import Modality
from ecograph.network.recording import TERMS
from ecograph.query import questions
from ecograph.resolve import Decision
from ecograph.resources import resource
from ecograph.store import ECO, PREFIXES, VOCAB
from following import FOLLOWED, TODAY

VOCABULARIES = sorted(path.stem for path in resource("ontology", "vocab").glob("*.ttl"))
# In the ontology without an instance of its own: the common superclass of targets and observations.
ABSTRACT = {"Quantified"}
SOURCES = Path(mapping.__file__).parents[1]
# The standards whose terms rdflib lists; of two it has no list.
LISTED = (DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD)
OTHER_TERMS = {
    "http://www.w3.org/ns/oa#": {
        "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "hasTarget", "hasSource",
        "hasSelector", "exact", "start", "end",
    },
    "http://qudt.org/schema/qudt/": {
        "Quantity", "QuantityValue", "Unit", "conversionMultiplier", "hasQuantityKind", "hasUnit", "numericValue",
        "scalingOf", "symbol", "ucumCode",
    },

}  # fmt: skip
# In schema.org, and newer than rdflib's list.
LATER = {"https://schema.org/observationAbout"}


def parsed(*names):
    graph = rdflib.Graph()
    for name in names:
        graph.parse(resource("ontology", *name.split("/")))
    return graph


def local(terms):
    return {str(term).removeprefix(ECO) for term in terms if str(term).startswith(ECO)} - {""}


def of_kind(*kinds):
    graph = parsed("ecograph.ttl")
    return local(term for kind in kinds for term in graph.subjects(RDF.type, kind))


def declared():
    return of_kind(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def table_rows():
    """Return the properties of every table of the mapping."""
    tables = [
        each for each in vars(mapping).values() if isinstance(each, tuple) and each and isinstance(each[0], tuple)
    ]
    return {row[1] for table in tables for row in table if len(row) == 3}


def written():
    """Return all IRIs that stand in what the code writes, and in the vocabularies."""
    made = [quad for facts in both() for quad in quads(facts)]
    made += [*extraction([("0.1.0", "worksFor.post")]), *split(with_claim(object=MA)).quarantined]
    verdict = Decision("reject", "a", "", "b", "2026-01-02", "c")
    made += rejections("http://document", [(both()[0].claims[0], verdict)])
    made += tracked(track(FOLLOWED, today=TODAY))
    made += describe(store_of(*both()), licence="http://licence")
    terms = {term.value for quad in made for term in (quad.predicate, quad.object)}
    vocabularies = {str(term) for name in VOCABULARIES for triple in parsed(f"vocab/{name}.ttl") for term in triple}
    analyses = {ECO + name for name in TERMS}
    return table_rows() | set(mapping.CLASSES.values()) | {mapping.OBSERVATION} | terms | vocabularies | analyses


def asked():
    """Return the terms that the queries ask for, those of the code among them, with their prefixes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.py"))]
    texts += [question.sparql for question in questions().values()]
    return {
        found
        for text in texts
        for found in re.findall(
            r"(?<![\w:])(?:dcat|dcterms|eco|org|oa|prov|rdfs|schema|sh|skos|void):[A-Za-z]\w+", text
        )
    }


def shaped():
    return {str(term) for triple in parsed("shapes.ttl") for term in triple}


def test_the_graph_writes_what_the_ontology_declares():
    assert local(written()) == declared() - ABSTRACT


def test_the_queries_ask_for_terms_of_the_ontology():
    assert {name.removeprefix("eco:") for name in asked() if name.startswith("eco:")} <= declared()


def test_the_shapes_are_about_the_terms_of_the_ontology_and_all_of_them():
    assert local(shaped()) == declared() - ABSTRACT


def test_every_class_has_a_shape_of_its_own():
    targets = local(parsed("shapes.ttl").objects(None, SH.targetClass))
    assert targets == of_kind(OWL.Class) - ABSTRACT


def full(name):
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def test_the_terms_of_the_standards_are_theirs():
    used = written() | shaped() | {full(name) for name in asked()}
    used |= {str(term) for triple in parsed("ecograph.ttl") for term in triple if isinstance(term, rdflib.URIRef)}
    unknown = set()
    for namespace in LISTED:
        for term in used:
            rest = term.removeprefix(str(namespace))
            if rest and rest != term and "/" not in rest and rest not in namespace and term not in LATER:
                unknown.add(term)
    for namespace, names in OTHER_TERMS.items():
        unknown |= {
            term for term in used if term.startswith(namespace) and term.removeprefix(namespace) not in {*names, ""}
        }
    assert unknown == set()


@pytest.mark.parametrize("term", sorted(declared()))
def test_a_term_has_label_and_definition_in_both_languages_and_says_where_it_is_defined(term):
    graph = parsed("ecograph.ttl")
    node = rdflib.URIRef(ECO + term)
    for key in (RDFS.label, SKOS.definition):
        assert sorted(text.language for text in graph.objects(node, key)) == ["en", "zh"]
        assert all(text.strip() == str(text) != "" for text in graph.objects(node, key))
    assert list(graph.objects(node, RDFS.isDefinedBy)) == [rdflib.URIRef(ECO.rstrip("#"))]


@pytest.mark.parametrize("name", ["ecograph.ttl", *(f"vocab/{name}.ttl" for name in VOCABULARIES)])
def test_ontology_and_vocabularies_have_no_blank_nodes(name):
    assert not any(isinstance(term, rdflib.BNode) for triple in parsed(name) for term in triple)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_concept_has_both_labels_and_a_scheme(name):
    graph = parsed(f"vocab/{name}.ttl")
    concepts = set(graph.subjects(SKOS.inScheme))
    assert concepts
    for concept in concepts:
        assert str(concept).startswith(VOCAB)
        assert {label.language for label in graph.objects(concept, SKOS.prefLabel)} == {"zh", "en"}, concept
        assert (graph.value(concept, SKOS.inScheme), RDF.type, SKOS.ConceptScheme) in graph


@pytest.mark.parametrize("name", ["kinds", "modalities", "roles"])
def test_a_concept_of_what_a_thing_is_has_a_definition(name):
    graph = parsed(f"vocab/{name}.ttl")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert {text.language for text in graph.objects(concept, SKOS.definition)} == {"zh", "en"}, concept


def test_a_unit_as_printed_names_one_concept():
    notations = [str(text) for text in parsed("vocab/units.ttl").objects(None, SKOS.notation)]
    assert len(notations) == len(set(notations))


def test_an_indicator_has_its_preferred_names_for_itself():
    graph = parsed("vocab/indicators.ttl")
    names = [str(name) for name in graph.objects(None, SKOS.prefLabel)]
    assert len(names) == len(set(names))


def test_the_modalities_are_those_of_the_model_and_of_the_shapes():
    notations = {str(text) for text in parsed("vocab/modalities.ttl").objects(None, SKOS.notation)}
    shapes = parsed("shapes.ttl")
    allowed = shapes.value(rdflib.URIRef("https://w3id.org/ecograph/shapes#modality"), SH["in"])
    assert notations == set(get_args(Modality)) == {str(each) for each in shapes.items(allowed)}


def test_the_rules_are_those_of_the_lexicon_and_say_the_same():
    graph = parsed("vocab/rules.ttl")
    labels = {
        str(graph.value(rule, SKOS.notation)): str(label)
        for rule in graph.subjects(RDF.type, PROV.Plan)
        for label in graph.objects(rule, SKOS.prefLabel)
        if label.language == "en"
    }
    with resource("data", "lexicon", "rules.csv").open(encoding="utf-8", newline="") as file:
        assert labels == {row["rule"]: row["means"] for row in csv.DictReader(file)}


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
