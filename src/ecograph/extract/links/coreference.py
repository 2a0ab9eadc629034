"""Resolve what points back: 该局, 我厅, 分局, 公司 for agencies; 该项目, 这一工程 for projects."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import cast

from ecograph.extract.sheet import Mark, Sheet, mask_of
from ecograph.extract.words.affixes import matches
from ecograph.model import EntityType
from ecograph.resources import rows

_AGENCY = re.compile(
    r"(?:该|我|本|全)(局|厅|委|办|院|所|站|中心|公司|集团|支队|大队|处|部|会|专班|管委会)(?![部长员议])"
)
_BARE = re.compile(r"(?<![\u4e00-\u9fff])(分局|公司|管委会|指挥部|管理局|管护局|管理处)(?=[\u4e00-\u9fff，。])")
_PROJECT = re.compile(r"((?:该|这一|这个|此次|本次|此|本)(?:项)?(?:项目|工程|行动))")
# 汇报了|工程|进展
_PROJECT_TOLD = re.compile(
    r"(?:汇报|介绍|通报|听取|询问|了解)了?((?:该|这一)?(?:项目|工程))(?=(?:的)?(?:建设|推进|施工)?(?:进展|进度|情况))"
)
# 项目 or 工程 that opens a clause and goes on as news of one project.
_PROJECT_BARE = re.compile(
    r"(?<=[，。；：\n”])(项目|工程)(?=由|在|总投资|计划总?投资|概算|位于|地处|选址|涉及|建成后?|投用|投产|完工|全长|占地|规划|设计|于|分|一期|二期|已|目前|全部|总|自|启动|实施|预计|覆盖|包括|主要|建设|将|采用|投资|去年|今年|明年|累计|正|全线|全面|开工|主体|预算|共|占|横跨|竣工|现已"
    r"|带动|惠及|受益|可|每年|年|还|以|采取|依托|通水|线路|投运|整体|运行|达产|新增|新建|治理|修复|整治|完成|安装|铺设|配套|改造|拟|计划|力争|途经|起于|起点|供水|全)"
)


# 该方案, 本办法; and 方案 that opens a clause and goes on as news of the policy.
_POLICY = re.compile(
    r"(?:[该本此]|这一|这份|这部|(?<=[，。；：\n”是]))(?P<head>(?:行动|实施|工作)?(?:方案|规划|办法|条例|意见|计划))"
    r"(?=由|要求|规定|[里中]的|共分|分为|自[\d二]|将于)"
)
_FIRST = re.compile(
    "[该本此这行实工方规办条意计](?=[一份部行实工方规办条意计动施作案划法例见])(?:(?<=[该本此这])|(?<=[，。；：\n”是].))"
)
_TAIL = re.compile(r"[（(][^（）()]{1,24}[）)]$")
# What may stand before a bare word that opens its clause: 目前园区…, 如今全湖….
_OPENER = re.compile(
    r"(?:^|[，。；：、！？\n”“‘（(—]|说|称)(?:目前|如今|眼下|今年|去年|同时|此外|其中|现在|近年来|该|这座|这个|这条|这片|这处|此|本|整个|全|在|使|让|为|由|对)?$"
)
# A bare word that is only part of a longer one: 保护区|管理局, 园区|企业, 村|党支部.
_PART_OF = re.compile(
    "企业|管|负责|群众|居民|工作|书记|主任|干部|办公|党|委|政府|联合|条例|办法|局|所|站长|代表|法人|职工|员工|类|级|化|数"
)
# Before what a sentence opens with: a mark, a date.
_OPENING = re.compile(r"[0-9年月日，]*.?")
_FAR = 400


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
    bare = list(_BARE.finditer(sheet.text))
    named = mask_of(sheet.text, [(m.start, m.end) for m in sheet.marks("Agency")] if bare else ())
    for match in bare:
        if not named[match.start()]:
            _point(sheet, match, match.group(1), rule="agency.back")


@cache
def _back_words() -> dict[str, tuple[tuple[EntityType, ...], tuple[str, ...]]]:
    """Return the common nouns that call a named thing back: the classes it may be of, and what its name ends in."""
    return {
        row["word"]: (cast(tuple[EntityType, ...], tuple(row["type"].split("|"))), tuple(row["ends"].split("|")))
        for row in rows("data", "lexicon", "back_words.csv")
    }


def nouns_back(sheet: Sheet) -> None:
    """Mark a bare 水库, 园区, 全湖 that opens a clause as the one of its sort that was named last."""
    hits = [hit for hit in sheet.found("back").all if _opens(sheet, hit[0], hit[1])]
    if not hits:
        return
    kinds: tuple[EntityType, ...] = ("Place", "Agency", "Project", "Official", "Policy")
    named = mask_of(sheet.text, [(m.start, m.end) for kind in kinds for m in sheet.marks(kind)])
    for start, end, _ in hits:
        if named[start] or named[end - 1]:
            continue
        types, ends = _back_words()[sheet.text[start:end]]
        before = [m for type_ in types if (m := _last_ending(sheet, type_, ends, start))]
        if before:
            nearest = max(before)
            type_ = sheet.drafts[nearest.key].type
            sheet.mark(sheet.drafts[nearest.key], start, end, rule=f"{type_.lower()}.back", confidence=0.7)


def _opens(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether a bare word opens its clause and is whole."""
    if not _OPENER.search(sheet.text, max(0, start - 5), start):
        return False
    return not _PART_OF.match(sheet.text, end)


