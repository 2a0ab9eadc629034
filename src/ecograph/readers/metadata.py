"""Find when and by whom an article was published, from its furniture and its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecograph.times import PLAN_END, number_of

_DATE = re.compile(r"(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
# A day in a field of its own, with or without marks; or a month or a year alone.
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]?\s*(0?[1-9]|1[0-2])\s*[-/.月]?\s*(3[01]|[12]\d|0?[1-9])(?!\d)")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)(?:\s*[-/.年]\s*(0?[1-9]|1[0-2])\s*月?|\s*年?)\s*")
# 《新闻联播》（20240831）: a day without marks, in brackets or a line of its own.
_COMPACT = re.compile(r"(?:^|[（(\[【\s])(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=$|[）)\]】\s])", re.MULTILINE)
# 23-08-08 08:30: the short day that some pages print above an article.
_SHORT = re.compile(
    r"(?<![\d\-])([012]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=\s+\d{1,2}:\d{2}|\s*$)", re.MULTILINE
)
_SOURCE = re.compile(r"(?:来源|稿源|信源|来源于|发布单位|发布机构|发文机关)\s*[:：]\s*([^\s:：，,。|｜/]{2,24})")
_PAPER = re.compile(r"(?:^|[（(【\s])([\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|新闻网|融媒体中心|电视台))")
_THIS_YEAR = re.compile(
    r"(20\d\d)年(?:是|作为)[^，。\n]{0,16}(?:之年|收官年|攻坚年|开局年|关键年|元年)|今年[（(]?(20\d\d)|(20\d\d)年(?:伊始|新年)"
)
# A year that the text looks back on or stands in: not the end of a plan, not in a title.
_YEAR = re.compile(
    # What may not stand before comes behind the year, so that the engine skips to the years.
    r"(20\d\d)(?=年(?!底?[前内]|末|达到|将|实现)|〕)"
    r"(?<![到至\-—–~\d]20\d\d)(?<!预计20\d\d)(?<!计划20\d\d)(?<!力争20\d\d)(?<!争取20\d\d)(?<!确保20\d\d)"
)
# What has gone on since a year tells nothing of the article's own.
_SINCE = re.compile(r"[自从]20\d\d年|20\d\d年(?:以来|起|有监测|有记录|建成以来|开工以来)")
# The work of a whole year is looked back on in the next: 通报了2023年度工作情况.
_LOOKED_BACK = re.compile(
    r"(?:通报|总结|回顾|汇报|听取|审议)[了过]?[^，。；\n\d《]{0,12}(20\d\d)年度?"
    r"(?!\d|上半年|下半年|第?[一二三四]季|前|来|以来)[^，。；\n\d]{0,12}(?:情况|工作|成效|成绩|总结)"
)
# 二〇二二年 is as good a year as 2022年, and so are the O and l that a scanner reads for 0 and 1.
_HAN_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}(?=年)")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SCANNED = re.compile(r"2[O0o]\d[\dOlI][-/.年][O01]?[\dOlI][-/.月][O0-3]?[\dOlI]")
_SCANNED_DIGITS = str.maketrans("OolI", "0011")
# 由2004年的4244公里增大到2024年的4650公里
_GREW = re.compile(
    r"[由从]20\d\d年[^，。；\n]{0,30}[到至](20\d\d)年(?:的|\d{1,2}月[^，。；\n]{0,4}(?:实施|施工|建设|开展))"
)
# 2021年至2023年，三年累计造林: what was done in a row of years.
_ROW = re.compile(r"20\d\d年?[到至\-—–~](20\d\d)年(?!\d)[^。；\n将拟]{0,24}(?:累计|共(?!同)|已|连续|先后)")
# 截至2023年6月末: the article's own year, or near it.
_UP_TO = re.compile(r"截[止至]到?(20\d\d)年(?=\d)")
# 将分别于2027、2029年通车
_TO_COME = re.compile(
    r"(?:将|拟|预计|计划|力争|有望|争取)[^，。；\n\d]{0,8}(?:20\d\d年?[、和至—-]?)+"
    # 2028年完工后，将增加库容
    r"|20\d\d年[^，。；\n\d]{0,8}后，?[^。；\n]{0,10}[将可能]"
)
# A plan is drawn up about when its years begin.
_DRAWN_UP = re.compile(
    r"(?:编制|起草|印发|出台|制定|公布|发布|审议|通过)[了的]?[^，。；《\n]{0,8}《[^》\n]{0,60}[（(](20\d\d)年?\s*[\-—–~至]+\s*20\d\d年?[）)]"
)
# The year of a yearly plan is the year of the news about it; a range of years is not.
_YEARLY = re.compile(
    r"《[^》]{0,60}?(?<![\d\-—–~（(])(20\d\d)年(?!\s*[\-—–~])[^》]{0,40}(?:清单|要点|计划|方案|任务|安排)》"
)
# What tells the year of an article by its count of years: 新中国成立70周年, 第45个植树节, “十四五”收官之年.
_COUNTED = (
    (re.compile(r"(?:新中国|中华人民共和国|建国)(?:成立)?(\d\d)周年"), 1949),
    (re.compile(r"(?:建党|中国共产党成立|党的?百年华诞|党成立)(\d{2,3})周年"), 1921),
    (re.compile(r"改革开放(\d\d)周年"), 1978),
    (re.compile(r"第(\d\d)个(?:全民)?植树节"), 1978),
    (re.compile(r"第(\d\d)个(?:六五|世界|“?六·?五”?)?环境日"), 1971),
    (re.compile(r"第(\d\d)[届个](?:“?世界水日|世界防治荒漠化)"), 1992),
    (re.compile(r"第(\d\d)个(?:全国)?土地日"), 1990),
    (re.compile(r"第(\d\d)个世界地球日"), 1969),
    (re.compile(r"第(\d\d?|[二三四五六七八九十])个全国低碳日"), 2012),
    (re.compile(r"第(\d\d?|[二三四五六七八九十])个全国生态日"), 2022),
    (re.compile(r"第(\d\d)个世界湿地日"), 1996),
)
_OCCASIONS = (
    (re.compile(r"贯彻(?:落实)?党的二十大精神的?开局之年"), "2023"),
    (re.compile(r"党的二十大(?:即将|胜利)?召开之年"), "2022"),
    (
        re.compile(r"(?:决胜|全面建成小康社会|脱贫攻坚)[^，。；\n]{0,12}(?:决胜|收官|决战|攻坚)[^，。；\n]{0,4}之年"),
        "2020",
    ),
)
_PLAN_YEAR = re.compile(
    r"十(?P<plan>[三四五六])五”?[^，。；\n”]{0,10}?(?P<place>开局|起步|收官|中期评估)(?:之年|年|的起点)"
)
# How many years before the end of a plan these are.
_BEFORE_END = {"开局": 4, "起步": 4, "中期评估": 2, "收官": 0}
# 自2018年启动以来，五年间: how long something has lasted.
_LASTED = re.compile(
    r"(?:[自从]|始于)((?:19|20)\d\d)年[^。；\n]{0,24}?(\d{1,2}|[一二两三四五六七八九十])年(?:多?来|间|过去)"
)
# “清风2023”行动, 《…报告（2020—2023年）》: the campaign of this year, what is reported at its end.
_NAMED_YEAR = re.compile(
    r"“[\u4e00-\u9fff]{2,6}(20\d\d)”|《[^》]{0,60}报告[（(](?:20\d\d年?\s*[\-—–~至]+\s*)(20\d\d)年?[）)]》"
)
# What was counted up to the end of a year was written in the next.
_YEAR_ENDED = re.compile(r"截[至止](20\d\d)年(?:年?底|年?末|12月底|12月31日)")
# 2022年产值达7亿元，今年上半年再增长两成: the result of a whole year is told in the next.
_RESULT = re.compile(
    r"(?:全年|末|底|度)?，?[^。；\d]{0,26}?(?:达到?|为|实现|完成|突破|超过?|接待|提升|下降|同比|累计|产值|收入|增长|位居|荣获|获评|入选|创成|获得)"
)
_NO_RESULT = re.compile(r"\d|上半年|前|以来|起|是|将|计划|，?已")
# In an article that speaks of 今年: 比2022年, 2022年9月，, 2022年底, and figures without a plan are of a year gone by.
_GONE_BEFORE = re.compile(r"[比较与同于自从由]20\d\d年$")
_GOAL_BEFORE = re.compile(r"(?<![\d年截])[到至]20\d\d年$")
_GONE = re.compile(
    r"\d{1,2}月(?:\d{1,2}日)?(?:，|[初底末](?!前)|[^，。；\n]{0,12}(?:启动|开工|印发|出台|获|成立|建成|施行|实施|投产|投用|投运|竣工|完工|并网|入选|通过|发布))"
    r"|[初底末冬秋春夏](?!前)|下半年|以前|(?:就|便)?已|[^，。；\n\d]{0,4}(?:列入|纳入|入选|获批|获评|建成|启动|通过|印发|出台|成立|竣工|开工|投产|完工)"
)
_FIGURE = re.compile(r"，?[^。；：\d]{0,30}\d(?:(?!今年)[^。；\n]){0,40}")
_NO_FIGURE = re.compile(r"[将拟要再还力争是起来中]|计划|规划|预计|目标|任务|上半年|季度|活动|实施|月|已")
_PLANNED = re.compile(r"[将拟要还再]|计划|力争|预计|争取|目标")
_POLLUTANT = re.compile(r"(?<=PM)\d+(?:\.\d+)?")
# 到2025年达标，2027年再提升: the later year is a goal as well.
_GOAL = re.compile(r"[到至](20\d\d)年[^。；\n]*")
_TITLE = re.compile(r"《[^》]{0,100}》")


@dataclass(frozen=True, slots=True)
class Metadata:
    """When (ISO 8601, "" if unknown) and by whom ("" if unknown) an article was published."""

    published: str
    publisher: str


def find_metadata(furniture: tuple[str, ...], text: str) -> Metadata:
    """Read the date and the publisher of an article."""
    page = _SCANNED.sub(_unscanned, "\n".join(furniture))
    text = _HAN_YEAR.sub(lambda match: match.group().translate(_HAN_DIGITS), text)
    return Metadata(_published(page, text), _publisher(page, text))


def day_of(field: str) -> str:
    """Return the day that a field names, ISO 8601, "" for none."""
    match = _DAY.search(field)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def date_of(field: str) -> str:
    """Return the day, month or year that a field names, ISO 8601, "" for none."""
    match = _MONTH.fullmatch(field)
    return (f"{match[1]}-{int(match[2]):02d}" if match[2] else match[1]) if match else day_of(field)


def _unscanned(match: re.Match[str]) -> str:
    return match.group().translate(_SCANNED_DIGITS)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else year


def _published(page: str, text: str) -> str:
    for part in (page, _SCANNED.sub(_unscanned, text[:160])):
        if match := _DATE.search(part) or _COMPACT.search(part):
            return _iso(*match.groups())
    for part in (page, text[:80]):
        if match := _SHORT.search(part):
            return _iso(f"20{match.group(1)}", *match.groups()[1:])
    tail = text[-60:]
    if (match := _DATE.search(tail)) and text.rstrip().endswith(match.group().rstrip()):
        return _iso(*match.groups())
    if own := _own_year(text):
        return own
    latest, counted = _latest(text), max(_by_occasion(_TITLE.sub("", text)), default="")
    # What a text counts from is behind it where later years are spoken of: in 2024, 2021年是开局之年.
    behind = not counted or latest.startswith(counted) or int(latest[:4] or 0) > int(counted) + 1
    return latest if behind else counted


def _own_year(text: str) -> str:
    """Return the latest year that the article calls its own: 2024年是攻坚之年, this year's plan, the year after one that ended."""
    years = [
        match.group(match.lastindex or 1)
        for pattern in (_THIS_YEAR, _YEARLY, _NAMED_YEAR)
        for match in pattern.finditer(text)
    ]
    body = _TITLE.sub("", text)
    ended = [match for pattern in (_YEAR_ENDED, _LOOKED_BACK) for match in pattern.finditer(body)]
    years += [str(int(match.group(1)) + 1) for match in ended]
    return max(years, default="")


