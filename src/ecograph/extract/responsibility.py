"""Draw responsibleFor: which agency leads, implements, supports, supervises, approves or funds which project."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecograph.extract.assignments import draw_assigned
from ecograph.extract.reporting import draw_reported
from ecograph.extract.roles import acting, assign, groups_of, list_after, list_before, verb_pattern, verb_roles
from ecograph.extract.sheet import Mark, Sheet, within

_BY = re.compile(r"(?:由|（|\(|交由|经由|委托|交给|系)(?:[省市县区]政府)?(?:授权)?$")
# A body that holds the meeting is not the one that speaks there.
_HOSTS = re.compile(r"(?:日前|近日|今日|今天)?(?:举行|召开|主办|获悉|了解到)")
_DENIED = re.compile(r"(?:并非|不是|不再|没有|未曾|从未|尚未|未|不|拒绝|停止|叫停|取消)")
_ADVERBS = re.compile(
    r"(?:将|要|已|正|正在|也|还|则|又|再|就|先后|积极|全力|共同|联合|具体|统一|分别|统筹|扎实|深入|持续|加快|迅速|提前|依法|全程|主动|大力|全面|按要求|计划|拟|准备|打算|决定|"
    r"今年|去年|\d{4}年|\d{1,2}月|日前|近日|目前|今年以来|负责同志|等|等部门|等单位|等\d+个部门|会同[\u4e00-\u9fff、]{2,24}?|联合[\u4e00-\u9fff、]{2,24}?)*"
)
_STOPS = re.compile(r"[。！？；]")
# Where another takes over between a body and a verb: 得知企业投入…, 要求…
_TURNS = re.compile(r"得知|获悉|了解|听取|企业|要求|汇报|叫停|处罚|罚款|约谈|座谈|传达|学习|宣读|发言|表态")
_OPENS = re.compile(r"(?:并|现|目前|其中)?由")
_PAPER = r"(?:可研|可行性研究|初步设计|初设|环评|环境影响|立项|项目建议书|设计方案|实施方案|报告)"
_REVIEWS = re.compile(
    rf"[^。；，]{{0,16}}?(?:{_PAPER}[^。；，]{{0,16}}?(?:审查|复审|评审|审批|批复|批准|核准|审核|编制|论证|评估)|"
    rf"(?:审查|复审|评审|审批|批复|批准|核准|审核|编制|论证)[^。；，]{{0,8}}?{_PAPER})"
)
_PASSED = re.compile(r"(?:通过|经|经过|报|报经|获|获得|取得|得到|报请)了?$")
_PASSING = re.compile(r"(?:[^，。；]{0,4}?)(?:审查|评审|复审|批复|批准|核准|审批|立项|备案|验收)")
_GIVES = re.compile(r"[^，。；]{0,8}?(?:为|对|给|向|就)$")
_GIVEN = re.compile(r"[^，。；]{0,12}?(?:安排|补助|补贴|拨付|下达|投入|奖补|补了|出资|拨款|贷款|授信)")


class _Clause(NamedTuple):
    """A group of bodies that acts, and the projects of its sentence before and behind it."""

    group: list[Mark]
    before: list[Mark]
    after: list[Mark]
    sentence: tuple[int, int]
    busy: frozenset[int]

    @property
    def start(self) -> int:
        return self.group[0].start

    @property
    def end(self) -> int:
        return self.group[-1].end


class _Part(NamedTuple):
    """What a group of bodies does, and for which projects."""

    projects: list[Mark]
    role: str
    rule: str
    confidence: float


def draw_responsible(sheet: Sheet) -> None:
    """Add what sentences state (由A牵头, A实施P), what is assigned by label, and what officials say of their agency's work."""
    _stated(sheet)
    draw_assigned(sheet)
    draw_reported(sheet)


def _stated(sheet: Sheet) -> None:
    """Draw responsibleFor from 由A牵头, A负责实施P, P由A承建, P通过A审查."""
    agents, last = acting(sheet), list[Mark]()
    others = sorted([*sheet.marks("Agency"), *sheet.marks("Official")], key=lambda m: m.start)
    for sentence in sheet.sentences:
        projects = within(sheet.marks("Project"), sentence)
        if sentence[0] == 0 or (sheet.text[sentence[0] - 1] == "\n" and not _heading(sheet, last, sentence[0])):
            last = []
        carried = (
            last if not projects and (_OPENS.match(sheet.text, sentence[0]) or _opened(sheet, last, sentence)) else []
        )
        if projects or carried:
            around = within(others, sentence)
            _assign_groups(sheet, groups_of(sheet, within(agents, sentence)), carried + projects, around, sentence)
        last = projects[:1] if projects and _is_heading(sheet, sentence) else list_before(sheet, projects) or last


