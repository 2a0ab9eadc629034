"""Find projects: works, campaigns and programmes, quoted (“三北”工程) or not (左权箕山抽水蓄能项目), with their short forms."""

from __future__ import annotations

import re

from ecograph.extract.growing import Blocks
from ecograph.extract.places import PlaceHit
from ecograph.extract.project_names import headed, project_kinds
from ecograph.extract.sheet import Draft, Sheet, mask_of
from ecograph.extract.works import headless

_BEARERS = frozenset({"company", "institution"})
_MARKS = re.compile(r"[“”‘’（）()《》、]")
_ADMIN = re.compile(r"[省市县区州旗盟]$")
# What a work on a water may be called with or without: 渭河综合整治, 渭河治理.
_LOOSE = re.compile(r"流域|河段|干流|水环境|水生态|生态|环境|综合|系统|全面|保护(?=治理|修复)")


def find_projects(sheet: Sheet, places: list[PlaceHit], closed: list[tuple[int, int]]) -> None:
    """Add the projects of a document to its sheet; `closed` are stretches that no project may touch (titles, agencies)."""
    blocks, wall = Blocks.of(places), mask_of(sheet.text, closed)
    bearers = {hit.end: hit.start for hit in sheet.bodies if hit.kind in _BEARERS}
    spans = headed(sheet, blocks, wall, bearers)
    taken = mask_of(sheet.text, [*spans, *closed])
    for span in _longest_first(headless(sheet, places, blocks, wall)):
        if not any(taken[slice(*span)]):
            spans.append(span)
            taken[slice(*span)] = b"\x01" * (span[1] - span[0])
    for start, end in _longest_first(spans):
        _add(sheet, start, end)


def _longest_first(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0]))


def _add(sheet: Sheet, start: int, end: int) -> None:
    name = sheet.text[start:end]
    known = _known(sheet, name)
    draft = known or sheet.draft("Project", name)
    head = max((h for h in project_kinds() if name.endswith(h)), key=len, default="")
    draft.attributes.setdefault("kind", project_kinds().get(head, "project"))
    sheet.mark(
        draft,
        start,
        end,
        rule="project.quoted" if "“" in name else "project.head",
        confidence=0.9 if "“" in name else 0.8,
    )


def _known(sheet: Sheet, name: str) -> Draft | None:
    """Return the project that `name` is a short form of: the same last word, and all its characters in order."""
    bare, gist = _bare(name), _gist(name)
    for draft in sheet.of("Project"):
        full = _bare(draft.name)
        if (
            bare == full
            or _same_but_place(bare, full)
            or (gist and gist == _gist(draft.name))
            or (bare in full and len(bare) >= 6 and full.endswith(bare))
            or (bare in full and full.startswith(bare))
        ):
            return draft
        if (
            len(bare) >= 6
            and _shares_head(bare, full)
            and _subsequence(bare, full)
            and len(full) - len(bare) <= 12
            and bare[:2] == full[:2]
        ):
            return draft
    return None


def _same_but_place(one: str, two: str) -> bool:
    """Tell whether two names differ only in how they write the place that they begin with (乌鲁木齐市|…, 乌市|…)."""
    if one[:1] != two[:1]:
        return False
    shared = next((n for n, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), 0)
    return shared >= 8 and all(
        len(name) - shared <= 6 and _ADMIN.search(name[: len(name) - shared]) for name in (one, two)
    )


def _bare(name: str) -> str:
    return _MARKS.sub("", name)


def _gist(name: str) -> str:
    """Return what is left of the name of a work on a water, without what comes and goes; "" for other names."""
    if not name.endswith(("治理", "整治")):
        return ""
    return _LOOSE.sub("", name.replace("整治", "治理"))


def _shares_head(a: str, b: str) -> bool:
    return any(a.endswith(head) and b.endswith(head) for head in ("项目", "工程", "行动", "战"))


def _subsequence(short: str, full: str) -> bool:
    at = iter(full)
    return all(char in at for char in short)