def _by_occasion(text: str) -> Iterator[str]:
    """Yield the years that a text tells by what they are counted from, without naming them."""
    yield from (year for pattern, year in _OCCASIONS if pattern.search(text))
    yield from (str(first + number_of(match[1])) for pattern, first in _COUNTED for match in pattern.finditer(text))
    for match in _PLAN_YEAR.finditer(text):
        yield str(PLAN_END[match["plan"]] - _BEFORE_END[match["place"]])


def _latest(text: str) -> str:
    """Return the latest day, else the latest year, that the body speaks of: news is written at or just after it."""
    untitled = _TITLE.sub("", text)
    body = _GOAL.sub(_without_later, _TO_COME.sub("", _SINCE.sub("", untitled)))
    days = sorted(_iso(*match.groups()) for match in _DATE.finditer(body))
    told = [match.group(1) for pattern in (_DRAWN_UP, _GREW, _UP_TO) for match in pattern.finditer(text)]
    if not days:  # which tell more than how long something lasts: a row of years may be one to come
        told += [match.group(1) for match in _ROW.finditer(text)]
        told += [str(int(match[1]) + number_of(match[2])) for match in _LASTED.finditer(untitled)]
    years = sorted([*told, *(match.group(1) for match in _YEAR.finditer(body))])
    if days and (not years or days[-1][:4] >= years[-1]):
        return days[-1]
    return _after(years[-1], _TITLE.sub("", text)) if years else ""


