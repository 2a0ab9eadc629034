"""The formats of lists: JSON, CSV and JSON-LD; and how one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name that `?format=` takes, and its content type."""

    name: str
    content_type: str
    accepted: tuple[str, ...]


JSON = Format("json", "application/json", ("application/json",))
CSV = Format("csv", "text/csv; charset=utf-8", ("text/csv",))
JSONLD = Format("jsonld", "application/ld+json", ("application/ld+json",))
LISTS = (JSON, CSV, JSONLD)


def choose(formats: Sequence[Format], *, name: str, accept: str) -> Format:
    """Return the format of this name or, without one, what the Accept header likes best; 406 where none will do."""
    if name:
        found = next((each for each in formats if each.name == name), None)
    else:
        ranges = _ranges(accept) or [("*/*", 1.0)]
        best = max(formats, key=lambda each: max(_quality(ranges, kind) for kind in each.accepted))
        found = best if max(_quality(ranges, kind) for kind in best.accepted) > 0 else None
    if found is None:
        known = ", ".join(f"{each.name} ({each.accepted[0]})" for each in formats)
        raise HTTPException(406, f"no such format here: {name or accept!r}; there is {known}")
    return found


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind:
            found.append((kind, _q(parameters)))
    return found


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def _quality(ranges: Sequence[tuple[str, float]], kind: str) -> float:
    """Return the q of the most specific range that covers a content type, 0.0 if none does."""
    for pattern in (kind, kind.split("/", 1)[0] + "/*", "*/*"):
        for accepted, quality in ranges:
            if accepted == pattern:
                return quality
    return 0.0
