"""The entities that a target may belong to, each with the features that speak for and against it.

A feature is a pair of words: what kind of thing the candidate is, and where it stands or what the target is like
(`project` and `own clause`, `section` and `concentration`). `subjects` weighs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple, TypeAlias

from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.figures.unmarked import Unmarked
from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.sheet import Mark, Sheet, mask_of
from ecograph.model import Status
from ecograph.resources import rows

Feature: TypeAlias = tuple[str, str]
"""What is weighed: two words that hold together, such as project and own clause."""
Part: TypeAlias = tuple[str, ...]
"""Features that come together, in short: the same few hundred come up again and again, so that each is weighed once."""
_Told: TypeAlias = tuple[str, str, str]

_LOCATIVE = re.compile(
    r"(?:来自|占|比|较|在|对|沿|向|从|到|于|赴|由|经|往|距|离|用于|来到|走进|深入|前往|位于|地处|选址|涉及|流经|汇入|注入|东至|西起|南至|北至|西至)$"
)
_REPORTS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:表示|介绍|说|通报|发布|公布|获悉|了解|数据|统计|监测显示|消息|报告|表态|指出|强调|要求|印发|出台|制定|起草|召开|举行|批复|汇报)|"
    r"党组|党委|局长|副|主任|书记|部长|厅长|处长|科长|总|一级|二级|有关|负责)"
)
_STATES = re.compile(
    r"[》”]?(?:[（(][^（）()]{0,30}[）)])?(?:日前|已)?(?:明确|提出|要求|规定|确定|力争|目标|安排|计划|部署)"
)
_OPENERS = re.compile(r"(?:[“‘（■●]|其中|同时|此外|目前|今年|去年|截至目前|\d{4}年|以来|在|而|据了解|据悉)+")
_LISTED = re.compile(r"(?:[、和及与][^，。；]{1,30}?)?等")
_TOLD = ("从", "据", "由", "向", "经")
_SHARE_OF = ("占", "占到", "占了")
# 国务院|政策例行吹风会: a body that only says at what meeting something is told.
_MEETING = re.compile("(?:政策|例行|新闻|专题)*(?:吹风会|发布会|通气会|记者会)")
# How far back candidates are named, how many, and by how many marks: what stands behind seven others is hardly ever the subject.
_LOOK_BACK, _MOST, _MARKS = 500, 7, 20
_RANKS = ("", "rank 1", "rank 2")
_MOST_OF_A_KIND = len(_RANKS) - 1
# How many candidates are nearer; more make no difference.
_ORDERS = ("order 0", "order 1", "order 2", "order 3")
# How many clauses or sentences before the target; words made anew each time would have to be hashed each time.
_CLAUSES = ("clause 0", "clause 1", "clause 2", "clause 3")
_SENTENCES = ("sentence 0", "sentence 1", "sentence 2", "sentence 3")


# Metrics that are kept, as most come again.
_KEPT = 4096
# Candidates are made by the hundred for each article, and this makes them in half the time.
_new = tuple.__new__


class Candidate(NamedTuple):
    """What a target may belong to: the mark that brings it in, its features, and those it has besides after itself.

    One without a key stands for all that is not marked.
    """

    key: str
    mark: Mark | None
    parts: tuple[Part, ...]
    again: Part


def features_of(part: Part) -> list[Feature]:
    """Return the features that a part stands for."""
    name, kind, *more = part
    if name == "kind":
        return [(kind, word) for word in more if word]
    if name == "none":
        return [("none", word) for word in (kind, *more) if word]
    where, *more = more
    if name == "stands":
        rank, *more = more
        return [(kind, where), (kind, rank), (where, rank), *_of_flags(kind, where, more)]
    if name == "mark":
        return _of_flags(kind, where, more)
    beside, unit = more
    return [("again", beside), (kind, f"again in {beside}"), ("again", unit), ("again", where)]


def _of_flags(kind: str, where: str, flags: list[str]) -> list[Feature]:
    return [feature for flag in flags for feature in ((kind, flag), (flag, where))]


@cache
def _topics() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the classes of metrics, by a word that they hold."""
    by_class: dict[str, list[str]] = {}
    for row in rows("data", "lexicon", "metric_topics.csv"):
        by_class.setdefault(row["topic"], []).append(re.escape(row["word"]))
    return tuple((re.compile("|".join(words)), topic) for topic, words in by_class.items())


