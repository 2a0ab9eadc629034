"""Draw governedBy: which policy was made for a project, sets it, or is what it goes by."""

from __future__ import annotations

import re

from ecograph.extract.sheet import Draft, Mark, Sheet, within

_PLAIN = re.compile(r"[“”]|(?:工程|项目|行动)$")
_QUOTES = re.compile(r"[“”]")
_ACCORDING = re.compile(r"(?:根据|按照|依据|依照|对照|落实|围绕|遵照|贯彻)(?:了)?《?$")
# 以《P》为统领
_WITH = re.compile(r"以《?$")
_GUIDES = re.compile(r"》?为(?:统领|引领|指引|纲领|总纲|纲|依据|遵循|抓手|蓝图|指导|牵引|载体|契机|主线|主轴)")
_SETS = re.compile(r"》?(?:中|里)?(?:还|也|明确)?(?:提出|明确|部署|确定|安排|规划|要求)[^。；《》]{0,30}$")
# 为推进P，…A印发《Q》
_FOR = re.compile(r"(?:^|[，。；：\n])(?:为|为了)[^，。；]{0,8}$")
_ISSUED = re.compile(r"[^。；]{0,80}?(?:起草|制定|制订|印发|出台|编制|发布|研究制定|拟定|下发)了?《?$")
_BRACKET = re.compile(r"[（(].*?[）)]")
_LISTED = re.compile(r"(?:列入|纳入|写入|写进|列为)[^，。；《》]{0,8}《?$")
_BELONGS = re.compile(r"是[^，。；]{0,10}$")
_WITHIN = re.compile(r"》?(?:中|里|确定|明确|部署|安排)")
_ALL = re.compile(r"(?:各|上述|以上|这些)(?:个)?(?:项目|工程)(?:均|都)?(?:已)?(?:列入|纳入)")


def draw_governed(sheet: Sheet) -> None:
    """Add which policy governs which project."""
    policies = [d for d in sheet.of("Policy") if d.marks and "工作报告" not in d.name] if sheet.marks("Project") else []
    _by_title(sheet, policies)
    for policy in policies:
        for mark in policy.marks:
            _in_sentence(sheet, mark)


def _by_title(sheet: Sheet, policies: list[Draft]) -> None:
    """Link a project with the policies whose title names it."""
    titles = [(draft, _QUOTES.sub("", draft.name)) for draft in policies]
    for project in [d for d in sheet.of("Project") if d.marks]:
        body = _PLAIN.sub("", project.name)
        if len(body) < 6 and project.name.startswith("“"):
            # “四清工程” says enough with its last word.
            body = _QUOTES.sub("", project.name)
            if len(body) < 4:
                continue
        elif len(body) < 6:
            continue
        for policy, title in titles:
            if body in title or _mostly(body, title) or _but_brackets(body, title):
                mark = policy.marks[0]
                _link(sheet, project.key, policy.key, sheet.sentence(mark.start), "title", 0.85)


def _mostly(body: str, title: str) -> bool:
    """Tell whether a title holds a project's name but for a place put in (山西省|晋中市|太行山…)."""
    at = iter(title)
    return len(body) >= 10 and all(char in at for char in body) and len(title) - len(body) <= 14


def _but_brackets(body: str, title: str) -> bool:
    """Tell whether a title names a project with other words put in brackets (滆湖（武进）退田（渔）还湖专项规划)."""
    if "（" not in title or title[:2] != body[:2] or body[-2:] not in title:
        return False
    at = iter(title)
    return all(char in at for char in body) and len(_BRACKET.sub("", title)) - len(body) <= 8


def _in_sentence(sheet: Sheet, policy: Mark) -> None:
    sentence = sheet.sentence(policy.start)
    if _ALL.search(sheet.text, max(sentence[0], policy.start - 16), policy.start):
        for project in sheet.marks("Project"):
            if project.end <= policy.start:
                _link(sheet, project.key, policy.key, sentence, "all", 0.7)
        return
    according = _ACCORDING.search(sheet.text, max(0, policy.start - 6), policy.start) or (
        _WITH.search(sheet.text, max(0, policy.start - 2), policy.start) and _GUIDES.match(sheet.text, policy.end)
    )
    for project in within(sheet.marks("Project"), sentence):
        if project.start >= policy.end:
            if according or _SETS.match(sheet.text, policy.end, project.start):
                _link(sheet, project.key, policy.key, sentence, "according" if according else "sets", 0.6)
        elif project.end <= policy.start and (according or _lies_in(sheet, project, policy)):
            _link(sheet, project.key, policy.key, sentence, "according", 0.6)
        elif project.end <= policy.start and _made_for(sheet, project, policy):
            _link(sheet, project.key, policy.key, sentence, "purpose", 0.65)


def _made_for(sheet: Sheet, project: Mark, policy: Mark) -> bool:
    """Read 为推进P，A印发《Q》."""
    return bool(
        _FOR.search(sheet.text, max(0, project.start - 12), project.start)
        and _ISSUED.fullmatch(sheet.text, project.end, policy.start)
    )


def _lies_in(sheet: Sheet, project: Mark, policy: Mark) -> bool:
    """Read P纳入《Q》 and P是《Q》里的大项目."""
    text, start, end = sheet.text, project.end, policy.start
    return bool(
        _LISTED.search(text, start, end)
        or (_BELONGS.fullmatch(text, start, end - text.startswith("《", end - 1)) and _WITHIN.match(text, policy.end))
    )


def _link(sheet: Sheet, project: str, policy: str, at: tuple[int, int], rule: str, confidence: float) -> None:
    sheet.link(project, "governedBy", policy, at=at, rule=f"governedBy.{rule}", confidence=confidence)