def _last_ending(sheet: Sheet, type_: EntityType, ends: tuple[str, ...], at: int) -> Mark | None:
    """Return the last mark before a place in the text whose name ends in one of some words."""
    for mark in _before(sheet, type_, at):
        if mark.end < at - _FAR:
            return None
        if sheet.drafts[mark.key].name.endswith(ends) and "deictic" not in mark.rule:
            return mark
    return None


def projects_back(sheet: Sheet) -> None:
    """Mark words that point back to a project (该项目, 这一工程, 项目由…) as mentions of it."""
    for pattern in (_PROJECT, _PROJECT_BARE, _PROJECT_TOLD):
        for match in pattern.finditer(sheet.text):
            before = next(_before(sheet, "Project", match.start()), None)
            paragraph = sheet.paragraph(match.start())
            near = max(sheet.paragraph(max(0, paragraph - 1)), match.start() - _FAR)
            if before and (pattern is _PROJECT or before.start >= near):
                meant = before if pattern is _PROJECT else _subject_before(sheet, before, match.start())
                sheet.mark(sheet.drafts[meant.key], *match.span(1), rule="project.back", confidence=0.7)


def _subject_before(sheet: Sheet, last: Mark, at: int) -> Mark:
    """Return the project that a sentence of the paragraph opened with last, else the one named last.

    What the project consists of (X工程总投资…。项目主要采取…、小型水利工程…。工程在…实施) is named on the way only.
    """
    start = max(sheet.paragraph(at), at - _FAR)
    for mark in takewhile(lambda m: m.start >= start, _before(sheet, "Project", at)):
        if _OPENING.fullmatch(sheet.text, sheet.sentence(mark.start)[0], mark.start):
            return mark
    return last


def policies_back(sheet: Sheet) -> None:
    """Mark words that point back to a policy (该方案, 本办法, 方案由…) as mentions of it."""
    policies = [m for m in sheet.marks("Policy") if m.rule != "policy.report"]
    taken = {m.start for m in policies}
    starts = [m.start for m in policies]
    for match in matches(_POLICY, _FIRST, sheet.text):
        head = match.group("head")
        before = policies[: bisect_left(starts, match.start())]
        named = next((m for m in reversed(before) if _TAIL.sub("", sheet.drafts[m.key].name).endswith(head)), None)
        if named and match.start("head") not in taken and not _inside(before, match.start()):
            sheet.mark(sheet.drafts[named.key], match.start("head"), match.end(), rule="policy.back", confidence=0.7)


def _inside(marks: list[Mark], at: int) -> bool:
    return bool(marks) and marks[-1].end > at


def speakers_back(sheet: Sheet) -> None:
    """Let 我局, 本公司 in a speech mean the speaker's own body, whatever other bureau the speech has named before."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for link in sheet.links:
        if link.predicate == "worksFor":
            held[link.subject].append(link.object)
    starts = [speech.start for speech in sheet.speeches]
    for mark in list(sheet.marks("Agency")) if starts else ():
        if mark.rule != "agency.back" or sheet.text[mark.start] not in "我本":
            continue
        number = bisect_right(starts, mark.start) - 1
        if number < 0 or mark.start >= sheet.speeches[number].end:
            continue
        bodies, head = held[sheet.speeches[number].speaker], sheet.text[mark.start + 1 : mark.end]
        if mark.key in bodies:
            continue
        own = next((key for key in bodies if _fits(sheet, key, head)), None)
        if own:
            sheet.move(mark, sheet.drafts[own])


def _point(sheet: Sheet, match: re.Match[str], head: str, *, rule: str) -> None:
    fitting = next((m for m in _before(sheet, "Agency", match.start()) if _fits(sheet, m.key, head)), None)
    if fitting:
        sheet.mark(sheet.drafts[fitting.key], *match.span(), rule=rule, confidence=0.8)


def _before(sheet: Sheet, type_: EntityType, at: int) -> Iterator[Mark]:
    """Yield the marks of a class that end before a place in the text, the nearest first."""
    marks = sheet.marks(type_)
    for number in range(bisect_left(marks, (at,)) - 1, -1, -1):
        if marks[number].end <= at:
            yield marks[number]


def _fits(sheet: Sheet, key: str, head: str) -> bool:
    name = sheet.drafts[key].name
    if head in ("公司", "集团"):
        return sheet.drafts[key].attributes.get("kind") == "company"
    return (
        name.endswith(head)
        or (head == "管委会" and name.endswith("管理委员会"))
        or (head == "委" and name.endswith("委员会") and not name.startswith("中共"))
        or (head == "办" and name.endswith("办公室"))
    )
