"""A store becomes what was derived, and only what differs is touched."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from articles import dumped
from ecograph.errors import StoreError
from ecograph.store import BASE, Difference, Part, Quad, Store, open_store, rewriting

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ONE, TWO, THREE = (f"{BASE}document/{n}" for n in (1, 2, 3))


def lines(*quads: Quad) -> bytes:
    return b"".join(sorted({f"{quad.triple} .\n".encode() for quad in quads}))


def part(graph: str, *names: str) -> Part:
    return Part(graph, lines(*(Quad(NamedNode("http://x/" + name), LABEL, Literal(name)) for name in names)))


BEFORE = [part("", "shared", "old"), part(ONE, "a", "b"), part(TWO, "c"), part("", "more")]
AFTER = [part(ONE, "a", "new"), part("", "shared", "young"), part(THREE, "d")]


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path) -> Store:
    """Give an empty store."""
    return open_store(None) if request.param == "memory" else open_store(tmp_path / "store", create=True)


def test_a_store_becomes_what_the_parts_are(store):
    store.become(BEFORE, rules="1")
    fresh = open_store(None)
    fresh.become(BEFORE, rules="1")
    assert dumped(store) == dumped(fresh)


LIMITS = [{}, {"_ONE_OPERATION": 0}, {"_BULK": 0}, {"_ONE_UPDATE": 0, "_BULK": 0}, {"_IN_MEMORY": 1}]


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_another_graph_replaces_it_whatever_the_size(store, limits, monkeypatch):
    for name, value in limits.items():
        monkeypatch.setattr(rewriting, name, value)
    store.become(BEFORE, rules="1")
    done = store.become(AFTER, rules="1")
    fresh = open_store(None)
    fresh.become(AFTER, rules="1")
    assert dumped(store, "trig") == dumped(fresh, "trig")
    assert {line.split(b"/x/")[1].split(b">")[0] for line in done.gone} == {b"old", b"more"}
    assert {line.split(b"/x/")[1].split(b">")[0] for line in done.new} == {b"young"}
    assert (done.written, done.dropped) == ((ONE, THREE), (TWO,))


def test_the_same_again_touches_nothing(store):
    store.become(BEFORE, rules="1")
    store.become(BEFORE, rules="1")
    assert store.become(BEFORE, rules="2") == Difference()


def test_an_unchanged_graph_is_not_even_looked_at(tmp_path, monkeypatch):
    store = open_store(tmp_path / "store", create=True)
    store.become(BEFORE, rules="1")
    looked = []
    monkeypatch.setattr(rewriting, "_lines", lambda store, graph: looked.append(graph) or set())
    store.become([*BEFORE[:3], part("", "more")], rules="1")
    assert looked == []


def refused() -> bytes:
    raise AssertionError("the lines of a part with a known seal were asked for")


def test_a_part_with_its_seal_is_not_asked_for_its_lines(store):
    sealed = [Part(*part("", "a", "b")[:2], "one", "seal"), Part(*part(ONE, "c")[:2], seal="seal")]
    store.become([part(TWO, "d")], rules="1")
    store.become(sealed, rules="1")
    assert (store.seal(ONE), store.seal("", "one"), store.seal(TWO)) == ("seal", "seal", "")
    before = dumped(store, "trig")
    assert store.become([Part("", refused, "one", "seal"), Part(ONE, refused, seal="seal")], rules="1") == NOTHING
    assert dumped(store, "trig") == before


NOTHING = Difference()
NAMES = st.frozensets(st.sampled_from("abcdef"), max_size=4)
# By graph and scope; the seal tells the names, and some parts have none.
PARTS = st.dictionaries(st.sampled_from([("", ""), ("", "s"), ("", "t"), (ONE, ""), (TWO, "")]), NAMES)


@given(st.lists(PARTS, min_size=1, max_size=5), st.booleans())
def test_any_sequence_of_graphs_ends_with_the_last_of_them(graphs, sealed):
    store = open_store(None)
    for number, graph in enumerate(graphs):
        fresh = open_store(None)
        parts = [
            Part(*part(name, *names)[:2], scope, f"{scope}{sorted(names)}" if sealed and (name or scope) else "")
            for (name, scope), names in graph.items()
        ]
        before = set(dumped(store, "nq").splitlines())
        done = store.become(parts, rules=str(number))
        fresh.become(parts, rules=str(number))
        after = set(dumped(store, "nq").splitlines())
        assert after == set(dumped(fresh, "nq").splitlines())
        plain = {line for line in before ^ after if line.count(b"<") == 2}
        assert plain == done.gone | done.new


def test_the_order_of_quads_and_repeats_change_nothing(store):
    store.become([part(ONE, "a", "b")], rules="1")
    store.become([part(ONE, "a", "b")], rules="1")
    assert store.become([part(ONE, "b", "a", "b")], rules="1").written == ()


def test_a_number_in_another_form_is_the_same_number(store):
    half = Literal("0.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    store.become([part("", "a"), Part("", lines(Quad(NamedNode("http://x/a"), LABEL, half)))], rules="1")
    again = store.become([part("", "a", "b"), Part("", lines(Quad(NamedNode("http://x/a"), LABEL, half)))], rules="1")
    assert not again.gone


def test_text_of_every_sort_goes_and_comes(store):
    names = ['引“号"', "a\\b", "line\nbreak\r", "\u2028", "tab\t", "𠮷", "}", "> ."]
    quads = [Quad(NamedNode("http://x/a"), LABEL, Literal(name, language="zh")) for name in names]
    store.become([Part(ONE, lines(*quads)), Part("", lines(*quads))], rules="1")
    store.become([Part(ONE, lines(*quads[::2])), Part("", lines(*quads[::2]))], rules="1")
    rows = store.query(f"SELECT ?n {{ GRAPH <{ONE}> {{ ?x rdfs:label ?n }} ?x rdfs:label ?n }}")
    assert {row["n"].value for row in rows} == set(names[::2])


def test_a_change_that_breaks_off_is_made_good_by_the_next(tmp_path, monkeypatch):
    store = open_store(tmp_path / "store", create=True)
    store.become(BEFORE, rules="1")
    with monkeypatch.context() as patched:
        patched.setattr(
            "ecograph.store.derivation.Derivation.settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            store.become(AFTER, rules="1")
    assert not store.records.derivation.complete
    # The graph is already the later one: what was known of it before must not be believed.
    store.become(BEFORE, rules="1")
    fresh = open_store(None)
    fresh.become(BEFORE, rules="1")
    assert dumped(store, "trig") == dumped(fresh, "trig")


def test_quads_that_cannot_be_derived_leave_the_store_as_it_was(store):
    store.become(BEFORE, rules="1")
    once = dumped(store)

    def broken():
        yield AFTER[0]
        raise KeyError("half way")

    with pytest.raises(KeyError):
        store.become(broken(), rules="1")
    assert dumped(store) == once


def test_what_is_put_in_by_hand_is_noted(store, tmp_path):
    assert not store.records.derivation.foreign
    store.add(ONE, [Quad(NamedNode("http://x/a"), LABEL, Literal("a"), NamedNode(ONE))])
    assert store.records.derivation.foreign


def test_what_is_loaded_is_noted_and_stays_noted(tmp_path):
    (tmp_path / "a.nt").write_text("<http://x/a> <http://x/b> <http://x/c> .")
    with open_store(tmp_path / "store", create=True) as store:
        store.load(tmp_path / "a.nt")
    assert open_store(tmp_path / "store", read_only=True).records.derivation.foreign


def test_a_store_of_an_earlier_version_says_what_it_can_do(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        store.become(BEFORE, rules="1")
    (tmp_path / "store" / "records.sqlite").unlink()
    with open_store(tmp_path / "store", read_only=True) as store:
        assert store.query("ASK { ?x rdfs:label 'shared' }") is True
    for read_only in (True, False):
        with (
            open_store(tmp_path / "store", read_only=read_only) as store,
            pytest.raises(StoreError, match=r"earlier version.*; it can be asked and exported; .*ecograph build"),
        ):
            _ = store.records


def test_an_empty_store_that_cannot_be_written_has_no_records(tmp_path):
    open_store(tmp_path / "store", create=True).close()
    (tmp_path / "store" / "records.sqlite").unlink(missing_ok=True)
    with open_store(tmp_path / "store", read_only=True) as store:
        assert store.records.held() == []


KEYS = [("", ""), ("", "s"), ("", "t"), ("", "u"), (ONE, ""), (TWO, ""), (THREE, "x"), (THREE, "y")]
STEPS = ["derivation.Derivation.begin", "derivation.Derivation.go_on", "derivation.Derivation.swept",
         "derivation.Derivation.settle", "rewriting.Rewriting.apply"]  # fmt: skip


def random_parts(chance: random.Random) -> list[Part]:
    found = []
    for graph, scope in chance.sample(KEYS, chance.randint(1, len(KEYS))):
        names = chance.sample("abcdefgh", chance.randint(1, 4))
        seal = f"{scope}{sorted(names)}" if graph or scope else ""
        found.append(Part(graph, part("", *names).lines, scope, seal))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_any_sequence_of_graphs_cut_short_anywhere_ends_with_the_last(seed, monkeypatch):
    chance = random.Random(seed)
    monkeypatch.setattr(rewriting, "_ONE_LOAD", chance.choice([0, 100, 300, 10_000]))
    monkeypatch.setattr(rewriting, "_ONE_UPDATE", chance.choice([0, 200, 32_000_000]))
    store = open_store(None)
    for number in range(8):
        last = random_parts(chance)
        cut = Cut(chance.randint(1, 8), before=chance.random() < 0.5)
        with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
            for step in STEPS:
                module, kind, name = step.split(".")
                owner = getattr(import_module(f"ecograph.store.{module}"), kind)
                patched.setattr(owner, name, cut.of(getattr(owner, name)))
            store.become(last, rules=str(number))
        if chance.random() < 0.2:
            store.records.derivation.doubt()
    store.become(last, rules="last")
    fresh = open_store(None)
    fresh.become(last, rules="1")
    assert dumped(store, "trig") == dumped(fresh, "trig")
    assert store.become(last, rules="last")._replace(told=True) == NOTHING


class Cut:
    """Ends what is done, before or after so many steps of it."""

    def __init__(self, left: int, *, before: bool) -> None:
        self.left, self.before = left, before

    def of(self, step):
        def done(*told, **more):
            self.left -= 1
            if not self.left and self.before:
                raise KeyboardInterrupt
            found = step(*told, **more)
            if not self.left:
                raise KeyboardInterrupt
            return found

        return done


def test_parts_are_taken_one_after_the_other_and_asked_for_their_lines_once(store, monkeypatch):
    monkeypatch.setattr(rewriting, "_ONE_LOAD", 2_000)
    made, done = [], []
    whole = rewriting.Rewriting.apply
    monkeypatch.setattr(
        rewriting.Rewriting, "apply", lambda self, change: done.append(len(made)) or whole(self, change)
    )

    def one(number):
        made.append(number)
        return part("", str(number)).lines

    store.become((Part(f"{BASE}document/{n}", lambda n=n: one(n), seal=str(n)) for n in range(100)), rules="1")
    assert made == list(range(100))
    assert len(done) > 3  # what was made is in the store before the next is made
    assert sum(1 for _ in store.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")) == 100


def test_parts_that_are_damaged_are_told(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        store.become(BEFORE, rules="1")
        with sqlite3.connect(tmp_path / "store" / "records.sqlite") as database:
            database.execute("UPDATE parts SET lines = substr(lines, 2) WHERE lines != x''")
        with pytest.raises(StoreError, match=r"damaged: .*build it again"):
            store.become(AFTER, rules="1")
