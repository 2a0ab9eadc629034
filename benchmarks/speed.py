"""Print how fast the extraction is on one core, beside jieba.posseg tagging the same texts in the same run.

    python benchmarks/speed.py [--rounds 5] [TEXTS...]

The two take turns article by article, so that whatever else the machine does slows both alike. Times are CPU times of the
process. The extraction is timed from the decoded text to its facts: re-flow, every rule. What gives them IRIs is the stage of
`resolve`, which a build runs over all documents together (`benchmarks/resolution.py`); here it is timed for the article alone.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
import time
from collections import Counter
from pathlib import Path

from ecograph.extract import STEPS
from ecograph.extract.result import facts_of
from ecograph.extract.sheet import Sheet
from ecograph.guarding.nest import YOUNG
from ecograph.model import Facts
from ecograph.readers import Source, read_text
from ecograph.resolve import identify
from ecograph.store import BASE

ARTICLES = Path(__file__).resolve().parents[1] / "data" / "articles"
MILLION = 1_000_000


class Clock:
    """Adds up CPU seconds by name."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._last = time.process_time()

    def start(self) -> None:
        """Begin to count."""
        self._last = time.process_time()

    def note(self, name: str) -> None:
        """Count the time since the last call for a name."""
        now = time.process_time()
        self.seconds[name] += now - self._last
        self._last = now


def extracted(source: Source, clock: Clock) -> Facts:
    """Read one article step by step."""
    clock.start()
    document = read_text(source)
    clock.note("read and re-flow")
    sheet = Sheet(document)
    clock.note("words and tables")
    for name, step in STEPS.items():
        step(sheet)
        clock.note(name)
    facts = facts_of(sheet)
    clock.note("facts")
    return facts


def extract(source: Source, clock: Clock) -> int:
    """Read one article step by step and return its length in characters."""
    facts = extracted(source, clock)
    identify(facts, base=BASE)
    clock.note("identity")
    return len(facts.document.raw)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("texts", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    try:
        import jieba
        import jieba.posseg
    except ImportError:
        sys.exit("the peer is missing: pip install jieba")
    jieba.setLogLevel(logging.ERROR)
    # Both have the texts at hand, and read no file.
    sources = [Source(path.name, data=path.read_bytes()) for path in chosen.texts or sorted(ARTICLES.glob("*.txt"))]
    texts = [read_text(source).raw for source in sources]
    peer, own, characters = Clock(), Clock(), 0
    for source, text in zip(sources[:3], texts, strict=False):
        extract(source, Clock())
        list(jieba.posseg.cut(text))
    # As in the processes of a build.
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
    for _ in range(chosen.rounds):
        for source, text in zip(sources, texts, strict=True):
            characters += extract(source, own)
            peer.start()
            for _tagged in jieba.posseg.cut(text):
                pass
            peer.note("jieba.posseg")
    report(own.seconds, sum(peer.seconds.values()), characters, len(sources) * chosen.rounds)


def report(own: Counter[str], peer: float, characters: int, articles: int) -> None:
    whole = sum(own.values())
    total = whole - own["identity"]
    print(f"{articles} readings, {characters / articles:.0f} characters each on average, one core\n")
    for name, seconds in own.most_common():
        print(f"{name:18} {1000 * seconds / articles:7.2f} ms an article {seconds / whole:6.1%}")
    print(
        f"\nEcoGraph     {characters / total / MILLION:.3f} M characters/s, {1000 * total / articles:.2f} ms an article"
    )
    print(f"jieba.posseg {characters / peer / MILLION:.3f} M characters/s, {1000 * peer / articles:.2f} ms an article")
    print(f"EcoGraph takes every fact at {peer / total:.2f} times the speed of the tags (limit: 3.1)")
    print(f"with IRIs, each article resolved alone: {peer / whole:.2f} times")


if __name__ == "__main__":
    main()
