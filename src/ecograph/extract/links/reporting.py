"""Draw responsibleFor where an official speaks of a project as the agency's work, or reports on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.links.roles import verb_pattern, verb_roles
from ecograph.extract.links.visiting import draw_visited, whole
from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.extract.words.speech import Speech

# A leader of these speaks of everybody's work, not of the body's own.
_GOVERNING = frozenset({"party", "congress", "court", "military"})
_TELLS = re.compile(r"(?:[（(][^（）()]{2,16}[）)])?(?:获悉|了解到|透露|介绍|通报|通告|消息|发布消息)[，：:]?")
_NEWS = re.compile(r"新闻|宣传部|报社|日报|电视台|融媒体")
# How far into its clause a project may stand and still be what the clause is about.
_OPENING = 12
# What a sentence of the speech's report opens with is the body's work too.
_OPENS = 3
_PUBLIC = frozenset({"bureau", "department", "government"})


def draw_reported(sheet: Sheet) -> None:
    """Add the body of who speaks of a project with a verb of work, or makes it what is reported on."""
    bodies, committees = _bodies(sheet, party=False), _bodies(sheet, party=True)
    projects, agencies = sheet.marks("Project"), sheet.marks("Agency")
    stated = _stated(sheet)
    for speech in sheet.speeches:
        own = bodies[speech.speaker] or (committees[speech.speaker] if _accounts(sheet, speech) else [])
        for project in within(projects, (speech.start, speech.end)) if own else ():
            clause_start, _ = sheet.clause(project.start)
            sentence = sheet.sentence(project.start)
            if any(m.key not in own for m in within(agencies, (clause_start, project.start))):
                continue
            if sentence[0] in stated.get(project.key, ()) or abroad(sheet, own[0], (sentence[0], project.start)):
                continue
            _draw(sheet, speech, project, own[whole(sheet, own)], clause_start)
    _told(sheet)
    draw_visited(sheet, bodies, committees)


def abroad(sheet: Sheet, body: str, stretch: tuple[int, int]) -> bool:
    """Tell whether the words before a project put it where a body has no say: in another division, or led by a place.

    What a place does (某区建成某电站) is its government's work, and no company's.
    """
    codes = {hit.place for hit in sheet.bodies if hit.key == body and hit.place}
    company = sheet.drafts[body].attributes.get("kind") == "company"
    divisions = [m for m in within(sheet.marks("Place"), stretch) if sheet.drafts[m.key].attributes.get("code")]
    if company:
        clause, _ = sheet.clause(stretch[1])
        return any(m.start >= clause and m.end < stretch[1] for m in divisions)
    return bool(codes) and any(
        all(_apart(str(sheet.drafts[m.key].attributes["code"]), code) for code in codes) for m in divisions
    )


def _apart(one: str, two: str) -> bool:
    places = gazetteer()
    return one != two and not places.inside(one, two) and not places.inside(two, one)


def _told(sheet: Sheet) -> None:
    """Read A透露，P…; 从A获悉，P…: what a body tells of first is its own work."""
    projects = sheet.marks("Project")
    for agency in sheet.marks("Agency"):
        told = _TELLS.match(sheet.text, agency.end) if agency.rule != "agency.implied" else None
        kind = sheet.drafts[agency.key].attributes.get("kind")
        if told is None or kind in _GOVERNING or kind == "company" or _NEWS.search(sheet.drafts[agency.key].name):
            continue
        sentence = sheet.sentence(agency.end)
        first = next(iter(within(projects, (told.end(), sentence[1]))), None)
        if first and first.start - sheet.clause(first.start)[0] <= _OPENING:
            sheet.link(
                agency.key,
                "responsibleFor",
                first.key,
                at=sentence,
                focus=first.start,
                rule="responsibleFor.tells",
                confidence=0.5,
            )


def _draw(sheet: Sheet, speech: Speech, project: Mark, body: str, clause_start: int) -> None:
    verbs = list(verb_pattern().finditer(sheet.text, clause_start, project.start))
    purpose = "为" in sheet.text[clause_start : project.start]
    public = sheet.drafts[body].attributes.get("kind") in _PUBLIC
    opens = public and project.start - sheet.sentence(project.start)[0] <= _OPENS
    reported = (project.start < speech.said_end or opens) and project.start - clause_start <= _OPENING
    if verbs or purpose or reported:
        sheet.link(
            body,
            "responsibleFor",
            project.key,
            at=sheet.sentence(project.start),
            focus=project.start,
            rule="responsibleFor.speaker" if verbs or purpose else "responsibleFor.reports",
            role=verb_roles()[verbs[-1].group()].role if verbs else "implements" if purpose else "",
            confidence=0.6 if verbs or purpose else 0.5,
        )


def _stated(sheet: Sheet) -> dict[str, set[int]]:
    """Return, by project, where the sentences begin that name another body for it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    starts = [start for start, _ in sheet.sentences]
    for link in sheet.links:
        if link.predicate == "responsibleFor":
            found[link.object].add(starts[max(0, bisect_right(starts, link.start) - 1)])
    return found


def _accounts(sheet: Sheet, speech: Speech) -> bool:
    """Tell whether a speaker renders account to somebody above (汾阳市委书记某某汇报，…)."""
    return "汇报" in sheet.text[speech.start : speech.start + 40].partition("，")[0]


def _bodies(sheet: Sheet, *, party: bool) -> dict[str, list[str]]:
    """Return the bodies that each official speaks for, or the party committees: their leaders speak of everybody's work."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in sheet.links:
        kind = sheet.drafts[link.object].attributes.get("kind") if link.predicate == "worksFor" else None
        if kind is not None and (kind == "party" if party else kind not in _GOVERNING):
            found[link.subject].append(link.object)
    return found
