"""Find policies: plans, regulations, notices and reports by their title in 《》, the work report, orders, and other names.

A short title (《方案》, 《报告》) and what an article says that it will call a policy (以下简称《行动方案》) are mentions of it.
"""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Draft, Sheet
from ecograph.extract.undertakings.policy_names import orders, unmarked
from ecograph.extract.words.affixes import Endings
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

_TITLE = re.compile(r"《([^《》]{2,70}(?:《[^《》]{2,50}》[^《》]{0,30})?)》")
_NUMBER = re.compile(r"[（(]?([\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,4}号)[）)]?")
_SHORT = re.compile(r"[（(][^（）()\n]{0,24}?[简下]称[为：:]?[“《]*([\u4e00-\u9fff“”\d]{2,16}?)[”》]*[）)]")
_TAIL = re.compile(r"[（(][^（）()]{1,24}[）)]$")
_MEDIA = re.compile(r"(?:日报|晚报|早报|晨报|时报|周刊|杂志|新闻网|报|之歌|栏目|节目)$")
# 《A》和《B》|2项国家标准, 《A》|评估报告: what kind of paper it is stands behind the title.
_SORT = re.compile(
    r"(?:[和、及与]《[^《》\n]{2,50}》)*(?:等|\d{1,2}[项个部份]|评估|监测|调查|研究|年度|国家|行业|地方|团体)*(报告(?!会)|白皮书|蓝皮书|标准|规范)"
)
_PLAN = re.compile(r"规划|方案|计划|条例|办法|意见")
_WORK_REPORT = re.compile(r"政府工作报告")


@cache
def policy_kinds() -> dict[str, str]:
    """Return the last words of policies with their kinds."""
    return {row["head"]: row["kind"] for row in rows("data", "lexicon", "policy_heads.csv")}


@cache
def _heads() -> Endings:
    return Endings(policy_kinds())


def find_policies(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add the policies of a document to its sheet."""
    short: dict[str, Draft] = {}
    for match in _TITLE.finditer(sheet.text):
        _titled(sheet, match, short)
    _reports(sheet, places)
    for start, end, rule in sorted([*orders(sheet, places), *unmarked(sheet, places)]):
        _add(sheet, start, end, rule)
    _called(sheet, short)


def _kind(name: str) -> str:
    bare = _TAIL.sub("", name).rstrip("0123456789")
    start = _heads().before(bare, len(bare))
    return policy_kinds()[bare[start:]] if start >= 0 else ""


def _sort(text: str, at: int) -> str:
    """Return the kind that is told behind a title, "" if none is."""
    sort = _SORT.match(text, at)
    return policy_kinds()[sort.group(1)] if sort else ""


def _titled(sheet: Sheet, match: re.Match[str], short: dict[str, Draft]) -> None:
    name = match.group(1)
    kind = _kind(name) or ("plan" if _PLAN.search(name) else _sort(sheet.text, match.end()))
    if not kind or (_MEDIA.search(name) and name not in short and not name.endswith(("简报", "通报", "公报"))):
        return
    draft = short.get(name) or _known(sheet, name)
    if draft is None:
        if name in policy_kinds() or name in word_set("generic_policies.csv"):
            return
        draft = sheet.draft("Policy", name)
    draft.attributes.setdefault("kind", kind)
    sheet.mark(draft, match.start(1), match.end(1), rule="policy.title")
    at = match.end()
    if number := _NUMBER.match(sheet.text, at):
        draft.attributes.setdefault("number", number.group(1))
        draft.slots.setdefault("number", number.span(1))
    if called := _SHORT.match(sheet.text, at) or (number and _SHORT.match(sheet.text, number.end())):
        short[called.group(1)] = draft


def _known(sheet: Sheet, name: str) -> Draft | None:
    """Return the policy that a title repeats: with or without its years, or only its last word (《方案》)."""
    bare = _TAIL.sub("", name)
    last = None
    for draft in sheet.of("Policy"):
        full = _TAIL.sub("", draft.name)
        if bare == full or (len(bare) >= 8 and full.endswith(bare)):
            return draft
        if len(bare) <= 6 and full.endswith(bare):
            last = draft
    return last


def _reports(sheet: Sheet, places: list[PlaceHit]) -> None:
    """Add the government's work report: the one of the place right before it, else of the home place, whatever it is called."""
    home = sheet.home
    before = {hit.end: hit.code for hit in places if hit.code}
    for match in _WORK_REPORT.finditer(sheet.text):
        if inside_title(sheet, match.start()):
            continue
        code = before.get(match.start(), home)
        draft = sheet.draft("Policy", f"{gazetteer().by_code[code].name if code else ''}政府工作报告")
        draft.attributes.setdefault("kind", "report")
        sheet.mark(draft, match.start(), match.end(), rule="policy.report", confidence=0.9)


def inside_title(sheet: Sheet, at: int) -> bool:
    """Tell whether a place in the text lies between title marks."""
    opening = sheet.text.rfind("《", max(0, at - 70), at)
    return opening >= 0 and sheet.text.find("》", opening, at) < 0


def _add(sheet: Sheet, start: int, end: int, rule: str) -> None:
    if inside_title(sheet, start) or any(m.start < end and start < m.end for d in sheet.of("Policy") for m in d.marks):
        return
    name = sheet.text[start:end]
    bare = _TAIL.sub("", name.strip("“”"))
    draft = next((d for d in sheet.of("Policy") if bare in d.name), None) or sheet.draft("Policy", name)
    draft.attributes.setdefault("kind", _kind(name) or "plan")
    sheet.mark(draft, start, end, rule=rule, confidence=0.7)


def _called(sheet: Sheet, short: dict[str, Draft]) -> None:
    """Mark the names that an article gives to its policies (水十条), where they say more than the last word does."""
    for name, draft in short.items():
        if name in policy_kinds() or name in word_set("generic_policies.csv") or len(name) < 3:
            continue
        for at in sheet.occurrences(name):
            if not any(m.start < at + len(name) and at < m.end for m in draft.marks):
                sheet.mark(draft, at, at + len(name), rule="policy.called", confidence=0.8)
