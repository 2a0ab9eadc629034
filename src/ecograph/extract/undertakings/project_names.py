"""Read the names of projects that end in a word for one (工程, 项目, 行动, 攻坚战), quoted or not."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.descriptions import past_description, ranked, tells_of_another
from ecograph.extract.undertakings.project_sense import (
    COUNTED,
    COUNTS,
    DEFENDED,
    LONG_TOPIC,
    WEAK_BODY,
    project_kinds,
    proper,
    specific,
)
from ecograph.extract.words.affixes import Beginnings
from ecograph.extract.words.growing import Blocks, Growth, grow_left, trim_left
from ecograph.extract.words.lexicon import word_set

GROWTH = Growth("project_stops.csv", "inner_verbs.csv", 40)
_PHASE = re.compile(r"[（(]?(?:一|二|三|四|五|六|首|第[一二三四五])期(?:工程)?[）)]?|[（(][\u4e00-\u9fff]{1,8}段[）)]")
# （一）, 2.: the number of a heading; 拿出一处, 一个: a count.
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}月)?\d{1,2}日|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])?"
)
_COST = re.compile(
    r"(?:[\d.]+万?(?:公里|平方米|米|亩|公顷|户|立方米))?(?:[\d.]+[万亿]*元(?:建设|实施|打造|新建)?)?(?:这是|这就是)?(?:拿出|打造|建设|实施)?(?:一项|一场|一个|一处|一批|[一二三四五两]轮)?"
)
# 打|好“…”: the segmenter leaves half of the verb.
_HALF_VERB = re.compile(r"好(?=[“\u4e00-\u9fff])")
_FOUGHT = re.compile(r"[打抓][好赢响]")
# 既有…的A项目，也有…的B项目: kinds of projects.
_KINDS = re.compile(r"(?:既|也|还|更|又)有|不乏")
# 五道渠村、鸣沙村|两个|高标准农田建设项目
_EACH = re.compile(r"[两三四五六]个$")
# 获评全国|水土保持示范工程: an honour, not a work.
_HONOURED = re.compile(r"(?:获评|荣获|获得|评为|入选|授予|命名|评选|称号)[^，。；]{0,16}$")
# 世界银行|贷款…项目: who pays is a part of the name.
_LENT = ("贷款", "赠款")
# 柳湾水务公司|建设项目: what a company builds is named by it alone.
_OWN_HEADS = frozenset({"建设项目", "示范项目", "示范工程"})
# Words that the segmenter glues to a last word (工程|投资).
_RUNS_ON = frozenset({"建设", "实施", "投资", "施工", "开工", "完工", "验收", "进展", "进度", "前期", "工作"})
# “一场与时间的赛跑”, “…的战役”: a figure of speech in quotes.
_SPEAKS = re.compile(r"[，。；：的]|“(?:一场|一次|一个|这场)")
_COMMON_QUOTED = frozenset({"项目", "活动", "计划", "基地", "试点"})
# “三年|计划”: how long or of what sort, not which.
_PLANNED = re.compile("(?:年|月|工作|行动|生产|发展|学习|种植|增殖|“)$")
# “碳达峰十大行动”: a programme by what it is about and how many works it holds.
_PROGRAMME = re.compile(r"“[^”\d]{3,}[三四五六七八九十]大$")
# Verbs that begin no name, whatever stands behind them.
_GOVERN = frozenset({"完善", "修订", "修订完善", "修改完善", "拓展", "拓宽", "加快", "推行", "维持", "关停", "明确"})
# What is done to a work, and so may begin its name: 加高|扩建工程.
_BUILDS = frozenset({"加高", "扩建", "改建", "重建", "修复", "修缮", "维修", "检修"})
_SHORT_NAME, _COMMON_ENDS = 3, frozenset("河江湖溪湾浦港沟渠库淀泊海山岛区园城镇乡村")
# 不|达标, 不|规范: a fault that a campaign is against.
_FAULTS = ("达标", "规范", "合格", "文明", "到位", "稳定", "安全")
_CLOSING = re.compile(r"[\d.]{0,4}”")


@cache
def _leads() -> Beginnings:
    return Beginnings(word_set("project_leads.csv"))


@cache
def _after() -> Beginnings:
    return Beginnings(word_set("project_after.csv"))


def headed(sheet: Sheet, blocks: Blocks, wall: bytearray, bearers: dict[int, int]) -> list[tuple[int, int]]:
    """Return the names that end in a word for a project and touch nothing of `wall`, the longest where they overlap.

    `bearers` are the companies and institutions, from end to start, whose name may begin a project's (商洛电厂|余热入商项目).
    """
    spans: list[tuple[int, int]] = []
    owners = {hit.end for hit in sheet.bodies}
    divisions = {hit.start: hit.end for hit in sheet.places if hit.code}
    for end in sorted(sheet.found("project_head").by_end):
        start = sheet.found("project_head").until(end)[0][0]
        span = _read(sheet, start, end, blocks, wall, divisions)
        if span is None and start in bearers and sheet.text[start:end] in _OWN_HEADS:
            spans.append((bearers[start], end))
            continue
        if span is None or any(wall[slice(*span)]):
            continue
        lent = sheet.text.startswith(_LENT, span[0])
        if span[0] and wall[span[0] - 1] and (lent or not proper(sheet, span[0], start)):
            if span[0] in bearers:
                span = bearers[span[0]], span[1]
            elif start - span[0] < LONG_TOPIC or span[0] not in owners:
                continue
        while spans and span[0] <= spans[-1][0]:
            spans.pop()
        spans.append(span)
    return spans


def _read(
    sheet: Sheet, start: int, end: int, blocks: Blocks, wall: bytearray, divisions: dict[int, int]
) -> tuple[int, int] | None:
    text = sheet.text
    if not sheet.boundary(end) and text[end : end + 2] not in _RUNS_ON and text[end : end + 1] not in "的，。、区":
        return None
    if quoted := _inside_quotes(sheet, start, end, blocks, wall):
        return quoted
    head = text[start:end]
    area = text.startswith("区", end) and head.endswith(("项目", "工程"))
    if _runs_on(sheet, end) and not area:
        return None
    begin = trim_left(sheet, grow_left(sheet, start, GROWTH, blocks=blocks, wall=wall), end, GROWTH)
    begin = step_over_leads(text, _quote_start(sheet, begin, start), start, head)
    if (counted := COUNTED.match(text, begin, start)) and counted.end() in blocks.begins:
        begin = counted.end()
    if project_kinds()[head] == "campaign":
        begin = _past_promoted(sheet, begin, start)
    else:
        begin = _past_governor(sheet, begin, start, blocks)
        begin = step_over_leads(text, _past_verbs(sheet, begin, start), start, head)
        if (begin := past_description(sheet, begin, start, end)) < 0:
            return None
    if head == "保卫战":
        listed = DEFENDED.search(text, sheet.clause(start)[0], start)
        begin = min(begin, listed.start()) if listed and listed.end() == start else begin
    if text.startswith("不", begin - 1):
        if not text.startswith(_FAULTS, begin):
            # 排放不|经处理整治行动: half of what is meant.
            return None
        # 排放|不达标整治行动
        begin = trim_left(sheet, grow_left(sheet, begin - 1, GROWTH, blocks=blocks, wall=wall), end, GROWTH)
    if (first := _first_of_places(sheet, begin, start, blocks)) < begin:
        begin = first
    elif not _says_enough(sheet, begin, start, end, blocks, divisions):
        return None
    if area and not proper(sheet, begin, start):
        # 重点治理项目|区
        return None
    if phase := _PHASE.match(text, end):
        end = phase.end()
    return begin, end


def _runs_on(sheet: Sheet, end: int) -> bool:
    """Tell whether a word stands behind that makes something else of a name (项目|经理, 项目|库, but not 行动|部署)."""
    after = _after().at(sheet.text, end)
    if len(after) != 1:
        return bool(after)
    word = sheet.starts.get(end)
    return word is None or word.end == end + 1


def _says_enough(sheet: Sheet, begin: int, start: int, end: int, blocks: Blocks, divisions: dict[int, int]) -> bool:
    """Tell whether a name that begins and ends here is the name of one project."""
    head = sheet.text[start:end]
    if not specific(sheet, begin, start, end, head) and not _named_alone(
        sheet.text, begin, start, head, blocks, divisions
    ):
        return False
    work = project_kinds()[head] == "project"
    if work and ranked(sheet, begin, start):
        return False
    told = work and "“" not in sheet.text[begin:start] and tells_of_another(sheet, begin, end)
    if told and not proper(sheet, begin, start):
        return False
    whose = work and _of_a_division(sheet.text, begin, start, divisions)
    return not whose and not _one_of_kinds(sheet, begin) and not _honours(sheet, begin, start)


def _past_verbs(sheet: Sheet, begin: int, head: int) -> int:
    """Step over a verb that has the name for its object: 完善|草场围栏项目, but not 宣传教育基地 or 修缮工程.

    Campaigns are left alone: they are called by what they do (清理河道垃圾专项行动).
    """
    verbs = word_set("lead_verbs.csv")
    while (word := sheet.starts.get(begin)) and word.end < head and sheet.text[begin : word.end] in verbs:
        following = sheet.starts.get(word.end)
        if following is None:
            return begin
        governs = sheet.text[begin : word.end] in _GOVERN
        if not governs and (following.end == head or sheet.text[word.end : following.end] in verbs):
            return begin
        if following.end > head:
            # 完善|水利工程: the word that the last one stands in is all that the verb governs; but 加高|扩建工程.
            return begin if sheet.text[begin : word.end] in _BUILDS else word.end
        begin = word.end
    return begin


def _past_promoted(sheet: Sheet, begin: int, head: int) -> int:
    """Step over somebody who promotes a campaign with a quoted name (柳湾推广|“早晚各走一站”活动)."""
    opening = sheet.text.find("“", begin + 1, head)
    word = sheet.ends.get(opening) if opening > 0 else None
    promoted = word is not None and sheet.text[word.start : opening] in word_set("lead_verbs.csv")
    return opening if promoted else begin


def _past_governor(sheet: Sheet, begin: int, head: int, blocks: Blocks) -> int:
    """Step over somebody who does something to a work that a place begins the name of (新区|建设|青湖湿地修复工程)."""
    for at in range(head - 1, begin, -1):
        word = sheet.ends.get(at) if at in blocks.begins else None
        if word and word.start >= begin and word.tag[:1] == "v" and at - word.start > 1:
            # 中法|合作|河源…项目: who works together is a part of the name.
            return begin if sheet.text.startswith("合作", word.start) else at
    return begin


def _first_of_places(sheet: Sheet, begin: int, head: int, blocks: Blocks) -> int:
    """Return where the list of places begins that a count joins to a name (A村、B村|两个|高标准农田建设项目), else `begin`."""
    counted = _EACH.search(sheet.text, max(0, begin - 2), begin)
    if counted is None or head - begin < 4 or counted.start() not in blocks.begin:
        return begin
    first = blocks.begin[counted.start()]
    while sheet.text.startswith("、", first - 1) and first - 1 in blocks.begin:
        first = blocks.begin[first - 1]
    return first


def _of_a_division(text: str, begin: int, head: int, divisions: dict[int, int]) -> bool:
    """Tell whether a name says only whose works are meant and of what sort (湖南省|建设工程, 柳州市|签约项目)."""
    body = divisions.get(begin, head)
    return body < head and WEAK_BODY.match(text[body:head]) is not None


def _named_alone(text: str, begin: int, head: int, last: str, blocks: Blocks, divisions: dict[int, int]) -> bool:
    """Tell whether a short name of its own says enough before 工程 (淠史杭|工程): neither a water nor a district."""
    own = blocks.begin.get(head) == begin and begin not in divisions and head - begin == _SHORT_NAME
    return own and last == "工程" and text[head - 1] not in _COMMON_ENDS


def _honours(sheet: Sheet, begin: int, head: int) -> bool:
    """Tell whether a name is an honour that somebody is given (获评全国|水土保持示范工程)."""
    model = sheet.text.startswith("示范", head) or sheet.text.endswith("示范", 0, head)
    return model and _HONOURED.search(sheet.text, sheet.clause(begin)[0], begin) is not None


def _one_of_kinds(sheet: Sheet, begin: int) -> bool:
    """Tell whether a name is one of the kinds that a sentence counts up (既有…的A项目，也有…的B项目)."""
    clause, _ = sheet.clause(begin)
    return sheet.text.startswith("的", begin - 1) and _KINDS.match(sheet.text, clause) is not None


def step_over_leads(text: str, begin: int, end: int, head: str = "") -> int:
    """Return where a name begins behind what leads it in: a number, its cost, 打好, 我县, 重点工程项目."""
    for lead in (_NUMBERED, _COST, _HALF_VERB):
        if match := lead.match(text, begin, end):
            begin = match.end()
    while (word := _leads().at(text, begin)) and begin + len(word) < end:
        begin += len(word)
    for fought in _FOUGHT.finditer(text, begin, end):
        begin = fought.end()
    joint = text.find("暨", begin, end)
    return joint + 1 if joint >= 0 and head != "活动" else begin


def _inside_quotes(sheet: Sheet, start: int, end: int, blocks: Blocks, wall: bytearray) -> tuple[int, int] | None:
    """Read a name that ends inside its quotes (“清河行动2.0”, 溯源“百日会战”)."""
    closing = _CLOSING.match(sheet.text, end)
    opening = sheet.text.rfind("“", max(0, start - 16), start)
    if not closing or opening < 0 or sheet.text.find("”", opening, start) >= 0 or end - opening < 5:
        return None
    if sheet.text[opening + 1 : end] in word_set("generic_projects.csv") or WEAK_BODY.match(
        sheet.text[opening + 1 : start]
    ):
        grown = trim_left(sheet, grow_left(sheet, opening, GROWTH, blocks=blocks, wall=wall), opening, GROWTH)
        return (grown, closing.end()) if opening - grown >= 4 else None
    return (
        (opening, closing.end())
        if (
            sheet.text[start:end] not in _COMMON_QUOTED
            or (sheet.text[start:end] == "计划" and not _PLANNED.search(sheet.text, opening, start))
        )
        and (not COUNTS.search(sheet.text, opening, start) or _PROGRAMME.match(sheet.text, opening, start))
        and not _SPEAKS.search(sheet.text, opening, end)
        else None
    )


def _quote_start(sheet: Sheet, begin: int, head: int) -> int:
    """Take in the opening quote where the name begins inside a quotation that closes before its last word."""
    body = sheet.text[begin:head]
    if body.count("”") > body.count("“"):
        opening = sheet.text.rfind("“", max(0, begin - 24), begin)
        return opening if opening >= 0 else begin
    if body.count("“") > body.count("”"):
        return begin + body.rfind("“") + 1
    return begin
