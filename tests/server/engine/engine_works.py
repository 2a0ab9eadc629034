"""What the tests of the engine have it do."""

from __future__ import annotations

import os
import signal
import time

from pyoxigraph import QueryResultsFormat
from starlette.exceptions import HTTPException

from ecograph.errors import QueryError

ROWS = "application/sparql-results+json"


def ask(snapshot, sink, *, query: str) -> None:
    sink.head(content_type=ROWS)
    snapshot.store.query(query).serialize(sink, QueryResultsFormat.JSON)


def spin(snapshot, sink) -> None:
    while True:
        pass


def wait(snapshot, sink, *, seconds: float) -> None:
    time.sleep(seconds)
    sink.write(b"{}")


def write(
    snapshot, sink, *, size: int, piece: int = 10_000, pause: float = 0.0, content_type: str = "text/plain"
) -> None:
    sink.head(content_type=content_type, headers={"X-Told": "yes"})
    while size > 0:
        sink.write(b"x" * min(piece, size))
        size -= piece
        time.sleep(pause)


def write_then(snapshot, sink, *, size: int, number: int) -> None:
    write(snapshot, sink, size=size)
    os.kill(os.getpid(), number)


def rows(snapshot, sink, *, number: int) -> None:
    sink.head(content_type="text/tab-separated-values; charset=utf-8")
    sink.write(b"?x\n")
    for _ in range(number):
        sink.write(b"1\n")


def hoard(snapshot, sink, *, size: int, seconds: float = 0.0) -> None:
    data = bytearray(size)
    data[::4096] = b"x" * len(data[::4096])
    time.sleep(seconds)
    sink.write(str(len(data)).encode())


def hoard_in_the_engine(snapshot, sink) -> None:
    doubling = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))
    ask(snapshot, sink, query=f'SELECT (STRLEN(?x32) AS ?n) {{ BIND("0123456789" AS ?x0) {doubling} }}')


def nest(snapshot, sink) -> None:
    snapshot.store.query("ASK {" + "{" * 100_000 + "}" * 100_000 + "}")


def die(snapshot, sink) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def misspell(snapshot, sink) -> None:
    raise QueryError("SPARQL syntax error", where="line 1, column 2", remedy="repair it")


def refuse(snapshot, sink) -> None:
    raise HTTPException(406, "no such format", headers={"X-Known": "json"})


def stumble(snapshot, sink) -> None:
    raise ZeroDivisionError


def state(snapshot, sink) -> None:
    snapshot.kept["times"] = snapshot.kept.get("times", 0) + 1
    folder = snapshot.folder is not None and snapshot.folder.is_dir()
    sink.write(f"{snapshot.stamp} {os.getpid()} {snapshot.kept['times']} {folder}".encode())


def niceness(snapshot, sink, *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
    sink.write(str(os.nice(0)).encode())


def put(store, *, text: str) -> int:
    from pyoxigraph import Literal, NamedNode, Quad

    store.add("http://x/d", [Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(text))])
    return len(list(store.query("SELECT * { <http://x/s> ?p ?o }")))


def put_and_fail(store, *, text: str) -> None:
    put(store, text=text)
    raise QueryError("no", remedy="do not")


def put_slowly(store, *, text: str, seconds: float) -> int:
    time.sleep(seconds)
    return put(store, text=text)


def sleep(store, *, seconds: float) -> None:
    time.sleep(seconds)
