"""Find when and by whom an article was published, from its furniture and its first lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
# A plan is drawn up about when its years begin.
_DRAWN_UP = re.compile(
    r"(?:编制|起草|印发|出台|制定|公布|发布|审议|通过)[了的]?[^，。；《\n]{0,8}《[^》\n]{0,60}[（(](20\d\d)年?\s*[\-—–~至]+\s*20\d\d年?[）)]"
)
# The year of a yearly plan is the year of the news about it; a range of years is not.
_YEARLY = re.compile(
    r"《[^》]{0,60}?(?<![\d\-—–~（(])(20\d\d)年(?!\s*[\-—–~])[^》]{0,40}(?:清单|要点|计划|方案|任务|安排)》"
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
    return _own_year(text) or _latest(text)


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


def _latest(text: str) -> str:
    """Return the latest day, else the latest year, that the body speaks of: news is written at or just after it."""
    body = _GOAL.sub(_without_later, _SINCE.sub("", _TITLE.sub("", text)))
    days = sorted(_iso(*match.groups()) for match in _DATE.finditer(body))
    told = [match.group(1) for pattern in (_DRAWN_UP, _GREW) for match in pattern.finditer(text)]
    years = sorted([*told, *(match.group(1) for match in _YEAR.finditer(body))])
    if days and (not years or days[-1][:4] >= years[-1]):
        return days[-1]
    return _after(years[-1], _TITLE.sub("", text)) if years else ""


def _after(year: str, text: str) -> str:
    """Return the year after one of which only the results of the whole year are told, beside those of 今年, else that year."""
    if "今年" not in text:
        return year
    told = [match.end() for match in re.finditer(f"{year}年", text)]
    results = all(_RESULT.match(text, at) and not _NO_RESULT.match(text, at) for at in told)
    return str(int(year) + 1) if told and results else year


def _without_later(goals: re.Match[str]) -> str:
    """Return a clause that begins with a goal, without the years after it."""
    return re.sub(r"20\d\d(?=年)", lambda year: "" if year.group() > goals.group(1) else year.group(), goals.group())


def _publisher(page: str, text: str) -> str:
    if match := _SOURCE.search(page):
        return match.group(1)
    match = _PAPER.search(text[:120])
    return match.group(1) if match else ""
