"""Find projects: works, campaigns and programmes, quoted (“三北”工程) or not (左权箕山抽水蓄能项目), with their short forms."""

from __future__ import annotations

from functools import cache

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet, mask_of
from ecograph.extract.undertakings.project_aliases import ProjectNames
from ecograph.extract.undertakings.project_lists import in_row
from ecograph.extract.undertakings.project_names import headed, project_kinds
from ecograph.extract.undertakings.works import headless
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.growing import Blocks

_BEARERS = frozenset({"company", "institution"})


def find_projects(sheet: Sheet, places: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Add the projects of a document to its sheet; `closed` are stretches that no project may touch (titles, agencies)."""
    blocks, rows = Blocks.of(places), in_row(sheet)
    wall = mask_of(sheet.text, [*closed, *rows])
    bearers = {hit.end: hit.start for hit in sheet.bodies if hit.kind in _BEARERS}
    spans = rows + headed(sheet, blocks, wall, bearers)
    taken = mask_of(sheet.text, [*spans, *closed])
    for span in _longest_first(headless(sheet, places, blocks, wall)):
        if not any(taken[slice(*span)]):
            spans.append(span)
            taken[slice(*span)] = b"\x01" * (span[1] - span[0])
    names = ProjectNames()
    for start, end in _longest_first(spans):
        _add(sheet, names, start, end)


@cache
def _heads() -> Endings:
    return Endings(project_kinds())


def _longest_first(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0]))


def _add(sheet: Sheet, names: ProjectNames, start: int, end: int) -> None:
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
