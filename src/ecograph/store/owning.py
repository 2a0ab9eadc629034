"""Tell the graphs that a build makes, and makes anew, from those that others put beside them.

A build owns the default graph and, below the store's base, the graphs of documents and those that describe them as a whole. It
drops what of these it does not make; any other graph it leaves as it is. So whoever writes a graph of their own gives it a
name that is not one of these.
"""

from __future__ import annotations

from ecograph.store.names import BASE

_BELOW = "document/"
_WHOLE = frozenset(["extraction", "quarantine", "catalog", "analysis"])


def is_own(graph: str, base: str) -> bool:
    """Tell whether a build owns a graph, "" for the default graph, in a store whose IRIs begin with `base`."""
    if not graph:
        return True
    base = base or BASE
    rest = graph.removeprefix(base)
    return rest != graph and (rest.startswith(_BELOW) or rest in _WHOLE)


def whole(base: str) -> list[str]:
    """Return the graphs that a build owns besides those of documents."""
    return [f"{base or BASE}{name}" for name in sorted(_WHOLE)]
