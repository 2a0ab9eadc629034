"""EcoGraph: a knowledge graph of public commitments, read from Chinese government and environment news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ecograph.build import Settings, build, extract
    from ecograph.readers import Source, find_sources
    from ecograph.upkeep import as_of, open_graph, retract

__version__ = "0.1.0"
__all__ = [
    "Settings", "Source", "__version__", "as_of", "build", "extract", "find_sources", "open_graph", "retract",
]  # fmt: skip

_HOMES = {
    "Settings": ("ecograph.build", "Settings"),
    "Source": ("ecograph.readers", "Source"),
    "as_of": ("ecograph.upkeep", "as_of"),
    "build": ("ecograph.build", "build"),
    "extract": ("ecograph.build", "extract"),
    "find_sources": ("ecograph.readers", "find_sources"),
    "open_graph": ("ecograph.upkeep", "open_graph"),
    "retract": ("ecograph.upkeep", "retract"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the names differ in type
    """Load a public name when it is first asked for: importing the package must not load spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
