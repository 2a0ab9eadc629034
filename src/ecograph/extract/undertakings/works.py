"""Read the works and campaigns that have no word for a project at their end.

A water and what is done to it (洱海保护治理), a plant and what is built of it (新市污水处理厂|扩建, …监测平台|二期), a quoted
watchword and what it is for (“碧海2023”|联合执法), and a nation-wide work in one place (长春市|黑臭水体治理).
"""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.geography.places import PlaceHit
from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.project_lists import listed
from ecograph.extract.undertakings.project_names import GROWTH, step_over_leads
from ecograph.extract.undertakings.project_sense import WATER_ENDS, proper
from ecograph.extract.words.affixes import Beginnings, Endings, matches
from ecograph.extract.words.growing import Blocks, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set
from ecograph.resources import rows

_BETWEEN = re.compile(
    r"(?:干流|干线|支流|上游|中游|下游|全域|全流域|流域|沿线|沿岸|两岸|岸线|周边|河段|段|河道|非法|码头|排污口|水域|入湖|入河|河流|[（(][\u4e00-\u9fff]{2,6}段?[）)])*"
)
_WATERS = frozenset({"river", "lake", "reservoir", "sea", "mountain", "region"})
_CUT = re.compile(r"[，。；：、”]")
_COUNTED = re.compile(r"(?:第?[一二三四五首]批)?[\d一二两三四五六七八九十]+(?:个|座|处|条|家)|第?[一二三四五首]批")
_PHASE = re.compile("[一二三四五六]期$")
# 柳溪、桐溪|等6条河道
_SEVERAL = re.compile(
    r"等(?:\d{1,3}|[一二两三四五六七八九十]{1,3})?[条项个座处]?(?:重点|中小|主要|城区|骨干)?(?:河道|河流|支流|河湖|河段|水体|湖泊|水库)?"
)
# 第二轮第三批省级生态环境保护督察
_ROUND = re.compile(
    r"第[一二三四五](?:轮(?:第[一二三四五六七八]批)?|批)(?:中央|省级|[\u4e00-\u9fff]{2,3}[省市])?(?:生态)?(?:环境?保护?)督察(?![组办局员长])(?:“回头看”)?"
)
# 第五次全国|土地普查
_CENSUS = re.compile(
    r"(?:第[一二三四五六七八]次全国[\u4e00-\u9fff]{2,8}?(?:普查|调查)|全[国省市县区][\u4e00-\u9fff]{4,8}?普查)(?!数据|结果|公报|成果|领导|办公|员|条例|标准|方案|报告|显示)"
)
# 创建国家森林城市, 国家低碳城市建设: a title that a place strives for.
_TITLED = (
    r"(?:国家级?|全国|国际|省级)[^，。、；：”和与是的有]{2,10}?(?:城市|示范县|示范市|示范区|先行区|先导区|卫生县城)"
)
_TITLE = re.compile(
    rf"(?:创建|争创)“?{_TITLED}(?:”|(?![\d创建”]|称号))|“?{_TITLED}”?(?:创建|建设)(?!标准|名单|[的了]?示范|区|点|单位|项目|工程)"
)
_STRIVES = re.compile("[创争国全省“](?=[建创国家际全省级“])")
_COUNTS_UP = ("普查", "次全国")
_WHOLE = re.compile("[第全]")
_ORDINAL = re.compile("第")
# What may stand behind the work even so: 水厂扩建|任务, “三清一改”整治|的.
_NOTHING = frozenset({""})
_BEHIND = {
    "site": frozenset({"", "任务"}),
    "launched": frozenset({"", "的"}),
    "quoted": frozenset({"", "的"}),
}
# 黑臭水体治理|工作: a nation-wide work that the text takes up as a task of its own.
_TASK = ("工作", "任务")
_QUOTED_TASK = "”工作"
# 我省|高标准农田建设, 该县|黑臭水体治理: whose task it is, without a name.
_OURS = ("我", "全", "本", "该")
_LONGEST, _OWN_WORDS = 24, 2
# 建设 is said of much that is no work.
_MAKES = ("建设", "项目建设")
# …改造|已基本完成, …改造|工作进展顺利
_UNDER_WAY = re.compile(
    r"(?:工作|任务)?(?:已|也|将|正|正在|目前|现已|即将|预计|有望|计划|基本|全面|正式|全部|顺利|有序|稳步|加快|加速|全力|成功|陆续|率先|\d{1,2}月份?)*"
    r"(?:完成|完工|竣工|启动|开工|动工|收尾|推进|进展|进入|接近尾声)"
)
_CLOSED = re.compile(r"(?:工作|任务)?[，。；、]")
_UNDERTAKES = re.compile("实施|启动|推进|推动|完成|开展|谋划|加快")
_UNDERTAKEN = re.compile(r"(?:实施|启动|推进|推动|完成|开展|谋划|加快)了?$")


