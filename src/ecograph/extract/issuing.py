"""Draw issued and governedBy: who made a policy, and which projects it is for."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.resources import rows


def draw_issued(sheet: Sheet) -> None:
    """Add who issued which policy, and which policy governs which project."""
    _issued(sheet)
    _governed(sheet)


@cache
def _issue_pattern() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            sorted(
                (re.escape(row["verb"]) for row in rows("data", "lexicon", "issue_verbs.csv")), key=len, reverse=True
            )
        )
    )


def _issued(sheet: Sheet) -> None:
    """A印发《P》, 《P》由A编制, A批复的《P》."""
    for policy in sheet.marks("Policy"):
        if policy.rule == "policy.report":
            continue
        sentence = sheet.sentence(policy.start)
        agencies = [m for m in within(sheet.marks("Agency"), sentence) if m.rule != "agency.implied"]
        before = [m for m in agencies if m.end <= policy.start]
        verbs = list(_issue_pattern().finditer(sheet.text, sentence[0], policy.start))
        if verbs and before and (issuers := _issuers(sheet, before, verbs[-1].start())):
            for agency in issuers:
                sheet.link(agency.key, "issued", policy.key, at=sentence, rule="issued.before", confidence=0.85)
            continue
        if verbs and re.search(r"我们|我局|我厅|我委", sheet.text[sentence[0] : policy.start]):
            _issued_by_speaker(sheet, policy, sentence)
            continue
        later = [m for m in agencies if m.start >= policy.end]
        if (
            later
            and re.search(r"由$|经$", sheet.text[policy.end : later[0].start])
            and _issue_pattern().search(sheet.text, later[0].end, min(sentence[1], later[0].end + 30))
        ):
            for agency in [
                later[0],
                *[b for a, b in pairwise(later) if sheet.text[a.end : b.start] in ("、", "会同", "联合", "和")],
            ]:
                sheet.link(agency.key, "issued", policy.key, at=sentence, rule="issued.by", confidence=0.85)
    _issued_in_lists(sheet)


def _issuers(sheet: Sheet, agencies: list[Mark], verb: int) -> list[Mark]:
    """Return the agencies that a verb of issuing belongs to: the last before it, and those joined to it by 、 or 联合."""
    before = [m for m in agencies if m.end <= verb]
    if not before:
        return []
    found = [before[-1]]
    for one, two in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not re.fullmatch(r"[、和与]|联合|会同|、?[^，。]{0,2}联合", sheet.text[one.end : two.start]):
            break
        found.append(one)
    return found if verb - before[-1].end <= 30 else []


def _issued_by_speaker(sheet: Sheet, policy: Mark, sentence: tuple[int, int]) -> None:
    speakers = [m for m in sheet.marks("Official") if m.start < policy.start]
    if speakers:
        for link in [k for k in sheet.links if k.subject == speakers[-1].key and k.predicate == "worksFor"][:1]:
            sheet.link(link.object, "issued", policy.key, at=sentence, rule="issued.speaker", confidence=0.75)


def _issued_in_lists(sheet: Sheet) -> None:
    """《A》及《B》: what issued the first issued the second."""
    policies = sheet.marks("Policy")
    for one, two in pairwise(policies):
        if re.fullmatch(r"》(?:[、和及与]|以及)《", sheet.text[one.end : two.start]):
            for link in [k for k in sheet.links if k.predicate == "issued" and k.object == one.key]:
                sheet.link(
                    link.subject, "issued", two.key, at=sheet.sentence(two.start), rule="issued.list", confidence=0.8
                )


def _governed(sheet: Sheet) -> None:
    """Draw governedBy: a policy's title names the project, or a sentence says 根据《…》 of it."""
    for policy in list(sheet.of("Policy")):
        if not policy.marks or "工作报告" in policy.name:
            continue
        for project in list(sheet.of("Project")):
            if not project.marks:
                continue
            body = re.sub(r"[“”]|(?:工程|项目|行动)$", "", project.name)
            plain = re.sub(r"[“”]", "", policy.name)
            if len(body) >= 6 and (body in plain or _mostly(body, plain)):
                sheet.link(
                    project.key,
                    "governedBy",
                    policy.key,
                    at=sheet.sentence(policy.marks[0].start),
                    rule="governedBy.title",
                    confidence=0.85,
                )
            else:
                _governedwithin(sheet, project.marks, policy.marks, project.key, policy.key)


def _mostly(body: str, title: str) -> bool:
    """Tell whether a title holds a project's name but for a place put in (山西省|晋中市|太行山…)."""
    at = iter(title)
    return len(body) >= 10 and all(char in at for char in body) and len(title) - len(body) <= 14


def _governedwithin(sheet: Sheet, projects: list[Mark], policies: list[Mark], project: str, policy: str) -> None:
    for p in projects:
        for q in policies:
            sentence = sheet.sentence(p.start)
            if (
                sheet.sentence(q.start) == sentence
                and (q.end <= p.start or p.end <= q.start)
                and re.search(
                    r"(?:根据|按照|依据|依照|对照|落实)(?:了)?《?$", sheet.text[max(0, q.start - 6) : q.start]
                )
            ):
                sheet.link(project, "governedBy", policy, at=sentence, rule="governedBy.according", confidence=0.6)
