"""Know how servers differ: what each is told in other words, and what of its answers is put right."""

from ecograph.store.dialects.building import building
from ecograph.store.dialects.oxigraph import OXIGRAPH
from ecograph.store.dialects.standard import Asked, Dialect
from ecograph.store.dialects.virtuoso import VIRTUOSO

__all__ = ["Asked", "Dialect", "building", "dialect_of"]

_STANDARD = Dialect()
# How the `Server` header of an answer begins.
_BY_SERVER = {"Oxigraph": OXIGRAPH, "Virtuoso": VIRTUOSO}


def dialect_of(server: str) -> Dialect:
    """Return the ways of a server that names itself so; one that nobody knows is taken to keep to the standard."""
    return next((dialect for begins, dialect in _BY_SERVER.items() if server.startswith(begins)), _STANDARD)
