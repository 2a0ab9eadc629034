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
# What a title may end in where a verb of issuing governs all that stands before it: 出台|支持夜间经济发展若干政策措施.
_GIVEN = _UNMARKED | {
    "措施",
    "若干措施",
    "政策",
    "清单",
    "任务清单",
    "名录",
    "目录",
    "报告",
    "白皮书",
    "公告",
    "通告",
    "协议",
    "规定",
    "细则",
    "实施细则",
    "计划",
    "三年行动计划",
    "意见",
    "若干意见",
    "指南",
    "规范",
    "专项规划",
}
_ISSUES = ("出台", "印发", "发布", "公布", "颁布", "下发", "签署", "签订", "审议通过", "表决通过", "批复")
_DRAFTS = ("制定", "编制", "修订")
_LONGEST_GIVEN, _SHORTEST = 34, 5
_OPENS = re.compile("了|并?实施|首[个部份]|[一两]份|一项|新版|新修订")
_PLAIN = re.compile(r"(?:\d{4}年度?|[\u4e00-\u9fff·]|“[^”]{1,16}”)+")
_VAGUE = re.compile(
    "[的了是将被把让并也就其该]|系列|相关|有关|各项|多项|多个|具体|详细|相应|更多|上述|所有|全部|等|以及|工作报告|消息|会上|关于"
)
# 消防法|规, 民法典|型: the law's last character begins another word.
_LAWFUL = tuple("规律院官庭治制定人案式")
# What a name of this length alone says enough by.
_TELLING = 8
# 政策|文件, 标准|体系: the head is no last word.
_GOES_ON = (
    "调整",
    "文件",
    "体系",
    "工具",
    "效应",
    "红利",
    "性",
    "环境",
    "解读",
    "草案",
    "会",
    "制度",
    "书",
    "中心",
    "平台",
    "组",
    "编制",
    "起草",
)
# Counts, ordinals and quantities tell no name (10个行业实施方案), nor does what each has of its own (“一户一策”方案).
_COUNTS = re.compile(
    r"\d(?!\d{0,3}[年—\-）)])|一.一策|^(?:首[部个份批]|第[一二三四五六七八九十\d]+[个部]|[一二两三四五六七八九十]+[个项部份类]"
    r"|不同|当地|年度|各)|(?<![重主必需首])要(?![素点件])|拿出"
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
        if end <= taken:
            continue
        if sheet.text[end - 1] in "法典" and (law := _law(sheet, end)) >= 0:
            taken = end
            yield law, end, "policy.unmarked"
            continue
        if sheet.text[start:end] not in _GIVEN or not sheet.boundary(end):
            continue
        if (begin := _given(sheet, start, end, blocks)) >= 0:
            taken = end
            yield begin, end, "policy.unmarked"
            continue
        if sheet.text[start:end] not in _UNMARKED:
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


@cache
def _laws() -> Endings:
    return Endings(word_set("laws.csv"))


def _law(sheet: Sheet, end: int) -> int:
    """Return where the name of a law begins that a table holds (防洪法), -1 if none ends here."""
    begin = _laws().before(sheet.text, end)
    if begin < 0 or not sheet.boundary(begin) or sheet.text[end : end + 1] in _LAWFUL:
        return -1
    return begin


def _given(sheet: Sheet, head: int, end: int, blocks: Blocks) -> int:
    """Return where the name begins that a verb of issuing stands right before, -1 if there is none.

    It needs a year, a place, a word in quotation marks, or some length to be a name: 签署|战略合作框架协议 is any.
    """
    text, first = sheet.text, max(0, head - _LONGEST_GIVEN)
    verbs = (*_ISSUES, *_DRAFTS) if text[head:end] in _STRONG else _ISSUES
    begin = max((at + len(verb) for verb in verbs if (at := text.rfind(verb, first, head)) >= 0), default=-1)
    if begin < 0:
        return -1
    while opens := _OPENS.match(text, begin, head):
        begin = opens.end()
    if head - begin < _SHORTEST or not _PLAIN.fullmatch(text, begin, head) or _VAGUE.search(text, begin, head):
        return -1
    if text.startswith(_GOES_ON, end) or sheet.found("policy_head").at(end) or begin not in sheet.starts:
        return -1
    if _COUNTS.search(text[begin:head]):
        return -1
    telling = text[begin].isdigit() or "“" in text[begin:head] or head - begin >= _TELLING
    return begin if telling or any(begin <= at < head for at in blocks.begins) else -1


def _specific(sheet: Sheet, begin: int, head: int, end: int) -> bool:
    """Tell whether a name without title marks says enough to be one (古树保护条例, but not 实施方案)."""
    name = sheet.text[begin:end]
    if (
        name in word_set("generic_policies.csv")
        or head - begin < (2 if sheet.text[head:end] in _LAWS else 4)
        or "《" in name
        or _COUNTS.search(sheet.text[begin:head])
        or sheet.text[end : end + 1] in ("编", "性")
        or name.endswith(_SOLUTIONS)
        or (sheet.text[head:end] == "规划" and _PLANS.match(sheet.text, end))
    ):
        return False
    if sheet.text[head:end] == "工作计划":
        return _YEAR.search(name) is not None
    return sheet.text[head:end] in _STRONG or sheet.text[head:end] in _LAWS or "“" in name or head - begin >= 8
