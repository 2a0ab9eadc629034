"""Render an answer for the older routes, which run their queries through the gate."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pyoxigraph import QueryTriples
from starlette.responses import Response

from ecograph.server.limits import Sink
from ecograph.server.protocol.negotiation import GRAPHS, RESULTS, choose
from ecograph.store import Answer, Store

FormatParam = Annotated[str, Query(description="json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld")]


def render(store: Store, answer: Answer, sink: Sink, *, name: str = "", accept: str = "") -> Response:
    """Return the answer as the engine writes it, in the format of `name` or of the Accept header."""
    try:
        chosen = choose(GRAPHS if isinstance(answer, QueryTriples) else RESULTS, name=name, accept=accept)
        if isinstance(answer, bool):
            sink.write(store.serialize_results(answer, chosen.name))
        else:
            answer.serialize(sink, chosen.engine)  # type: ignore[arg-type]
    finally:
        # A result may only be dropped by the thread that made it; a traceback would carry it to another one.
        del answer
    return Response(sink.getvalue(), headers={"Content-Type": chosen.content_type, "Vary": "Accept"})
