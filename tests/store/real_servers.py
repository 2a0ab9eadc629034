"""Start SPARQL servers that are not ours, each in a folder of its own and on a free port of this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx

USER, PASSWORD = "dba", "dba"
_SECONDS = 60.0
# What Virtuoso lets everybody do is read; tests write as everybody, and as `USER` at /sparql-auth.
_RIGHTS = """grant SPARQL_UPDATE to "SPARQL";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);
"""
_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
VADInstallDir = ./
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""


def missing(name: str) -> str:
    """Say what is to be installed for a server to be started, "" for nothing."""
    if name == "oxigraph":
        return "" if _oxigraph().exists() else "the native server is not there: install the package oxigraph"
    there = shutil.which("virtuoso-t") and shutil.which("isql-vt")
    return "" if there else "Virtuoso is not there: install Debian's virtuoso-opensource"


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run the native server of Oxigraph and give its address."""
    where = f"127.0.0.1:{_free_port()}"
    with _running([_oxigraph(), "serve", "--location", folder / "data", "--bind", where], folder, f"http://{where}/"):
        yield f"http://{where}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso, with the row limit that Debian sets, and give the address of its endpoint, which everybody may write to."""
    http, sql = _free_port(), _free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "virtuoso.ini").write_text(_INI.format(http=http, sql=sql))
    address = f"http://127.0.0.1:{http}/sparql"
    with _running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder, address):
        command = ["isql-vt", f"127.0.0.1:{sql}", USER, PASSWORD]
        subprocess.run(command, input=_RIGHTS, text=True, check=True, capture_output=True)
        yield address


SERVERS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def empty(address: str) -> None:
    """Empty what tests have filled."""
    update = "CLEAR ALL"
    if address.endswith("/sparql"):
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        answer = httpx.post(address, data={"query": query}, headers={"Accept": "application/sparql-results+json"})
        names = [row["g"]["value"] for row in answer.json()["results"]["bindings"]]
        ours = [name for name in names if name.startswith(("https://w3id.org/", "http://others/"))]
        update = "\n".join(f"CLEAR GRAPH <{name}>" for name in ours)
    if update:
        told = {"update": update}
        httpx.post(
            address if address.endswith("/sparql") else f"{address}/update", data=told, timeout=60
        ).raise_for_status()


def _oxigraph() -> Path:
    return Path(sys.executable).with_name("oxigraph")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str | Path], folder: Path, address: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + _SECONDS
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{command[0]} did not start: see {folder}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(address: str) -> bool:
    try:
        httpx.get(address)
    except httpx.TransportError:
        return False
    return True
