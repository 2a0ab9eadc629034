"""Weigh the words and times of a stretch that tell a plan (计划, 力争, 到2027年) from a result (已, 同比, 去年)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ecograph.extract.sheet import Sheet, Word, mask_of
from ecograph.extract.words.affixes import Beginnings, matches
from ecograph.extract.words.lexicon import word_set
from ecograph.model import EntityType
from ecograph.resources import rows
from ecograph.times import Time

# Cues that stand further off than so many characters say nothing of a number.
_REACH = 300
# A wish (确保, 要求) speaks mostly of its own clause.
_BY_CLAUSE, _WISH_BY_CLAUSE, _TIME_BY_CLAUSE, _BEHIND = 0.65, 0.5, 0.8, 0.65
# 不低于2000万元用于管护，聘用护鸟员68名: a bound tells of its own number only.
_BOUND = ("不低于", "不少于", "不超过", "不高于", "不得低于", "不得高于", "不得超过", "不得少于", "至少")
_BOUND_BY_CLAUSE = 0.2
# 备足抢险物资3吨，确保度汛安全: what is done is done for a wish, which tells nothing of its amount.
_WISHED = 0.1
_HELD = 0.9
_SIGNS = {"frame": 1, "plan": 1, "wish": 1, "size": 1, "start": 1, "done": -1}
_COLONS = ("：", ":", "（一", "(一", "（1", "(1", "是：", "是:", "为：", "为:")
_MARKS = ("，", ",", "底，", "底,", "末，", "末,", "止，", *_COLONS)
# 某某要求，今年建成湿地26处: what is asked for in so many words.
_SAID_NEXT, _ASKED = ("，", "："), 1.2
_ASKING = ("会议", "会上", "他", "她", "还", "并", "同时", "明确")
_PERIODS = ("季度", "半年", "以来", "年来", "年间")
_MODALS = "须将应需拟要"
_NO_MODAL = "主重简纲摘只首概扼紧次显必需"
_OUGHT, _OUGHT_BY = ("应", "须", "必须"), ("应于", "应在", "须于", "须在", "要在", "应当于", "应当在")
# A day or month gone by is most often that of the news itself, and says little: 8月3日，市水利局介绍，….
_DAY = "日时点"
_FUTURE, _PAST, _GONE_DAY = 2.5, 2.0, 0.8
# Of a year that has hardly begun little can be told that is done: 今年建设管网26公里, in February.
_NEW_YEAR, _YOUNG = 3, 0.6
_SO_FAR = ("以来", "初", "春节", "元旦", "元月", "第一", "一", "前", "1")
# What a time says of a number is mostly over where another time stands between them: 去年装了3个，今年还要再添2个.
_OWN = 0.4
# So with words: 以来，已落实资金8亿元，计划建设工程10处.
_SUPERSEDED, _STRONG = 0.3, 1.2
# 比2020年, 由2016年的66: what a time is compared with.
_THAN = re.compile(r"(?:比|较|与|同|相比|由|从)$")
# What a past time dates is only the start of a work, and its amounts are still to come: 去年10月开工，总任务18万亩.
_START_WITHIN, _STARTED = 10, 0.2
# 已开工9个: how many are begun.
_BEGUN = re.compile(r"[\u4e00-\u9fff]{2,4}(?:项目|工程|建设|了)?\d")
_GOALS = frozenset(
    [
        "计划",
        "任务",
        "目标",
        "规划",
        "要求",
        "安排",
        "年度目标",
        "年度任务",
        "目标任务",
        "目标值",
        "约束性指标",
        "主要目标",
        "工作目标",
    ]
)
_GOAL_NOUNS = ("目标", "任务")
# 完成任务, 优于年度目标, 《…规划》: a plan that a result is held against, or a name.
_NO_PLAN = re.compile(
    r"(?:年度|下达|总|超|既定|省定|国家|省里定的|完成|达到|优于|好于|劣于|差于|高于|低于|比|较|超过|符合|满足|落实|兑现|对照|占|距离?|离|为全年|《[^》]*)"
    r"(?:了|全年|年度|既定|省定|国家|全部|考核|约束性|指标|的){0,4}$"
)
# 完成“三北”工程|建设任务
_FULFILS = re.compile(r"(?:完成|实现|兑现|落实)[^，。；：]{0,16}$")
_SETS = re.compile(r"[：:（(。\n\d]|[一二三四五六七八九十]|为|是|约|$")
_NOUN_GOES_ON = ("的", "任", "书", "》", "表", "数")
# 将废水直排: what 将 puts before its verb, not what will be.
_OBJECT_TAGS = ("n", "r", "m", "j", "q", "b", "l", "z", "vn")
_OBJECT_WORDS = ("未经", "原", "原有", "全部", "所有", "相关", "有关", "包括", "受")
# 将回收的垃圾分类存入…: a relative clause before what is moved, and the verb of moving behind it.
_MOVED = re.compile(
    r"[^，。；：]{2,14}的[^，。；：的]{1,12}(?:[存投倒汇送运划编纳列转][入进给]|列为|作为|用于|进行|[转改划][变化分造]?[为成]|贯穿|分类)"
)
# 按照…的要求, 频次要求: what is asked by a rule, no asking.
_BY_RULE = re.compile(r"(?:按照?|根据|依据|遵照|符合|满足|达到|执行|响应)[^，。；：]{0,30}$|[》”的]$")
# 工作|要求, 整改|要求: what is asked, no asking.
_ASKED_OF = ("工作", "标准", "质量", "技术", "环保", "有关", "相关", "各项", "管理", "考核", "具体", "政策", "整改")
# 以人水和谐为|目标, 建设目标|，按照
_AIM = re.compile(r"以[^，。；：\d]{2,30}为(?:主要?|总|根本|首要)?$")
# 再生产, 再动员、再部署: again, not a further amount.
_FURTHER = 14
# 按照《…》的部署
_GOES_BY = re.compile(r"(?:按照?|根据|落实|对照|依据|贯彻|围绕|结合|是)[^，。；《》]{0,12}$")
# What else a bracket holds than a time: 二期（2025年3月—2026年10月） is dated by it.
_BRACKETS = re.compile(r"[（(](?![\d年月日底末初前至到\-—–~]{4,20}[)）])[^（()）\n]{1,100}[)）]")
_TITLE, _TITLE_MARK = re.compile(r"《[^》\n]{1,100}》"), re.compile("《")
_BRACKET = re.compile(r"[（(]")
# The last months of the parts of a year.
_PARTS = {"一季度": 3, "上半年": 6, "前三季度": 9, "前三季": 9}
# How far behind 为 a cue may stand that tells a purpose, and what its clause then does not hold.
_PURPOSE, _FIGURE = 12, re.compile(r"[\d%]")
_FOR = re.compile("为(?:了|更好地?|进一步|切实|全力|有效|有力|充分|坚决|扎实|全面)*")
# 《…工作要点》明确, 方案提出, 任务单显示: what follows is what a plan says.
_PLAN_SAYS = re.compile(
    r"(?:方案|计划|要点|规划|清单|任务单|责任书|责任状)[》”]?(?:[（(][^（()）\n]{1,40}[)）])?[^，。；：\n]{0,4}，?[^，。；：\n\d]{0,8}"
    r"(?:明确|提出|要求|确定|规定|约定|列出|安排|显示|写着|写明|部署)了?"
    r"|(?:会议|大会|会上)(?:还|也|同时|并)?(?:明确|要求|提出|确定)(?!了?问题)"
    r"|(?:条例|办法|意见|通知|协议|合同|承诺书)[》”]?(?:中|还|也|同时|并)?(?:明确|提出|要求|规定|约定)了?"
    # 根据《…方案》，
    r"|(?:根据|依照)[^，。；：\n]{0,50}(?:方案|计划|要点|规划|工作报告)[》”]?(?:的?(?:要求|安排|部署))?(?=，)"
)
_PLAN_SAYS_FIRST = re.compile("[方计要规清任责根依条办意通协合承会大](?=[案划点单务任据照例法见知议同诺会上])")
_SAID = 1.2


class Weighed(NamedTuple):
    """A cue or a time, and what it says: above 0 is a plan, below a result."""

    start: int
    end: int
    weight: float
    time: bool
    # 到2025年，…; 主要目标是：…: what stands before a mark speaks of all that follows.
    holds: bool
    # 总投资: tells of a number behind it, near by.
    own: bool = False
    # The brackets that it stands in, -1 for none: 恢复至65种（2024年监测到58种）.
    bracket: int = -1
    # 下一步, 到2027年: the sentences that go on from this one may still speak of the plan; 确保 speaks of its own only.
    lasts: bool = False
    wish: bool = False


@cache
def _weights() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["kind"], float(row["weight"] or 1)) for row in rows("data", "lexicon", "cues.csv")}


@cache
def _goals() -> frozenset[str]:
    """Return the cues that are nouns for a goal."""
    return _GOALS | {word for word in _weights() if word.endswith(_GOAL_NOUNS)}


@cache
def _periods() -> frozenset[str]:
    """Return the cues that are times."""
    return frozenset(word for word in _weights() if word.endswith(_PERIODS))


@cache
def _doings() -> Beginnings:
    return Beginnings(word for word in word_set("action_verbs.csv") if len(word) > 1)


class Cues:
    """The cues and times of one sheet."""

    def __init__(self, sheet: Sheet, times: list[Time]) -> None:
        self.sheet, self.text = sheet, sheet.text
        self._titles = mask_of(self.text, (match.span() for match in matches(_TITLE, _TITLE_MARK, self.text)))
        self._brackets = [match.span() for match in matches(_BRACKETS, _BRACKET, self.text)]
        self._month = int(sheet.document.published[5:7] or 0)
        self._time_starts = {time.start for time in times}
        standing = self._standing()
        kinds: tuple[EntityType, ...] = ("Agency", "Official")
        self._ends = {mark.end for kind in kinds for mark in sheet.marks(kind)}
        self._begun = [start for start, end in standing if self._kind(start, end) == "start"]
        found = [self._cue(start, end) for start, end in standing] + [self._time(time) for time in times]
        said = [
            Weighed(*match.span(), _SAID, False, True, False, self._bracket(match.start()), lasts=True)
            for match in matches(_PLAN_SAYS, _PLAN_SAYS_FIRST, self.text)
        ]
        inside = mask_of(self.text, [(each.start + 1, each.end) for each in said])
        # 《计划》明确了: 了 is no result of the plan's.
        told = (weighed for weighed in found if weighed and not (inside[weighed.start] and weighed.weight < 0))
        self.all = sorted([*said, *told])
        self._starts = [weighed.start for weighed in self.all]
        self._sums = [0.0, *accumulate(weighed.weight for weighed in self.all)]
        self._lasting = [0, *accumulate(weighed.lasts for weighed in self.all)]

    def points(self, start: int, end: int) -> float:
        """Weigh what stands between `start` and `end`, all alike."""
        return self._sums[bisect_left(self._starts, end)] - self._sums[bisect_left(self._starts, start)]

    def lasts(self, start: int, end: int) -> bool:
        """Tell whether a plan is told between `start` and `end` that later sentences may go on with."""
        return self._lasting[bisect_left(self._starts, end)] > self._lasting[bisect_left(self._starts, start)]

    def any(self, start: int, end: int) -> bool:
        """Tell whether any cue or time stands between `start` and `end`."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def told(self, start: int, end: int, at: int) -> list[tuple[str, float]]:
        """Return what stands between `start` and `end`, each with its weight as seen from `at`."""
        first, last = (
            bisect_left(self._starts, max(start, at - _REACH)),
            bisect_left(self._starts, min(end, at + _REACH)),
        )
        bracket = self._bracket(at)
        own = [w for w in self.all[first:last] if w.end <= end and w.bracket in (-1, bracket)]
        return [
            (self.text[w.start : w.end], w.weight * self._fade(w, at) * (_SUPERSEDED if over else 1))
            for w, over in zip(own, self._superseded(own, at), strict=True)
        ]

    def _superseded(self, own: list[Weighed], at: int) -> list[bool]:
        last = max((w.start for w in own if w.time and w.end <= at), default=-1)
        strong = [w for w in own if w.end <= at and not w.time and abs(w.weight) >= _STRONG]
        turn = max((w.start for w in strong if w.weight * strong[-1].weight < 0), default=-1)
        return [(w.start < last) if w.time else w.start <= turn and w.weight * strong[-1].weight < 0 for w in own]

    def _fade(self, weighed: Weighed, at: int) -> float:
        if weighed.end > at:
            if weighed.wish and not self._of_figures(weighed):
                return _WISHED
            return 0.0 if weighed.own else _BEHIND
        return float(self._by_clause(weighed) ** self.sheet.clauses_between(weighed.end, at))

    def _of_figures(self, weighed: Weighed) -> bool:
        """Tell whether a wish stands in a clause that holds a figure."""
        return _FIGURE.search(self.text, *self.sheet.clause(weighed.start)) is not None

    def _by_clause(self, weighed: Weighed) -> float:
        if weighed.own or weighed.holds:
            return _OWN if weighed.own else _HELD
        if weighed.time:
            return _TIME_BY_CLAUSE
        if weighed.wish:
            return _WISH_BY_CLAUSE
        return _BOUND_BY_CLAUSE if self.text.startswith(_BOUND, weighed.start) else _BY_CLAUSE

    def _bracket(self, at: int) -> int:
        """Return where the brackets around a place begin, -1 if there are none."""
        number = bisect_left(self._brackets, (at, 0)) - 1
        return self._brackets[number][0] if number >= 0 and at < self._brackets[number][1] else -1

    def _kind(self, start: int, end: int) -> str:
        return _weights()[self.text[start:end]][0]

    def _cue(self, start: int, end: int) -> Weighed | None:
        kind, weight = _weights()[self.text[start:end]]
        sign = _SIGNS.get(kind, 0)
        if self.text[start:end] in ("已", "已经") and self.starts_work(end) and not _BEGUN.match(self.text, end):
            weight *= _STARTED
        if self._not_over(start, end) if sign < 0 else self._only_purpose(start, end):
            return None
        # 上半年，…; 实施以来，…: a time, as those of the calendar are.
        held = self.text.startswith(_MARKS if self.text[start:end] in _periods() else _COLONS, end)
        if not sign:
            return None
        if self.text[start:end] == "要求" and self._asks(start, end):
            weight, held = _ASKED, True
        own, lasts, wish = (kind == told for told in ("size", "frame", "wish"))
        return Weighed(start, end, sign * weight, False, held, own, self._bracket(start), lasts, wish)

    def _asks(self, start: int, end: int) -> bool:
        """Tell whether somebody asks for what follows (某局要求，…), not whether 要求 is what has been asked."""
        if not self.text.startswith(_SAID_NEXT, end):
            return False
        return start in self._ends or self.text.endswith(_ASKING, 0, start)

    def _not_over(self, start: int, end: int) -> bool:
        """Tell whether a part of this year is not over yet: 上半年完成造林4万亩, in March."""
        last = _PARTS.get(self.text[start:end], 0)
        return 0 < self._month < last and self.text[start - 1 : start] not in ("年", "度")

    def _only_purpose(self, start: int, end: int) -> bool:
        """Tell whether a cue says only what something is done for: 为确保安全度汛，转移群众2万人."""
        clause, stop = self.sheet.clause(start)
        for_ = self.text.rfind("为", max(clause, start - _PURPOSE), start)
        if for_ < 0 or _FIGURE.search(self.text, end, stop):
            return False
        return for_ == clause or _FOR.fullmatch(self.text, for_, start) is not None

    def _time(self, time: Time) -> Weighed | None:
        if self._titles[time.start]:
            return None
        if _THAN.search(self.text, max(0, time.start - 2), time.start) and not self.text.startswith("起", time.end):
            return None
        past = _GONE_DAY if self.text[time.end - 1] in _DAY or not time.value else _PAST
        weight = _FUTURE if time.future else -past if time.past else self._young(time)
        if time.past and (self.starts_work(time.end) or self.is_due(time)):
            weight *= _STARTED
        held = self.text.startswith(_MARKS, time.end)
        return Weighed(
            time.start, time.end, weight, True, held, False, self._bracket(time.start), lasts=weight > _YOUNG
        )

    def _young(self, time: Time) -> float:
        """Weigh the article's own year: more of it is to come than is over in its first months."""
        own = time.value == self.sheet.document.published[:4] and 0 < self._month <= _NEW_YEAR
        return _YOUNG if own and not self.text.startswith(_SO_FAR, time.end) else 0.0

    def in_title(self, time: Time) -> bool:
        """Tell whether a time stands in the title of a work that something else goes by: 按照《2030年前碳达峰行动方案》."""
        if not self._titles[time.start]:
            return False
        opened = self.text.rfind("《", 0, time.start)
        return _GOES_BY.search(self.text, max(0, opened - _FURTHER), opened) is not None

    def is_due(self, time: Time) -> bool:
        """Tell whether something ought to have been done by then: 应于2022年底前退出, 2022年应改造."""
        end = time.end + (self.text[time.end : time.end + 1] == "前")
        return self.text.startswith(_OUGHT, end) or self.text.endswith(_OUGHT_BY, 0, time.start)

    def starts_work(self, at: int) -> bool:
        """Tell whether what happened then is that a work was begun or decided on."""
        number = bisect_left(self._begun, at)
        if number == len(self._begun) or self._begun[number] > at + _START_WITHIN:
            return False
        return self.sheet.clauses_between(at, self._begun[number]) == 0

    def _standing(self) -> list[tuple[int, int]]:
        """Return the cues that are words of their own, the longest where they overlap."""
        found: list[tuple[int, int]] = []
        for start, end, _ in self.sheet.found("cue").all:
            if (found and end <= found[-1][1]) or not self._stands(start, end):
                continue
            found.append((start, end))
        return found

    def _stands(self, start: int, end: int) -> bool:
        """Tell whether a cue is a word of its own: 将 but not 将军, 计划投资 but not 年度计划."""
        word = self.text[start:end]
        if word in _goals():
            return (
                not _NO_PLAN.search(self.text, max(0, start - 12), start)
                and (word in _GOALS or self._sets(start, end))
                and not (word == "目标" and _AIM.search(self.text, self.sheet.clause(start)[0], start))
                and not (word == "要求" and self.text.endswith(_ASKED_OF, 0, start))
                and not (word == "要求" and _BY_RULE.search(self.text, self.sheet.clause(start)[0], start))
                and self.text[end : end + 1] not in _NOUN_GOES_ON
            )
        if word == "日前" and self.text[start - 1 : start].isdigit():
            return False
        if (word == "争取" and not self._strives(end)) or (word == "再" and not self._further(end)):
            return False
        if end - start > 1:
            # The segmenter joins what it does not know to 须: 兑付|率须|达到.
            if self.sheet.boundary(start):
                return True
            modal = word[0] in _MODALS and self.text[start - 1 : start] not in _NO_MODAL
            return modal and self.sheet.boundary(end)
        if word == "应":
            return self._ought(start, end)
        found = self.sheet.starts.get(start)
        if word == "要" and self.text[start - 1 : start] not in _NO_MODAL and _doings().at(self.text, end):
            # The segmenter joins 要|建 as one.
            return True
        return bool(found and found.end == end) and (word != "将" or not self._object(end))

    def _sets(self, start: int, end: int) -> bool:
        """Tell whether a compound of 目标 or 任务 sets one (造林任务5万亩), and neither speaks of it nor of its being done."""
        return bool(_SETS.match(self.text, end)) and not _FULFILS.search(self.text, max(0, start - 24), start)

    def _ought(self, start: int, end: int) -> bool:
        """Tell whether 应 is the verb that asks for another: 2022年应改造, not 供应 and not 占应整治总数."""
        after = self.sheet.starts.get(end)
        if after is None or self.text[end] == "有":
            return False
        if not after.tag.startswith(("v", "p", "d")) and not self._acts(after):
            return False
        before = self.text[start - 1 : start]
        return before != "占" and (self.sheet.boundary(start) or before in ("年", "月", "日", "底", "前"))

    def _further(self, at: int) -> bool:
        """Tell whether 再 adds an amount (再建5条), not only another time (再动员、再部署)."""
        return _FIGURE.search(self.text, at, min(self.sheet.clause(at)[1], at + _FURTHER)) is not None

    def _strives(self, at: int) -> bool:
        """Tell whether what follows 争取 is to be done or a time, not what somebody got: 争取年底前完工, but 争取资金3亿元."""
        word = self.sheet.starts.get(at)
        return at in self._time_starts or (word is not None and (word.tag[0] in "vpdt" or self._acts(word)))

    def _acts(self, word: Word) -> bool:
        """Tell whether a word is a verb of doing, though the segmenter may take it for a noun (新建)."""
        return self.text[word.start : word.end] in word_set("action_verbs.csv")

    def _object(self, at: int) -> bool:
        """Tell whether what follows 将 is what it puts before its verb, not a verb (also one that reads as a noun: 造林)."""
        word = self.sheet.starts.get(at)
        if word is not None and word.tag[0] == "v" and _MOVED.match(self.text, at):
            return True
        if word is None or self._acts(word):
            return False
        after = self.sheet.starts.get(word.end)
        told = self.text[word.start : word.end]
        if after is not None and after.tag.startswith("v") and told in word_set("manner_words.csv"):
            # What reads as a noun, but tells how something is done: 将全部完成, 将重点治理.
            return False
        if word.tag in ("l", "z") and told[-2:] in word_set("action_verbs.csv"):
            return False
        return word.tag.startswith(_OBJECT_TAGS) or self.text.startswith(_OBJECT_WORDS, at)
