"""Print how the time grows with the length of awkward texts, and the memory with the number of articles.

    python benchmarks/scaling.py [--articles 10000] [--megabytes 5]

A text twice as long should take about twice as long, whatever it holds: a line without an end, marks that never close, a
hundred thousand quotes. Memory should be flat once the tables are loaded.
"""

from __future__ import annotations

import argparse
import itertools
import resource as system
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ecograph.extract import extract
from ecograph.model import Document
from ecograph.readers import Source, read_text
from ecograph.readers.layout import reflow
from ecograph.readers.metadata import find_metadata
from ecograph.resolve import identify
from ecograph.store import BASE

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
SIZES = (25_000, 50_000, 100_000)
# Twice the length, at most so many times the time: what caches and chance add to 2.
LIMIT = 2.8


def filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: opening * (size // 2) + closing * (size // 2)


def all_articles(between: str) -> Callable[[int], str]:
    texts = (path.read_text(encoding="utf-8") for path in ARTICLES)
    return filled(between.join(text if between else text.replace("\n", "") for text in texts))


TEXTS: dict[str, Callable[[int], str]] = {
    "articles, line by line": all_articles("\n"),
    "articles in one line": all_articles(""),
    "a sentence without an end": filled("晋中市生态环境局局长王伟表示今年完成造林32万亩"),
    "quotes": filled("“一”"),
    "quotes that never close": nested("“", "”"),
    "straight quotes": filled('"'),
    "nested brackets": nested("（", "）"),
    "titles that never close": nested("《", "》"),
    "numbers in a list": filled("1.5万亩、"),
    "Chinese numerals": filled("三千"),
    "dates": filled("2024年5月1日"),
    "one character": filled("局"),
    "posts and names": filled("局长王伟、"),
    "places in a list": filled("平遥县、"),
    "projects": filled("生态修复工程，"),
    "broken lines": filled("市\n"),
    "blanks": filled("市 "),
}


def read(raw: str) -> int:
    """Take a text through every stage and return the number of its facts."""
    flow = reflow(raw)
    found = find_metadata(flow.furniture, flow.text)
    document = Document(
        "document/x", "x", "", raw, flow.text, flow.offsets, flow.title, found.published, found.publisher
    )
    return len(identify(extract(document), base=BASE).claims)


def seconds(raw: str) -> float:
    start = time.process_time()
    read(raw)
    return time.process_time() - start


def grow() -> bool:
    print(f"\n{'':28}" + "".join(f"{size:>12,}" for size in SIZES) + "   growth")
    good = True
    for name, make in TEXTS.items():
        times = [seconds(make(size)) for size in SIZES]
        steps = [after / max(before, 0.05) for before, after in itertools.pairwise(times)]
        bad = max(steps) > LIMIT
        good &= not bad
        print(
            f"{name:28}"
            + "".join(f"{t:10.2f} s" for t in times)
            + f"   {max(steps):.1f}"
            + (" too much" if bad else "")
        )
    print(f"Twice the length takes at most {LIMIT} times the time: {'yes' if good else 'no'}")
    return good


def one_line(megabytes: float) -> None:
    raw = TEXTS["articles in one line"](int(megabytes * 1e6 / 3))
    took = seconds(raw)
    print(
        f"\nA line of {megabytes:g} MB ({len(raw):,} characters): {took:.1f} s, {len(raw) / took / 1e6:.3f} M characters/s"
    )


def remember(number: int) -> None:
    print(f"{number:,} articles, one after the other; peak memory of the process")
    texts = [read_text(Source(str(path))).raw for path in ARTICLES]
    for count, raw in enumerate(itertools.islice(itertools.cycle(texts), number), 1):
        # Each article has names and numbers of its own, so that nothing is kept for a later one that comes again.
        read(raw.replace("局长", f"局长{chr(0x4E00 + count % 20_000)}").replace("亩", f"{count % 97}亩"))
        if count in {number // 10, number // 4, number // 2, number}:
            peak = system.getrusage(system.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{count:>8,}: {peak:.0f} MB", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--megabytes", type=float, default=5)
    chosen = options.parse_args()
    read("晋中市")
    # The memory first: its peak is that of the process.
    remember(chosen.articles)
    good = grow()
    one_line(chosen.megabytes)
    sys.exit(not good)


if __name__ == "__main__":
    main()
