"""Find the bodies that posts imply: 副市长 a government, 组织部长 an organ of a committee, 村党支部书记 a village's cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.places import PlaceHit, context
from ecograph.extract.organisations.agency_hits import AgencyHit
from ecograph.extract.organisations.agency_names import nested_agency, place_agency
from ecograph.extract.organisations.agency_owners import unlisted_place
from ecograph.extract.persons.names import could_be_name
from ecograph.extract.sheet import Sheet

# What the cell of a party is called: 村|党支部|书记.
_CELL = re.compile("党总支|党委|党支部|支部|支书|村委会|村民委员会")
_CELLS = {"支部": "党支部", "支书": "党支部", "村委会": "村民委员会"}
_ORGAN_OF = re.compile("(.+)长")


class ImpliedBodies:
    """Finds the bodies that the posts of one sheet imply; each goes again if nobody holds the post."""

    def __init__(self, sheet: Sheet, places: list[PlaceHit], agencies: list[AgencyHit]) -> None:
        self.sheet, self.text, self.places, self._agencies = sheet, sheet.text, places, agencies
        self.place_until = {hit.end: hit for hit in places}
        self.agency_until = {hit.end: hit for hit in agencies}

    def by(self, kind: str, title: str, governs: str, start: int, agency: str, seat: str) -> str:
        """Return the key of the body that a title tells by itself, "" if it tells none here."""
        if kind == "nation":
            return "" if agency or not self._alone(start) else self._body(governs, "party", start)
        if kind == "organ":
            return self._organ(title, start)
        if kind == "cell":
            # 党支部书记、|村委会主任: a title that names its level names its own body.
            return "" if agency and not title.startswith(governs) else self._cell(title, governs, start)
        return self._government(start, governs, seat)

    def of_site(self, name: str, start: int) -> str:
        """Return the key of the forest farm, plant or park whose head a post is (太平林场|场长)."""
        return self._body(name, "institution", start)

    def _alone(self, start: int) -> bool:
        """Tell whether nothing but a mark or a name stands before a post (某人|总书记, but not 越共中央|总书记)."""
        before = self.text[start - 1 : start]
        return not "\u4e00" <= before <= "\u9fff" or could_be_name(self.sheet, start - 3, start)

    def _organ(self, title: str, start: int) -> str:
        """Return the organ of the committee that the sentence named last (县委常委、|组织部长)."""
        sentence, _ = self.sheet.sentence(start)
        last = bisect_left(self._agencies, start, key=lambda h: h.start)
        before = takewhile(lambda h: h.start >= sentence, reversed(self._agencies[:last]))
        committee = next((h for h in before if h.name.startswith("中共")), None)
        told = _ORGAN_OF.fullmatch(title)
        if committee is None or told is None:
            return ""
        return self._body(nested_agency(committee.name, told.group(1)), "party", start)

    def _cell(self, title: str, level: str, start: int) -> str:
        """Return the cell or committee of the village that stands before a post or was named last (村党支部书记, 村委会主任)."""
        cell = _CELL.search(title)
        place = self.place_until.get(start)
        if cell is None or (place and place.code):
            return ""
        village = place.name if place else self._town(start, level) if title.startswith(level) else ""
        name = _CELLS.get(cell.group(), cell.group())
        return self._body(village + name, "party", start) if village else ""

    def _body(self, name: str, kind: str, start: int) -> str:
        """Return the key of a body that a post implies; it goes again if nobody holds the post."""
        draft = self.sheet.draft("Agency", name)
        draft.attributes.setdefault("kind", kind)
        if not draft.marks:
            draft.attributes.setdefault("implied", start)
        return draft.key

    def _government(self, start: int, level: str, seat: str) -> str:
        """Return the key of the government that a post such as 副市长 belongs to."""
        hit = self.agency_until.get(start)
        if hit and hit.kind == "government":
            return hit.key
        if place := self.place_until.get(start):
            return self._implied(place.name, place.code, start)
        if level in ("镇", "乡"):
            town = self._town(start, level)
            return self._implied(town, "", start) if town else ""
        if unlisted := unlisted_place(self.sheet, start, level):
            return self._implied(self.text[unlisted:start], "", start)
        code = _of_level(seat, level) or context(self.sheet, level, start, self.places)
        printed = f"Agency:{level}政府"
        if not code and printed in self.sheet.drafts:
            # Nobody knows which county 县长 means, but 县政府 is of the same one.
            return printed
        return self._implied(gazetteer().by_code[code].name if code else level, code, start)

    def _town(self, start: int, level: str) -> str:
        """Return the name of the town that was named last."""
        last = bisect_left(self.places, (start,))
        near = (self.places[number] for number in range(last - 1, -1, -1))
        return next((place.name for place in near if not place.code and place.name.endswith(level)), "")

    def _implied(self, place: str, code: str, start: int) -> str:
        name = place_agency(place, "人民政府")
        draft = self.sheet.draft("Agency", name)
        draft.attributes.setdefault("kind", "government")
        draft.attributes.setdefault("implied", start)
        if code:
            for short in (place + "政府", *(s + "政府" for s in gazetteer().by_code[code].short)):
                draft.aliases.setdefault(short)
        return draft.key


def _of_level(seat: str, level: str) -> str:
    """Return the division of a level (市, 县) that a seat is or lies in."""
    if not seat or level in ("省", "自治区"):
        return ""
    return next((code for code in gazetteer().chain(seat) if gazetteer().by_code[code].name.endswith(level)), "")
