"""Print how the time to resolve documents together grows with their number.

    python benchmarks/resolution.py [--documents 10000]

The bundled articles are told again and again on other days, of other people, with other projects: most agencies come back in
each round, most officials and projects are new. Four times the documents should take four times the time.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ecograph.extract import extract
from ecograph.model import Entity, Facts
from ecograph.readers import Source, read_text
from ecograph.resolve import resolve
from ecograph.store import BASE

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林远",
)
# Four times the documents, at most so many times the time a document: what memory and chance add to 1.
LIMIT = 1.5


def retold(facts: Sequence[Facts], number: int) -> Iterator[Facts]:
    """Yield so many documents made of a few."""
    chance = random.Random(1)
    for count in range(number):
        one = facts[count % len(facts)]
        day = f"{chance.randint(2018, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        document = replace(one.document, id=f"document/{count:016x}", source=f"{count}.txt", published=day)
        yield one._replace(document=document, entities=tuple(_renamed(each, chance) for each in one.entities))


def _renamed(entity: Entity, chance: random.Random) -> Entity:
    if entity.type == "Official":
        given = chance.choice(GIVEN) + chance.choice(("", *GIVEN))
        return entity._replace(name=chance.choice(SURNAMES) + given)
    if entity.type == "Project" and chance.random() < 0.5:
        return entity._replace(name=f"{entity.name[:-2]}{chance.randint(1, 500)}号{entity.name[-2:]}")
    return entity


def timed(documents: list[Facts]) -> float:
    start = time.process_time()
    found = resolve(documents, base=BASE)
    seconds = time.process_time() - start
    told = f"{len(found.members)} things, {len(found.doubts)} doubtful pairs, {len(found.renames)} renames"
    print(f"{len(documents):>8} documents  {seconds:8.2f} s  {1000 * seconds / len(documents):6.2f} ms each  ({told})")
    return seconds / len(documents)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    wanted = parser.parse_args().documents
    facts = [extract(read_text(Source(path.name, path=str(path)))) for path in ARTICLES]
    resolve(facts, base=BASE)
    few = timed(list(retold(facts, wanted // 4)))
    many = timed(list(retold(facts, wanted)))
    print(f"a document among four times as many takes {many / few:.2f} times as long (at most {LIMIT})")
    return int(many / few > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
