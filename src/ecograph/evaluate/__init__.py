"""Hold what was found in articles against what people annotated: how much is right, what is missed, what is wrong."""

from ecograph.evaluate.bench import Bench, read_bench
from ecograph.evaluate.gold import Gold, GoldEntity, read_gold
from ecograph.evaluate.judging import Judged, judge
from ecograph.evaluate.mistakes import Mistake, mistakes
from ecograph.evaluate.peer import PEER, tagged
from ecograph.evaluate.totals import Tally, Totals, totals

__all__ = [
    "PEER",
    "Bench",
    "Gold",
    "GoldEntity",
    "Judged",
    "Mistake",
    "Tally",
    "Totals",
    "judge",
    "mistakes",
    "read_bench",
    "read_gold",
    "tagged",
    "totals",
]
