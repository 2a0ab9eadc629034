"""Read the names of policies that stand without title marks: 古树保护条例, 2017年工作计划, 总河长3号令, 中央1号文件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.affixes import Endings, matches
from ecograph.extract.words.growing import Blocks, Growth, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set

_GROWTH = Growth("policy_stops.csv", "inner_verbs.csv", 30)
# What laws are called by: 大气污染|防治法.
_LAWS = frozenset({"防治法", "保护法", "促进法", "管理法", "节约法", "许可法", "处罚法"})
_UNMARKED = frozenset(
    {
        "条例",
        "规划",
        "工作方案",
        "实施方案",
        "行动方案",
        "行动计划",
        "管理办法",
        "实施办法",
        "办法",
        "方案",
        "公报",
        "实施意见",
        "指导意见",
        "工作要点",
        "责任清单",
        "总体规划",
        "工作计划",
        "任务单",
        "任务清单",
        *_LAWS,
    }
)
_STRONG = frozenset(
    {"条例", "行动计划", "工作方案", "实施方案", "行动方案", "管理办法", "实施办法", "工作要点", "任务单", "任务清单"}
)
# Verbs that a title may hold behind its place: 海东市|打赢|蓝天保卫战三年行动实施方案.
_LED = Endings(
    (
        "打赢",
        "打好",
        "深入打好",
        "坚决打赢",
        "坚决打好",
        "全面推行",
        "全面推进",
        "加强",
        "进一步加强",
        "持续改善",
        "推进",
        "加快推进",
        "促进",
        "推动",
    )
)
_FIVE_YEARS = re.compile(r"“?十[一二三四五六七]五”?(?:[\u4e00-\u9fff]{2,14})?规划")
_YEARS = re.compile(r"[（(]\d{4}年?[-—]\d{4}年?[）)]")
_ORDER = re.compile(
    r"(?:第?[\d一二三四五六七八九十]{1,3}号)(?:[省市县区]级)?(?:双)?总(?:河湖|河|林|湖|田)长令|总(?:河湖|河|林|湖|田)长(?:令)?[（(]?(?:〔?\d{4}〕?年?)?第?[\d一二三四五六七八九十]{1,3}号[）)]?(?:总?(?:河湖|河|林|湖|田)?长?令)?"
)
_WARDENS = ("总河", "总林", "总湖", "总田")
_FIRST_PAPER = re.compile(r"(?:中央|[省市县区旗州]委)(?:〔?\d{4}〕?年?)?(?:\d{1,2}|[一二三])号文件")
# 出台|关于建立林长制的意见
_ON = re.compile(
    r"关于[^，。；：《》“”、\n]{4,36}?的(?:实施|指导|若干)?(?:意见|通知|决定|办法|方案|细则|规定|通告|公告|批复)"
)
_ABOUT = re.compile("关")
# 解决方案 is what firms sell, 开行方案 what a line runs by.
_SOLUTIONS = (
    "解决方案",
    "设计方案",
    "施工方案",
    "开行方案",
    "调度方案",
    "供水方案",
    "灌溉方案",
    "用水方案",
    "泄洪方案",
    "中规划",
)
# …规划|安装120座, 规划|面积: to plan.
_PLANS = re.compile(r"了?(?:\d|约|总|投资|安装|建设|新建|新增|面积|用地|占地|设计|布局|实施|落地|到20)")
_YEAR = re.compile(r"\d{4}年")
_OURS = re.compile(r"[我全本该][省市县区州旗盟国]")


@cache
def _issued() -> Endings:
    return Endings(word_set("issue_verbs.csv"), ("了",))


def orders(sheet: Sheet, places: list[PlaceHit]) -> Iterator[tuple[int, int, str]]:
    """Yield the orders of chief river wardens and the yearly first papers, with the place before them."""
    before = {hit.end: hit.start for hit in places}
    for match in _ORDER.finditer(sheet.text) if any(warden in sheet.text for warden in _WARDENS) else ():
        start = before.get(match.start(), match.start())
        if start == match.start() and sheet.text[start - 1 : start] in tuple("省市县区州旗"):
            start -= 1
        if "令" in match.group():
            yield start, match.end(), "policy.order"
    if "号文件" in sheet.text:
        for match in _FIRST_PAPER.finditer(sheet.text):
            yield *match.span(), "policy.paper"


def unmarked(sheet: Sheet, places: list[PlaceHit]) -> Iterator[tuple[int, int, str]]:
    """Yield the names that end in the last word of a policy and say enough to be one."""
    for match in _FIVE_YEARS.finditer(sheet.text):
        yield *match.span(), "policy.five_years"
    for match in matches(_ON, _ABOUT, sheet.text):
        if _issued().before(sheet.text, match.start()) >= 0:
            yield *match.span(), "policy.on"
    blocks, taken = Blocks.of(places), 0
    for start, end, _ in sheet.found("policy_head").all:
        if end <= taken or sheet.text[start:end] not in _UNMARKED or not sheet.boundary(end):
            continue
        begin = trim_left(sheet, grow_left(sheet, start, _GROWTH, blocks=blocks), end, _GROWTH)
        led = _LED.before(sheet.text, begin)
        if led in blocks.begin:
            begin = blocks.begin[led]
        if ours := _OURS.match(sheet.text, begin, start):
            begin = ours.end()
        if _specific(sheet, begin, start, end):
            taken = end
            years = _YEARS.match(sheet.text, end)
            yield begin, years.end() if years else end, "policy.unmarked"


def _specific(sheet: Sheet, begin: int, head: int, end: int) -> bool:
    """Tell whether a name without title marks says enough to be one (古树保护条例, but not 实施方案)."""
    name = sheet.text[begin:end]
    if (
        name in word_set("generic_policies.csv")
        or head - begin < (2 if sheet.text[head:end] in _LAWS else 4)
        or "《" in name
        or sheet.text[end : end + 1] in ("编", "性")
        or name.endswith(_SOLUTIONS)
        or (sheet.text[head:end] == "规划" and _PLANS.match(sheet.text, end))
    ):
        return False
    if sheet.text[head:end] == "工作计划":
        return _YEAR.search(name) is not None
    return sheet.text[head:end] in _STRONG or sheet.text[head:end] in _LAWS or "“" in name or head - begin >= 8
