"""Tell how far the work has come that a size is told of: 总投资3亿元 of what is only begun is still to be spent."""

from __future__ import annotations

import re

from ecograph.extract.figures.cues import Cues
from ecograph.extract.figures.metric import Metric
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.sheet import Sheet
from ecograph.extract.words.clauses import clause_near

_SIZED = frozenset({"money", "area", "length", "volume", "power", "rate", "mass"})
# What a work costs and how big it is to be, not how big a river or a forest is.
_SIZE = re.compile(
    r"(?:投资|投资额|投资金额|投资规模|概算|建[设筑](?:规模|面积)|用地面积|用地|(?<![违非]法)占地(?:面积)?|装机|装机规模|装机容量|装机总容量|储能规模"
    r"|产能|库容|[处供][理水热电]能力|处理规模|(?:线路?|管[线网道]|工程|项目|[公道铁]路|隧[道洞]|桥|渠道?|堤防)(?:全长|总长度?)|年均?(?:供水|发电|上网电|处理|引水|调水|输水)量)$|^(?:项目|工程)?(?:总|全)?(?:长|长度|面积|规模)$|^设计|^规划|^改造(?:长度|面积)"
)
_BUILDS = re.compile(
    "新建|改建|扩建|建设|修建|改造|治理|整治|修复|铺设|敷设|新增|新铺|疏浚|清淤|加固|设置|安装|种植|栽植|绿化|造林|恢复"
)
# What tells that a sentence lays out a work: its cost, its size, its contents.
_OUTLINE = re.compile("总投资|估算|概算|占地|用地|建设内容|建设规模|治理规模|设计|工期|工程内容|主要包括|招标")
_FAR, _OPEN, _DONE = 100, 1.2, -1.2
_SPENT = re.compile("完成|累计|落实|到位|下达|拨付|投入|已|目前|现有")
# The sentences that may tell the state of a work, the nearest first: its own, the next, those before.
_AROUND = (0, 1, -1, -2)


class Works:
    """Finds the states of the works of one sheet."""

    def __init__(self, sheet: Sheet, cues: Cues) -> None:
        self.sheet, self.text, self.cues = sheet, sheet.text, cues
        self._by_sentence: dict[int, list[tuple[int, bool]]] = {}
        until = 0
        for start, end, state in sheet.found("work_state").all:
            # The longest of the words that overlap: 建成后 is still to come.
            if start >= until:
                until = end
                number = sheet.sentence_number(start)
                self._by_sentence.setdefault(number, []).append((start, self._open(start, state)))

    def _open(self, start: int, state: str) -> bool:
        return state == "open" or self.cues.points(self.sheet.clause(start)[0], start) > 0

    def weight(self, quantity: Quantity, metric: Metric) -> float:
        """Return how much the state of the work tells of its size, or of what it builds: above 0 while it is not there yet."""
        if quantity.unit_class not in _SIZED | {"count"} or metric.change != "level":
            return 0.0
        clause, _ = clause_near(self.sheet, quantity.start)
        if _SPENT.search(self.text, clause, quantity.start):
            return 0.0
        size = quantity.unit_class != "count" and _SIZE.search(metric.name(self.text))
        if not size and not self._content(quantity):
            return 0.0
        state = self._state(quantity.start)
        if state is None or not (size or state):
            return 0.0
        return _OPEN if state else _DONE

    def _content(self, quantity: Quantity) -> bool:
        """Tell whether a quantity is a part of what a work consists of: 工程总投资2亿元，治理河道18公里."""
        clause, _ = clause_near(self.sheet, quantity.start)
        if not _BUILDS.search(self.text, clause, quantity.start):
            return False
        start, end = self.sheet.sentence(quantity.start)
        return bool(_OUTLINE.search(self.text, max(start, quantity.start - _FAR), min(end, quantity.end + _FAR)))

    def _state(self, at: int) -> bool | None:
        """Return whether the work told of around a place is still to be finished, None if nothing tells."""
        own = self.sheet.sentence_number(at)
        for step in _AROUND:
            states = self._by_sentence.get(own + step)
            if not states:
                continue
            first, last = sorted((at, states[0][0]))
            if "\n" in self.text[first:last]:
                continue
            before = [still for start, still in states if start < at]
            return before[-1] if before and step == 0 else states[-1][1]
        return None
