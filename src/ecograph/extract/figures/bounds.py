"""Read what bounds a number from either side: 不低于, 近, 以上, 左右."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.words.affixes import Endings
from ecograph.model import Comparator
from ecograph.resources import rows

_REACHES = ("了", "达到", "达", "到", "为", "在", "有", "于")
# 最高为4677元 is what the highest is.
_EXTREMES = frozenset(["最低", "最高", "最多", "最少"])
# 签约2万吨, 附近3公里: what ends another word bounds nothing.
_INSIDE = {"约": "签合节预契简违履公条协制缔邀相", "近": "附临最新邻靠"}
_AFTER = re.compile(
    r"(?P<half>半)?(?P<more>还多|多|余)?"
    r"(?P<bound>及?以上|及?以内|之内|及?以下|左右|上下|之上|起(?![来步])|内(?=[，。；、]))?"
)
_BOUNDS: dict[str, Comparator] = {
    "以上": ">=",
    "之上": ">=",
    "起": ">=",
    "以内": "<=",
    "之内": "<=",
    "内": "<=",
    "以下": "<=",
    "左右": "~",
    "上下": "~",
}
# 约占岸线总长的9%, 不低于年度计划的80%: the word that bounds a share stands before what it is a share of.
_FAR = 16


@cache
def _table() -> dict[str, Comparator]:
    return {
        row["word"]: row["operator"]  # type: ignore[misc]
        for row in rows("data", "lexicon", "comparators.csv")
        if row["side"] == "before"
    }


@cache
def _before() -> tuple[Endings, dict[str, Comparator]]:
    """Return the words that bound a number from the left, as they end a stretch, and what each form says."""
    table = _table()
    forms = {word + verb: operator for verb in _REACHES for word, operator in table.items() if word not in _EXTREMES}
    return Endings(table, _REACHES), forms | table


@cache
def _far() -> re.Pattern[str]:
    words = sorted((w for w in _table() if len(w) > 1), key=len, reverse=True)
    return re.compile(rf"(?P<word>{'|'.join(map(re.escape, words))}|[约近超](?=占))占?[^，。；、\d]{{1,10}}的$")


def bound_before(text: str, start: int) -> tuple[int, Comparator]:
    """Return where the word begins that bounds the number at `start` from the left, and what it says."""
    if text[start - 1 : start] == "上" and text[start : start + 1] in "百千万亿":
        return start - 1, "~"
    endings, operators = _before()
    at = endings.before(text, start, start=max(0, start - 7))
    if at < 0 or text[at:start] not in operators or text[at - 1 : at] in _INSIDE.get(text[at], ""):
        return start, "="
    return at, operators[text[at:start]]


def bound_of_share(text: str, start: int) -> Comparator:
    """Return what bounds a share from before the whole that it is a share of."""
    if text[start - 1 : start] == "占":
        return bound_before(text, start - 1)[1]
    if text[start - 1 : start] != "的":
        return "="
    found = _far().search(text, max(0, start - _FAR), start)
    if found is None:
        return "="
    return "~" if found["word"] in ("约", "近") else ">" if found["word"] == "超" else _table()[found["word"]]


def bound_after(text: str, end: int, comparator: Comparator) -> tuple[int, Comparator]:
    """Return where the word ends that bounds a quantity from the right, and what it says together with `comparator`."""
    after = _AFTER.match(text, end)
    if after is None or not (after["more"] or after["bound"]):
        return end, comparator
    if after["more"] and comparator == "=":
        comparator = ">"
    if after["bound"]:
        bound = after["bound"].removeprefix("及")
        comparator = _BOUNDS[bound] if not (bound == "以下" and comparator == "<=") else comparator
    return after.end(), comparator
