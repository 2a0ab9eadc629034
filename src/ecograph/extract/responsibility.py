"""Draw responsibleFor: which agency leads, implements, supports, supervises, approves or funds which project."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise

from ecograph.extract.sheet import Mark, Sheet, within
from ecograph.resources import rows

# A leader of these speaks of everybody's work, not of the body's own.
_GOVERNING = frozenset({"party", "congress", "court", "military"})
_TOGETHER = re.compile(r"[、和与及]|以及|会同|联合|联手|携手|（[^（）]{1,12}）、?")
_BY = re.compile(
    r"(?:由|（|\(|交由|经由|委托|(?:业主|建设|施工|承建|中标|实施|牵头|责任)单位(?:为|是|：)?|承建方|中标人[为：]?)$"
)
# Verbs that need no object behind them: the project was named before (…，某公司中标承建).
_CLOSING = frozenset(
    [
        "牵头",
        "负责",
        "组织实施",
        "承建",
        "具体负责",
        "统筹实施",
        "中标",
        "施工",
        "投资建设",
        "运营",
        "组织建设",
        "牵头实施",
        "牵头负责",
        "实施",
        "配合",
        "支持",
        "协助",
    ]
)
# A body that holds the meeting is not the one that speaks there.
_HOSTS = re.compile(r"(?:日前|近日|今日|今天)?(?:举行|召开|主办|获悉|了解到)")
# How far into its clause a project may stand and still be what the clause is about.
_OPENING = 12
_DENIED = re.compile(r"(?:并非|不是|不再|没有|未曾|从未|尚未|未|不|拒绝|停止|叫停|取消)")
_BY_ROLE = re.compile(r"(?:业主|建设|施工|承建|中标|实施|牵头|责任)单位(?:为|是|：)?$")
_ADVERBS = re.compile(
    r"(?:将|要|已|正|正在|也|还|则|又|再|先后|积极|全力|共同|联合|具体|统一|分别|统筹|扎实|深入|持续|加快|迅速|提前|依法|全程|主动|大力|全面|按要求|计划|拟|准备|打算|"
    r"今年|去年|\d{4}年|\d{1,2}月|日前|近日|目前|今年以来|负责同志|等|等部门|等单位|会同[\u4e00-\u9fff、]{2,24}?|联合[\u4e00-\u9fff、]{2,24}?)*"
)


def draw_responsible(sheet: Sheet) -> None:
    """Add what sentences state (由A牵头, A实施P) and what officials say of their agency's work."""
    _responsible(sheet)
    _spoken(sheet)


@cache
def _roles() -> dict[str, str]:
    return {row["verb"]: row["role"] for row in rows("data", "lexicon", "project_verbs.csv")}


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _roles()), key=len, reverse=True)))


def _agents(sheet: Sheet, sentence: tuple[int, int]) -> list[Mark]:
    """Return the agencies of a sentence that act themselves: not those that only say whose post somebody holds."""
    titles = [span for d in sheet.of("Official") for span in _post_spans(sheet, d.key)]
    return [
        m
        for m in within(sheet.marks("Agency"), sentence)
        if m.rule != "agency.implied" and not any(m.end == s for s, _ in titles)
    ]


def _post_spans(sheet: Sheet, key: str) -> list[tuple[int, int]]:
    return [span for name, span in sheet.drafts[key].slots.items() if name.startswith("post:")]


def _responsible(sheet: Sheet) -> None:
    """Draw responsibleFor from 由A牵头, A负责实施P, P由A承建, （A负责）."""
    last: list[Mark] = []
    for sentence in sheet.sentences:
        projects = within(sheet.marks("Project"), sentence)
        paragraph_starts = sentence[0] == 0 or sheet.text[sentence[0] - 1] == "\n"
        bracketed = sheet.text[sentence[0] : sentence[0] + 1] in ("（", "(")
        candidates = projects or (last if bracketed and not paragraph_starts else [])
        if candidates:
            for group in _groups(sheet, _agents(sheet, sentence)):
                _assign(sheet, group, candidates, sentence, bracketed=bracketed and not projects)
        last = projects


def _groups(sheet: Sheet, agencies: list[Mark]) -> list[list[Mark]]:
    """Join agencies that act together: A、B和C, A会同B, A牵头、B配合 stay apart."""
    groups: list[list[Mark]] = []
    for mark in agencies:
        if groups and _TOGETHER.fullmatch(sheet.text[groups[-1][-1].end : mark.start]):
            groups[-1].append(mark)
        elif not groups or mark.start >= groups[-1][-1].end:
            groups.append([mark])
    return groups


