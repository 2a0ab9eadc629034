"""Draw responsibleFor where a text assigns bodies to projects in brackets, by labels, in the rows of a table, or by their names.

〔牵头单位：A；责任单位：B、C〕, （A牵头，B配合）, 业主为A, A为项目法人, and “1 X工程 平遥县 6800 平遥县水利局” under 实施主体.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.links.roles import TOGETHER, acting, assign, list_before, verb_pattern, verb_roles
from ecograph.extract.sheet import Mark, Sheet, within

_BRACKET = re.compile(r"[（〔【\[]")
_CLOSED = re.compile(r"[^（〔【\[\n]{0,8}?[）〕】\]]")
_LEADS_IN = re.compile(r"(?:单位|方)?(?:名称)?，?(?:分别)?[为是有：:]{0,2}(?:由)?\s?")
_IS = re.compile(r"(?:[为是]|作为|担任)(?:本|该|此)?(?:项目|工程)?(?:的)?$")
_NEXT = re.compile(r"[，、；;]\s?")
_PLACES = re.compile(r"(?:[\u4e00-\u9fff]{1,5}[区县市旗]、)+")
_COLUMN = re.compile(r"(?:项目|工程)(?:名称)?")
_PLACE = re.compile(r"([\u4e00-\u9fff]{1,6}?)[县区旗市](?!委员会)")
# Bodies that were set up for one project.
_SET_UP = re.compile(
    r"(?:建设)?(?:工程)?(?:建设)?(?:领导小组|指挥部|工作?专班|筹建处|建设管理局|建设办|协调小组)(?:办公室)?$"
)
_OWNERS = frozenset({"company", "farm", "institution", "enterprise"})


def draw_assigned(sheet: Sheet) -> None:
    """Add who is responsible by label, by bracket, by table and by name."""
    agents = Agents(sheet)
    _labelled(sheet, agents)
    _bracketed(sheet, agents)
    _tabled(sheet, agents)
    _by_name(sheet)


class Agents:
    """The bodies of a document that act, by where they stand."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.all = sheet, acting(sheet)
        self._at = {mark.start: mark for mark in self.all}
        self._until = {mark.end: mark for mark in self.all}

    def list_at(self, start: int) -> list[Mark]:
        """Return the bodies of the list that begins here."""
        found = []
        while mark := self._first(start):
            found.append(mark)
            joint = TOGETHER.match(self.sheet.text, mark.end)
            if joint is None:
                break
            start = joint.end()
        return found

    def _first(self, start: int) -> Mark | None:
        """Return the body that begins here, or behind the places that share its last word (平遥县、|祁县政府)."""
        skipped = _PLACES.match(self.sheet.text, start)
        at = skipped.end() if skipped else start
        # Where the segmenter glues a level to the word before it (为市|水利局), the body lacks its first character.
        return self._at.get(start) or self._at.get(at) or self._at.get(at + 1)

    def list_until(self, end: int) -> list[Mark]:
        """Return the body that ends here."""
        return [self._until[end]] if end in self._until else []


def _labelled(sheet: Sheet, agents: Agents) -> None:
    for start, end, role in sheet.found("project_role").all:
        led = _LEADS_IN.match(sheet.text, end)
        group = agents.list_at(led.end() if led else end)
        if not group and (leads := _IS.search(sheet.text, max(0, start - 8), start)):
            group = agents.list_until(leads.start())
        if group:
            _draw(
                sheet, group, _projects_before(sheet, min(start, group[0].start)), role, (start, group[-1].end), "label"
            )


def _draw(sheet: Sheet, group: list[Mark], projects: list[Mark], role: str, at: tuple[int, int], rule: str) -> None:
    for agency in group:
        for project in _of_its_place(sheet, agency, projects):
            stretch = (min(project.start, at[0]), max(project.end, at[1]))
            assign(sheet, agency, project, role, stretch, rule=rule, confidence=0.85)


