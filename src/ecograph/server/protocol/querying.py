"""Answer a query with the bytes that the engine writes, while it finds them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from pyoxigraph import QueryTriples
from starlette.exceptions import HTTPException

from ecograph.errors import QueryError, StoreError, UnfitError
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.protocol.negotiation import GRAPHS, RESULTS, Format, choose
from ecograph.store import Answer, Dataset, Store
from ecograph.store.results import results

_VARY = {"Vary": "Accept"}
_COMMENT_OR_PROLOGUE = re.compile(r"\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>", re.IGNORECASE)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE", "WITH"])


def query(
    snapshot: Snapshot,
    sink: Sink,
    *,
    text: str,
    base: str = "",
    dataset: Sequence[Sequence[str]] | None = None,
    format: str = "",
    accept: str = "",
    services: Collection[str] = (),
) -> None:
    """Write the answer to a query, in the format of `format` or of the Accept header."""
    try:
        # The answer is in no variable here, from where a traceback would carry it to another thread (see `write`).
        write(_answered(snapshot.store, text, base, dataset, services), sink, name=format, accept=accept)
    except RuntimeError as error:  # what the engine raises for a function that it does not have, and the like
        raise UnfitError(f"the query cannot be answered: {' '.join(str(error).split())}") from error
    except (OSError, StoreError) as error:
        if not services or "service" not in text.lower() or isinstance(error, BrokenPipeError):
            raise
        raise HTTPException(502, f"a service that the query calls gave no answer: {error}") from error


def _answered(
    store: Store, text: str, base: str, dataset: Sequence[Sequence[str]] | None, services: Collection[str]
) -> Answer:
    read = None if dataset is None else Dataset(*(tuple(names) for names in dataset))
    try:
        return store.query(text, base=base, dataset=read, services=services)
    except QueryError:
        if first_word(text) in _UPDATES:
            raise HTTPException(400, "this is an update, and was sent as a query: send it as update=") from None
        raise


def write(answer: Answer, sink: Sink, *, name: str = "", accept: str = "") -> None:
    """Write an answer into a response, in the format of `name` or of the Accept header."""
    try:
        chosen = choose(GRAPHS if isinstance(answer, QueryTriples) else RESULTS, name=name, accept=accept)
        sink.head(content_type=chosen.content_type, headers=_VARY)
        if isinstance(answer, bool):
            sink.write(_word(answer, chosen))
        else:
            answer.serialize(sink, chosen.engine)  # type: ignore[arg-type]
    finally:
        # A result may only be dropped by the thread that made it; a traceback would carry it to another one.
        del answer


@cache
def _word(answer: bool, format: Format) -> bytes:
    return results(answer, format.name)


def first_word(query: str) -> str:
    """Return the query's first word after comments and prologue, in capitals."""
    at = 0
    while match := _COMMENT_OR_PROLOGUE.match(query, at):
        at = match.end()
    word = re.match(r"[A-Za-z]*", query[at:])
    return word.group().upper() if word else ""
