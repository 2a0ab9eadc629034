"""Read the times that a commitment speaks of: 到2025年底, 今年, “十四五”末, 5月底前."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecograph.extract.affixes import matches

_CHINESE_YEAR = str.maketrans("〇零一二三四五六七八九○", "001234567890")
_TIME = re.compile(
    r"(?P<year>20\d\d|二[〇零○]\d?[一二三四五六七八九〇零○]{2})(?:年(?:(?P<month>\d{1,2})月)?(?:年?(?P<end>底|末))?|(?=年?[底末]))"
    r"|“?十(?P<plan>[二三四五六])五”?(?:规划)?(?P<planpart>末|期末|期间|时期|后三年|收官)?"
    r"|(?P<this>今年|本年度?|全年|年内|年底前?|年末|今冬明春|当年)(?P<thismonth>(?:底前)?(?P<m1>\d{1,2})月)?"
    r"|(?P<next>明年|来年)|(?P<after>后年)|(?P<last>去年|上年|上一年)|(?P<before>前年)"
    r"|(?P<alone>(?<![\d年])\d{1,2})月(?:份)?(?:底|末|中旬|上旬|下旬)?(?P<by>前|之前)"
    r"|(?P<season>(?:主?汛期?|采暖季|供暖季|入冬|春节|国庆节?|雨季)(?:到?来)?之?前)"
    r"|(?P<span>[两三四五]|\d)年内|未来(?P<future>[两三四五]|\d)年"
)
# What a time can begin with.
_FIRST = re.compile(r"[“\d二十今本全年当明来后去上前主汛采供入春国雨两三四五未]")
_PLAN_END = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_NUMBER = {"两": 2, "三": 3, "四": 4, "五": 5}


class Time(NamedTuple):
    """A time in the text: `value` is ISO 8601 (year or year and month); `past` and `future` are relative to the article."""

    start: int
    end: int
    value: str
    past: bool
    future: bool
    deadline: bool


def find_times(text: str, published: str) -> list[Time]:
    """Return the times of a text; `published` (ISO 8601, "" if unknown) anchors 今年 and 明年."""
    year = int(published[:4]) if published[:4].isdigit() else 0
    month = int(published[5:7]) if len(published) >= 7 else 0
    return [time for match in matches(_TIME, _FIRST, text) if (time := _read(match, text, year, month))]


def _read(match: re.Match[str], text: str, year: int, month: int) -> Time | None:
    start, end = match.span()
    by = (
        text[max(0, start - 1) : start] in ("到", "至")
        or match.group().endswith(("底", "末", "前", "内"))
        or text[end : end + 1] in ("底", "末", "前", "内")
    )
    value, past, future = "", False, False
    if match.group("year"):
        told = (
            int(match.group("year").translate(_CHINESE_YEAR))
            if not match.group("year").isdigit()
            else int(match.group("year"))
        )
        if not 1990 <= told <= 2100:
            return None
        value = (
            f"{told}-{int(match.group('month')):02d}"
            if match.group("month") and 1 <= int(match.group("month")) <= 12
            else str(told)
        )
        past, future = bool(year) and told < year, (bool(year) and told > year) or (by and told >= year)
        if year and told == year and match.group("month") and month:
            past, future = int(match.group("month")) < month, int(match.group("month")) > month
    elif match.group("plan"):
        value = str(_PLAN_END[match.group("plan")])
        ends = match.group("planpart") in ("末", "期末")
        past, future, by = bool(year) and int(value) < year, ends and (not year or int(value) >= year), by or ends
        future = future or (bool(year) and int(value) - 4 > year)
    elif match.group("this"):
        inner = match.group("m1")
        value = (f"{year}-{int(inner):02d}" if inner and 1 <= int(inner) <= 12 else str(year)) if year else ""
        future = match.group("this") in ("年内", "年底", "年底前", "年末")
        if inner and month:
            past, future = int(inner) < month, int(inner) > month
    elif match.group("next"):
        value, future = (str(year + 1) if year else ""), True
    elif match.group("after"):
        value, future = (str(year + 2) if year else ""), True
    elif match.group("last"):
        value, past = (str(year - 1) if year else ""), True
    elif match.group("before"):
        value, past = (str(year - 2) if year else ""), True
    elif match.group("alone"):
        value, future, by = (
            (f"{year}-{int(match.group('alone')):02d}" if year and 1 <= int(match.group("alone")) <= 12 else ""),
            True,
            True,
        )
    elif match.group("season"):
        value, future, by = (str(year) if year else ""), True, True
    else:
        count = match.group("span") or match.group("future")
        value, future, by = (str(year + (_NUMBER.get(count) or int(count))) if year else ""), True, True
    return Time(start, end, value, past, future, by)