@cache
def _actions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows("data", "lexicon", "project_actions.csv"):
        found.setdefault(row["anchor"], []).append(row["word"])
    return found


@cache
def _sites(*kinds: str) -> Endings:
    return Endings(row["word"] for row in rows("data", "lexicon", "project_sites.csv") if row["kind"] in kinds)


@cache
def _after() -> Beginnings:
    """Words behind which an action is not the work itself but a document, a body or an effect of it."""
    return Beginnings(word_set("work_after.csv"))


def headless(sheet: Sheet, places: list[PlaceHit], blocks: Blocks, wall: bytearray) -> list[tuple[int, int]]:
    """Return the works of a document that are named without a word for a project."""
    waters = {hit.end: hit for hit in places if hit.kind in _WATERS}
    found = []
    for start, end, anchor in sheet.found("project_action").all:
        if anchor == "water" and (begin := _of_several(sheet, start, waters)) >= 0:
            end += 2 * sheet.text.startswith(("工程", "项目"), end)
            if not any(wall[begin:end]):
                found.append((begin, end))
        elif sheet.boundary(end) and _after().at(sheet.text, end) in _BEHIND.get(anchor, _NOTHING):
            begin = _begin(sheet, start, end, anchor, waters, blocks, wall)
            if begin >= 0 and not any(wall[begin:end]):
                found.append((begin, end))
    rounds = [match.span() for match in matches(_ROUND, _ORDINAL, sheet.text)]
    if any(word in sheet.text for word in _COUNTS_UP):
        rounds += [match.span() for match in matches(_CENSUS, _WHOLE, sheet.text)]
    titles = [match.span() for match in matches(_TITLE, _STRIVES, sheet.text)]
    return found + rounds + titles + _tasks(sheet) + listed(sheet, blocks, wall)


def _begin(
    sheet: Sheet,
    start: int,
    end: int,
    anchor: str,
    waters: dict[int, PlaceHit],
    blocks: Blocks,
    wall: bytearray,
) -> int:
    """Return where the name begins that an action ends, -1 where nothing anchors it."""
    if anchor == "known":
        return start
    if anchor == "water":
        return _at_water(sheet, start, end, waters, blocks, wall)
    if anchor == "topic":
        begin = blocks.begin.get(start, start if sheet.text.startswith(_TASK, end) else -1)
        return -1 if sheet.text.startswith(_OURS, begin) else begin
    if anchor in ("quoted", "launched"):
        return _at_watchword(sheet, start, anchor)
    kinds = ("built", "loose") if anchor == "phase" else ("built",)
    phase = _PHASE.search(sheet.text, max(0, start - 2), start) if anchor == "site" else None
    site = _sites(*kinds).before(sheet.text, phase.start() if phase else start)
    if site < 0:
        return -1 if anchor == "phase" else _of_own(sheet, start, end, blocks, wall)
    begin = step_over_leads(
        sheet.text,
        trim_left(sheet, grow_left(sheet, site, GROWTH, blocks=blocks, wall=wall, most=_LONGEST), end, GROWTH),
        site,
    )
    if _COUNTED.match(sheet.text, begin, site):
        # 第一批5个|国家公园建设
        return -1
    return begin if (site - begin >= 4 and anchor == "phase") or proper(sheet, begin, site) else -1


def _of_own(sheet: Sheet, start: int, end: int, blocks: Blocks, wall: bytearray) -> int:
    """Return where a work begins that is told to be done to something with a name (启动柳湾老街改造, 青湖公园改造完工), else -1."""
    if sheet.text.startswith(_MAKES, start) and not _is_built(sheet, start):
        # 推进生态文明|建设
        return -1
    clause, _ = sheet.clause(start)
    begun = _UNDER_WAY.match(sheet.text, end) is not None
    if not begun and not (_CLOSED.match(sheet.text, end) and _UNDERTAKES.search(sheet.text, clause, start)):
        return -1
    grown = grow_left(sheet, start, GROWTH, blocks=blocks, wall=wall, most=_LONGEST)
    begin = step_over_leads(sheet.text, trim_left(sheet, grown, start, GROWTH), start)
    if not begun and not _UNDERTAKEN.search(sheet.text, clause, begin):
        return -1
    own = next((hit.end for hit in sheet.places if hit.code and hit.start == begin), begin)
    if start - own < _OWN_WORDS or sheet.text[own].isdigit() or _COUNTED.match(sheet.text, own, start):
        return -1
    return begin if proper(sheet, own, start) else -1


