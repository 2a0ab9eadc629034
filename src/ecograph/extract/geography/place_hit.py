"""The candidate of a place: a stretch of text that names one."""

from __future__ import annotations

from typing import NamedTuple


class PlaceHit(NamedTuple):
    """A stretch of clean text that names a place. `code` is "" for what the gazetteer of divisions does not hold.

    `candidates` are the codes of the other divisions that the name fits as well, best first; `works` tells a plant or a
    station from a place that was there before people built on it, and `inside` is the town that it bears the name of.
    """

    start: int
    end: int
    name: str
    kind: str
    code: str = ""
    rule: str = ""
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    works: bool = False
    inside: str = ""

    @property
    def key(self) -> str:
        """The entity key of the place."""
        return f"Place:{self.code or self.name}"
