"""Whatever a request looks like: if the engine would call the network, the guard refuses it first.

The engine itself is the judge: it is given each text, with a listener on this machine as the address to call.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.errors import QueryError
from ecograph.store import refuse_network

ADDRESS = "<http://127.0.0.1:{port}/>"
FACT = ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("1"))


class Listener:
    """Counts those who call, and answers none."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.calls = self._socket.getsockname()[1], 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.calls += 1
                connection.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def does_call(text: str, listener: Listener, *, update: bool = False) -> bool | None:
    """Return whether the engine calls the listener for this text, None where it cannot read it."""
    store, before = ox.Store(), listener.calls
    store.add(FACT)
    try:
        if update:
            store.update(text)
        else:
            answer = store.query(text)
            if not isinstance(answer, ox.QueryBoolean):
                list(answer)
    except SyntaxError:
        return None
    except (RuntimeError, OSError):
        return True
    return listener.calls > before


def is_refused(text: str) -> bool:
    try:
        refuse_network(text)
    except QueryError:
        return True
    return False


# What stands before, after and around a call; each is a whole part of a group's pattern.
PARTS = [
    "?s ?p ?o .", "?s ?p 'SERVICE <http://x> {' .", '?s ?p """it\'s "LOAD" <x> {""" .', "# SERVICE <http://x> {\n",
    "FILTER(?s<'>')", "FILTER(?a<?b#>\n)", "FILTER(?a<?b)", "FILTER(1<2&&3>2)", "FILTER('a'<'b' || \"'\">\"#\")",
    "?s <http://x/service?a=b#c> ?o .", "FILTER(?o<\"<\")", "OPTIONAL { ?s ?p 'it\\'s' }", "BIND('\\'' AS ?q)",
    "VALUES ?v { 'x' <http://y#> 1e5 }", "FILTER regex('a', '<', 'i')", "FILTER(STRLEN('<')<'>')", "{ ?s ?p true }",
    "FILTER(?a<'>'&&?a<\"'\")", "BIND(<http://x/a'b> AS ?i)", "?s !<http://x/q> ?z .", "FILTER(?a<?b&&?c>'#')", "",
]  # fmt: skip
CALLS = [
    "SERVICE {at} {{ ?s ?p ?z }}", "service silent {at} {{ ?s ?p ?z }}", "SERVICE# '\n{at} {{ ?s ?p ?z }}",
    "SERVICE\tSILENT#>\n{at}{{}}", "OPTIONAL {{SERVICE{at}{{?s ?p ?z}}}}", "BIND({at} AS ?h) SERVICE ?h {{ ?s ?p ?z }}",
    "VALUES ?h {{ {at} }} SERVICE SILENT ?h {{ ?s ?p ?z }}", "SERVICE e: {{ ?s ?p ?z }}", "{{SERVICE {at} {{ ?s ?p ?z }}}}",
    "?s ?p true SERVICE {at} {{ ?s ?p ?z }}", "?s ?p trueSERVICE {at} {{ ?s ?p ?z }}", "?s ?p 1SERVICE {at} {{ ?s ?p ?z }}",
]  # fmt: skip
FORMS = [
    "SELECT * {{ {} }}",
    "ASK {{ {} }}",
    "SELECT ?s WHERE {{ {{ SELECT * {{ {} }} }} }}",
    "CONSTRUCT {{ ?s ?p 1 }} {{ {} }}",
]
parts = st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(before=parts, call=st.sampled_from(CALLS), after=parts, form=st.sampled_from(FORMS))
def test_no_service_passes_wherever_it_stands(listener, before, call, after, form):
    at = ADDRESS.format(port=listener.port)
    text = f"PREFIX e: {at} " + form.format(" ".join([before, call.format(at=at), after]))
    assert is_refused(text)


