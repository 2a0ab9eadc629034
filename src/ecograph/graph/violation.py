"""One thing that breaks one shape, as people read it."""

from __future__ import annotations

from dataclasses import dataclass

from ecograph.store import PREFIXES

SHAPES = "https://w3id.org/ecograph/shapes#"
_NAMESPACES = (*PREFIXES.items(), ("shape", SHAPES))


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one shape; `path` and `value` are "" where the whole node is meant."""

    focus: str
    shape: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        field = f" {self.path}" if self.path else ""
        value = f" (is {self.value})" if self.value else ""
        return f"{self.focus}{field}: {self.message}{value}"


def short(text: str) -> str:
    """Return an IRI in its short form, and any other text as it is."""
    for prefix, namespace in _NAMESPACES:
        if text.startswith(namespace) and "/" not in text[len(namespace) :]:
            return f"{prefix}:{text[len(namespace) :]}"
    return text