def _assign(
    sheet: Sheet, group: list[Mark], projects: list[Mark], sentence: tuple[int, int], *, bracketed: bool
) -> None:
    """Find the verb of a group of agencies and the project that it governs."""
    text, start, end = sheet.text, group[0].start, group[-1].end
    if _HOSTS.match(text, end) or _DENIED.search(text[max(0, start - 5) : start]) or _DENIED.match(text, end):
        return
    verb = _verb_after(text, end, sentence[1])
    by = bool(_BY.search(text[max(0, start - 8) : start]))
    before = [p for p in projects if p.end <= start]
    after = [p for p in projects if p.start >= end]
    target: list[Mark] = []
    if by and (verb or _BY_ROLE.search(text[max(0, start - 8) : start])) and before:
        target = before[-1:]
    elif bracketed and verb:
        target = projects[-1:]
    elif (
        verb
        and after
        and not _another_between(sheet, group[-1], after[0])
        and not re.search(r"[。！？]", text[end : after[0].start])
        and after[0].start - end <= 60
    ):
        target = [after[0], *_coordinated(sheet, after)]
    elif after and after[0].start - end <= 30 and not _another_between(sheet, group[-1], after[0]):
        verbs = list(_role_pattern().finditer(text, end, after[0].start))
        if verbs and not re.search(r"[。；]", text[end : after[0].start]):
            verb, target = verbs[-1].group(), after[:1]
    elif verb in _CLOSING and after and not before:
        target = after[:1]
    elif verb in _CLOSING and before and not _another_between(sheet, before[-1], group[0]):
        target = before[-1:]
    for project in target:
        for agency in group:
            _responsible_link(
                sheet,
                agency,
                project,
                verb,
                sentence,
                "responsibleFor.by" if by else "responsibleFor.acts",
                0.85 if by else 0.75,
            )


def _verb_after(text: str, at: int, end: int) -> str:
    """Return the verb of a role right behind an agency, past adverbs (将, 积极, 共同), "" if there is none."""
    skipped = _ADVERBS.match(text, at, end)
    verb = _role_pattern().match(text, skipped.end() if skipped else at, end)
    return verb.group() if verb else ""


def _another_between(sheet: Sheet, agency: Mark, project: Mark) -> bool:
    return any(
        agency.end <= m.start < project.start and m.key != agency.key
        for m in [*sheet.marks("Agency"), *sheet.marks("Official")]
    )


def _coordinated(sheet: Sheet, projects: list[Mark]) -> list[Mark]:
    """Return the projects that follow the first in one list (A、B和C)."""
    found = []
    for one, two in pairwise(projects):
        if sheet.text[one.end : two.start] not in ("、", "和", "及", "以及", "与"):
            break
        found.append(two)
    return found


def _responsible_link(
    sheet: Sheet, agency: Mark, project: Mark, verb: str, sentence: tuple[int, int], rule: str, confidence: float
) -> None:
    if agency.start < project.end and project.start < agency.end:
        return
    sheet.link(
        agency.key,
        "responsibleFor",
        project.key,
        at=sentence,
        rule=rule,
        role=_roles().get(verb, "implements"),
        confidence=confidence,
    )


def _spoken(sheet: Sheet) -> None:
    """Draw responsibleFor where an official speaks of a project as the agency's work, or reports on it."""
    bodies = _bodies(sheet)
    for speech in sheet.speeches:
        own = bodies[speech.speaker]
        for project in within(sheet.marks("Project"), (speech.start, speech.end)) if own else ():
            clause_start, _ = sheet.clause(project.start)
            if any(m.key not in own for m in within(sheet.marks("Agency"), (clause_start, project.start))):
                continue
            verbs = list(_role_pattern().finditer(sheet.text, clause_start, project.start))
            purpose = "为" in sheet.text[clause_start : project.start]
            reported = project.start < speech.said_end and project.start - clause_start <= _OPENING
            if verbs or purpose or reported:
                sheet.link(
                    own[0],
                    "responsibleFor",
                    project.key,
                    at=sheet.sentence(project.start),
                    focus=project.start,
                    rule="responsibleFor.speaker" if verbs or purpose else "responsibleFor.reports",
                    role=_roles()[verbs[-1].group()] if verbs else "implements" if purpose else "",
                    confidence=0.6 if verbs or purpose else 0.5,
                )


def _bodies(sheet: Sheet) -> dict[str, list[str]]:
    """Return the bodies that each official speaks for: not those whose leaders speak of everybody's work."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in sheet.links:
        if link.predicate == "worksFor" and sheet.drafts[link.object].attributes.get("kind") not in _GOVERNING:
            found[link.subject].append(link.object)
    return found
