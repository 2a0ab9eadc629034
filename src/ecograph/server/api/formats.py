"""The formats of lists: JSON, CSV and JSON-LD; and how one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from ecograph.server.accepting import quality, ranges_of


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
        ranges = ranges_of(accept)
        best = max(formats, key=lambda each: max(quality(ranges, kind) for kind in each.accepted))
        found = best if max(quality(ranges, kind) for kind in best.accepted) > 0 else None
    if found is None:
        known = ", ".join(f"{each.name} ({each.accepted[0]})" for each in formats)
        raise HTTPException(406, f"no such format here: {name or accept!r}; there is {known}")
    return found
