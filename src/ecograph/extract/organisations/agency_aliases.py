"""Read the short names that an article gives to its agencies (以下简称督察组), and the ones that share a word (甲县、乙县政府)."""

from __future__ import annotations

import re

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.organisations.agency_growth import SECTOR
from ecograph.extract.organisations.agency_hits import AgencyHit, Nearby
from ecograph.extract.organisations.agency_names import other_forms, place_agency

_CALLED = re.compile(r"[（(](?:以下|下)?(?:统一)?简?称(?:为|作)?[“\"]?([\u4e00-\u9fff]{2,10})[”\"]?[）)]")
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")
_FORM = re.compile("(?:股份)?有限(?:责任)?公司$")


def called(near: Nearby) -> list[AgencyHit]:
    """Return the later places where an agency goes by the short name that the article gave it."""
    found = []
    for hit in list(near.hits):
        if match := _CALLED.match(near.text, hit.end):
            for start in near.sheet.occurrences(match.group(1), match.start(1)):
                end = start + len(match.group(1))
                over = near.over(start, end)
                if all(start <= h.start and h.end <= end for h in over):
                    found.append(hit._replace(start=start, end=end, parent="", forms=(), rule="agency.called"))
    return found


def shortened(hits: list[AgencyHit]) -> list[AgencyHit]:
    """Give a body the full name that the article has for it too: 罗湖管理局 of …局|罗湖管理局, …服务公司 of …服务有限公司."""
    known = {hit.name for hit in hits}
    whole = {hit.name[at:]: hit.name for hit in hits for at in range(2, len(hit.name) - 3) if hit.name[:at] in known}
    whole |= {_FORM.sub("公司", name): name for name in known if name.endswith(_FORMS)}
    whole |= _of_sectors(known)
    return [
        hit._replace(name=whole[hit.name], forms=(*hit.forms, hit.name))
        if hit.rule != "agency.branch" and hit.name in whole and whole[hit.name] != hit.name
        else hit
        for hit in hits
    ]


def _of_sectors(known: set[str]) -> dict[str, str]:
    """Return 祁县水利部门 -> 祁县水利局, where the article names the one body of the field."""
    found: dict[str, list[str]] = {}
    for sector in [name for name in known if name.endswith(SECTOR)]:
        field = sector.removesuffix(SECTOR)
        found[sector] = [name for name in known if name.startswith(field) and len(name) - len(field) == 1]
    return {sector: names[0] for sector, names in found.items() if len(names) == 1}


def sharing(near: Nearby) -> list[AgencyHit]:
    """Return the governments of the counties that share their last word with the next one (光山县、|潢川县政府)."""
    ends = {place.end: place for place in near.places if place.code}
    found = []
    for hit in near.hits:
        if hit.rule != "agency.place" or not hit.name.endswith("人民政府"):
            continue
        level = gazetteer().by_code[hit.place].level if hit.place else ""
        at = hit.start
        while (
            near.text[at - 1 : at] == "、"
            and (place := ends.get(at - 1))
            and gazetteer().by_code[place.code].level == level
        ):
            at = place.start
            # The word that they share stands for the name: the place itself keeps its own stretch.
            shared = hit.start + len(near.text[hit.start : hit.end].removesuffix("人民政府").removesuffix("政府"))
            name = place_agency(place.name, "人民政府")
            forms = other_forms(place.name, gazetteer().by_code[place.code].short, "政府")
            found.append(AgencyHit(shared, hit.end, name, hit.kind, "", place.code, forms, "agency.implied", 0.8))
    return found
