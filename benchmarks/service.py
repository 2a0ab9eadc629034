"""Print how fast the service answers, beside a Python peer, the native server and the engine itself, in one run.

    python benchmarks/service.py [--quads 1000000] [--seconds 2] [--rounds 5] [--folder DIR] [--without NAME ...]

All have the same graph: synthetic documents with their claims, entities and targets, shaped like what a build makes, the same
in each run. They take turns, query by query and round by round, so that whatever else the machine does slows all alike;
each figure is the median of the rounds. One connection measures latency, eight measure requests a second and the processor
time that the server's processes take for one. The client is a bare HTTP client in a process of its own. Before it starts,
the service has made what it makes of each new state of the graph (indexes).

- ours: `ecograph serve` with all limits on, and one worker; ours-2: with two
- rdflib-endpoint: on rdflib's memory store (pip install rdflib-endpoint)
- native: the Oxigraph server, PyPI `oxigraph`
- in process: the embedded engine, asked and serialised in this process; a request's overhead is what ours takes beyond that
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib.util
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

ECO, ID = "https://w3id.org/ecograph/ontology#", "https://w3id.org/ecograph/id/"
PREFIXES = (
    f"PREFIX eco: <{ECO}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
)
XSD = "http://www.w3.org/2001/XMLSchema#"
PLACES = (
    "晋中", "太原", "大同", "长治", "临汾", "运城", "吕梁", "朔州",
    "忻州", "阳泉", "衡水", "保定", "邢台", "沧州", "廊坊", "唐山",
)  # fmt: skip
SUBJECTS = (
    "生态环境", "水利", "林业", "农业农村", "自然资源", "发展改革", "住房建设", "交通运输",
)  # fmt: skip
METRICS = (
    "造林面积", "森林覆盖率", "空气优良天数", "污水处理率", "湿地面积", "能耗强度", "碳排放强度", "断面优良比例",
)  # fmt: skip
NAMES = ("ours", "ours-2", "rdflib-endpoint", "native")


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(ID + path)


def eco(name: str) -> ox.NamedNode:
    return ox.NamedNode(ECO + name)


TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SUBJECT, PREDICATE, OBJECT = (
    ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{each}") for each in ("subject", "predicate", "object")
)
TITLE, ISSUED = ox.NamedNode("http://purl.org/dc/terms/title"), ox.NamedNode("http://purl.org/dc/terms/issued")


def quads(number: int) -> Iterator[ox.Quad]:
    """Yield about so many quads: facts in the default graph, each document's claims in its own."""
    chance, made = random.Random(7), 0
    agencies, projects = max(60, number // 250), max(60, number // 200)
    for quad in _entities(chance, agencies, projects):
        made += 1
        yield quad
    document = 0
    while made < number:
        for quad in _document(chance, document, agencies, projects):
            made += 1
            yield quad
        document += 1


def _entities(chance: random.Random, agencies: int, projects: int) -> Iterator[ox.Quad]:
    for number, place in enumerate(PLACES):
        yield from _thing(f"place/{number}", "Place", f"{place}市")
    for number in range(agencies):
        place, subject = number % len(PLACES), SUBJECTS[number // len(PLACES) % len(SUBJECTS)]
        yield from _thing(f"agency/{number}", "Agency", f"{PLACES[place]}市{subject}局第{number}分局")
        yield ox.Quad(node(f"agency/{number}"), eco("locatedIn"), node(f"place/{place}"))
        yield ox.Quad(node(f"agency/{number}"), eco("partOf"), node(f"agency/{number // 8}"))
    for number in range(projects):
        yield from _thing(f"project/{number}", "Project", f"{chance.choice(PLACES)}流域第{number}期治理工程")
        yield ox.Quad(node(f"project/{number}"), eco("locatedIn"), node(f"place/{chance.randrange(len(PLACES))}"))
        for _ in range(2):
            agency = node(f"agency/{chance.randrange(agencies)}")
            yield ox.Quad(agency, eco("responsibleFor"), node(f"project/{number}"))


def _thing(path: str, kind: str, name: str) -> Iterator[ox.Quad]:
    yield ox.Quad(node(path), TYPE, eco(kind))
    yield ox.Quad(node(path), LABEL, ox.Literal(name, language="zh"))
    yield ox.Quad(node(path), LABEL, ox.Literal(f"{kind} {path}", language="en"))


def _document(chance: random.Random, number: int, agencies: int, projects: int) -> Iterator[ox.Quad]:
    document = node(f"document/{number:08x}")
    day = f"20{chance.randrange(15, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    yield ox.Quad(document, TYPE, eco("Document"))
    yield ox.Quad(document, TITLE, ox.Literal(f"{chance.choice(PLACES)}推进生态治理之{number}"))
    yield ox.Quad(document, ISSUED, ox.Literal(day, datatype=ox.NamedNode(f"{XSD}date")))
    for each in range(8):
        agency, claim = node(f"agency/{chance.randrange(agencies)}"), node(f"claim/{number:08x}-{each}")
        quote = ox.Literal(
            f"据{chance.choice(PLACES)}市{chance.choice(SUBJECTS)}局介绍，{chance.choice(METRICS)}今年达到新高。" * 2
        )
        if each % 2:
            about, predicate = node(f"project/{chance.randrange(projects)}"), eco("responsibleFor")
        else:
            about, predicate = node(f"target/{number:08x}-{each}"), eco("hasTarget")
            value = ox.Literal(str(chance.randrange(1, 1000)), datatype=ox.NamedNode(f"{XSD}decimal"))
            yield ox.Quad(agency, predicate, about)
            yield ox.Quad(about, TYPE, eco("Target"))
            yield ox.Quad(about, eco("metric"), ox.Literal(chance.choice(METRICS)))
            yield ox.Quad(about, eco("value"), value)
            yield ox.Quad(about, eco("deadline"), ox.Literal(f"20{chance.randrange(20, 36)}"))
        for one, other in (
            (TYPE, eco("Claim")), (SUBJECT, agency), (PREDICATE, predicate), (OBJECT, about), (eco("quote"), quote),
            (eco("confidence"), ox.Literal(chance.choice(["0.9", "0.8", "1.0"]))), (eco("rule"), ox.Literal("targets.verb")),
        ):  # fmt: skip
            yield ox.Quad(claim, one, other, document)


_DETAIL = """SELECT * {{ {thing} rdfs:label ?label ; a ?type
  OPTIONAL {{ {thing} eco:locatedIn ?place . ?place rdfs:label ?placeName FILTER(LANG(?placeName) = "zh") }}
  OPTIONAL {{ {thing} eco:partOf ?above . ?above rdfs:label ?aboveName FILTER(LANG(?aboveName) = "zh") }}
  OPTIONAL {{ ?below eco:partOf {thing} . ?below rdfs:label ?belowName FILTER(LANG(?belowName) = "zh") }}
  OPTIONAL {{ {thing} eco:responsibleFor ?project . ?project rdfs:label ?projectName FILTER(LANG(?projectName) = "zh")
    OPTIONAL {{ ?project eco:locatedIn ?site . ?site rdfs:label ?siteName }} }}
  OPTIONAL {{ {thing} eco:hasTarget ?target . ?target eco:metric ?metric
    OPTIONAL {{ ?target eco:value ?value }} OPTIONAL {{ ?target eco:deadline ?deadline }} }}
  FILTER(LANG(?label) = "zh") }} LIMIT 200"""


def queries() -> dict[str, str]:
    """Return the ten queries, by what a visitor does."""
    agency, project = f"<{ID}agency/40>", f"<{ID}project/90>"
    return {
        "label": f"SELECT ?name {{ {agency} rdfs:label ?name }}",
        "exists": f"ASK {{ {agency} eco:responsibleFor ?project }}",
        "everything of one": f"SELECT ?p ?o {{ {agency} ?p ?o }} LIMIT 100",
        "list of 100": "SELECT ?x ?name { ?x a eco:Agency ; rdfs:label ?name FILTER(LANG(?name) = 'zh') } LIMIT 100",
        "page of targets": "SELECT ?t ?m ?v ?d { ?t a eco:Target ; eco:metric ?m ; eco:value ?v ; eco:deadline ?d } LIMIT 100",
        "detail": _DETAIL.format(thing=agency),
        "3 hops": f"SELECT DISTINCT ?o {{ {project} ^eco:responsibleFor/eco:partOf/eco:locatedIn ?o }}",
        "evidence": f"SELECT ?quote ?g {{ GRAPH ?g {{ ?c rdf:subject {agency} ; eco:quote ?quote }} }} LIMIT 20",
        "triples of one": f"CONSTRUCT {{ {agency} ?p ?o }} {{ {agency} ?p ?o }}",
        "group by": "SELECT ?place (COUNT(*) AS ?n) { ?a eco:locatedIn ?place ; a eco:Project } GROUP BY ?place ORDER BY DESC(?n)",
    }


class Figure(NamedTuple):
    """Requests a second at eight connections; median and 99th percentile of milliseconds at one; processor time at eight."""

    rate: float
    p50: float
    p99: float
    processor: float = 0.0


# -- the load, in a process of its own


class _Requests(asyncio.Protocol):
    """One connection that sends the same request again and again."""

    def __init__(self, request: bytes, until: float, most: int) -> None:
        import httptools

        self._request, self._until, self._left = request, until, most
        self._parser = httptools.HttpResponseParser(self)
        self.took: list[float] = []
        self.wrong = 0
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self._request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.took.append(time.perf_counter() - self._began)
        self.wrong += self._parser.get_status_code() != 200
        self._left -= 1
        if self._left and time.perf_counter() < self._until:
            self._send()
        elif not self.ended.done():
            self.ended.set_result(None)
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        if not self.ended.done():
            self.wrong += 1
            self.ended.set_result(None)


async def _load(port: int, request: bytes, connections: int, seconds: float, most: int) -> dict[str, float]:
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    made = [
        (await loop.create_connection(lambda: _Requests(request, began + seconds, most), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(each.ended for each in made))
    took = sorted(each for one in made for each in one.took)
    if any(each.wrong for each in made) or not took:
        return {"rate": 0, "p50": 0, "p99": 0, "count": 0}
    rate, count = len(took) / (time.perf_counter() - began), len(took)
    return {"rate": rate, "p50": took[count // 2] * 1000, "p99": took[int(count * 0.99)] * 1000, "count": count}


def load(port: int, path: str, query: str, connections: int, seconds: float, most: int) -> dict[str, float]:
    """Ask a server the same query for some seconds and return how it did; in a process of its own."""
    request = (
        f"GET {path}?query={quote(PREFIXES + query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Accept: application/sparql-results+json, text/turtle;q=0.9\r\n\r\n"
    )
    told = json.dumps([port, request, connections, seconds, most])
    done = subprocess.run([sys.executable, __file__, "--load"], input=told, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _load_main() -> None:
    import uvloop

    port, request, connections, seconds, most = json.loads(sys.stdin.read())
    print(json.dumps(uvloop.run(_load(port, request.encode(), connections, seconds, most))))


# -- the servers


@contextlib.contextmanager
def started(command: list[str], port: int, patience: float) -> Iterator[int]:
    """Run a server until the block ends; gives its process's number."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            until = time.monotonic() + patience
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                if process.poll() is not None or time.monotonic() > until:
                    said.seek(0)
                    sys.exit(f"{command[:3]} did not start: {said.read().decode()[-2000:]}")
                time.sleep(0.2)
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def command_of(name: str, folder: Path, port: int) -> list[str]:
    if name in ("ours", "ours-2"):
        code = "from ecograph.cli import main; main()"
        return [
            sys.executable,
            "-c",
            code,
            "serve",
            "--store",
            str(folder / "store"),
            "--port",
            str(port),
            "--workers",
            "2" if name == "ours-2" else "1",
            "--by-client",
            "64",
        ]
    if name == "native":
        program = str(Path(sys.executable).with_name("oxigraph"))
        return [program, "serve-read-only", "--location", str(folder / "native"), "--bind", f"127.0.0.1:{port}"]
    return [sys.executable, __file__, "--rdflib", str(folder / "graph.nq"), str(port)]


def _rdflib_main(file: str, port: int) -> None:
    """Be the Python peer: rdflib's memory store, as fast as it gets."""
    import uvicorn
    from rdflib import Dataset
    from rdflib_endpoint import SparqlEndpoint

    graph = Dataset(default_union=False)
    graph.parse(file, format="nquads")
    uvicorn.run(
        SparqlEndpoint(graph=graph, path="/query"), host="127.0.0.1", port=port, log_level="error", access_log=False
    )


def make(folder: Path, number: int) -> None:
    """Make the graph in a folder, for all four, unless it is there."""
    if (folder / "made").exists():
        return
    from ecograph.store import open_store

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with open_store(folder / "store", create=True):
        pass
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(quads(number))
    store.flush()
    store.optimize()
    store.backup(str(folder / "native"))
    with (folder / "graph.nq").open("wb") as file:
        store.dump(file, ox.RdfFormat.N_QUADS)
    (folder / "made").write_text(str(number))


def inside(store: ox.Store, query: str, seconds: float) -> Figure:
    """Ask the engine in this process."""
    took, until, asked = list[float](), time.perf_counter() + seconds, PREFIXES + query
    while time.perf_counter() < until and len(took) < 20_000:
        began = time.perf_counter()
        answer = store.query(asked)
        if isinstance(answer, ox.QueryTriples):
            answer.serialize(format=ox.RdfFormat.TURTLE)
        else:
            answer.serialize(format=ox.QueryResultsFormat.JSON)
        took.append(time.perf_counter() - began)
    took.sort()
    return Figure(len(took) / sum(took), median(took) * 1000, took[int(len(took) * 0.99)] * 1000)


def middle(rounds: list[Figure]) -> Figure:
    return Figure(*(median(column) for column in zip(*rounds, strict=True)))


def prepared(store: Path, patience: float = 900.0) -> None:
    """Wait until the service has made its indexes of the graph."""
    until = time.monotonic() + patience
    while not list(store.glob("serving/*/made/*.sqlite")):
        if time.monotonic() > until:
            sys.exit("the service does not become ready")
        time.sleep(1)


def processor_seconds(pid: int) -> float:
    """Return what a process and all that it has started have used so far, 0 where the system does not say."""
    found, waiting = 0, [pid]
    while waiting:
        pid = waiting.pop()
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found += sum(map(int, fields[11:15]))  # its own, and what its children had used that have ended
            waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return found / os.sysconf("SC_CLK_TCK")


def measure(folder: Path, names: list[str], seconds: float, rounds: int) -> dict[str, dict[str, Figure]]:
    """Return query -> server -> figure."""
    found: dict[str, dict[str, Figure]] = {}
    ports = {name: free_port() for name in names}
    pids = dict[str, int]()
    with contextlib.ExitStack() as stack:
        for name, port in ports.items():
            pids[name] = stack.enter_context(started(command_of(name, folder, port), port, 600))
            print(f"{name} is up", file=sys.stderr, flush=True)
            if name.startswith("ours"):
                prepared(folder / "store")
        store = ox.Store.read_only(str(folder / "native"))
        for title, query in queries().items():
            seen: dict[str, list[Figure]] = {name: [] for name in (*names, "in process")}
            for _ in range(rounds):
                seen["in process"].append(inside(store, query, seconds / 3))
                for name, port in ports.items():
                    path = "/sparql" if name.startswith("ours") else "/query"
                    one = load(port, path, query, 1, seconds / 2, 20_000)
                    used = processor_seconds(pids[name])
                    many = load(port, path, query, 8, seconds / 2, 20_000)
                    used = (processor_seconds(pids[name]) - used) / max(1.0, many["count"]) * 1000
                    seen[name].append(Figure(many["rate"], one["p50"], one["p99"], used))
            found[title] = {name: middle(each) for name, each in seen.items()}
            print(
                title, {name: tuple(round(n, 2) for n in each) for name, each in found[title].items()}, file=sys.stderr
            )
    return found


def table(found: dict[str, dict[str, Figure]], names: list[str]) -> Iterator[str]:
    columns = [*names, "in process"]
    yield f"{'requests/s at 8, p50/p99 ms at 1':34}" + "".join(f"{name:>26}" for name in columns) + "    overhead ms"
    yield "(behind them: processor ms a request at 8)"
    over = []
    for title, row in found.items():
        cells = "".join(_cell(row[name]) for name in columns)
        over.append(row["ours"].p50 - row["in process"].p50)
        yield f"{title:34}{cells}    {over[-1]:.2f}"
    yield f"\nmedian overhead of a request over the engine in process: {median(over):.2f} ms (wanted: at most 0.70)"
    for name in (each for each in names if each.startswith("ours")):
        yield from _ratios(found, names, name)


def _cell(figure: Figure) -> str:
    return f"{figure.rate:>8.0f} {figure.p50:>6.2f}/{figure.p99:<5.1f}{figure.processor:>5.2f}"


def _ratios(found: dict[str, dict[str, Figure]], names: list[str], ours: str) -> Iterator[str]:
    """Yield how one of ours compares with the others."""
    wanted = {"label": 1.5, "list of 100": 3.0, "detail": 50.0}
    for title, least in wanted.items():
        row = found[title]
        if "rdflib-endpoint" in names and row["rdflib-endpoint"].rate:
            ratio = row[ours].rate / row["rdflib-endpoint"].rate
            yield f"{ours}, {title}: {ratio:.1f} times rdflib-endpoint (wanted: at least {least:g})"
    for title in ("list of 100", "page of targets", "detail"):
        row = found[title]
        if "native" in names and row[ours].rate:
            rate, latency = row["native"].rate / row[ours].rate, row[ours].p50 / max(row["native"].p50, 1e-9)
            told = f"native has {rate:.2f} times the requests/s, ours {latency:.2f} times the latency"
            yield f"{ours}, {title}: {told} (wanted: at most 2)"


def main() -> None:
    if sys.argv[1:2] == ["--load"]:
        return _load_main()
    if sys.argv[1:2] == ["--rdflib"]:
        return _rdflib_main(sys.argv[2], int(sys.argv[3]))
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quads", type=int, default=1_000_000)
    options.add_argument("--seconds", type=float, default=2, help="for each query, server and round")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ecograph-service-benchmark")
    options.add_argument("--without", action="append", default=[], choices=NAMES)
    chosen = options.parse_args()
    names = [name for name in NAMES if name not in chosen.without]
    if "rdflib-endpoint" in names and importlib.util.find_spec("rdflib_endpoint") is None:
        sys.exit("the peer is missing: pip install rdflib-endpoint")
    folder = chosen.folder / str(chosen.quads)
    make(folder, chosen.quads)
    print(f"{chosen.quads:,} quads, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    for line in table(measure(folder, names, chosen.seconds, chosen.rounds), names):
        print(line)
    return None


if __name__ == "__main__":
    main()