# Of these, the guard takes both readings: the word in the string may be refused, which is safe.
PLAIN = [part for part in PARTS if not any(mark in part for mark in ("<'", '<"', "#>", "a'b", "<y#"))]
plain = st.lists(st.sampled_from(PLAIN), max_size=4).map(" ".join)


@QUICK
@given(before=plain, after=plain, form=st.sampled_from(FORMS))
def test_the_words_alone_pass_and_call_nobody(listener, before, after, form):
    text = form.format(f"{before} {after}")
    assert not is_refused(text)
    assert not does_call(text, listener)


@settings(QUICK, max_examples=400)
@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from([*PARTS, *CALLS]),
            st.sampled_from(
                ["<", ">", "'", '"', "#", "\n", "{", "}", "(", ")", "SERVICE", "SILENT", "\\u0053ERVICE", " ", "."]
            ),
        ),
        max_size=7,
    ),
    form=st.sampled_from(FORMS),
)
def test_what_calls_is_refused_however_broken(listener, pieces, form):
    at = ADDRESS.format(port=listener.port)
    inside = " ".join(piece.format(at=at) if piece in CALLS else piece for piece in pieces)
    text = f"PREFIX e: {at} " + form.format(inside)
    if does_call(text, listener):
        assert is_refused(text)


LOADS = [
    "LOAD {at}",
    "load silent {at} INTO GRAPH <http://g>",
    "LOAD#'\n{at}",
    "LOAD e:",
    "CLEAR ALL;LOAD{at}",
    "LOAD SILENT{at}",
]
BESIDE = [
    "", "INSERT DATA { <http://x> <http://y> 'LOAD <http://x>' } ;", "CLEAR ALL ;", "# LOAD\n",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o<'>') } ;", "CREATE SILENT GRAPH <http://x/LOAD> ;",
]  # fmt: skip


@settings(QUICK, max_examples=60)
@given(before=st.sampled_from(BESIDE), load=st.sampled_from(LOADS))
def test_no_load_passes(listener, before, load):
    at = ADDRESS.format(port=listener.port)
    text = f"PREFIX e: {at} {before} {load.format(at=at)}"
    assert is_refused(text)


def test_the_judge_sees_calls(listener):
    """The properties say something: the engine does call, through the trickiest of these."""
    at = ADDRESS.format(port=listener.port)
    seen = [does_call(f"PREFIX e: {at} SELECT * {{ {call.format(at=at)} }}", listener) for call in CALLS]
    assert None not in seen  # it reads them all
    assert sum(map(bool, seen)) >= 8  # and calls, where there is something to join with
    assert all(does_call(f"PREFIX e: {at} {load.format(at=at)}", listener, update=True) for load in LOADS)


ALLOWED = ("https://one.example/sparql", "https://data.example/files/")
PASSES = [
    "SELECT * { SERVICE <https://one.example/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <https://data.example/files/sparql> { ?s ?p ?o } }",
    "LOAD <https://data.example/files/a.ttl> INTO GRAPH <http://g>",
]
FAILS = [
    "SELECT * { SERVICE <https://one.example/sparql/more> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://one.example/sparql?x> { ?s ?p ?o } }",
    "SELECT * { SERVICE <http://one.example/sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://data.example/files/../x> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://data.example/files/%2e%2E/x> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://data.example/filesx> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?x { ?s ?p ?o } }",
    "PREFIX o: <https://one.example/sparql> SELECT * { SERVICE o: { ?s ?p ?o } }",
    "BASE <https://one.example/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    "SELECT * { SERVICE <https://one.example/sparql> { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }",
    "LOAD <https://data.example/other.ttl>",
]


@pytest.mark.parametrize("text", PASSES)
def test_what_is_allowed_passes(text):
    refuse_network(text, allowed=ALLOWED)
    assert is_refused(text)


@pytest.mark.parametrize("text", FAILS)
def test_nothing_else_does(text):
    with pytest.raises(QueryError, match=r"one\.example/sparql"):
        refuse_network(text, allowed=ALLOWED)
