"""Print how long a fresh process takes to its first fact, beside spaCy's blank Chinese pipeline with the same tables.

    python benchmarks/startup.py [--rounds 7]

Both run in new processes, in turn; the medians are compared. The peer imports spaCy, makes `spacy.blank("zh")` and loads the
tables that the extraction reads.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from statistics import median

LIMIT = 1.5
OWN = """
from ecograph.extract import extract
from ecograph.model import Document
from array import array
text = "晋中市生态环境局局长马成毅介绍，今年全市完成造林32.4万亩。"
document = Document(id="d", source="d", sha256="", raw=text, text=text, offsets=array("q", range(len(text))))
assert extract(document).claims
"""
PEER = """
import spacy
spacy.blank("zh")
from ecograph.extract.geography.gazetteer import gazetteer
from ecograph.extract.words.lexicon import lexicon, segmenter
gazetteer(), lexicon(), segmenter()
"""


def seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    seconds(OWN), seconds(PEER)
    times = [(seconds(OWN), seconds(PEER)) for _ in range(rounds)]
    own, peer = (median(column) for column in zip(*times, strict=True))
    print(f"EcoGraph to the first fact            {own:.2f} s")
    print(f"spaCy's blank pipeline and the tables {peer:.2f} s")
    print(f"EcoGraph starts in {own / peer:.2f} times that time (limit: {LIMIT})")


if __name__ == "__main__":
    main()
