"""Read what a client accepts (RFC 9110): media ranges with their q-values, the most specific one before the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Ranges: TypeAlias = Sequence[tuple[str, float]]


def ranges_of(accept: str) -> Ranges:
    """Return the media ranges of an Accept header with their q; a missing header accepts all."""
    found = []
    for part in accept.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_type:
            found.append((media_type, _q(parameters)))
    return found or [("*/*", 1.0)]


def quality(ranges: Ranges, media_type: str) -> float:
    """Return the q of the most specific range that covers `media_type`, 0.0 if none does."""
    for pattern in (media_type, media_type.split("/", 1)[0] + "/*", "*/*"):
        for accepted, q in ranges:
            if accepted == pattern:
                return q
    return 0.0


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
