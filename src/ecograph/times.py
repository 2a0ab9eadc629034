"""Read the times that a commitment speaks of: 到2025年底, 今年, “十四五”末, 5月底前."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecograph.scanning import matches

_CHINESE_YEAR = str.maketrans("〇零一二三四五六七八九○", "001234567890")
_SEASON = (
    r"(?:主?汛期?|入汛|采暖[季期]|供暖[季期]?|入冬|[封上]冻|春节|元旦|(?:元宵|清明|端午|中秋|国庆)节?|五一节?|雨季|春耕|[夏麦]收|秋收)"
    r"(?:到?来临?)?之?前"
)


def _part(name: str) -> str:
    """Return the pattern of what may follow a year: its month, or the season before which."""
    return rf"(?:(?P<{name}>\d{{1,2}})月(?:份|\d{{1,2}}日)?|{_SEASON})?"


# 3—5年内: the later of the two.
_COUNT = r"(?<![\d一二两三四五六七八九十第])(?P<{}>[一二两三四五六七八九]|十|\d{{1,2}})"
_TIME = re.compile(
    rf"(?P<year>20\d\d|二[〇零○]\d?[一二三四五六七八九〇零○]{{2}})(?:年{_part('month')}(?:年?(?P<end>底|末))?|(?=年?[底末]))"
    r"|“?十(?P<plan>[二三四五六])五”?(?:规划)?(?P<planpart>末|期末|期间|时期|后三年|收官)?"
    r"|今年?(?P<quarter>[春夏秋])(?:季|天|以来)?"
    rf"|(?P<this>今年|本年度?|全年|年内|年底前?|年末|今冬明春|当年)(?:底前)?{_part('m1')}"
    rf"|(?P<next>明年|来年|今、?明两年)(?:年[底末]|{_part('m2')})|(?P<after>后年|明后两年)(?:年[底末])?"
    r"|(?P<last>去年|上年|上一年)(?:年[底末])?|(?P<before>前年)"
    r"|(?P<alone>(?<![\d年])\d{1,2})月(?:份)?(?:(?:\d{1,2}日|底|末|中旬|上旬|下旬)?(?:前|之前)|底|末|[上中下]旬)"
    rf"|(?P<season>{_SEASON})|(?P<soon>(?:本月底|(?<![下个])月底|月末|本月)[前内])"
    rf"|{_COUNT.format('span')}年之?内|未来{_COUNT.format('future')}年"
    r"|(?:(?<![\d年])(?P<of>\d{1,2})月)?(?<!\d)(?P<day>\d{1,2})日(?![内均电讯消游])(?:\d{1,2}[时点])?"
)
# What a time can begin with.
_FIRST = re.compile(
    r"[“\d一二十今本全年当明来后去上前主汛采供入封春元五国中清端雨夏麦秋月两三四六七八九未]"
    r"(?=[年月一二两三四五六七八九〇零○十春夏秋冬汛期到来之前后、明暖冻节旦宵午秋庆季耕收底末内日]|(?<=\d)\d{1,3}[年月日底末])"
)
PLAN_END = {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
"""The last year of each five-year plan (“十四五”), of PLAN_YEARS years."""
PLAN_YEARS = 5
_NUMBER = {"两": 2} | {digit: number for number, digit in enumerate("一二三四五六七八九十", 1)}
_YEAR_END = ("年内", "年底", "年底前", "年末")
_AWAY = {"next": 1, "after": 2, "last": -1, "before": -2}
# The month in which the work of a season is done.
_LAST_MONTH = {"春": 4, "夏": 7, "秋": 10}
# The month by which a season has begun: 汛前 is gone by in July, and to come in March.
_SEASONS = (
    ("汛", 6), ("雨季", 6), ("暖", 11), ("冬", 11), ("冻", 11), ("春节", 2), ("元宵", 2), ("元旦", 1), ("春耕", 3),
    ("清明", 4), ("五一", 5), ("端午", 6), ("夏收", 6), ("麦收", 6), ("秋收", 9), ("中秋", 9), ("国庆", 10),
)  # fmt: skip
_HALF_YEAR, _MONTHS = 6, 12
# An article of which the day is unknown is younger than this.
_OLDEST = 2006
# 2月底前, in December: the month of next year, that is no further off.
_NEAR = 4
# 从2010年10月至2011年5月, 由4244公里增大到2024年的4650公里: the end of what has been, or will be.
_RANGE = re.compile(r"(?:[年月日\d]|[高大升加少降低小展减])[到至]$")
# 截至2024年底 looks back, however its year ends.
_UP_TO = ("截至", "截止", "截止到", "截至到")


def number_of(digits: str) -> int:
    """Return a count of years or months up to ten that is written in a Chinese numeral, or any in digits."""
    return _NUMBER.get(digits) or int(digits)


class Time(NamedTuple):
    """A time in the text: `value` is ISO 8601 (year or year and month); `past` and `future` are relative to the article."""

    start: int
    end: int
    value: str
    past: bool
    future: bool
    deadline: bool


class _Day(NamedTuple):
    """When the article was published, 0 for what is not known."""

    year: int
    month: int
    day: int


class _Read(NamedTuple):
    value: str
    past: bool = False
    future: bool = False
    by: bool = False


def find_times(text: str, published: str) -> list[Time]:
    """Return the times of a text; `published` (ISO 8601, "" if unknown) anchors 今年 and 明年."""
    day = _Day(*(int(part) if part.isdigit() else 0 for part in (published[:4], published[5:7], published[8:10])))
    return [time for match in matches(_TIME, _FIRST, text) if (time := _read(match, text, day))]


def _read(match: re.Match[str], text: str, day: _Day) -> Time | None:
    start, end = match.span()
    by = text.endswith(("到", "至"), 0, start) and not _RANGE.search(text, max(0, start - 8), start)
    by = by or match.group().endswith(("底", "末", "前", "内"))
    by = by or text.startswith(("底", "末", "前", "内"), end)
    told = _told(match, day, by=by)
    if told is None:
        return None
    if text.endswith(_UP_TO, 0, start):
        return Time(start, end, told.value, True, False, False)
    return Time(start, end, told.value, told.past, told.future, by or told.by)


def _told(match: re.Match[str], day: _Day, *, by: bool) -> _Read | None:
    kind = next(name for name in _KINDS if match.group(name))
    if kind == "year":
        return _year(match, day, by=by)
    if kind == "plan":
        return _plan(match, day)
    if kind == "quarter":
        return _Read(_of(day.year), past=day.month > _LAST_MONTH[match.group("quarter")])
    if kind == "this":
        return _this(match, day)
    if kind in _AWAY:
        value = _of(day.year + _AWAY[kind] if day.year else 0, match.group("m2") if kind == "next" else "")
        return _Read(value, past=_AWAY[kind] < 0, future=_AWAY[kind] > 0)
    if kind == "alone" and not match.group().endswith("前"):
        return _by_month(match, day)
    if kind == "day":
        return _on_day(match, day)
    if kind == "season":
        return _by_season(match.group(), day)
    return _Read(_soon(match, day, kind), future=True, by=True)


_KINDS = (
    "year", "plan", "quarter", "this", "next", "after", "last", "before", "alone", "season", "soon", "span", "future",
    "day",
)  # fmt: skip


def _of(year: int, month: str | None = "") -> str:
    if not year:
        return ""
    return f"{year}-{int(month):02d}" if month and 1 <= int(month) <= 12 else str(year)


def _year(match: re.Match[str], day: _Day, *, by: bool) -> _Read | None:
    digits, month = match.group("year"), match.group("month")
    year = int(digits if digits.isdigit() else digits.translate(_CHINESE_YEAR))
    if not 1990 <= year <= 2100:
        return None
    own = day.year or _OLDEST
    past, future = year < own, (bool(day.year) and year > own) or (by and year >= own)
    if day.year and year == day.year and month and day.month:
        past, future = int(month) < day.month, int(month) > day.month
    return _Read(_of(year, month), past, future)


def _plan(match: re.Match[str], day: _Day) -> _Read:
    year, ends = PLAN_END[match.group("plan")], match.group("planpart") in ("末", "期末")
    future = (ends and (not day.year or year >= day.year)) or (bool(day.year) and year - 4 > day.year)
    return _Read(str(year), bool(day.year) and year < day.year, future, ends)


def _this(match: re.Match[str], day: _Day) -> _Read:
    month = match.group("m1")
    past, future = False, match.group("this") in _YEAR_END or match.group().endswith("前")
    if month and day.month:
        past, future = int(month) < day.month, int(month) > day.month
    if day.year and day.month > _HALF_YEAR and match.group("this") == "今冬明春":
        return _Read(_of(day.year + 1), past, future)
    return _Read(_of(day.year, month), past, future)


def _by_month(match: re.Match[str], day: _Day) -> _Read | None:
    """Read 10月底通水: a month to come or gone by, for an article whose month is known; else nobody knows of which year."""
    month = int(match.group("alone"))
    if not day.month or not 1 <= month <= _MONTHS or month == day.month:
        return None
    if month < day.month:
        # Gone by, if it is of this year: it dates no plan.
        return _Read("", past=True)
    return _Read(_of(day.year, str(month)), future=True, by=True)


def _by_season(season: str, day: _Day) -> _Read:
    """Read 汛期前, 春节前: the one that is near, past or to come."""
    begins = next(month for word, month in _SEASONS if word in season)
    if not day.month:
        return _Read(_of(day.year), future=True, by=True)
    away = (begins - day.month) % _MONTHS
    if away > _HALF_YEAR:
        return _Read(_of(day.year - (begins > day.month)), past=True)
    return _Read(_of(day.year + (begins < day.month)), future=True, by=True)


def _on_day(match: re.Match[str], day: _Day) -> _Read:
    """Read 8月3日, 3日: a day of this year, or of this month."""
    month, on = int(match.group("of") or day.month), int(match.group("day"))
    if not day.day or not 1 <= month <= _MONTHS:
        return _Read("")
    future = (month, on) > (day.month, day.day)
    # What is not to come dates no plan.
    return _Read(_of(day.year, str(month)) if future else "", past=(month, on) < (day.month, day.day), future=future)


def _soon(match: re.Match[str], day: _Day, kind: str) -> str:
    if kind == "alone":
        month = int(match.group("alone"))
        if not 1 <= month <= _MONTHS:
            return ""
        over = month < day.month and month + _MONTHS - day.month <= _NEAR
        return _of(day.year + 1 if day.year and over else day.year, str(month))
    if kind in ("span", "future"):
        count = match.group(kind)
        return _of(day.year + number_of(count) if day.year else 0)
    return _of(day.year, str(day.month) if kind == "soon" and day.month else "")