def _is_heading(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    return sheet.text[sentence[1] - 1] == "\n" and sentence[1] - sentence[0] <= 40


def _heading(sheet: Sheet, last: list[Mark], at: int) -> bool:
    """Tell whether the line above is a heading that names a project."""
    return bool(last) and "。" not in sheet.text[last[0].start : at] and at - last[0].start <= 50


def _opened(sheet: Sheet, last: list[Mark], sentence: tuple[int, int]) -> bool:
    """Tell whether a sentence opens with the bodies that act on the project of the heading above it."""
    return _heading(sheet, last, sentence[0]) and any(
        m.start == sentence[0] for m in within(sheet.marks("Agency"), sentence)
    )


def _assign_groups(
    sheet: Sheet, groups: list[list[Mark]], projects: list[Mark], others: list[Mark], sentence: tuple[int, int]
) -> None:
    """Assign each group of bodies of a sentence; those that already have their part stand in nobody's way."""
    busy: set[int] = set()
    for group in groups:
        start, end = group[0].start, group[-1].end
        clause = _Clause(
            group,
            [p for p in projects if p.end <= start],
            [p for p in projects if p.start >= end],
            sentence,
            frozenset(busy | {m.start for m in group}),
        )
        if _HOSTS.match(sheet.text, end) or _denied(sheet.text, start, end):
            continue
        part = _part(sheet, clause, others)
        if part is None:
            continue
        busy |= {m.start for m in group}
        for project in part.projects:
            for agency in group:
                stretch = (min(sentence[0], project.start), sentence[1])
                assign(sheet, agency, project, part.role, stretch, rule=part.rule, confidence=part.confidence)


def _denied(text: str, start: int, end: int) -> bool:
    return bool(_DENIED.search(text[max(0, start - 5) : start]) or _DENIED.match(text, end))


def _part(sheet: Sheet, clause: _Clause, others: list[Mark]) -> _Part | None:
    """Find what a group of bodies does, by the words around it."""
    return (
        _passive(sheet, clause)
        or _active(sheet, clause, others)
        or _reviewing(sheet, clause)
        or _giving(sheet, clause)
        or _closing(sheet, clause, others)
    )


def _passive(sheet: Sheet, clause: _Clause) -> _Part | None:
    """P由A承建; 由A承建的P; P已通过A审查."""
    text, opening = sheet.text, sheet.text[max(0, clause.start - 8) : clause.start]
    if clause.before and _PASSED.search(opening) and _PASSING.match(text, clause.end):
        return _Part(clause.before[-1:], "approves", "passed", 0.8)
    verb = _verb_after(text, clause.end, clause.sentence[1])
    if not verb or not _BY.search(opening):
        return None
    role = verb_roles()[verb].role
    if clause.after and re.fullmatch(r"[^，。；]{0,8}的", text[clause.end : clause.after[0].start]):
        return _Part(clause.after[:1], role, "by", 0.85)
    return _Part(list_before(sheet, clause.before), role, "by", 0.85) if clause.before else None


def _active(sheet: Sheet, clause: _Clause, others: list[Mark]) -> _Part | None:
    """A实施P; A加快推进P; A（投资）的P."""
    if not clause.after or _another_between(others, clause, clause.end, clause.after[0].start):
        return None
    between = sheet.text[clause.end : clause.after[0].start]
    if _STOPS.search(between) or _TURNS.search(between) or len(between) > 60:
        return None
    if verb := _verb_after(sheet.text, clause.end, clause.sentence[1]):
        return _Part(list_after(sheet, clause.after), verb_roles()[verb].role, "acts", 0.75)
    if between == "的" and sheet.drafts[clause.group[-1].key].attributes.get("kind") == "company":
        return _Part(clause.after[:1], "implements", "owns", 0.75)
    verbs = verb_pattern().findall(between) if len(between) <= 30 else []
    return _Part(list_after(sheet, clause.after), verb_roles()[verbs[-1]].role, "acts", 0.7) if verbs else None


def _reviewing(sheet: Sheet, clause: _Clause) -> _Part | None:
    """P，A对可研报告进行复审: what the sentence opens with is what is reviewed."""
    if not clause.before or clause.before[0].start - clause.sentence[0] > 6 or len({p.key for p in clause.before}) > 1:
        return None
    if not _REVIEWS.match(sheet.text, clause.end):
        return None
    return _Part(clause.before[:1], "approves", "reviews", 0.75)


def _giving(sheet: Sheet, clause: _Clause) -> _Part | None:
    """A为P安排500万元."""
    if not clause.after or not _GIVES.match(sheet.text[clause.end : clause.after[0].start]):
        return None
    return _Part(clause.after[:1], "funds", "gives", 0.75) if _GIVEN.match(sheet.text, clause.after[0].end) else None


def _closing(sheet: Sheet, clause: _Clause, others: list[Mark]) -> _Part | None:
    """P…，A承建: verbs that need no object behind them."""
    verb = _verb_after(sheet.text, clause.end, clause.sentence[1])
    if not verb or not verb_roles()[verb].alone or not clause.before:
        return None
    if _another_between(others, clause, clause.before[-1].end, clause.start):
        return None
    at = clause.end + len(sheet.text[clause.end :].split(verb, 1)[0]) + len(verb)
    goes_on = sheet.text[at : at + 1]
    if goes_on and goes_on not in "，。；、）〕】！\n的了" and verb_roles()[verb].role not in ("funds", "approves"):
        return None
    return _Part(list_before(sheet, clause.before), verb_roles()[verb].role, "closes", 0.75)


def _verb_after(text: str, at: int, end: int) -> str:
    """Return the verb of a role right behind an agency, past adverbs (将, 积极, 共同), "" if there is none."""
    skipped = _ADVERBS.match(text, at, end)
    verb = verb_pattern().match(text, skipped.end() if skipped else at, end)
    return verb.group() if verb else ""


def _another_between(others: list[Mark], clause: _Clause, start: int, end: int) -> bool:
    keys = {m.key for m in clause.group}
    return any(start <= m.start < end and m.key not in keys and m.start not in clause.busy for m in others)
