"""Draw the relations that the text states, but those of officials and targets, which their own components draw."""

from __future__ import annotations

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.links.governing import draw_governed
from ecograph.extract.links.issuing import draw_issued
from ecograph.extract.links.location import draw_located
from ecograph.extract.links.responsibility import draw_responsible
from ecograph.extract.sheet import Sheet


def draw_relations(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add responsibleFor, locatedIn, within, issued and governedBy."""
    draw_responsible(sheet)
    draw_located(sheet, places)
    draw_issued(sheet)
    draw_governed(sheet)
