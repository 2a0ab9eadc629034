"""What words say of a body's part in a project: verbs (牵头, 承建) and labels (责任单位, 业主); and the link that says it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ecograph.extract.sheet import Mark, Sheet
from ecograph.extract.words.affixes import Endings
from ecograph.resources import rows

TOGETHER = re.compile(
    r"[、和与及跟同]|、[\u4e00-\u9fff]{2,12}?(?:部|委|局|厅|办|院|会|台|社|集团|公司|中心|大学)[、和与及]|[与和跟同][\u4e00-\u9fff]{1,4}的|以及|会同|联同|连同|联合|联手|携手|协同|(?:牵头)?[，、]?(?:会同|联合)|（[^（）]{1,12}）(?:[、和与及]|联合|会同)?"
)
LISTED = frozenset(("", "、", "和", "及", "以及", "与", "，", "”、“", "”和“"))


class Role(NamedTuple):
    """The role that a verb gives, and whether it needs no object behind it (…工程，某公司承建)."""

    role: str
    alone: bool


@cache
def verb_roles() -> dict[str, Role]:
    """Return the verbs with their roles."""
    return {
        row["verb"]: Role(row["role"], row["alone"] == "yes") for row in rows("data", "lexicon", "project_verbs.csv")
    }


@cache
def verb_pattern() -> re.Pattern[str]:
    """Return the pattern of all verbs that give a role, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, verb_roles()), key=len, reverse=True)))


@cache
def _verbs() -> Endings:
    return Endings(verb_roles(), ("了", "的", "好"))


def verb_right_before(text: str, at: int, start: int) -> str:
    """Return the verb of a role that ends right before a place in the text and not before `start`, "" if there is none."""
    begin = _verbs().before(text, at, start=start)
    if begin < 0:
        return ""
    form = text[begin:at]
    return form if form in verb_roles() else form[:-1]


@cache
def label_roles() -> dict[str, str]:
    """Return the labels with their roles."""
    return {row["label"]: row["role"] for row in rows("data", "lexicon", "project_roles.csv")}


def acting(sheet: Sheet) -> list[Mark]:
    """Return the agencies that act themselves, in the order of the text: not those that only say whose post somebody holds."""
    posts = {
        span[0] for draft in sheet.of("Official") for name, span in draft.slots.items() if name.startswith("post:")
    }
    return [m for m in sheet.marks("Agency") if m.rule != "agency.implied" and m.end not in posts]


def groups_of(sheet: Sheet, agencies: list[Mark]) -> list[list[Mark]]:
    """Join agencies that act together: A、B和C, A会同B; A牵头、B配合 stay apart."""
    groups: list[list[Mark]] = []
    for mark in agencies:
        if groups and TOGETHER.fullmatch(sheet.text[groups[-1][-1].end : mark.start]):
            groups[-1].append(mark)
        elif not groups or mark.start >= groups[-1][-1].end:
            groups.append([mark])
    return groups


def list_before(sheet: Sheet, projects: list[Mark]) -> list[Mark]:
    """Return the last of some projects with those that it is listed with (A、B和C)."""
    found = projects[-1:]
    for one in reversed(projects[:-1]):
        if one.end <= found[0].start and sheet.text[one.end : found[0].start] not in LISTED:
            break
        found.insert(0, one)
    return found


def list_after(sheet: Sheet, projects: list[Mark]) -> list[Mark]:
    """Return the first of some projects with those that are listed behind it."""
    found = projects[:1]
    for two in projects[1:]:
        if two.start >= found[-1].end and sheet.text[found[-1].end : two.start] not in LISTED:
            break
        found.append(two)
    return found


def assign(
    sheet: Sheet, agency: Mark, project: Mark, role: str, at: tuple[int, int], *, rule: str, confidence: float
) -> None:
    """Note that a body has a part in a project, unless the one is only a part of the other's name."""
    if agency.start < project.end and project.start < agency.end:
        return
    sheet.link(
        agency.key,
        "responsibleFor",
        project.key,
        at=at,
        rule=f"responsibleFor.{rule}",
        role=role,
        confidence=confidence,
    )
