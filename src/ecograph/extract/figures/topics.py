"""Find the project or policy that a sentence goes on to speak of, whoever else acts in it.

In 某县启动P，由某局牵头，铺设管道18公里 what follows P tells its size, cost and yield; in 《P》提出，到2027年… P plans it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.links.roles import verb_right_before
from ecograph.extract.sheet import Mark, Sheet
from ecograph.model import Status

_OPENERS = re.compile(
    r"(?:[“‘（(■●]|[一二三四五六七八九十\d][是、.．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|其中|同时|此外|目前|今年|去年|明年|\d{4}年(?:以来|起)?|据悉|另外|由|在|而|随后)*"
)
# What follows a project that its sentence goes on to speak of: a comma, or what is told of a work.
_TOLD = re.compile(
    r"[”》]?(?:[（(][^（()）\n]{1,30}[)）])?(?:建设)?(?:，|由|总投资|投资|概算|估算|计划|拟|将|已|于|在|去年|今年|明年|为|自|全长|占地|设计|可|累计|完成|实施|启动|开工|建成|投用|投产|分|两年|三年|预计|力争|共|每年|[一二]期|通水|通车|竣工|年内)"
)
_GOES_ON = re.compile(
    r"[”》]?(?:[（(][^（()）\n]{1,30}[)）])?(?:等?项目|等?工程|建设|任务|工作|落地|落实|见效|提速|进度|实施){0,3}，"
)
# 今年启动的|P，…; 这是某公司投资建设的|P，可…
_DONE_WITH = re.compile(r"(?:实施|启动|建设|投资|承建|开展|推进|规划|打造|建成|组织|新建)[^，。；]{0,4}的[“《]?$")
# 把|P|抓实抓细，力争…
_TAKEN = re.compile(r"(?:把|将|咬定|盯紧|盯牢|紧盯|聚焦|聚力|围绕|抓好|抓实)[“《]?$")
_AND_THEN = re.compile(r"[”》]?[^，。；]{0,12}，")
# 完成P治理任务|700万亩
_TASK = re.compile(r"[”》]?[^，。；：、\d的]{0,4}(?:任务|投资|面积)?(?:共|约|近|达)?")
# …700万亩，其中|种草改良312万亩
_SHARED = re.compile(
    r"[”》]?[^，。；：、\d的]{0,4}(?:任务|投资|面积)?(?:共|约|近|达)?[\d.]+[^，。；]{1,6}，其中[^。；]*"
)
# 实施P。 is a heading of what follows.
_ALONE = re.compile(r"[”》]?(?:[（(][^（()）\n]{1,30}[)）])?(?:建设|实施)?[。：；\n]+")
_GOES_ON_MARKS = ("；", ";")
# With what a sentence begins that goes on about the work before it.
_LAYS_OUT = re.compile(
    "[“\\s]*(?:(?:其中|目前|据悉|据了解)，?)?(?:主要(?:建设|包括|内容)|建设内容|建设规模|建成|投产|投运|投用|达产|全线|线路|总投资|计划总?投资|估算|概算"
    "|总?占地|设计|规划(?:总|建|占|用)|[一二三]期|全长|总长|总建筑|总库容|装机|年均?(?:发|供|处|产))"
)
_STATES = re.compile(
    r"[》”]?(?:[（(][^（）()]{0,30}[）)])?(?:，(?:并|且)?)?(?:日前|已|还|也)?(?:明确|提出|要求|规定|确定|力争|安排|部署|列出)"
)
_AIMS = re.compile(r"(?:设定|提出|明确|确定|制定|定下)[^，。；]{0,10}目标|目标[^，。；]{0,6}[：:]")
# Bodies and places that only lend a hand in the work do not end what is told of it: 由某局牵头, 某公司出资.
_HELPS = re.compile(
    r"(?:县|市|区)?(?:政府)?(?:牵头|负责|承建|承担|实施|组织|出资|投资|主管|督办|监理|建设|施工|中标|会同|联合|共同|、|和|等|配合)"
)
_LED = ("由", "在", "为", "给", "向", "从", "经", "沿", "对", "与", "和", "、")
_FAR = 200
_FINE, _FINE_NEAR = re.compile("罚款|罚金|没收|违法所得"), 4
_ON_WHOM = re.compile("对其|对该|被|该公司")
_LIES = ("位于", "地处", "坐落于", "坐落在", "设在", "建在")
# 拥有千亩茶园的|石坪村，先后…: what opens a clause with a description before its name.
_DESCRIBED = re.compile(r"(?!与|向|对|给|为|被|把|将|据|按|随着|除|包括|来自)[^，。；：\n]{2,30}的")
# What is told of it goes on after a comma, or with an adverb, a verb, a preposition or a time.
_GOING_ON = frozenset("dvpt")
_DESCRIBED_KINDS = frozenset({"admin", "site", "company"})
# Bodies whose doings are those of their place.
_RULING = frozenset({"party", "congress", "government"})
_OWNING = frozenset({"company", "institution"})
# What only says, orders or hands on; what it did is told elsewhere.
_SAYS = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:表示|介绍|说|通报|发布|公布|公告|获悉|了解|数据|统计|监测|消息|报告|表态|指出|强调|要求|印发|出台|制定|起草|召开|举行|批复|汇报|移交|交办|反馈|转办|提醒|预计|预测|预报|提出|认为|称|透露|显示)"
)
_FINDS_OUT = re.compile(r"[\u4e00-\u9fff]{0,2}?(?:要求|了解到|发现|获悉|得知|提出|强调|指出|认为|预计)")
# Whose part in the work of others is told.
_SERVES = ("牵头", "负责", "承建", "承担", "中标", "监理", "配合", "主管", "督办")
_DOING = frozenset("vdpct")


class Topics:
    """Looks for what the sentences of one sheet are about; `marks` are all that a target may belong to, in their order."""

    def __init__(self, sheet: Sheet, marks: list[Mark]) -> None:
        self.sheet, self.text, self.marks = sheet, sheet.text, marks
        self._starts = [mark.start for mark in marks]
        self._found: dict[tuple[int, int, Status], Mark | None] = {}
        # Most articles tell of no fine, and many of no project.
        self._fines = _FINE.search(self.text) is not None
        self._named = any(mark.key.startswith(("Project:", "Policy:")) for mark in marks)
        text = self.text
        self.told = {m for m in marks if text[m.start - 1] == "的" and self._described(m)}
        bodies = sheet.marks("Agency")
        self._body_starts = [m.start for m in bodies]
        self.companies = any(sheet.drafts[m.key].attributes.get("kind") == "company" for m in bodies)

    def of(self, at: int, status: Status) -> Mark | None:
        """Return what the text has been about before `at`, None if that is not one project or policy."""
        if not self._named:
            return None
        sentence = self.sheet.sentence(at)[0]
        # What follows the same names in a sentence goes on about the same.
        known = sentence, bisect_left(self._starts, at), status
        if known not in self._found:
            found = self._before(sentence, at)
            self._found[known] = self._topic(found, sentence, at, status) if found else self._carried(sentence, status)
        return self._found[known]

    def punished(self, metric: int, at: int) -> Mark | None:
        """Return the company that a fine is laid on: 该公司…，县综合执法局对其罚款48万元."""
        if not self._fines or not _FINE.search(self.text, max(0, metric - _FINE_NEAR), at):
            return None
        if not _ON_WHOM.search(self.text, self.sheet.sentence(at)[0], at):
            return None
        companies = (
            mark
            for mark in reversed(self._before(self.sheet.paragraph(at), at))
            if self.sheet.drafts[mark.key].attributes.get("kind") == "company"
        )
        return next(companies, None)

    def lying(self, mark: Mark) -> Mark | None:
        """Return what opens the sentence in which a mark only tells where that lies: 该公司|位于|福山镇，存栏生猪5200头."""
        if not self.text.endswith(_LIES, 0, mark.start):
            return None
        start = self.sheet.sentence(mark.start)[0]
        first = next(iter(self._before(start, mark.start)), None)
        return first if first and self.opens(first) and first.key != mark.key else None

    def described(self, at: int) -> Mark | None:
        """Return what the sentence turned to last with a description: 拥有千亩茶园的|石坪村，先后…, None for another turn."""
        before = self._before(self.sheet.sentence(at)[0], at)
        for mark in reversed(before):
            if mark in self.told:
                return None if _inside(mark, before) else mark
            if self._new(mark):
                return None
        return None

    def acting(self, at: int) -> Mark | None:
        """Return the body that opens the sentence and acts in it up to `at`: 县水务局启动应急响应，派出3个工作组.

        None where somebody else opens a clause since, or where the sentence tells by whom something is done (由).
        """
        last = bisect_left(self._body_starts, at) - 1
        if last < 0 or self._body_starts[last] < at - _FAR:
            return None
        start = self.sheet.sentence(at)[0]
        while start and self.text[start - 1] in _GOES_ON_MARKS:
            start = self.sheet.sentence(start - 1)[0]
        if self._body_starts[last] < start:
            return None
        before = self._before(start, at)
        for mark in reversed(before):
            if mark in self.told:
                return None
            if self.opens(mark) and not _inside(mark, before):
                told = any(self.text[m.start - 1 : m.start] == "由" for m in before)
                return mark if not told and self._acts(mark, at) else None
        return None

    def _acts(self, mark: Mark, at: int) -> bool:
        """Tell whether a body does what the clause around `at` tells, in the words right behind it or a clause of their own."""
        kind = self.sheet.drafts[mark.key].attributes.get("kind")
        if not mark.key.startswith("Agency:") or kind in _RULING:
            return False
        if self.text.endswith(_LED, 0, mark.start) or self.text.startswith(_SERVES, mark.end):
            return False
        if _SAYS.match(self.text, mark.end) or self.sheet.found("post").at(mark.end):
            return False
        clause = self.sheet.clause(at)[0]
        # 某水厂|总量达到…: what is told of a company or an institution may be told of a noun; an office does things.
        if kind in _OWNING and not self._does(mark.end):
            return False
        return clause <= mark.start or (self._does(clause) and not _FINDS_OUT.match(self.text, clause))

    def _does(self, at: int) -> bool:
        """Tell whether what somebody does may begin here."""
        word = self.sheet.starts.get(at)
        return word is not None and word.tag[0] in _DOING

    def _before(self, start: int, at: int) -> list[Mark]:
        """Return what is named before `at` and not before `start`."""
        first = bisect_left(self._starts, max(start, at - _FAR))
        return [m for m in self.marks[first : bisect_left(self._starts, at)] if m.end <= at]

    def _topic(self, before: list[Mark], sentence: int, at: int, status: Status) -> Mark | None:
        turned = False
        for mark in reversed(before):
            if mark.key.startswith("Policy:"):
                return mark if status == "planned" and self._states(mark, at) else None
            if mark.key.startswith("Project:"):
                return mark if not turned and self._spoken_of(mark, at) else None
            if self._new(mark):
                # What a plan plans, 全市 carries out.
                if mark.rule != "place.deictic":
                    return None
                turned = True
        return None if turned else self._carried(sentence, status)

    def _carried(self, sentence: int, status: Status) -> Mark | None:
        """Return what the sentence goes on about from those before it in the paragraph: 实施P。疏浚河道5公里，总投资…."""
        for mark in reversed(self._before(self.sheet.paragraph(sentence), sentence)):
            if mark.key.startswith("Project:"):
                return mark if self._heads(mark) or self._laid_out(mark, sentence) else None
            if mark.key.startswith("Policy:"):
                goes_on = self.text.endswith(_GOES_ON_MARKS, 0, sentence)
                return mark if goes_on and status == "planned" and self._states(mark, sentence) else None
            if self._new(mark):
                return None
        return None

    def _states(self, policy: Mark, at: int) -> bool:
        """Tell whether a policy is what sets the goals that follow: 《P》提出…, 《P》由某局起草，目标很具体：…."""
        return bool(_STATES.match(self.text, policy.end) or _AIMS.search(self.text, policy.end, at))

    def _heads(self, mark: Mark) -> bool:
        """Tell whether a sentence says no more than that a project is carried out."""
        start, end = self.sheet.sentence(mark.start)
        if self._campaign(mark) or not _ALONE.fullmatch(self.text, mark.end, end):
            return False
        return self.opens(mark) or bool(verb_right_before(self.text, mark.start, start))

    def _laid_out(self, mark: Mark, sentence: int) -> bool:
        """Tell whether a sentence lays out the project that one before it opened with: P开工。主要建设厂房6栋."""
        return bool(_LAYS_OUT.match(self.text, sentence)) and self.opens(mark) and not self._campaign(mark)

    def _spoken_of(self, mark: Mark, at: int) -> bool:
        """Tell whether the sentence goes on about a project: it opens a clause, or is what somebody does there."""
        start = self.sheet.clause(mark.start)[0]
        if self.opens(mark) or _DONE_WITH.search(self.text, start, mark.start):
            return _TOLD.match(self.text, mark.end) is not None
        if _TAKEN.search(self.text, start, mark.start):
            return not self._campaign(mark) and _AND_THEN.match(self.text, mark.end) is not None
        tasked = _TASK.fullmatch(self.text, mark.end, at) or _SHARED.fullmatch(self.text, mark.end, at)
        if not tasked and (self._campaign(mark) or not _GOES_ON.match(self.text, mark.end)):
            return False
        return bool(verb_right_before(self.text, mark.start, start))

    def _campaign(self, mark: Mark) -> bool:
        """Tell whether a project is a campaign: 深入打好蓝天保卫战，… names the field of what follows, not its subject."""
        return self.sheet.drafts[mark.key].attributes.get("kind") == "campaign"

    def _new(self, mark: Mark) -> bool:
        """Tell whether the sentence turns to somebody or something else."""
        if mark in self.told:
            return True
        return (
            self.opens(mark) and not _HELPS.match(self.text, mark.end) and not self.text.endswith(_LED, 0, mark.start)
        )

    def _described(self, mark: Mark) -> bool:
        """Tell whether a place or a company opens its clause with a description before its name."""
        if self.sheet.drafts[mark.key].attributes.get("kind") not in _DESCRIBED_KINDS:
            return False
        word = self.sheet.starts.get(mark.end)
        goes_on = self.text[mark.end : mark.end + 1] == "，" or (word is not None and word.tag[0] in _GOING_ON)
        return goes_on and _DESCRIBED.fullmatch(self.text, self.sheet.clause(mark.start)[0], mark.start) is not None

    def opens(self, mark: Mark) -> bool:
        """Tell whether a mark opens its clause."""
        clause = self.sheet.clause(mark.start)[0]
        return self.text[clause : mark.start].isspace() or bool(_OPENERS.fullmatch(self.text, clause, mark.start))


def _inside(mark: Mark, marks: list[Mark]) -> bool:
    """Tell whether a mark is the beginning of another (青山镇|水厂扩建工程)."""
    return any(m.start == mark.start and m.end > mark.end for m in marks)
