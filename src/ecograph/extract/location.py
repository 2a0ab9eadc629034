"""Draw locatedIn: where a project is."""

from __future__ import annotations

import re

from ecograph.extract.places import PlaceHit
from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.within import draw_within

_LIES = re.compile(
    r"(?:位于|地处|坐落于|坐落在|选址于?|选址在|落户于?|建在|设在|落地|涉及|新建|涵盖|覆盖|布局在|横跨|贯穿|途经|连接|在|到)$"
)
_TOGETHER = ("", "、", "和", "及", "与", "以及")
_BEFORE = ("", "的", "境内的", "境内", "实施的", "建设的", "推进的")


def draw_located(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add where projects are: by their name, by the words around it, else by what the sentence or article is about."""
    for project in sheet.marks("Project"):
        sentence = sheet.sentence(project.start)
        marks = within(sheet.marks("Place"), sentence)
        if project.rule != "project.back":
            _named(sheet, project, marks)
            _bracketed(sheet, project, marks)
        _told(sheet, project, [m for m in marks if m.start >= project.end], sentence)
    _by_context(sheet)
    draw_within(sheet, places)


def _link(sheet: Sheet, project: Mark, place: Mark, at: tuple[int, int], rule: str, confidence: float) -> None:
    sheet.link(project.key, "locatedIn", place.key, at=at, rule=f"locatedIn.{rule}", confidence=confidence)


def _named(sheet: Sheet, project: Mark, places: list[Mark]) -> None:
    """Read the places in a project's name and right before it."""
    for place in places:
        if project.start <= place.start and place.end <= project.end:
            if not _quoted(sheet, place):
                _link(sheet, project, place, (project.start, project.end), "name", 0.9)
        elif place.end <= project.start and sheet.text[place.end : project.start] in _BEFORE:
            _link(sheet, project, place, (place.start, project.end), "before", 0.8)


def _bracketed(sheet: Sheet, project: Mark, places: list[Mark]) -> None:
    """Read X工程（枫泾镇）."""
    for place in places:
        if place.start > project.end and re.fullmatch(r"[（(][^）)]{0,12}", sheet.text[project.end : place.start]):
            _link(sheet, project, place, (project.start, place.end), "bracket", 0.85)


def _told(sheet: Sheet, project: Mark, places: list[Mark], sentence: tuple[int, int]) -> None:
    """Read the places after a project that a verb of lying leads in (位于, 选址, 涉及, 在), with their lists."""
    following = next(
        (m.start for m in sheet.marks("Project") if m.start >= project.end and m.key != project.key), sentence[1]
    )
    end, led = -1, False
    for place in places:
        if place.start >= following:
            break
        joined = end >= 0 and sheet.text[end : place.start] in _TOGETHER
        led = (led and joined) or bool(_LIES.search(sheet.text[max(project.end, place.start - 5) : place.start]))
        end = place.end
        if led and not sheet.text.startswith("召开", place.end) and not sheet.text.startswith("举行", place.end):
            _link(sheet, project, place, sentence, "lies", 0.75)


def _quoted(sheet: Sheet, place: Mark) -> bool:
    """Tell whether a place stands in a quoted slogan (“一泓清水入黄河”), where it says nothing of the project's site."""
    opening = sheet.text.rfind("“", max(0, place.start - 16), place.start)
    closing = sheet.text.find("”", place.end, place.end + 12)
    if opening < 0 or closing < 0 or sheet.text.find("”", opening, place.start) >= 0:
        return False
    return not re.search(r"[，。；]", sheet.text[opening:closing])


def _by_context(sheet: Sheet) -> None:
    """Place a project that the text puts nowhere else: by the place that its sentence is about, else by the home place."""
    admin = {d.key for d in sheet.of("Place") if d.attributes.get("kind") == "admin"}
    placed = {k.subject for k in sheet.links if k.predicate == "locatedIn" and k.object in admin}
    for draft in list(sheet.of("Project")):
        if draft.key in placed or not draft.marks:
            continue
        project = min(draft.marks, key=lambda m: m.start)
        sentence = sheet.sentence(project.start)
        before = [m for m in within(sheet.marks("Place"), (sentence[0], project.start)) if m.key in admin]
        home = sheet.drafts.get(f"Place:{sheet.home}")
        if before:
            _link(sheet, project, before[-1], sentence, "sentence", 0.6)
        elif sheet.home and home and home.marks:
            _link(sheet, project, home.marks[0], sentence, "home", 0.5)
