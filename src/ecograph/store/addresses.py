"""Tell from one address of a SPARQL server where it takes queries and updates, by the habits of the servers in use."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from ecograph.errors import UsageError


class Addresses(NamedTuple):
    """Where a server takes queries and updates."""

    query: str
    update: str

    def graphs(self, last: str) -> str:
        """Return where it takes graphs, by the Graph Store Protocol: `last` ends the address, in the place of `/query`.

        "" where nothing follows from the addresses.
        """
        for end, update in _HABITS.items():
            if self.query.endswith(end) and self.update == self.query.removesuffix(end) + update:
                return self.query.removesuffix(end) + last + ("-auth" if end.endswith("-auth") else "")
        return ""


# The end of the path that a user names, and what takes its place for updates.
_HABITS = {"/sparql-auth": "/sparql-auth", "/query": "/update", "/sparql": "/sparql"}


def is_address(store: str) -> bool:
    """Tell whether a store is named by the address of a server."""
    return store.startswith(("http://", "https://"))


def addresses(store: str) -> Addresses:
    """Return the addresses of a server from the one that the user named: `…/query`, `…/sparql`, or the root of an Oxigraph.

    A fragment names another for updates: `https://host/repositories/eco#/repositories/eco/statements`. Raise UsageError for
    an address without a host.
    """
    parts = urlsplit(store)
    if not parts.hostname:
        raise UsageError("this is no address of a server", where=store, remedy="name one such as http://localhost:7878")
    if parts.username or parts.password:
        remedy = "give them in the environment: ECOGRAPH_STORE_USER and ECOGRAPH_STORE_PASSWORD"
        raise UsageError(
            "a user and a password in an address would be printed and kept", where=parts.hostname, remedy=remedy
        )
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname

    def at(path: str) -> str:
        return urlunsplit((parts.scheme, host, path, parts.query, ""))

    path = parts.path.rstrip("/")
    if parts.fragment:
        return Addresses(at(path), at(parts.fragment))
    for end, update in _HABITS.items():
        if path.endswith(end):
            return Addresses(at(path), at(path.removesuffix(end) + update))
    return Addresses(at(path + "/query"), at(path + "/update"))
