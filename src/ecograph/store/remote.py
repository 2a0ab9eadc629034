"""The store on a SPARQL server that is not ours: the graph there, the records here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from ecograph.errors import StoreError, UsageError
from ecograph.store.addresses import addresses
from ecograph.store.base import Quad
from ecograph.store.endpoint import Endpoint
from ecograph.store.names import PREFIXES
from ecograph.store.oxigraph import OxigraphStore
from ecograph.store.requesting import TIMEOUT, CutError, RefusedError

if TYPE_CHECKING:
    import httpx
    import rdflib

# Where records of remote stores are kept, by default below the user's folder of data; and who asks the server.
RECORDS = "ECOGRAPH_RECORDS"
USER, PASSWORD, TOKEN = "ECOGRAPH_STORE_USER", "ECOGRAPH_STORE_PASSWORD", "ECOGRAPH_STORE_TOKEN"
_SECONDS = 120.0


def open_remote(store: str, *, create: bool = False, read_only: bool = False) -> OxigraphStore:
    """Open the store on a SPARQL server; `store` is its address. Who asks, where it wants to know, is told
    by variables of the environment: ECOGRAPH_STORE_USER and ECOGRAPH_STORE_PASSWORD, or ECOGRAPH_STORE_TOKEN; how many seconds
    it may be silent by ECOGRAPH_STORE_TIMEOUT.

    The documents' records, which only building needs, are kept on this machine. Raises StoreError where the server cannot be
    asked.
    """
    named = addresses(store)
    endpoint = Endpoint(named, _client())
    folder = _folder(named.query)
    if create:
        folder.mkdir(parents=True, exist_ok=True)
    store_ = RemoteStore(endpoint, where=named.query, folder=folder, read_only=read_only)
    try:
        store_.meet(endpoint)
    except StoreError:
        store_.close()
        raise
    return store_


class RemoteStore(OxigraphStore):
    """Keep a knowledge graph on a server; what is told of `Store` holds as far as the server keeps to it.

    A change that is larger than one request is several: when it is cut short, the next build makes the rest.
    """

    def rdflib(self) -> rdflib.Dataset:
        """Return a view for rdflib, which asks the server each time."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return rdflib.Dataset(store=SPARQLStore(self._where))

    def _is_empty(self) -> bool:
        # Named graphs of others, or of the server itself, stay as they are.
        return not self._ox.query("ASK { ?s ?p ?o }")

    def close(self) -> None:
        """Let go of the connection and of the records."""
        if isinstance(self._inner, Endpoint):
            self._inner.close()
        super().close()

    def _exchange(self, name: ox.NamedNode | ox.DefaultGraph, batch: list[Quad]) -> None:
        self._ox.clear_graph(name)
        self._ox.extend(batch)

    def _updated(self, sparql: str, base: str) -> None:
        assert isinstance(self._ox, Endpoint)
        # Nobody knows whether it ends the same when it is made twice.
        self._ox.update(sparql, base_iri=base or None, prefixes=PREFIXES, twice=False)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn what a server refuses, or does not answer, into one of our errors."""
        try:
            yield
        except OSError as error:
            raise StoreError(f"the server gave up: {error}", where=self._where, remedy=_remedy(error)) from error

    def meet(self, endpoint: Endpoint) -> None:
        """Ask the server a first time; raise StoreError where it does not answer."""
        with self._guarded():
            endpoint.meet()
        self._facts = endpoint.default_graph


def _remedy(error: OSError) -> str:
    if isinstance(error, CutError):
        return "let the server give more rows (ResultSetMaxRows of Virtuoso), or ask for less"
    if isinstance(error, RefusedError) and error.status in (401, 403):
        return f"name who asks by {USER} and {PASSWORD}, or by {TOKEN}"
    return "check that the server runs and takes updates; what is there already stays, and the next build goes on"


def _client() -> httpx.Client:
    import httpx

    from ecograph.store.proving import Challenged

    user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    headers = {"Authorization": f"Bearer {token}"} if token and not user else {}
    return httpx.Client(auth=Challenged(user, password) if user else None, headers=headers, timeout=_seconds())


def _seconds() -> float:
    told = os.environ.get(TIMEOUT, "")
    try:
        seconds = float(told or _SECONDS)
    except ValueError:
        seconds = 0.0
    if seconds <= 0:
        raise UsageError(f"{told!r} is no number of seconds", where=TIMEOUT, remedy=f"give one, such as {_SECONDS:.0f}")
    return seconds


def _folder(query: str) -> Path:
    """Return the folder on this machine that keeps the records of a server."""
    told = os.environ.get(RECORDS, "")
    root = (
        Path(told) if told else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ecograph"
    )
    host = urlsplit(query).netloc.replace(":", "-")
    return root / f"{host}-{sha256(query.encode()).hexdigest()[:8]}"