def _is_built(sheet: Sheet, end: int) -> bool:
    """Tell whether what ends here is something that people build, or a phase of it."""
    return _sites("built", "loose", "street").before(sheet.text, end) >= 0 or sheet.text.startswith("期", end - 1)


def _at_water(sheet: Sheet, start: int, end: int, waters: dict[int, PlaceHit], blocks: Blocks, wall: bytearray) -> int:
    """Return where the water begins that an action belongs to: 黄泽江|流域|水环境治理."""
    clause, _ = sheet.clause(start)
    for at in range(start, max(clause, start - 12), -1):
        if at in waters and (_BETWEEN.fullmatch(sheet.text, at, start) or _nominal(sheet, at, start)):
            return _first_of(sheet, waters[at].start, waters)
    if sheet.text.startswith("”", end):
        opening = sheet.text.rfind("“", max(0, start - 16), start)
        return -1 if opening < 0 or _CUT.search(sheet.text, opening, start) else opening + 1
    if not sheet.text.startswith(WATER_ENDS, start - 1):
        return -1
    begin = trim_left(sheet, grow_left(sheet, start, GROWTH, blocks=blocks, wall=wall, most=14), start, GROWTH)
    if sheet.text[(sheet.ends.get(start) or (begin,))[0] : start] in word_set("generic_places.csv"):
        return -1
    return begin if start - begin >= 3 and proper(sheet, begin, start) else -1


def _of_several(sheet: Sheet, start: int, waters: dict[int, PlaceHit]) -> int:
    """Return where a list of waters begins that share a work (柳溪、桐溪等6条河道|综合治理), -1 if there is none."""
    least = max(sheet.clause(start)[0], start - 14)
    at = sheet.text.rfind("等", least, start)
    if at not in waters or not _SEVERAL.fullmatch(sheet.text, at, start):
        return -1
    return _first_of(sheet, waters[at].start, waters)


def _nominal(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a stretch is of nouns only: what of a water or a mountain is meant (云溪|岸线码头|专项整治)."""
    at = begin
    while at < end:
        word = sheet.starts.get(at)
        if word is None or word.end > end or word.tag[:1] not in "nabsz" or word.tag == "ad":
            return False
        if sheet.text[at : word.end] in word_set(GROWTH.stops):
            return False
        at = word.end
    return True


def _first_of(sheet: Sheet, begin: int, waters: dict[int, PlaceHit]) -> int:
    """Return where the list of waters begins that share a work (汾河、潇河水环境治理)."""
    while sheet.text.startswith("、", begin - 1) and begin - 1 in waters:
        begin = waters[begin - 1].start
    return begin


def _at_watchword(sheet: Sheet, start: int, anchor: str) -> int:
    """Return where the quoted watchword opens that an action is named by (“绿盾2021”自然保护地|强化监督)."""
    closing = sheet.text.rfind("”", max(0, start - (9 if anchor == "quoted" else 1)), start)
    opening = sheet.text.rfind("“", max(0, closing - 16), closing) if closing >= 0 else -1
    if opening < 0 or re.search(r"[，。；：、的]", sheet.text[opening + 1 : closing] + sheet.text[closing + 1 : start]):
        return -1
    if _interrupted(sheet, closing + 1, start):
        # “环境革命”|即全面整治
        return -1
    word = sheet.text[opening + 1 : closing]
    if word in word_set("generic_projects.csv") or word in word_set("not_programmes.csv"):
        return -1
    if anchor == "quoted" and word in word_set("project_codenames.csv"):
        return opening
    return opening if len(word) >= (3 if anchor == "launched" else 4) else -1


def _tasks(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the quoted watchwords that are taken up as a task (部署实施|“河湖警长”工作)."""
    found = []
    for at in sheet.occurrences(_QUOTED_TASK):
        opening = _at_watchword(sheet, at + 1, "quoted")
        if opening >= 0 and _UNDERTAKEN.search(sheet.text, sheet.clause(at)[0], opening):
            found.append((opening, at + len(_QUOTED_TASK)))
    return found


def _interrupted(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether a word that no name holds stands in a stretch."""
    words = (sheet.starts.get(at) for at in range(begin, end))
    held = word_set(GROWTH.inner)
    return any(
        word and (text := sheet.text[word.start : word.end]) in word_set(GROWTH.stops) and text not in held
        for word in words
    )
