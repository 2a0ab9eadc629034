"""Tell the name of a work from what describes it: the largest or the first of its kind, a key work, a work of a sort.

亚洲最大|柳湾抽水蓄能电站 holds a name behind what is said of it; 青省最大跨县输气工程 and 柳湾高铁控制性工程——青湖隧道 are
no names: they say of another work what it is.
"""

from __future__ import annotations

import re

from ecograph.extract.sheet import Sheet
from ecograph.extract.undertakings.project_sense import only_sorts, proper

# 规模最大, 全国首条, 全省第一座; 首批 is a batch of many, and “最美…” a title.
_SUPERLATIVE = re.compile(
    r"最(?:[大长高深早宽多快强重远久小]|先进|复杂|完整|完善|[东南西北]端?)(?:的|一[个座条项])?|(?P<first>首|第一|第\d{1,3})[个座条家项例台套处宗]"
)
_FIRST = ("首", "第一")
# 是|中国西部…的, 作为|全省: what is told of another.
_BEING = re.compile(r"(?:(?<![一二三四五六七八九十于但还特尤或])是|成为|作为|属于|系)(?P<whose>[^，。；：“”]{0,20})$")
_BE = frozenset("是为系于")
_DONE = re.compile("实施|推进|推动|建设|开展|启动|打造|完成|加快|加强|抓好|投资")
# 控制性, 关键: a work among others of a larger one.
_RANK = re.compile("控制性|节点性|标志性|先导性|支撑性|战略性|关键性?|龙头|重难点|重点|重大")
_RANKS = frozenset("性关龙重")
_WORKS = ("工程", "项目")
_LOOK_BACK = 8
# What is as long as this tells one work from all others, whatever it is said of (首个|乡村旧衣物回收积分兑换项目).
_TELLING = 12
_DASH = "—"


def past_description(sheet: Sheet, begin: int, head: int, end: int) -> int:
    """Return where the name itself begins of what is described first, -1 where it is only described.

    `head` is where its last word begins, `end` where the name ends.
    """
    around = sheet.text[max(0, begin - _LOOK_BACK) : head]
    if "最" in around or "首" in around or "第" in around:
        begin = _past_superlative(sheet, begin, head, end)
    if begin >= 0 and ("工程" in around or "项目" in around):
        begin = _past_work(sheet, begin, head)
    return begin


def ranked(sheet: Sheet, begin: int, head: int) -> bool:
    """Tell whether words before 工程 or 项目 end in a rank, and perhaps a sort (青湖通道|关键控制性工程, 国家|重点水利工程)."""
    body = sheet.text[begin:head]
    if not _RANKS.intersection(body):
        return False
    found = _last(_RANK, body)
    if found is None or (body.endswith("”", 0, found.start()) and not body.endswith("五”", 0, found.start())):
        # “三北”|重点工程, but “十五五”|重点工程
        return False
    return only_sorts(sheet, begin + found.end(), head)


def tells_of_another(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell whether what stands here is said of another work (A工程是|国家水网骨干工程, …控制性工程|之一)."""
    clause, _ = sheet.clause(begin)
    if sheet.text.startswith("之一", end):
        return True
    if end - begin > _TELLING or not _BE.intersection(sheet.text[clause:begin]):
        return False
    being = _BEING.search(sheet.text, clause, begin)
    return being is not None and _DONE.search(being.group("whose")) is None


def _past_superlative(sheet: Sheet, begin: int, head: int, end: int) -> int:
    start = max(sheet.clause(begin)[0], begin - _LOOK_BACK)
    stretch = sheet.text[start:head]
    found = _last(_SUPERLATIVE, stretch)
    if found is None or stretch.count("“", found.end()) != stretch.count("”", found.end()):
        return begin
    at = start + found.end()
    if at < begin and sheet.text[at:begin] not in ("", "的"):
        return begin
    begin = max(begin, at)
    own = next((n for n in range(begin, head) if n in sheet.starts), head)
    if proper(sheet, own, head) or (found.group("first") and "“" in sheet.text[begin:head]):
        return begin
    if found.group("first") not in _FIRST or sheet.text.startswith(_DASH, end) or tells_of_another(sheet, begin, end):
        return -1
    return begin


def _past_work(sheet: Sheet, begin: int, head: int) -> int:
    """Step over the work that a name is told to be (重点水利工程|柳湾水库, 项目|引柳入青工程)."""
    for word in _WORKS:
        at = sheet.text.rfind(word, begin, head)
        if at < 0 or head - at - len(word) < 2:
            continue
        if ranked(sheet, begin, at) or (proper(sheet, at + len(word), head) and not proper(sheet, begin, at)):
            begin = at + len(word)
    return begin


def _last(pattern: re.Pattern[str], stretch: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(stretch))), None)
