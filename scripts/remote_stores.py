"""Build, ask and export on real SPARQL servers, and print how that compares with the embedded store.

    python scripts/remote_stores.py               the articles that ship with EcoGraph, on each server that is installed
    python scripts/remote_stores.py --articles 20

Each server is started on a free port of this machine, in a folder that goes afterwards: the native server of Oxigraph (package
`oxigraph`) and Virtuoso (Debian's virtuoso-opensource).
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "tests"), str(HERE / "tests" / "store"), str(HERE / "src")]

import httpx  # noqa: E402
import pyoxigraph as ox  # noqa: E402
import real_servers  # noqa: E402

from articles import dumped, sequence, shipped  # noqa: E402
from ecograph.build import build  # noqa: E402
from ecograph.query import ask, questions  # noqa: E402
from ecograph.readers import Source  # noqa: E402
from ecograph.store import Store, open_store  # noqa: E402
from ecograph.store.addresses import addresses  # noqa: E402
from ecograph.store.endpoint import Endpoint  # noqa: E402

COLUMNS = (
    "store", "build s", "quads", "export", "questions", "ms a question", "slowest ms", "graphs: quads/s", "updates: quads/s",
)  # fmt: skip
SECONDS = 600


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=1_000, help="so many at most")
    sources = [*shipped(1_000), *sequence()][: options.parse_args().articles]
    rows = [COLUMNS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ECOGRAPH_RECORDS"] = str(folder / "records")
        with open_store(folder / "embedded", create=True) as here:
            seconds = taken(lambda: build(sources, here))
            told, graph = answers(here), dumped(here)
            rows.append(("embedded", f"{seconds:.1f}", f"{lines(graph):,}", "", "", *times(told), "", ""))
        for server, run in real_servers.SERVERS.items():
            if why := real_servers.missing(server):
                print(f"{server}: {why}")
                continue
            with run(folder / server) as address:
                rows.append((server, *compared(address, sources, told, graph)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    return 0 if all(row[3] != "differs" for row in rows) else 1


def compared(address: str, sources: list[Source], told: dict[str, tuple[list[str], float]], graph: bytes) -> tuple[str, ...]:
    """Return what a server's line says."""
    with open_store(address, create=True) as there:
        seconds = taken(lambda: build(sources, there))
        got, exported = answers(there), dumped(there)
    equal = [name for name in told if got[name][0] == told[name][0]]
    for name in sorted(told.keys() - equal):
        print(f"{address}: {name} is answered otherwise")
    count = f"{len(equal)}/{len(told)}"
    same = "same bytes" if exported == graph else "differs"
    rates = (f"{rate(address, graph, graphs=graphs):,.0f}" for graphs in (True, False))
    return f"{seconds:.1f}", f"{lines(exported):,}", same, count, *times(got), *rates


def answers(store: Store) -> dict[str, tuple[list[str], float]]:
    """Return the rows of each named question's example, and the milliseconds that they take, the second time."""
    found = {}
    for name, question in questions().items():
        for _ in range(2):
            began = time.perf_counter()
            rows = [str(row) for row in ask(store, name, question.example)]
            found[name] = rows, 1000 * (time.perf_counter() - began)
    return found


def times(told: dict[str, tuple[list[str], float]]) -> tuple[str, str]:
    taken = [milliseconds for _, milliseconds in told.values()]
    return f"{statistics.median(taken):.1f}", f"{max(taken):.0f}"


def rate(address: str, graph: bytes, *, graphs: bool) -> float:
    """Return how many quads a second an empty server takes, as graphs or by updates."""
    real_servers.empty(address)
    endpoint = Endpoint(addresses(address), httpx.Client(timeout=SECONDS))
    endpoint.meet()
    if not graphs:
        endpoint.takes_graphs = False
    quads = sorted(ox.parse(graph, format=ox.RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))
    text = io.BytesIO(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return len(quads) / taken(lambda: endpoint.load(text, format=ox.RdfFormat.N_QUADS))


def lines(text: bytes) -> int:
    return text.count(b"\n")


def taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
