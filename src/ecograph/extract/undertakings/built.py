"""Read the works that are named as the place or the system that is built, and that no word for a project ends.

What a verb of building governs (开工建设柳湾水电站, 建成智慧供水平台), alone or in a list, and what is told to be begun or
finished (柳湾大桥封顶). A plant that only runs is a place.
"""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.descriptions import past_description
from ecograph.extract.undertakings.project_names import GROWTH, step_over_leads
from ecograph.extract.undertakings.project_sense import proper
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.growing import Blocks, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set

_LONGEST, _SHORTEST, _OWN_WORDS, _SYSTEM_WORDS = 24, 4, 2, 4
# 正在|开工建设|了|全国首个: between the verb of building and what is built.
_BUILDS = re.compile(
    r"(?:开工建设|投资建设|规划建设|筹建|筹划建设|加快建设|推进建设|正在建设|新建|开建|在建|动工建设|续建|扩建)"
    r"了?(?:的|[一两三四五六]个|一座|一处|全[国省市县]首[个座家])?$"
)
_SYSTEM_BUILT = re.compile(
    r"(?:建成|建设|打造|构建|搭建|建起|开发|建立|上线|研发|创建)了?(?:的|一个|一套|全[国省市县]首[个套]|首[个套])?$"
)
# 建成|全省首个: nothing else of its kind can be meant.
_FIRST_BUILT = re.compile(
    r"(?:建成|建设|打造|建起|落成|投建)了?(?:[\u4e00-\u9fff]{2,4}乃至)?(?:全[国省市县区]|国内|我[国省市县]|本[省市]|中部|东北|西北|西南)"
    r"(?:首|第一)[个座家条处]$"
)
# 封顶, 正在建设: what is told of what is built.
_STATE = re.compile(
    r"(?:等(?:\d{1,3}[座条个处])?(?:大型|重大|新建)?(?:水[电利]站|水库|水闸|泵站|枢纽|隧道|大桥|铁路|公路|灌区|电站)?)?"
    r"(?:建设|项目|(?:[东南西北中]岸|主桥)?主塔|主桥|主体(?:结构|工程)?|\d{1,2}号机组)?"
    r"(?:已|也|正|正在|正式|顺利|成功|全面|全线|全部|全容量|主线|双线|即将|预计|有望|计划|将|目前|现已|年底|如期|(?:今|明)年|\d{1,2}月份?|"
    r"[今昨]天|[今昨]日|日前|近日|于|在|\d{1,2}月\d{1,2}日|[（(]\d{1,2}月\d{1,2}日[）)])*"
    r"(?:开工|动工|奠基|封顶|合龙|贯通|竣工|完工|通车|通航|通水|截流|(?:下闸|正式|开始)蓄水|建成通[车航水]|建成投[用产运]|建成(?=[，。；\n])|首台机组|开建|"
    r"破土|并网|点火|投产|投运|投用|投入(?:使用|运[行营])|开通(?:运营)?(?=[，。；、！\n])|启用|落成|启动建设|(?:建设|施工)完成|(?:开始)?联调联试|"
    r"(?:进入|展开)(?:[\u4e00-\u9fff]{2,4}?)?施工|"
    r"(?:顺利|有序|稳步|加快|全力|快速|扎实)推进|进展顺利|(?:正在|加紧|抓紧|加快)(?:建设|施工))"
    # 开通运营|满一周年, 投产|以来: it has run for long.
    r"(?!以来|至今|满|[\d半一二两三四五六七八九十]+个?(?:周?年|月))"
)
_STATE_FIRST = frozenset(
    "等建项东南西北中主已也正顺成全双即预有计将目现年如今明昨日近于在（(0123456789开动奠封合贯竣完通截下首破并点投启落施联进展稳加快扎抓"
)
_SYSTEM_STATE = re.compile(r"(?:正式|成功|全面|已|已经|于\d{1,2}月)*(?:上线|建成|投入使用|投入运行|投用|启用|试运行)")
# What the verbs of building and making have in common.
_VERB_PART = re.compile("建|打造|落成|开发|上线|研发")
# 轨道交通|东山线, 南沿江高铁|柳湾段: a line or a stretch of it.
_LINE_WORDS = ("轨道交通", "地铁", "城铁", "轻轨", "高铁", "铁路", "高速公路", "高速", "快速路", "国道", "省道")
_LINE = re.compile(
    rf"(?:{'|'.join(_LINE_WORDS)})"
    r"(?:[\u4e00-\u9fff\dA-Z]{0,6}?(?:号线|[\u4e00-\u9fff]线|段|联络线|延伸线|延长线)(?:[东南西北中]段|[一二三四]期(?:工程)?)?|[东南西北中]段)"
)
# 高铁|沿线: no line of that name.
_NO_LINE = re.compile("[沿路专环一全主干支]线$|[路河区阶时]段$")
_SIZE = re.compile(r"[\d.]+万?(?:平方米|亩|公里|千瓦|兆瓦|吨)的?$")
_LIST = ("、", "和", "及", "与", "以及")
_SYSTEM = re.compile(r"智慧|智能|数字|大数据|监管|监测|监控|预警|管理|信息|调度|管控")
_COUNTED = re.compile(r"[\d一二两三四五六七八九十百多]+(?:余|多)?(?:个|座|处|条|家|套|项|批)")
_COUNTED_WITHIN = re.compile(r"(?:\d+余?|两)[个座处条]")
# 力争明年|10月水库: half of a date.
_TIME = re.compile(r"\d+[年月日]")


