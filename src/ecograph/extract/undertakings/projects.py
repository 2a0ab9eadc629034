"""Find projects: works, campaigns and programmes, quoted (“三北”工程) or not (左权箕山抽水蓄能项目), with their short forms."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Draft, Sheet, mask_of
from ecograph.extract.undertakings.built import built
from ecograph.extract.undertakings.project_aliases import ProjectNames
from ecograph.extract.undertakings.project_lists import in_row
from ecograph.extract.undertakings.project_names import headed
from ecograph.extract.undertakings.project_sense import project_kinds, proper
from ecograph.extract.undertakings.works import headless
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.growing import Blocks

# （以下简称“北线工程”）
_SHORT = re.compile(r"[（(](?:以下|下文|下面)?(?:统称|简称|下称|又称|也称)[为：:]?“?([^“”《》（）()，。]{3,14})”?[）)]")
# “青山”工程, “青山工程”: 青山工程 is the same.
_QUOTED = re.compile(r"“([^“”，。、]{2,10})”?(工程|项目|行动)”?")
# （城区段）项目, 工程: what a name may be said without.
_LAST, _BARE = re.compile(r"(?:[（(][^（）()]{1,8}[）)])?(?:项目|工程|工程项目)$"), 6
_BEARERS = frozenset({"company", "institution"})


def find_projects(sheet: Sheet, places: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Add the projects of a document to its sheet; `closed` are stretches that no project may touch (titles, agencies)."""
    blocks, rows = Blocks.of(places), in_row(sheet)
    wall = mask_of(sheet.text, [*closed, *rows])
    bearers = {hit.end: hit.start for hit in sheet.bodies if hit.kind in _BEARERS}
    spans = rows + headed(sheet, blocks, wall, bearers)
    taken = mask_of(sheet.text, [*spans, *closed])
    for span in _longest_first(headless(sheet, places, blocks, wall) + built(sheet, blocks, wall)):
        if not any(taken[slice(*span)]):
            spans.append(span)
            taken[slice(*span)] = b"\x01" * (span[1] - span[0])
    names, called = ProjectNames(), dict[str, Draft]()
    for start, end in _longest_first(spans):
        draft = _add(sheet, names, start, end)
        if short := _SHORT.match(sheet.text, end):
            names.call(short.group(1), draft)
            called[short.group(1)] = draft
        elif full := _QUOTED.fullmatch(sheet.text, start, end):
            called.setdefault(full.group(1) + full.group(2), draft)
    for name, draft in _called_barely(sheet).items():
        called.setdefault(name, draft)
    for draft in sheet.of("Project"):
        # 柳湾大桥: news of it tells the work, but other sentences name it too.
        called.setdefault(draft.name, draft)
    _mark_called(sheet, called, closed)


def _called_barely(sheet: Sheet) -> dict[str, Draft]:
    """Return the proper names of projects without their last word (昌源大道北延线|项目), the longest first."""
    found: dict[str, Draft] = {}
    for draft in sheet.of("Project"):
        bare = _LAST.sub("", draft.name)
        start = next((m.start for m in draft.marks if sheet.text.startswith(bare, m.start)), -1)
        own = bare != draft.name and len(bare) >= _BARE and "“" not in bare and start >= 0
        if own and proper(sheet, start, start + len(bare)):
            found.setdefault(bare, draft)
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _mark_called(sheet: Sheet, called: dict[str, Draft], closed: list[tuple[int, int]]) -> None:
    """Mark the later mentions of projects by what the text calls them, of quoted ones without their quotes, and of built ones."""
    taken, known = None, {mark.start for mark in sheet.marks("Project")}
    for name, draft in called.items():
        for at in sheet.occurrences(name):
            if at in known:
                continue
            end = at + len(name)
            taken = taken or mask_of(sheet.text, [*closed, *((m.start, m.end) for m in sheet.marks("Project"))])
            if not any(taken[at:end]):
                sheet.mark(draft, at, end, rule="project.called", confidence=0.8)


@cache
def _heads() -> Endings:
    return Endings(project_kinds())


def _longest_first(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0]))


def _add(sheet: Sheet, names: ProjectNames, start: int, end: int) -> Draft:
    name = sheet.text[start:end]
    draft = names.find(name)
    if draft is None:
        draft = sheet.draft("Project", name)
        names.add(draft)
    head = _heads().before(name, len(name))
    draft.attributes.setdefault("kind", project_kinds()[name[head:]] if head >= 0 else "project")
    sheet.mark(
        draft,
        start,
        end,
        rule="project.quoted" if "“" in name else "project.head",
        confidence=0.9 if "“" in name else 0.8,
    )
    return draft
