"""Tell of which time a report speaks: 2022年, 去年, 1—6月, 截至6月底, 4月开工以来, 目前.

Years and months are read by `ecograph.times`; here are the parts of years, and the words up to which something is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ecograph.graph.tracking.periods import Period, first_day, last_day, months, read, years
from ecograph.model import Document
from ecograph.resources import rows
from ecograph.scanning import matches
from ecograph.times import PLAN_END, PLAN_YEARS, Time, find_times


class Spoken(NamedTuple):
    """A time that is spoken of.

    `so_far` says that it is told how things stand at its end; `told` that words of the text say it, not the article's date;
    `begun` that they say since when, and `lasts` that the sentences after may speak of it too.
    """

    period: Period
    so_far: bool = False
    told: bool = True
    begun: bool = True
    lasts: bool = True


class _Said(NamedTuple):
    """A time that stands in the text, between two places of it."""

    start: int
    end: int
    spoken: Spoken


_COUNT = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
}
_YEAR = r"(?:(?P<{0}>20\d\d)年(?:度)?|(?P<{0}w>今年|本年|当年|去年|上年|上一年|前年))?的?"
_AWAY = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2}
_TO = r"[-—–~～－至到]{1,2}"
_NOW_WORDS = "截至目前|截止目前|截至发稿|截至当前|目前|当前|眼下|如今|迄今|至今|现在"
_DEKADS = {"上旬": 10, "初": 10, "中旬": 20}
_NAMED_YEAR = re.compile("20\\d\\d年|" + "|".join(_AWAY))
_DAY_OF_MONTH = re.compile(r"\d{1,2}[日号]")
# 较2020年, 与去年同期, 由2022年的331种增至: what something is compared with, or begins with, is not what is spoken of.
_COMPARED = re.compile(r"(?:[较比与同自从由]|相比)(?:于)?$")
_COMPARING = re.compile(r"(?:以来|起|相比|同期|同比|之前|以前)")
# 全年任务, 年度目标, 2025年26%的目标: of the plan, not of the report.
_PLANNED = re.compile(r"(?:的?(?:年度|全年|度)?(?:目标|任务|计划|指标|考核))|度(?:目标|任务|计划|指标|考核)")
_LATE, _SPRING = "12", "03"
_YEAR_WORDS = ("年", "年度", "年的")
# What a part of a year, or the words up to which something is counted, can begin with.
_FIRST = re.compile(r"[截至到\d今本当去上前十以一二两三四五六七八九近第首下后目眼如迄现]")


@cache
def _part() -> re.Pattern[str]:
    named = "|".join(row["word"] for row in rows("data", "targets", "parts_of_years.csv"))
    return re.compile(
        rf"(?P<up>截[至止]到?|[至到]){_YEAR.format('cut')}(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})[日号]|(?P<dekad>底|末|初|[上中下]旬))?"
        rf"|(?P<upto>截[至止]到?)?{_YEAR.format('end')}年?(?P<last>[底末])"
        rf"|(?:(?<=“)|(?<!“))十(?P<plan>[二三四五六])五”?(?:期间|时期)?以来"
        rf"|{_YEAR.format('since')}(?:(?<!\d)(?P<begin>\d{{1,2}})月(?:份)?(?:\d{{1,2}}日)?)?(?:[开启动工实施建设投入运行]{{0,6}})(?P<sincemark>以来|至今)"
        rf"|{_YEAR.format('range')}(?<!\d)(?P<from>\d{{1,2}})月?(?:份)?{_TO}(?P<to>\d{{1,2}})月(?:份)?"
        rf"|{_YEAR.format('first')}前(?P<count>\d{{1,2}}|十一|[一二两三四五六七八九十])个?月"
        rf"|{_YEAR.format('named')}(?P<part>{named})"
        rf"|{_YEAR.format('one')}(?<!\d)(?P<only>\d{{1,2}})月份"
        rf"|近?(?<!\d)(?P<lately>\d|[一二两三四五六七八九十])年(?:多)?(?:来|下来|间|里|累计)"
        rf"|(?P<now>{_NOW_WORDS})"
    )


class Times:
    """The times that one document speaks of."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.day = first_day(document.published)
        self._end = last_day(document.published)
        self._spring = len(document.published) > 4 and self.day[5:7] <= _SPRING
        self._said = self._read() if self.day else []
        self._starts = [each.start for each in self._said]
        title = document.title.replace(" ", "")
        self._title = _of_title(title, document.published) if self.day else None

    def spoken_of(self, at: int, sentence: int) -> Spoken | None:
        """Return the time that a report speaks of whose figure stands at `at`, in a sentence that starts at `sentence`.

        It is the last that is named before it in the sentence, in the paragraph, or before; else that of the title; else how
        things stand as the article appears. None where nobody knows when that was.
        """
        if not self.day:
            return None
        paragraph = self.text.rfind("\n", 0, sentence) + 1
        for start, end, now in ((sentence, at, True), (paragraph, sentence, False), (0, paragraph, False)):
            if found := self._last(start, end, now=now):
                return found
        return self._title or self._now(told=False)

    def part_before(self, at: int, clause: int, year: str) -> Period | None:
        """Return the part of a year that is named between two places: 上半年要完成10万亩 is no plan for the year.

        It is of `year`, unless the text names another with it.
        """
        for said in reversed(self._between(clause, at)):
            period = said.spoken.period
            if said.spoken.lasts and not said.spoken.so_far and period.of_one_year:
                if period == years(int(period.first[:4])):
                    return None
                named = _NAMED_YEAR.match(self.text, said.start) or not year
                return period if named else Period(year + period.first[4:], last_day(year + period.last[4:7]))
        return None

    def _between(self, start: int, end: int) -> list[_Said]:
        return self._said[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _last(self, start: int, end: int, *, now: bool) -> Spoken | None:
        for said in reversed(self._between(start, end)):
            # 由2020年的1.31毫克/升降到…: a figure right behind a time is of that time, whatever it is compared with.
            at_it = now and said.end <= end and self.text[said.end : end] in ("", "的")
            if at_it or (said.end <= end and self._reported(said) and (now or said.spoken.lasts)):
                return self._cut(said.spoken)
        return None

    def _reported(self, said: _Said) -> bool:
        """Say whether a time can be that of a report: not to come, not compared with, not that of a plan."""
        if said.spoken.period.first > self._end:
            return False
        if said.spoken.so_far:
            return True
        before = self.text[max(0, said.start - 3) : said.start]
        return not (
            _COMPARED.search(before) or _COMPARING.match(self.text, said.end) or _PLANNED.match(self.text, said.end)
        )

    def _cut(self, spoken: Spoken) -> Spoken:
        """Cut off what was still to come; what is printed in December of a year speaks of all of it."""
        period = spoken.period
        if period.last <= self._end:
            return spoken
        if self.day[5:7] == _LATE and period.last.startswith(self.day[:4]):
            return spoken
        return spoken._replace(period=Period(period.first, self._end), so_far=True)

    def _now(self, *, told: bool) -> Spoken:
        return Spoken(Period(self._end[:7] + "-01", self._end), so_far=True, told=told, begun=False, lasts=False)

    def _read(self) -> list[_Said]:
        parts = list(self._parts())
        taken = {at for part in parts for at in range(part.start, part.end)}
        whole = (self._whole(each) for each in find_times(self.text, self.day))
        return sorted([*parts, *(each for each in whole if each and taken.isdisjoint(range(each.start, each.end)))])

    def _whole(self, time: Time) -> _Said | None:
        """Return a year or month as find_times reads it; a day is when something happened, and no time of a figure."""
        period = read(time.value)
        words = self.text[time.start : time.end]
        if period is None or _DAY_OF_MONTH.match(self.text, time.end) or _DAY_OF_MONTH.search(words[-3:]):
            return None
        if self._inside_title(time.start):
            return None
        if "五" in words and "十" in words and not words.endswith(("末", "收官")):
            period = years(int(time.value) - 4, int(time.value))
        elif words.startswith("全年"):
            # 去年全年 is the last year's; in spring, 全年打捞漂浮物1.6万吨 is too.
            if self.text.endswith(_YEAR_WORDS, 0, time.start):
                return None
            period = years(int(self.day[:4]) - self._spring)
        return _Said(time.start, time.end, Spoken(period))

    def _inside_title(self, at: int) -> bool:
        opened = self.text.rfind("《", max(0, at - 60), at)
        return opened >= 0 and "》" not in self.text[opened:at]

    def _parts(self) -> Iterator[_Said]:
        for match in matches(_part(), _FIRST, self.text):
            if (spoken := self._spoken(match)) and not self._inside_title(match.start()):
                yield _Said(*match.span(), spoken)

    def _spoken(self, match: re.Match[str]) -> Spoken | None:
        told = match.groupdict()
        if told["now"]:
            return self._now(told=True)
        if told["month"]:
            return self._up_to(told)
        if told["last"]:
            return self._year_end(told)
        if told["plan"]:
            return Spoken(Period(f"{PLAN_END[told['plan']] - PLAN_YEARS + 1}-01-01", self._end), so_far=True)
        if told["lately"]:
            since = int(self.day[:4]) - (_COUNT.get(told["lately"]) or int(told["lately"]))
            return Spoken(Period(f"{since}-01-01", self._end), so_far=True, lasts=False)
        if told["sincemark"]:
            return self._since(told)
        return self._stretch(told)

    def _up_to(self, told: dict[str, str | None]) -> Spoken | None:
        month, end = int(told["month"] or 0), told["dekad"] or told["day"]
        if not 1 <= month <= 12 or (not end and not (told["up"] or "").startswith("截")):
            return None
        year = self._year(told, "cut", month)
        last = last_day(f"{year}-{month:02}")
        if told["day"] or told["dekad"] in _DEKADS:
            day = int(told["day"] or _DEKADS[str(told["dekad"])])
            last = min(last, f"{year}-{month:02}-{day:02}")
        return Spoken(Period(f"{year}-01-01", last), so_far=True, begun=False)

    def _year_end(self, told: dict[str, str | None]) -> Spoken | None:
        if not (told["upto"] or told["end"] or told["endw"]):
            return None
        year = self._named_year(told, "end")
        if year is None:
            year = int(self.day[:4]) - (self.day[5:7] != _LATE)
        return Spoken(years(year), so_far=bool(told["upto"]), begun=not told["upto"])

    def _since(self, told: dict[str, str | None]) -> Spoken:
        named = self._named_year(told, "since")
        month = int(told["begin"] or 0)
        if named is None and not month:
            return self._now(told=True)
        year = named if named is not None else self._year(told, "since", month)
        return Spoken(Period(f"{year}-{month or 1:02}-01", self._end), so_far=True)

    def _stretch(self, told: dict[str, str | None]) -> Spoken | None:
        """Read what lies within a year: 1—6月, 前5个月, 上半年, 6月份."""
        if told["part"]:
            row = next(row for row in _named_parts() if row[0] == told["part"])
            first, last, name = row[1], row[2], "named"
        elif told["count"]:
            first, last, name = 1, _COUNT.get(told["count"]) or int(told["count"]), "first"
        elif told["to"]:
            first, last, name = int(told["from"] or 0), int(told["to"]), "range"
        else:
            first = last = int(told["only"] or 0)
            name = "one"
        if not 1 <= first <= last <= 12:
            return None
        return Spoken(months(self._year(told, name, last), first, last))

    def _named_year(self, told: dict[str, str | None], name: str) -> int | None:
        if digits := told[name]:
            return int(digits)
        word = told[f"{name}w"]
        return int(self.day[:4]) + _AWAY[word] if word else None

    def _year(self, told: dict[str, str | None], name: str, month: int) -> int:
        """Return the year that is named, else the last one in which the month had come when the article appeared."""
        named = self._named_year(told, name)
        return named if named is not None else int(self.day[:4]) - (f"{month:02}" > self._end[5:7])


@cache
def _named_parts() -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (row["word"], int(row["first"]), int(row["last"])) for row in rows("data", "targets", "parts_of_years.csv")
    )


def _of_title(title: str, published: str) -> Spoken | None:
    """Return the year that a title looks back on: 平凉公布2022年生态账单, in 2023."""
    for time in find_times(title, published):
        period = read(time.value)
        if period and period.last < first_day(published) and not _PLANNED.match(title, time.end):
            return Spoken(period)
    return None
