"""Find the work that a number is told of beside the name: 总投资3亿元的P, 投资3亿元，实施P, 50万千瓦光伏项目."""

from __future__ import annotations

import re
from bisect import bisect_left

from ecograph.extract.figures.metric import Metric
from ecograph.extract.figures.quantity import Quantity
from ecograph.extract.sheet import Mark, Sheet

# So often an article names the work that it is about.
_MAIN = 3
_DIGIT = re.compile(r"\d")
# 总投资3亿元的|P, 占地26亩、总投资3亿元的|P.
_SIZE_OF = re.compile("(?:投资|占地|全长|总长|面积|装机|容量|规模|库容|长|投入)[^，。；]{0,3}$")
_OF = re.compile(r"[左右余多]*(?:人民币)?(?:[、，][^，。；、的]{2,18}){0,2}的?[“《]?")
# 投资3亿元，实施|P
_SPENT_ON = re.compile(
    r"(?:左右)?(?:人民币|资金|元)?，?(?:用于|来|先后|正在|已|计划|将)?(?:组织|加快|重点)?"
    r"(?:实施|建设|启动|新建|上马|推进|开展|打造|改造|建成|完成|修建|兴建|扩建|开工|投建|引进|谋划|推动)了?[“《]?"
)
_FAR = 32


class NamedWorks:
    """The works that one sheet names; `marks` are all that a target may belong to, in their order."""

    def __init__(self, sheet: Sheet, marks: list[Mark]) -> None:
        self.text = sheet.text
        works = [m for m in marks if m.key.startswith("Project:")]
        # Works named so seldom that the article is hardly about them.
        self.passing = {m.key for m in works if len(sheet.drafts[m.key].marks) < _MAIN}
        self._sized = [m for m in works if _DIGIT.search(self.text, m.start, m.end)]
        self._starts = [m.start for m in works]
        self._at = {m.start: m for m in reversed(works)}

    def holding(self, quantity: Quantity) -> Mark | None:
        """Return the work whose name holds a number: 50万千瓦光伏项目."""
        return next((m for m in self._sized if m.start <= quantity.start and quantity.end < m.end), None)

    def paid(self, quantity: Quantity, metric: Metric) -> Mark | None:
        """Return the work that a size or a sum is told of before its name: 总投资3亿元的P, 投资3亿元，实施P."""
        at = bisect_left(self._starts, quantity.end)
        if at == len(self._starts) or (start := self._starts[at]) - quantity.end > _FAR or metric.end > quantity.end:
            return None
        sized = _SIZE_OF.search(self.text, metric.start, metric.end) and _OF.fullmatch(self.text, quantity.end, start)
        spent = quantity.unit_class == "money" and _SPENT_ON.fullmatch(self.text, quantity.end, start)
        return self._at[start] if sized or spent else None
