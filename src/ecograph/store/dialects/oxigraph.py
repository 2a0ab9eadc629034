"""The ways of the Oxigraph server."""

from __future__ import annotations

from ecograph.store.dialects.standard import Dialect

OXIGRAPH = Dialect(store="/store")
