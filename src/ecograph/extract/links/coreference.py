"""Resolve what points back: 该局, 我厅, 分局, 公司 for agencies; 该项目, 这一工程 for projects."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.sheet import Mark, Sheet

_AGENCY = re.compile(
    r"(?:该|我|本|全)(局|厅|委|办|院|所|站|中心|公司|集团|支队|大队|处|部|会|专班|管委会)(?![部长员议])"
)
_BARE = re.compile(r"(?<![\u4e00-\u9fff])(分局|公司|管委会|指挥部|管理局|管护局|管理处)(?=[\u4e00-\u9fff，。])")
_PROJECT = re.compile(r"((?:该|这一|这个|此次|本次|此|本)(?:项)?(?:项目|工程|行动))")
# 项目 or 工程 that opens a clause and goes on as news of one project.
_PROJECT_BARE = re.compile(
    r"(?<=[，。；：\n”])(项目|工程)(?=由|总投资|计划总?投资|概算|位于|地处|选址|涉及|建成后?|投用|投产|完工|全长|占地|规划|设计|于|分|一期|二期|已|目前|全部|总|自|启动|实施|预计|覆盖|包括|主要|建设|将|采用|投资|去年|今年|明年|累计|正|全线|全面|开工|主体|预算|共|占|横跨|竣工|现已)"
)


# 该方案, 本办法; and 方案 that opens a clause and goes on as news of the policy.
_POLICY = re.compile(
    r"(?:[该本此]|这一|这份|这部|(?<=[，。；：\n”是]))(?P<head>(?:行动|实施|工作)?(?:方案|规划|办法|条例|意见|计划))"
    r"(?=由|要求|规定|[里中]的|共分|分为|自[\d二]|将于)"
)
_TAIL = re.compile(r"[（(][^（）()]{1,24}[）)]$")
_PLACE_BARE = re.compile(
    r"(?<=[，。；：\n”说])(?:目前|如今|今年|去年|该|这座|全)?(水库|断面|保护区|湿地公园|湖区|公园|园区|景区|灌区)(?!管|内|的)"
)


def agencies_back(sheet: Sheet) -> None:
    """Mark words that point back to an agency (该局, 我厅, 公司) as mentions of it."""
    for match in _AGENCY.finditer(sheet.text):
        word = sheet.starts.get(match.start() + 1)
        if (match.group(0)[0] == "全" and (word is None or word.end > match.end())) or match.group() in (
            "全会",
            "全部",
            "本部",
            "本院",
        ):
            continue
        _point(sheet, match, match.group(1), rule="agency.back")
    for match in _BARE.finditer(sheet.text):
        if not any(m.start <= match.start() < m.end for m in sheet.marks("Agency")):
            _point(sheet, match, match.group(1), rule="agency.back")


def places_back(sheet: Sheet) -> None:
    """Mark a bare 水库, 断面, 保护区 that opens a clause as the one named before, in the paragraph or the one above."""
    for match in _PLACE_BARE.finditer(sheet.text):
        before = [
            m
            for m in sheet.marks("Place")
            if match.start() - 400 < m.start
            and m.end <= match.start()
            and _is_a(sheet.drafts[m.key].name, match.group(1))
        ]
        if before and not any(m.start <= match.start() < m.end for m in sheet.marks("Place")):
            sheet.mark(sheet.drafts[before[-1].key], *match.span(1), rule="place.back", confidence=0.7)


def _is_a(name: str, word: str) -> bool:
    return (
        name.endswith(word)
        or (word in ("湖区", "湖") and name.endswith(("湖", "淀", "泊", "海")))
        or (word == "保护区" and name.endswith("保护区"))
    )


def projects_back(sheet: Sheet) -> None:
    """Mark words that point back to a project (该项目, 这一工程, 项目由…) as mentions of it."""
    for pattern in (_PROJECT, _PROJECT_BARE):
        for match in pattern.finditer(sheet.text):
            before = [m for m in sheet.marks("Project") if m.end <= match.start()]
            paragraph = sheet.text.rfind("\n", 0, match.start()) + 1
            if before and (pattern is _PROJECT or before[-1].start >= paragraph):
                sheet.mark(sheet.drafts[before[-1].key], *match.span(1), rule="project.back", confidence=0.7)


def policies_back(sheet: Sheet) -> None:
    """Mark words that point back to a policy (该方案, 本办法, 方案由…) as mentions of it."""
    policies = [m for m in sheet.marks("Policy") if m.rule != "policy.report"]
    taken = {m.start for m in policies}
    starts = [m.start for m in policies]
    for match in _POLICY.finditer(sheet.text):
        head = match.group("head")
        before = policies[: bisect_left(starts, match.start())]
        named = next((m for m in reversed(before) if _TAIL.sub("", sheet.drafts[m.key].name).endswith(head)), None)
        if named and match.start("head") not in taken and not _inside(before, match.start()):
            sheet.mark(sheet.drafts[named.key], match.start("head"), match.end(), rule="policy.back", confidence=0.7)


def _inside(marks: list[Mark], at: int) -> bool:
    return bool(marks) and marks[-1].end > at


def _point(sheet: Sheet, match: re.Match[str], head: str, *, rule: str) -> None:
    marks = sheet.marks("Agency")
    before = reversed(marks[: bisect_left(marks, match.start(), key=lambda m: m.start)])
    fitting = next((m for m in before if m.end <= match.start() and _fits(sheet, m, head)), None)
    if fitting:
        sheet.mark(sheet.drafts[fitting.key], *match.span(), rule=rule, confidence=0.8)


def _fits(sheet: Sheet, mark: Mark, head: str) -> bool:
    name = sheet.drafts[mark.key].name
    if head in ("公司", "集团"):
        return sheet.drafts[mark.key].attributes.get("kind") == "company"
    return (
        name.endswith(head)
        or (head == "管委会" and name.endswith("管理委员会"))
        or (head == "委" and name.endswith("委员会") and not name.startswith("中共"))
        or (head == "办" and name.endswith("办公室"))
    )
