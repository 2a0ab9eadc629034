"""Write synthetic articles whose facts are known.

    python benchmarks/articles.py --count 1000 --characters 2000 --seed 1 --out articles/
    python benchmarks/articles.py --count 1000 --jsonl articles.jsonl [--known known.jsonl]

The same options give the same bytes. Eight articles in a row play in one county, the counties of all provinces in turn; each has
agencies, officials and projects of its own. Some articles repeat an earlier one as another site would print it. What each
states (agencies, officials, projects, targets) stands in the file `--known`, in the form of `data/gold`.
"""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path

from synthetic import articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--characters", type=int, default=2_000, help="the length of an article, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first article")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, help="a folder: one text file an article")
    where.add_argument("--jsonl", type=Path, help="a file: one JSON object a line (name, text)")
    parser.add_argument("--known", type=Path, help="a file: what each article states, one JSON object a line")
    wanted = parser.parse_args()
    with ExitStack() as files:
        lines = files.enter_context(wanted.jsonl.open("w", encoding="utf-8")) if wanted.jsonl else None
        known = files.enter_context(wanted.known.open("w", encoding="utf-8")) if wanted.known else None
        if wanted.out:
            wanted.out.mkdir(parents=True, exist_ok=True)
        for each in articles(wanted.count, characters=wanted.characters, seed=wanted.seed, first=wanted.first):
            if lines:
                print(json.dumps({"name": each.name, "text": each.text}, ensure_ascii=False), file=lines)
            else:
                (wanted.out / each.name).write_text(each.text, encoding="utf-8")
            if known:
                told = each.form()
                del told["text"]
                print(json.dumps(told, ensure_ascii=False), file=known)


if __name__ == "__main__":
    sys.exit(main())
