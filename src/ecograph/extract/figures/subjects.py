"""Find what each target is a target of: the project, agency, policy or place whose features weigh most."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple, TypeVar

from ecograph.extract.figures.candidates import Candidate, CandidateFinder, Feature, Part, features_of
from ecograph.extract.figures.chains import Choice, best_path
from ecograph.extract.figures.metrics import Metric
from ecograph.extract.figures.named_works import NamedWorks
from ecograph.extract.figures.quantities import Quantity
from ecograph.extract.figures.topics import Topics
from ecograph.extract.figures.values import action_endings
from ecograph.extract.sheet import Mark, Sheet
from ecograph.model import Status
from ecograph.resources import rows

# Less sure than this, and the target stays without a subject, with what is likeliest as a reading; than that, without one.
_STATED, _SURE = 0.3, 0.2
# Less sure than this, and the next best is kept as a second reading.
_DOUBTFUL = 0.6
# As sure as what stands right beside the number.
_CERTAIN = 0.9
# As sure as what the sentence goes on about.
_LIKELY = 0.6
_DIVISIONS = frozenset({"home", "inner division", "outer division", "town"})
_BODIES = frozenset({"bureau", "company", "government"})
_ACTORS = _DIVISIONS | _BODIES
# Who only finds something out has not done it.
_FINDS = frozenset(["发现", "查明", "查出", "检出", "排查出", "监测到"])
# How far into its clause who acts may stand: 今年，| 3. | 其中.
_LED_IN = 4
_ACTING = _DIVISIONS | {"region", "company"}
_PAYING = _ACTORS | {"region"}
_TOGETHER = ("、", "和", "及", "与", "以及")
_JOINS = frozenset(word[-1] for word in _TOGETHER)
_DEALT = re.compile("分别|依次")
# 苏州、无锡、常州|三地|累计…: places that are summed up in a number are who is spoken of.
_SUMMED = re.compile(
    "等?(?:[两三四五六七八九十]|\\d{1,2})个?(?:县市区|县区|区县|市县|县市|地市|市州|省份|省市|地|省|市|州|县|区|旗|镇|乡|村)(?![的之内级长域])"
)
# A河系|B水库、C水库等6座水库: some of what lies in a whole, whose figure this is.
_SOME_OF = re.compile("等(?:\\d{1,4}|[两三四五六七八九十]{1,3})[座个条处家]")
# 今年上半年，|我国|汽车产量…: a figure of the country is none of a place or a work in it.
_COUNTRY = re.compile(
    r"(?:据[^，。；]{2,16}，|截[至止]到?[^，。；]{1,10}|(?:今年|去年|\d{4}年|\d至)[^，。；]{0,6}|上半年|目前|其中|近年来)?，?(?:全国|我国)"
    r"(?!第|首|各|唯|最|排|前|示范|人大|政协|文明|百强|先进|劳模|重点|性|统一|生态日)"
)
_OFFENCES = ("违法", "违规", "非法", "擅自", "侵占", "毁坏", "超占", "偷排", "未批先")
_OFFENCE = re.compile("(?:违法|违规|非法|擅自)[^，。；]{0,6}(?:占|采|挖|填|建|排|倒|砍|毁)|侵占|毁坏|超占|偷排|未批先")
# 国内联播快讯, and a line without a full stop.
_ROUND_UP, _HEAD, _MANY = re.compile("快讯|简讯|短讯|速览|速递|集锦|周要闻|要闻[速摘汇]"), 30, 3
_HEADLINE = re.compile(r"(?<=\n)[^\n。；]{5,48}(?=\n)")
_BANK = re.compile("(?:干流|沿线|两岸)?(?:岸线|干堤|大堤|江堤|河堤|湖堤|堤防|沿岸)")
_HANDED = ("给", "被", "让", "替")
_WHOLE = ("", "系", "水系", "流域", "境内", "境内的", "的")
_Stretch = TypeVar("_Stretch", Quantity, Mark)


class Subject(NamedTuple):
    """What a target belongs to, how sure that is (0 to 1), and what else it may belong to, how sure."""

    keys: tuple[str, ...] = ()
    confidence: float = 0.0
    other: str = ""
    other_confidence: float = 0.0


@cache
def _weights() -> dict[Feature, float]:
    """Return the weights of the features, as `scripts/train_subjects.py` learned them from annotated articles."""
    return {(row["what"], row["where"]): float(row["weight"]) for row in rows("data", "lexicon", "subject_weights.csv")}


class Question(NamedTuple):
    """A target whose subject is sought."""

    quantity: Quantity
    metric: Metric
    status: Status

    @property
    def at(self) -> int:
        """Where the target begins, with its metric or its number."""
        return min(self.metric.start, self.quantity.start)


class _Weighed(dict[Part, float]):
    """The weights of the parts met so far; they are made of words of the tables, and so are some thousands at most."""

    def __missing__(self, part: Part) -> float:
        """Weigh a part when it is first met."""
        weight = self[part] = sum(_weights().get(feature, 0.0) for feature in features_of(part))
        return weight


@cache
def _weighed() -> _Weighed:
    return _Weighed()


class SubjectFinder:
    """Finds the subjects of the targets of one sheet, from the first to the last."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.candidates = CandidateFinder(sheet)
        self.topics = Topics(sheet, self.candidates.marks)
        self._items = _items(self.text)
        marks = self.candidates.marks
        self.works = NamedWorks(sheet, marks)
        self._offends = self.topics.companies and any(word in self.text for word in _OFFENCES)
        # Most articles tell of no places that a number right behind them sums up.
        places = (m for m in marks if m.key.startswith("Place:"))
        self._sums = any(_SUMMED.match(self.text, m.end) for m in places)

    def find(self, questions: list[Question]) -> list[Subject]:
        """Return the subject of each target: one key, more where a list shares the target, none where the text names nothing."""
        shares = self._share_out([q.quantity for q in questions])
        lattice = self.lattice(questions)
        subjects = []
        national = None
        for question, candidates, choice in zip(
            questions, lattice, best_path(lattice, _weighed().__getitem__), strict=True
        ):
            if shared := shares.get(question.quantity.start):
                subjects.append(Subject((shared.key,), _CERTAIN))
            elif self._national(question, national):
                national = question
                subjects.append(self._of_country(question, self._one(question, candidates, choice)))
            else:
                subjects.append(self._with_topic(question, self._one(question, candidates, choice)))
        return subjects

    def _one(self, question: Question, candidates: list[Candidate], choice: Choice) -> Subject:
        """Return what the number touches, else the candidate that weighs most."""
        if work := self.works.holding(question.quantity):
            return Subject((work.key,), _CERTAIN)
        if self._offends and (offender := self._offending(question)):
            return Subject((offender.key,), _CERTAIN)
        if self._sums and (listed := self._summed(question)):
            return Subject(listed, _CERTAIN)
        if mark := self._touching(question):
            alone = question.quantity.grade and question.metric.owner
            keys = (mark.key,) if alone else self._with_list(mark.key, mark)
            if actors := self._acting_on(mark):
                # A river is what is worked on, and its figures are those of who works on it.
                keys = actors if self.candidates.kind(mark.key) == "river" else (*actors, *keys)
            return Subject(tuple(dict.fromkeys(keys)), _CERTAIN)
        if choice.share >= _STATED:
            return self._chosen(question, candidates, choice)
        if actor := self.topics.acting(question.at):
            return Subject((actor.key,), _LIKELY)
        return Subject((), 0.0, candidates[choice.at].key, choice.share) if choice.share >= _SURE else Subject()

    def _of_country(self, question: Question, subject: Subject) -> Subject:
        """Keep the bodies, of which those of the country report its figures, and the policies that set its goals."""
        fit = ("bureau", "policy") if question.status == "planned" else ("bureau",)
        keys = tuple(key for key in subject.keys if self.candidates.kind(key) in fit)
        return Subject(keys, subject.confidence) if keys else Subject()

    def _national(self, question: Question, last: Question | None) -> bool:
        """Tell whether the text speaks of the country where a target stands, and of nothing in it since.

        `last` is the target of the country before it: of what follows in its paragraph nothing else may be told.
        """
        # Most articles tell of no figure of the country.
        if not self.candidates.unmarked.of_nation:
            return False
        at = question.at
        starts = self.sheet.clause(at)[0], self.sheet.sentence(at)[0]
        found = [m.end() for m in (_COUNTRY.match(self.text, start, question.quantity.start) for start in starts) if m]
        if not found and last and self.sheet.paragraph(at) <= last.quantity.start:
            found = [last.quantity.end]
        return bool(found) and not self.candidates.between(found[0], at)

    def _with_topic(self, question: Question, subject: Subject) -> Subject:
        """Add the project or policy that the sentence is about where a place or a company acts in it."""
        kind = self.candidates.kind(subject.keys[0]) if subject.keys else "region"
        punished = self.topics.punished(question.metric.start, question.quantity.start) if kind != "company" else None
        if punished:
            kept = subject.keys if kind == "bureau" else ()
            return Subject((punished.key, *kept), _LIKELY)
        if kind in _PAYING and (work := self.works.paid(question.quantity, question.metric)):
            return Subject(tuple(dict.fromkeys((work.key, *subject.keys))), subject.confidence or _LIKELY)
        if kind not in _ACTING:
            return subject
        topic = self.topics.of(question.at, question.status)
        if topic is None or topic.key in subject.keys:
            return subject
        # Behind the others, so that a figure that is told twice stays one target.
        return Subject((*subject.keys, topic.key), subject.confidence or _LIKELY)

    def _chosen(self, question: Question, candidates: list[Candidate], choice: Choice) -> Subject:
        """Return the best candidate, with the next best as a second subject or a second reading where that is likely."""
        best = candidates[choice.at]
        if not best.key:
            return Subject()
        if best.mark and (opener := self.topics.lying(best.mark)):
            return Subject((opener.key,), choice.share)
        at = question.at
        turn = self.topics.described(at) if self.topics.told else None
        if turn and (best.mark is None or best.mark.start <= turn.start):
            return Subject(self._with_list(turn.key, turn), _LIKELY)
        if (actor := self._actor(best, at)) and not self.topics.of(at, question.status):
            home = (best.key,) if self.candidates.kind(best.key) == "home" else ()
            return Subject((*self._with_list(actor.key, actor), *home), _LIKELY)
        keys = self._with_list(best.key, best.mark)
        other = candidates[choice.other].key
        if choice.other_share < _SURE or not other:
            return Subject(keys, choice.share)
        # A figure of a river, a project or a body is one of its division as well.
        if self.candidates.kind(best.key) in _DIVISIONS and self.candidates.kind(other) not in _DIVISIONS:
            return Subject((other, *keys), choice.share)
        return Subject(keys, choice.share, *((other, choice.other_share) if choice.share < _DOUBTFUL else ()))

    def _actor(self, best: Candidate, at: int) -> Mark | None:
        """Return the body that did what is told, where what weighs most is a place no nearer, or whom it was done for."""
        kind, mark = self.candidates.kind(best.key), best.mark
        if kind not in _DIVISIONS and kind != "bureau":
            return None
        actor = self.topics.acting(at)
        if actor is None or actor.key == best.key:
            return None
        if mark is None or mark.start < actor.start:
            return actor if kind in _DIVISIONS else None
        return actor if self.candidates.is_locative(mark) else None

    def lattice(self, questions: list[Question]) -> list[list[Candidate]]:
        """Return the candidates of each target."""
        found, previous, passing = [], -1, self.works.passing
        for quantity, metric, status in questions:
            candidates = self.candidates.find(quantity, metric, status, previous)
            # What stands elsewhere comes last but for nothing marked.
            if passing and len(candidates) > 1 and candidates[-2].mark is None:
                candidates = [each for each in candidates if each.mark or each.key not in passing]
            if self._items:
                # What another piece of news names has no part in this.
                start = self._items[bisect_right(self._items, quantity.start) - 1]
                candidates = [each for each in candidates if not each.key or (each.mark and each.mark.start >= start)]
            found.append(candidates)
            previous = quantity.start
        return found

    def _share_out(self, quantities: list[Quantity]) -> dict[int, Mark]:
        """Deal quantities out to a list of the same length: A、B、C分别增加17天、14天、11天."""
        shares: dict[int, Mark] = {}
        starts = [q.start for q in quantities]
        for match in _DEALT.finditer(self.text):
            start, end = self.sheet.sentence(match.start())
            numbers = _run(quantities[bisect_left(starts, match.end()) : bisect_left(starts, end)], self.text)
            owners = _run(
                [m for m in self.candidates.between(start, match.start()) if m.key.startswith(("Place:", "Project:"))][
                    ::-1
                ],
                self.text,
            )[::-1]
            if 1 < len(numbers) == len(owners):
                shares |= {q.start: mark for q, mark in zip(numbers, owners, strict=True)}
        return shares

    def _touching(self, question: Question) -> Mark | None:
        """Return what is named right before the number or what it counts: 其中平遥县2万亩、祁县各造林3万亩."""
        if (
            question.quantity.grade
            and question.metric.owner
            and (of := self.candidates.beginning.get(question.metric.owner[0]))
        ):
            # 东江干流、西枝江|水质均为Ⅱ类: each is told of the one that its metric begins with.
            return of
        starts, ending = (question.quantity.start, question.metric.start), self.candidates.ending
        ends = [
            end for at in starts for end in (at, at - 1) if end in ending and (end == at or self.text[end] in "各均共")
        ]
        found = [*map(ending.get, ends), self._begins(question.metric.start)]
        return next((m for m in found if m and not self._beside(m)), None)

    def _beside(self, mark: Mark) -> bool:
        """Tell whether what a number touches only says where it is, who has it or whose bank it is (全市|长江|岸线26公里)."""
        if _BANK.match(self.text, mark.end) and self.candidates.kind(mark.key) in ("river", "lake"):
            return not self._acting_on(mark)
        first = self._listed(mark)[-1]
        return self.candidates.is_locative(first) or self.text.endswith(_HANDED, 0, first.start)

    def _summed(self, question: Question) -> tuple[str, ...]:
        """Return the places that the sentence of a target last sums up in a number: A、B、C三地累计…，绿化…."""
        at = question.at
        marks = self.candidates.between(self.sheet.sentence(at)[0], at)
        if not marks or not marks[-1].key.startswith("Place:") or not _SUMMED.match(self.text, marks[-1].end, at):
            return ()
        listed = self._listed(marks[-1])
        if len(listed) < 2 or self.candidates.is_locative(listed[-1]):
            return ()
        # 保护区地跨A、B两县，总面积…: only a list that opens its clause is told of in the next.
        beside = marks[-1].start >= self.sheet.clause(at)[0]
        return tuple(m.key for m in listed) if beside or self.topics.opens(listed[-1]) else ()

    def _acting_on(self, mark: Mark) -> tuple[str, ...]:
        """Return who does something to what a number touches: 祁县、平遥县要修复|汾河|岸线28公里."""
        first = self._listed(mark)[-1].start
        begin = self.sheet.clause(first)[0]
        governed = action_endings().before(self.text, first, start=begin)
        if governed < 0 or self.text[governed:first] in _FINDS:
            return ()
        actors = [m for m in self.candidates.between(begin, governed) if self.candidates.kind(m.key) in _ACTORS]
        if not actors or len(self.text[begin : self._listed(actors[-1])[-1].start].strip()) > _LED_IN:
            return ()
        return self._with_list(actors[-1].key, actors[-1])

    def _offending(self, question: Question) -> Mark | None:
        """Return the company that did what it may not: 某公司擅自占用|石坪村耕地3亩 tells nothing of the village."""
        at = question.at
        if not _OFFENCE.search(self.text, self.sheet.clause(at)[0], question.quantity.start):
            return None
        actor = self.topics.acting(at)
        return actor if actor and self.candidates.kind(actor.key) == "company" else None

    def _begins(self, start: int) -> Mark | None:
        """Return what a metric begins with, the last of a chain: 子牙河系|岗南水库|最大入库流量."""
        beginning = self.candidates.beginning
        mark = beginning.get(start)
        while mark and (following := beginning.get(mark.end + self.text.startswith("系", mark.end))):
            mark = following
        return mark

    def _with_list(self, key: str, mark: Mark | None) -> tuple[str, ...]:
        """Return the key with those of the list that its mark ends (东阿、阳谷)."""
        if mark is None or mark.rule == "place.deictic":
            return (key,)
        inside = self.candidates.beginning.get(mark.end + self.text.startswith("系", mark.end))
        if inside and _SOME_OF.match(self.text, self._last_listed(inside).end):
            return self._with_list(inside.key, inside)
        last = self._last_listed(mark)
        listed = self._listed(last)
        whole = self.candidates.ending_before(listed[-1].start, _WHOLE) if _SOME_OF.match(self.text, last.end) else None
        return tuple(dict.fromkeys((*([whole.key] if whole else []), key, *(m.key for m in listed))))

    def _last_listed(self, mark: Mark) -> Mark:
        """Return the last of the list that a mark stands in, but not where the list only tells where (在A、B协助)."""
        if not self.text.startswith(_TOGETHER, mark.end) or self.candidates.is_locative(self._listed(mark)[-1]):
            return mark
        marks = self.candidates.marks
        for after in marks[bisect_left(marks, (mark.start,)) + 1 :][:6]:
            if after.start < mark.end:
                continue
            if self.text[mark.end : after.start] not in _TOGETHER or not _alike(mark, after):
                break
            mark = after
        return mark

    def _listed(self, mark: Mark) -> list[Mark]:
        """Return a mark and those of the list that it ends, the last first."""
        found, marks = [mark], self.candidates.marks
        if self.text[mark.start - 1 : mark.start] not in _JOINS:
            return found
        at = bisect_left(marks, (mark.start,))
        for before in reversed(marks[max(0, at - 6) : at]):
            if self.text[before.end : found[-1].start] not in _TOGETHER or not _alike(before, mark):
                break
            found.append(before)
        return found


def _items(text: str) -> list[int]:
    """Return where the pieces of a round-up of news begin, each with its headline; [] for one article."""
    if not _ROUND_UP.search(text, 0, _HEAD):
        return []
    starts = [match.start() for match in _HEADLINE.finditer(text)]
    return [0, *starts] if len(starts) >= _MANY else []


def _alike(one: Mark, two: Mark) -> bool:
    return one.key.split(":")[0] == two.key.split(":")[0]


def _run(stretches: list[_Stretch], text: str) -> list[_Stretch]:
    """Return the first stretches that stand in one list, in either direction."""
    found = stretches[:1]
    for one, two in itertools.pairwise(stretches):
        first, second = sorted((one, two), key=lambda s: s.start)
        if text[first.end : second.start] not in _TOGETHER:
            break
        found.append(two)
    return found
