"""The store on a SPARQL server that is not ours: the graph there, the records here."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ecograph.errors import StoreError
from ecograph.store.addresses import addresses
from ecograph.store.endpoint import Endpoint
from ecograph.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    import httpx
    import rdflib

# Where records of remote stores are kept, by default below the user's folder of data; and who asks the server.
RECORDS = "ECOGRAPH_RECORDS"
USER, PASSWORD, TOKEN = "ECOGRAPH_STORE_USER", "ECOGRAPH_STORE_PASSWORD", "ECOGRAPH_STORE_TOKEN"
_SECONDS = 120.0


def open_remote(store: str, *, create: bool = False, read_only: bool = False) -> OxigraphStore:
    """Open the store on a SPARQL server; `store` is its address. Who asks, where it wants to know, is told
    by variables of the environment: ECOGRAPH_STORE_USER and ECOGRAPH_STORE_PASSWORD, or ECOGRAPH_STORE_TOKEN.

    The documents' records, which only building needs, are kept on this machine. Raises StoreError where the server cannot be
    asked.
    """
    named = addresses(store)
    endpoint = Endpoint(named, _client(store))
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

    def meet(self, endpoint: Endpoint) -> None:
        """Ask the server a first time; raise StoreError where it does not answer."""
        with self._guarded():
            endpoint.meet()
        self._facts = endpoint.default_graph


def _client(store: str) -> httpx.Client:
    import httpx

    user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    auth: httpx.Auth | None = None
    if user:
        auth = (
            httpx.DigestAuth(user, password)
            if urlsplit(store).path.endswith("-auth")
            else httpx.BasicAuth(user, password)
        )
    headers = {"Authorization": f"Bearer {token}"} if token and not user else {}
    return httpx.Client(auth=auth, headers=headers, timeout=_SECONDS)


def _folder(query: str) -> Path:
    """Return the folder on this machine that keeps the records of a server."""
    told = os.environ.get(RECORDS, "")
    root = (
        Path(told) if told else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ecograph"
    )
    host = urlsplit(query).netloc.replace(":", "-")
    return root / f"{host}-{sha256(query.encode()).hexdigest()[:8]}"