# A verb of building that the segmenter takes for a part of the name.
_VERB = re.compile(
    r"(?:(?:开工|投资|规划|筹划|加快|推进|动工|创新)?(?:建设|新建|开建|续建|建成|打造|构建|搭建|建起|开发|建立|创建|完善)了?|在建)"
    r"(?:的|一个|一座|一套|全[国省市县]首[个座家套])?"
)


@cache
def _after() -> Beginnings:
    return Beginnings(word_set("built_after.csv"))


def built(sheet: Sheet, blocks: Blocks, wall: bytearray) -> list[tuple[int, int]]:
    """Return the works of a document that are named by what is built."""
    found: list[tuple[int, int]] = []
    begun = -1
    for end in sorted(sheet.found("built_head").by_end):
        start, _, kind = sheet.found("built_head").until(end)[0]
        online = kind == "system" and sheet.text.startswith("上线", end)
        if not sheet.boundary(end) or (_after().at(sheet.text, end) and not online):
            continue
        state = _SYSTEM_STATE.match(sheet.text, end) is not None if kind == "system" else _told(sheet.text, end)
        if not state and not _may_be_told(sheet, start, begun):
            continue
        begin = _begin(sheet, start, end, blocks, wall)
        if begin < 0 or any(wall[begin:end]):
            continue
        if kind == "system":
            named = start - begin >= _SYSTEM_WORDS and "“" not in sheet.text[begin:start]
            told = bool(named and _SYSTEM.search(sheet.text, begin, end)) and (
                _governed(sheet, begin, _SYSTEM_BUILT)
                or _governed(sheet, begin, _FIRST_BUILT)
                or (state and proper(sheet, begin, start))
            )
        else:
            listed = begun >= 0 and sheet.text[begun:begin] in _LIST
            told = _governed(sheet, begin, _FIRST_BUILT) or (
                _named(sheet, begin, start, end) and (listed or state or _governed(sheet, begin, _BUILDS))
            )
        if told:
            found.append((begin, end))
            begun = end
    return found + _lines(sheet, blocks, wall)


def _told(text: str, end: int) -> bool:
    """Tell whether the news of what ends here is that it is built, begun or opened."""
    return text[end : end + 1] in _STATE_FIRST and _STATE.match(text, end) is not None


def _may_be_told(sheet: Sheet, start: int, begun: int) -> bool:
    """Tell whether the clause before a name can say that it is built: by a verb, or by another work that it is listed with."""
    clause, _ = sheet.clause(start)
    return begun > clause or _VERB_PART.search(sheet.text, clause, start) is not None


def _lines(sheet: Sheet, blocks: Blocks, wall: bytearray) -> list[tuple[int, int]]:
    """Return the lines and stretches of road and rail that are being built, alone or in a list (A线、B段建设顺利推进)."""
    found: list[tuple[int, int]] = []
    told = False
    for match in reversed(_all_lines(sheet)):
        start, end = match.span()
        if _NO_LINE.search(match.group()):
            continue
        begin = _begin(sheet, start, end, blocks, wall, 0)
        listed = told and sheet.text[end : found[-1][0]] in _LIST
        told = begin >= 0 and (listed or _told(sheet.text, end) or _governed(sheet, begin, _BUILDS))
        if told and not any(wall[begin:end]):
            found.append((begin, end))
    return found


def _all_lines(sheet: Sheet) -> list[re.Match[str]]:
    """Return the lines and stretches that a document names, told or not, in their order."""
    found: list[re.Match[str]] = []
    for at in sorted({at for word in _LINE_WORDS for at in sheet.occurrences(word)}):
        if (not found or found[-1].end() <= at) and (match := _LINE.match(sheet.text, at)):
            found.append(match)
    return found


def _begin(sheet: Sheet, start: int, end: int, blocks: Blocks, wall: bytearray, own_words: int = _OWN_WORDS) -> int:
    """Return where the name of what is built begins, -1 where it says too little or counts several."""
    grown = trim_left(sheet, grow_left(sheet, start, GROWTH, blocks=blocks, wall=wall, most=_LONGEST), end, GROWTH)
    begin = step_over_leads(sheet.text, grown, start)
    if verb := _VERB.match(sheet.text, begin, start):
        begin = verb.end()
    begin = past_description(sheet, begin, start, end)
    if begin < 0 or end - begin < _SHORTEST or start - begin < own_words or _counts(sheet.text, begin, end):
        return -1
    return -1 if _TIME.match(sheet.text, begin, end) else begin


def _counts(text: str, begin: int, end: int) -> bool:
    """Tell whether a name counts several works (9座隧道, A、B|两座电站)."""
    return _COUNTED.match(text, begin, end) is not None or _COUNTED_WITHIN.search(text, begin, end) is not None


def _named(sheet: Sheet, begin: int, head: int, end: int) -> bool:
    """Tell whether the words before the last one name something of its own, not only a sort (乡镇|污水处理厂)."""
    if proper(sheet, begin, head):
        return True
    if sheet.text[end : end + 1].isdigit():
        # 新建社区公园|20个
        return False
    sorts, at = word_set("sort_words.csv"), begin
    while at < head:
        word = sheet.starts.get(at)
        stop = head if word is None or word.end > head else word.end
        # A single character of whatever class is most often half of a name that the segmenter does not know.
        if sheet.text[at:stop] in sorts or (stop - at > 1 and word is not None and word.tag[:1] in "vdmqrpu"):
            return False
        at = stop
    return True


def _governed(sheet: Sheet, begin: int, verbs: re.Pattern[str]) -> bool:
    """Tell whether a verb of building stands before a name, or before its size (在建的8万平方米X大厦)."""
    clause, _ = sheet.clause(begin)
    size = _SIZE.search(sheet.text, clause, begin)
    return verbs.search(sheet.text, clause, size.start() if size else begin) is not None