def _after(year: str, text: str) -> str:
    """Return the year after one of which only the results of the whole year are told, beside those of 今年, else that year."""
    if "今年" not in text:
        return year
    text = _POLLUTANT.sub("", text)
    told = [match.end() for match in re.finditer(f"{year}年", text)]
    return str(int(year) + 1) if told and all(_gone(text, at) for at in told) else year


def _gone(text: str, at: int) -> bool:
    """Tell whether the year that ends at a place is one gone by, for an article that speaks of 今年."""
    until = text.endswith(("至", "到"), 0, at - 5) and text[at : at + 1].isdigit()
    if until or _GOAL_BEFORE.search(text, max(0, at - 7), at):
        return False
    if _GONE_BEFORE.search(text, max(0, at - 6), at) or _GONE.match(text, at):
        return True
    result = _RESULT.match(text, at)
    if result and not _NO_RESULT.match(text, at) and not _PLANNED.search(result.group()):
        return True
    figure = _FIGURE.match(text, at)
    return figure is not None and not _NO_FIGURE.search(figure.group())


def _without_later(goals: re.Match[str]) -> str:
    """Return a clause that begins with a goal, without the years after it."""
    return re.sub(r"20\d\d(?=年)", lambda year: "" if year.group() > goals.group(1) else year.group(), goals.group())


def _publisher(page: str, text: str) -> str:
    if match := _SOURCE.search(page):
        return match.group(1)
    match = _PAPER.search(text[:120])
    return match.group(1) if match else ""
