"""The lines of a document are, letter by letter, those that the engine gives back."""

from __future__ import annotations

import io
import string
from typing import get_args

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import BUREAU, both, spring
from ecograph.errors import ValidationError
from ecograph.graph import Lines, as_lines, changes, lines, merged, quads, split
from ecograph.graph.provenance import extraction
from ecograph.graph.terms import chinese, date, english, grade, integer, moment, number, plain, prop, stats_page
from ecograph.graph.writing import writer
from ecograph.model import Predicate

TEXT = st.text(st.characters(codec="utf-8"))
NODE, PATH = ox.NamedNode("http://own/node"), ox.NamedNode("http://own/path")


def dumped(found):
    """Return quads as the engine writes them once it holds them."""
    store, text = ox.Store(), io.BytesIO()
    store.extend(found)
    store.dump(text, ox.RdfFormat.N_QUADS)
    return text.getvalue()


def told(found, document):
    """Return lines as the engine writes them once it has read them, the name of the document's graph taken off."""
    return dumped(quads_of(found, document)).replace(f" <{document}> .\n".encode(), b" .\n")


def quads_of(found, document):
    for text, graph in ((found.claims, ox.NamedNode(document)), (found.plain, ox.DefaultGraph())):
        for triple in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def is_canonical(found, document):
    """Say whether both texts are sorted lines, each once, as the engine writes them."""
    texts = [text.splitlines(keepends=True) for text in found]
    ordered = all(text == sorted(set(text)) for text in texts)
    return ordered and sorted(texts[0] + texts[1]) == sorted(told(found, document).splitlines(keepends=True))


def test_the_engine_writes_the_articles_that_ship_as_the_lines_are(shipped_articles):
    wrong = [facts.document.id for facts in shipped_articles if not is_canonical(lines(facts), facts.document.id)]
    assert wrong == []


@pytest.mark.parametrize("facts", both(), ids=("spring", "summer"))
def test_the_lines_say_what_the_quads_say(facts):
    found = lines(facts)
    default = ox.DefaultGraph()
    assert as_lines(each for each in quads(facts) if each.graph_name == default) == found.plain
    assert as_lines(each for each in quads(facts) if each.graph_name != default) == found.claims


def with_words(facts, words, numbers):
    """Return facts in which a name, a title, a source and the words of a claim are these, and a target has such numbers."""
    entities = tuple(
        each._replace(
            name=words, aliases=(words, f"{words}甲", words), attributes={**each.attributes, "value": numbers}
        )
        for each in facts.entities
    )
    claims = tuple(each._replace(evidence=each.evidence._replace(text=words), rule=words) for each in facts.claims)
    return facts._replace(entities=entities, claims=claims)


@settings(max_examples=60, deadline=None)
@given(words=TEXT, numbers=st.one_of(TEXT, st.integers(), st.floats(), st.decimals().map(str)))
def test_the_engine_writes_any_words_as_the_lines_are(words, numbers):
    facts = with_words(spring(), words, numbers)
    assert is_canonical(lines(facts), facts.document.id)


DIGITS = st.text(st.sampled_from(string.digits + "-"), max_size=10)
WAYS = [
    (chinese, TEXT), (english, TEXT), (plain, TEXT), (grade, TEXT), (prop, st.sampled_from(get_args(Predicate))), (date, DIGITS),
    (date, st.dates().map(str)), (integer, st.integers()), (number, st.floats()), (number, st.decimals().map(str)),
    (number, DIGITS), (stats_page, st.text(st.sampled_from(string.digits), min_size=12, max_size=12)),
    (moment, st.datetimes(timezones=st.timezones()).map(lambda each: each.isoformat(timespec="seconds"))),
]  # fmt: skip


@pytest.mark.parametrize(("make", "values"), WAYS)
def test_each_way_of_writing_is_the_engines(make, values):
    @settings(max_examples=200, deadline=None)
    @given(values)
    def holds(value):
        term = make(value)
        expected = b"" if term is None else dumped([ox.Quad(NODE, PATH, term)])[len(f"{NODE} {PATH} ") : -len(" .\n")]
        assert writer(make)(value) == expected

    holds()


def test_what_is_still_made_as_quads_has_the_same_form():
    told = [
        *changes([], base="http://own/"),
        *extraction([("1.0", "gazetteer"), ("1.0", "suffix")], base="http://own/"),
    ]
    assert as_lines([*told, *told]) == b"".join(sorted(f"{each.triple} .\n".encode() for each in set(told)))


def test_several_texts_are_merged_into_one():
    assert merged(b"<a> <b> <c> .\n", b"<a> <b> <a> .\n<a> <b> <c> .\n") == b"<a> <b> <a> .\n<a> <b> <c> .\n"
    assert merged() == b""


def test_no_facts_are_still_a_document():
    facts = spring()._replace(entities=(), claims=())
    found = lines(facts)
    assert found.claims == b""
    assert found.plain.startswith(f"<{facts.document.id}> ".encode())


def test_the_same_mention_twice_is_written_once():
    facts = spring()
    doubled = facts._replace(entities=tuple(each._replace(mentions=each.mentions * 2) for each in facts.entities))
    assert lines(doubled) == lines(facts)


def test_an_id_that_is_no_iri_is_refused():
    facts = spring()
    broken = facts._replace(claims=(facts.claims[0]._replace(subject="Agency:晋中 市"),))
    with pytest.raises(ValidationError, match="not an IRI"):
        lines(broken)


def test_a_second_reading_gives_no_plain_line():
    facts = spring()
    reading = facts.claims[0]._replace(object=BUREAU, modality="possible", confidence=0.3)
    with_one = lines(facts._replace(readings=(reading,)))
    assert with_one.plain == lines(facts).plain
    assert with_one.claims != lines(facts).claims


def test_what_was_judged_gives_the_lines_of_what_was_accepted():
    facts = spring()
    assert split(facts).lines == lines(facts)
    assert split(facts._replace(claims=facts.claims[:1])).lines != lines(facts)


def test_lines_are_of_claims_and_of_plain_facts():
    assert Lines._fields == ("claims", "plain")