def _of_its_place(sheet: Sheet, agency: Mark, projects: list[Mark]) -> list[Mark]:
    """Return the projects of a county's body: those that name the county, if several are listed and some name theirs."""
    place = _PLACE.match(sheet.drafts[agency.key].name)
    home = gazetteer().by_code[sheet.home].name if sheet.home else ""
    if place and place.group() == home:
        return projects
    if len(projects) < 2 or place is None:
        return projects
    own = [p for p in projects if place.group(1) in sheet.drafts[p.key].name]
    named = any(_PLACE.match(sheet.drafts[p.key].name) for p in projects)
    return own or ([] if named and place.group().endswith(("县", "区", "旗")) else projects)


def _projects_before(sheet: Sheet, at: int) -> list[Mark]:
    """Return what the words here are about: the nearest projects before them in their paragraph, else in the one above."""
    marks = sheet.marks("Project")
    begin = sheet.paragraph(at)
    if found := within(marks, (begin, at)):
        return list_before(sheet, found)
    above = sheet.paragraph(max(0, begin - 1))
    return [] if "。" in sheet.text[above:begin].rstrip("。\n") else list_before(sheet, within(marks, (above, begin)))


def _bracketed(sheet: Sheet, agents: Agents) -> None:
    """Read （A牵头，B、C配合） and a bare （A） behind a sentence."""
    for bracket in _BRACKET.finditer(sheet.text):
        group = agents.list_at(bracket.end())
        if not group or agents.list_until(bracket.start()):
            continue
        projects = _projects_before(sheet, bracket.start())
        bare = sheet.text[bracket.start() - 1 : bracket.start()] in tuple("。；") or (
            bool(projects) and projects[-1].end == bracket.start()
        )
        while group:
            end = group[-1].end
            verb = verb_pattern().match(sheet.text, end)
            role = verb_roles()[verb.group()].role if verb else "implements"
            if (verb is None and not (bare and _CLOSED.match(sheet.text, end))) or not projects:
                break
            _draw(sheet, group, projects, role, (bracket.start(), end), "bracket")
            following = _NEXT.match(sheet.text, verb.end() if verb else end)
            group = agents.list_at(following.end()) if following else []


def _tabled(sheet: Sheet, agents: Agents) -> None:
    """Read the rows under a head line with a column of projects and one of bodies."""
    labels = sheet.found("project_role").all
    starts = [start for start, _, _ in labels]
    role, begin = "", 0
    for line in sheet.text.splitlines(keepends=True):
        end = begin + len(line)
        first = bisect_left(starts, begin)
        label = labels[first] if first < len(starts) and starts[first] < end else None
        if label and _COLUMN.search(line) and len(line) <= 80 and not re.search(r"[。，：]", line):
            role = label[2]
        elif role and "。" in line:
            role = ""
        elif role and (projects := within(sheet.marks("Project"), (begin, end))):
            bodies = [m for m in within(agents.all, (begin, end)) if m.start >= projects[0].end]
            _draw(sheet, bodies, projects[:1], role, (begin, end - 1), "table")
        begin = end


def _by_name(sheet: Sheet) -> None:
    """Link a project with the body set up for it (X工程|指挥部) and with the company whose name it bears."""
    projects = [draft for draft in sheet.of("Project") if draft.marks]
    agencies = {draft.name: draft for draft in sheet.of("Agency") if draft.marks}
    for name, agency in agencies.items():
        if found := _SET_UP.search(name):
            for project in projects:
                short = re.sub(r"[“”]|(?:工程|项目|行动)$", "", project.name)
                if len(short) >= 5 and short in re.sub(r"[“”]", "", name[: found.start() + 2]):
                    mark = agency.marks[0]
                    _link_names(sheet, agency.key, project.key, (mark.start, mark.end))
    owners = {
        form: draft
        for draft in agencies.values()
        if draft.attributes.get("kind") in _OWNERS
        for form in (draft.name, *draft.aliases)
        if len(form) >= 4
    }
    for project in projects:
        for length in range(4, min(len(project.name) - 2, 20)):
            if (owner := owners.get(project.name[:length])) is not None:
                mark = project.marks[0]
                _link_names(sheet, owner.key, project.key, (mark.start, mark.end))


def _link_names(sheet: Sheet, agency: str, project: str, at: tuple[int, int]) -> None:
    sheet.link(agency, "responsibleFor", project, at=at, rule="responsibleFor.name", role="implements", confidence=0.75)