@lru_cache(maxsize=_KEPT)
def topic_of(text: str) -> str:
    """Return what a metric is about: money, size, water, air, cover, "" for anything else."""
    return next((topic for pattern, topic in _topics() if pattern.search(text)), "")


class CandidateFinder:
    """Gathers the candidates for the targets of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        policies, places = sheet.marks("Policy"), sheet.marks("Place")
        titles = mask_of(self.text, [(m.start, m.end) for m in policies])
        bodies = [
            m for m in sheet.marks("Agency") if m.rule != "agency.implied" and not _MEETING.match(self.text, m.end)
        ]
        # In 灵石县|王庄桥南断面 the first place only tells where the second lies.
        begins = {m.start for m in places}
        named = [*sheet.marks("Project"), *(m for m in places if m.end not in begins), *bodies]
        named = [m for m in named if not titles[m.start]]
        # 占全省的45%: the whole of which something else has its share.
        fit = [m for m in (*named, *policies) if not self.text.endswith(_SHARE_OF, 0, m.start)]
        self.marks = sorted(fit, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.marks]
        named = [m for m in self.marks if not m.key.startswith("Policy:")]
        self.ending = {m.end: m for m in named}
        # The longest where several begin: 汀江|综合治理工程累计完成投资….
        self.beginning = {m.start: m for m in reversed(named)}
        self._standing: dict[tuple[str, int], tuple[str, ...]] = {}
        self._counts = {key: len(draft.marks) for key, draft in sheet.drafts.items()}
        projects = [key for key in self._counts if key.startswith("Project:") and self._counts[key]]
        self._main = max(projects, key=lambda k: self._counts[k], default="")
        home = sheet.drafts.get(f"Place:{sheet.home}")
        self._elsewhere = [key for key in (self._main, home.key if home and home.marks else "") if key]
        self.unmarked = Unmarked(sheet)
        self._speeches = [speech.start for speech in sheet.speeches]
        self._bodies: dict[str, list[str]] = {}
        for link in sheet.links:
            if link.predicate == "worksFor":
                self._bodies.setdefault(link.subject, []).append(link.object)
        keys = {*self._elsewhere, *(m.key for m in self.marks), *(of[0] for of in self._bodies.values())}
        self._told = {key: self._tell(key) for key in keys}

    def find(self, quantity: Quantity, metric: Metric, status: Status, previous: int) -> list[Candidate]:
        """Return the candidates of a target; `previous` is where the target before stands, -1 for none."""
        near = self._near(quantity, metric)
        unit, topic = quantity.unit_class, topic_of(self.text[metric.start : metric.end]) or "other"
        sentence = self.sheet.sentence(quantity.start)[0]
        beside = (
            "sentence" if previous >= sentence else "paragraph" if previous >= self.sheet.paragraph(sentence) else ""
        )
        found = []
        told, standing = self._told, self._standing
        for order, (key, mark, where, rank) in enumerate(near):
            kind, named, main = told[key]
            about = ("kind", kind, named, main, unit, topic, status)
            if mark is None:
                parts: tuple[Part, ...] = about, ("stands", kind, where, rank)
            else:
                flags = standing.get((key, mark.start)) or self._stands(mark)
                if mark.end == metric.start:
                    flags = (*flags, "touches the metric")
                if beside == "sentence" and mark.start > previous:
                    flags = (*flags, "fresh")
                place = _ORDERS[order] if order < len(_ORDERS) else _ORDERS[-1]
                parts = about, ("stands", kind, where, rank, place), ("mark", kind, where, *flags)
            again = ("again", kind, where, beside, unit) if beside else ()
            found.append(_new(Candidate, (key, mark, parts, again)))
        if near:
            _, mark, where, _ = near[0]
            words = self.unmarked.words(sentence, quantity.start, mark.end if mark else -1, where)
            parts = ("none", unit, topic, status, beside or "first"), ("none", *words)
            again = ("again", "none", "none", beside, unit) if beside else ()
            found.append(_new(Candidate, ("", None, parts, again)))
        return found

    def _near(self, quantity: Quantity, metric: Metric) -> list[tuple[str, Mark | None, str, str]]:
        """Return the candidates, the nearest first and the two nearest of each kind: key, mark, where it stands, rank."""
        near = _Nearest(self._told)
        for mark in reversed(self.between(metric.start, metric.end)):
            near.take(mark.key, mark, "metric")
        at = quantity.start
        own, own_end = self.sheet.clause(at)
        first = min(metric.start, at)
        clause = min(own, self.sheet.clause(first)[0])
        sentence, sentence_end = self.sheet.sentence(at)
        paragraph = self.sheet.paragraph(sentence)
        low = bisect_left(self._starts, max(0, first - _LOOK_BACK))
        high = bisect_left(self._starts, at)
        for mark in reversed(self.marks[max(low, high - _MARKS) : high]):
            if len(near.found) >= _MOST:
                break
            if mark.key not in near.seen and mark.end <= at and (rank := near.rank(mark.key)):
                near.found.append((mark.key, mark, self._where(mark, clause, sentence, paragraph, first), rank))
        behind = bisect_left(self._starts, quantity.end)
        for mark in self.marks[behind : behind + 3]:
            if mark.end <= own_end:
                near.take(mark.key, mark, "behind")
            elif mark.end <= sentence_end and self.sheet.clauses_between(quantity.end, mark.start) <= 2:
                near.take(mark.key, mark, "clause behind")
        for key in self._speaker(at):
            near.take(key, None, "speaker")
        for key in self._elsewhere:
            near.take(key, None, "elsewhere")
        return near.found

    def kind(self, key: str) -> str:
        """Return what kind of thing a candidate is."""
        return self._told[key][0]

    def _tell(self, key: str) -> _Told:
        """Return a candidate's kind, and how often the article names it and whether it is the main project."""
        named = f"named {min(self._counts.get(key, 0), 4)} times"
        return self._kind_of(key), named, "main" if key == self._main else ""

    def _where(self, mark: Mark, clause: int, sentence: int, paragraph: int, at: int) -> str:
        if mark.start >= clause:
            return "own clause"
        if mark.start >= sentence:
            return _CLAUSES[min(3, self.sheet.clauses_between(mark.start, at))]
        if mark.start >= paragraph:
            return _SENTENCES[min(3, self.sheet.sentences_between(mark.start, at))]
        start, end = self.sheet.sentence(mark.start)
        heading = (
            end >= paragraph - 1 and end - start <= 48 and self.text[paragraph - 2 : paragraph - 1] not in "。！？”；"
        )
        return "heading" if heading else "paragraph"

    def between(self, start: int, end: int) -> list[Mark]:
        """Return the marks that lie in a stretch."""
        first = bisect_left(self._starts, start)
        return [m for m in self.marks[first : bisect_left(self._starts, end)] if m.end <= end]

    def ending_before(self, at: int, between: tuple[str, ...]) -> Mark | None:
        """Return what ends right before a place in the text, or with one of some words between."""
        words = (word for word in between if self.text.endswith(word, 0, at))
        return next((mark for word in words if (mark := self.ending.get(at - len(word)))), None)

    def _speaker(self, at: int) -> list[str]:
        number = bisect_left(self._speeches, at + 1) - 1
        speeches = self.sheet.speeches
        if number < 0 or at >= speeches[number].end:
            return []
        return self._bodies.get(speeches[number].speaker, [])[:1]

    def _kind_of(self, key: str) -> str:
        draft = self.sheet.drafts[key]
        kind = draft.attributes.get("kind")
        if draft.type == "Project":
            return "campaign" if kind == "campaign" else "project"
        if draft.type == "Place":
            if kind == "admin":
                return self._division(str(draft.attributes.get("code") or ""))
            return str(kind) if kind in ("river", "lake", "section", "region") else "site"
        if draft.type == "Agency":
            return (
                "company"
                if kind == "company"
                else "government"
                if kind in ("party", "congress", "government")
                else "bureau"
            )
        return "policy"

    def _division(self, code: str) -> str:
        """Tell the home place from what lies in it and from what lies beyond."""
        if not code or not self.sheet.home:
            return "division" if code else "town"
        if code == self.sheet.home:
            return "home"
        return "inner division" if gazetteer().inside(code, self.sheet.home) else "outer division"

    def _stands(self, mark: Mark) -> tuple[str, ...]:
        """Return how a mark stands in its clause."""
        flags = self._standing[mark.key, mark.start] = tuple(self._standings(mark))
        return flags

    def is_locative(self, mark: Mark) -> bool:
        """Tell whether a mark only says where: 在, 位于, 流经 stands before it."""
        return bool(_LOCATIVE.search(self.text, max(0, mark.start - 3), mark.start))

    def _followed(self, at: int) -> str:
        """Return what follows a mark: a stop, 的, or a word of some part of speech."""
        char = self.text[at : at + 1]
        if char in "，。；：！？\n" or not char:
            return "then a stop"
        if char in "的、（(”“》":
            return intern(f"then {char}")
        word = self.sheet.starts.get(at)
        return intern(f"then {word.tag[:1]}") if word else "then inside a word"

    def _standings(self, mark: Mark) -> list[str]:
        text, found = self.text, []
        last = mark.rule.rpartition(".")[2]
        if last in ("deictic", "back"):
            found.append(last)
        clause = self.sheet.clause(mark.start)[0]
        opener = _OPENERS.match(text, clause, mark.start)
        if mark.start - (opener.end() if opener else clause) <= 2:
            found.append("opens sentence" if clause == self.sheet.sentence(mark.start)[0] else "opens")
        if self.is_locative(mark):
            found.append("locative")
        if _LISTED.match(text, mark.end):
            found.append("listed")
        found.append(self._followed(mark.end))
        if mark.key.startswith("Agency:"):
            if _REPORTS.match(text, mark.end, mark.end + 8) or text.endswith(_TOLD, 0, mark.start):
                found.append("reports")
            if self.sheet.found("post").at(mark.end):
                found.append("post")
        if mark.key.startswith("Policy:") and _STATES.match(text, mark.end):
            found.append("states")
        return found


class _Nearest:
    """The candidates of one target while they are gathered, the nearest first, so many of each kind."""

    def __init__(self, told: dict[str, _Told]) -> None:
        self._told = told
        self.seen: set[str] = set()
        self._ranks: dict[str, int] = {}
        self.found: list[tuple[str, Mark | None, str, str]] = []

    def rank(self, key: str) -> str:
        """Return the rank that a new candidate has in its kind, "" for one that is seen or has no room; it is seen then."""
        if key in self.seen:
            return ""
        self.seen.add(key)
        kind = self._told[key][0]
        rank = self._ranks.get(kind, 0) + 1
        if rank > _MOST_OF_A_KIND:
            return ""
        self._ranks[kind] = rank
        return _RANKS[rank]

    def take(self, key: str, mark: Mark | None, where: str) -> None:
        """Take a candidate in, if there is room."""
        if rank := self.rank(key):
            self.found.append((key, mark, where, rank))
