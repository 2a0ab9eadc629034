"""Draw the relations that the text states, but those of officials and targets, which their own components draw."""

from __future__ import annotations

from ecograph.extract.governing import draw_governed
from ecograph.extract.issuing import draw_issued
from ecograph.extract.location import draw_located
from ecograph.extract.places import PlaceHit
from ecograph.extract.responsibility import draw_responsible
from ecograph.extract.sheet import Sheet


def draw_relations(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add responsibleFor, locatedIn, within, issued and governedBy."""
    draw_responsible(sheet)
    draw_located(sheet, places)
    draw_issued(sheet)
    draw_governed(sheet)
