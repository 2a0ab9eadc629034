"""The verbs between a noun and its number (达到, 同比下降), and the verbs of doing (完成, 建成)."""

from __future__ import annotations

import re
from functools import cache

from ecograph.extract.words.affixes import Beginnings, Endings
from ecograph.extract.words.lexicon import word_set
from ecograph.model import Change
from ecograph.resources import rows

_ADVERBS = r"(?:[，、]?(?:如今|现在|目前|今年|去年|今年上半年|上半年|已|又|再|进一步|大幅|逐步|稳步|持续){0,3}"
_GROWS = (
    r"(?:提高|提升|上升|增加|增长|增|升|扩大|下降|降低|降|减少|减|压减|改善|回升|优化|跃升|变|涨|压缩|缩短|缩减|"
    r"扩展|扩|恢复|回落)"
)
# What stands between where a change starts and what it reaches: 23%|提高到|25%; behind 由 or 从, any verb (1家|开到了|423家).
TO = re.compile(rf"{_ADVERBS}{_GROWS}(?:到了|至了|到|至|为|成)(?:[今去前]年的?|\d{{4}}年的?)?(?:至少|约|近)?|)")
TO_ANY = re.compile(
    rf"{_ADVERBS}[\u4e00-\u9fff]{{0,3}}(?:到了?|至|为|成)(?:[今去前]年的?|\d{{4}}年的?|现在的?|目前的?)?)"
)
FROM = re.compile("由|从|自(?!治|然|来|身|动|主)|原先|原来|原为")
_NEUTRAL = frozenset(
    ["完成", "建成", "新增", "增加", "达到", "实现", "累计", "落实", "投入", "到位", "减少", "完工", "提供"]
)
_ASPECTS = "了出到起成过"
_SINGLE = "建造种栽植清拆关投治修退还补减节发供运换装铺挖改查打"


@cache
def value_verbs() -> dict[str, Change]:
    """Return the verbs that stand between a metric and its value, with the change they tell."""
    return {row["word"]: row["change"] for row in rows("data", "lexicon", "value_verbs.csv")}  # type: ignore[misc]


@cache
def value_verb_endings() -> Endings:
    """Return the value verbs as they end a stretch."""
    return Endings(value_verbs(), "了到至为达")


def told_change(verb: str) -> Change:
    """Return the change that a value verb tells, as it is printed: 提高 a rise, 提高到 a level."""
    told = value_verbs().get(verb, value_verbs().get(verb.rstrip("了到至为达"), "level"))
    reached = verb.endswith(("到", "至", "为")) or verb in ("达", "达到")
    return "level" if reached and not verb.startswith(("增幅", "降幅")) else told


@cache
def action_endings() -> Endings:
    """Return the verbs of doing (完成, 建成, 栽) as they end a stretch."""
    return Endings((w for w in word_set("action_verbs.csv") if len(w) > 1 or w in _SINGLE), _ASPECTS)


def bare_action(verb: str) -> str:
    """Return a verb of doing without its aspect (完成 of 完成了)."""
    return verb if verb in word_set("action_verbs.csv") else verb.rstrip(_ASPECTS)


def is_neutral(verb: str) -> bool:
    """Tell whether a bare verb of doing says nothing of what is done (完成, 新增): then it is no part of a metric."""
    return verb in _NEUTRAL


@cache
def shares() -> Beginnings:
    """Return what a share is called, not what it is a share of: 60%的份额, 5%的速度, 85%的目标."""
    return Beginnings(word_set("share_nouns.csv"))


@cache
def fillers() -> Endings:
    """Return the words between a noun and its number that tell nothing (目前, 累计)."""
    return Endings(word_set("metric_fillers.csv"))
