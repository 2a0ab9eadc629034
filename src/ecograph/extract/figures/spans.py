"""Find the times that date plans only: spans from the article's day on (用三年时间, 两年后), and parts of its year (上半年)."""

from __future__ import annotations

import re

from ecograph.scanning import matches
from ecograph.times import Time, number_of

_COUNT = r"(?:[一二三四五六七八九\d][-—–~～至到])?(?P<{}>[一二两三四五六七八九十]|\d{{1,2}})"
_SPAN = re.compile(
    rf"(?:用|通过|经过?|力争|争取|以)(?:大?约|不到)?{_COUNT.format('years')}年(?:左右|多)?的?(?:时间|努力|奋斗|攻坚)"
    rf"|(?:苦干|大干|奋战|攻坚){_COUNT.format('toil')}年"
    rf"|(?:今后|接下来|未来)的?{_COUNT.format('coming')}年|(?P<later>[一二两三四五六七八九十]|(?<![\d.])\d)年之?后(?!的今)"
    r"|(?:(?P<months>[一二两三四五六七八九]|(?<!\d)\d\d?)个月|(?P<half>半年))之?内"
    r"|(?<![年度近\d])(?:(?P<first>上半年)|下半年|年终|年中|第?(?P<quarter>[一二三四])季度)|(?P<month>下个?月)|(?P<century>本世纪中叶)"
)
# What a span can begin with.
_FIRST = re.compile(
    r"[用通经力争以今接未苦大奋攻第上下本年半\d一二两三四五六七八九十]"
    r"(?:(?<![\d一二两三四五六七八九十])(?=[过争取干战坚大约不\d一二两三四五六七八九十后下来半个月世终中年季])|(?=年之?后|\d?个月|季))"
)
# 从2024年起，用5年时间: the first year is one of the five.
_FROM = re.compile(r"(?:从|自)(?:(?P<year>20\d\d)|今)年(?:起|开始)[，,]?[^，。；\d]{0,4}$")
_YEAR, _HALF, _QUARTER, _BEFORE = 12, 6, 3, 18
_CENTURY = "2050"
_BY_YEARS = ("years", "toil", "coming", "later")


def find_spans(text: str, published: str) -> list[Time]:
    """Return the spans of a text, as times, from the day (ISO 8601) on which it was published; none if that is not known."""
    if not published[:4].isdigit():
        return []
    year, month = int(published[:4]), int(published[5:7] or 0)
    return [_read(match, text, year, month) for match in matches(_SPAN, _FIRST, text)]


def _read(match: re.Match[str], text: str, year: int, month: int) -> Time:
    kind = match.lastgroup or ""
    count = number_of(match[kind]) if kind in (*_BY_YEARS, "months", "quarter") else 0
    begun = _FROM.search(text, max(0, match.start() - _BEFORE), match.start())
    over = (kind == "first" and month > _HALF) or (kind == "quarter" and month > count * _QUARTER)
    if kind == "century":
        value = _CENTURY
    elif kind == "years" and begun:
        value = str(int(begun["year"] or year) + count - 1)
    elif kind in _BY_YEARS:
        value = str(year + count)
    else:
        ahead = {"months": count, "half": _HALF, "month": 1}.get(kind, 0)
        value = str(year + (month + ahead > _YEAR))
    return Time(*match.span(), value, over, False, True)
