"""Print how the time and the memory to resolve documents together grow with their number.

    python benchmarks/resolution.py [--documents 10000]

The bundled articles are told again and again on other days, in other places, of other people, with other projects: most
agencies come back in each round, most officials and projects are new. What each document lends to the names is read beforehand,
as the workers of a build do. Four times the documents should take four times the time, and little more memory.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ecograph.model import Entity, Facts
from ecograph.resolve import Settling, lent, resolve
from ecograph.resolve.divisions import divisions
from ecograph.store import BASE

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林远",
)
# Four times the documents, at most so many times the time a document, and the memory: what chance and caches add to 1.
SLOWER, LARGER = 1.5, 1.2
# So many are resolved in memory too, which takes all facts at once.
IN_MEMORY = 2_000


def bundled() -> list[Facts]:
    # Not for the process whose memory is measured.
    from ecograph.extract import extract
    from ecograph.readers import Source, read_text

    return [extract(read_text(Source(path.name, path=str(path)))) for path in ARTICLES]


def retold(facts: Sequence[Facts], number: int) -> Iterator[Facts]:
    """Yield so many documents made of a few."""
    chance, codes = random.Random(1), sorted(divisions().by_code)
    for count in range(number):
        one = facts[count % len(facts)]
        day = f"{chance.randint(2018, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        home = chance.choice((one.document.home, chance.choice(codes)))
        document = replace(one.document, id=f"document/{count:016x}", source=f"{count}.txt", published=day, home=home)
        yield one._replace(document=document, entities=tuple(_renamed(each, chance) for each in one.entities))


def _renamed(entity: Entity, chance: random.Random) -> Entity:
    if entity.type == "Official":
        given = chance.choice(GIVEN) + chance.choice(("", *GIVEN))
        return entity._replace(name=chance.choice(SURNAMES) + given)
    if entity.type == "Project" and chance.random() < 0.5:
        return entity._replace(name=f"{entity.name[:-2]}{chance.randint(1, 500)}号{entity.name[-2:]}")
    return entity


def in_memory(facts: Sequence[Facts]) -> float:
    """Return the milliseconds of CPU time a document to resolve documents that are all held in memory."""
    documents = list(retold(facts, IN_MEMORY))
    start = time.process_time()
    resolve(documents, base=BASE)
    return 1000 * (time.process_time() - start) / len(documents)


def written(facts: Sequence[Facts], number: int, path: Path) -> float:
    """Write what documents lend to a database; return the milliseconds of CPU time a document that the lending takes."""
    seconds = 0.0
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE lent (id TEXT, lent BLOB)")
        for each in retold(facts, number):
            start = time.process_time()
            data = lent(each)
            seconds += time.process_time() - start
            database.execute("INSERT INTO lent VALUES (?, ?)", (each.document.id, data))
    database.close()
    return 1000 * seconds / number


def settled(path: Path) -> None:
    """Settle what documents lend, in a process of its own; print milliseconds a document and the peak of memory."""
    rows = sqlite3.connect(path).execute("SELECT id, '', lent FROM lent")
    with Settling(path.with_suffix(".names"), base=BASE) as settling:
        settling.add(rows)
        start = time.process_time()
        settling.settle()
        middle = time.process_time()
        number = sum(1 for _ in settling.things())
        end = time.process_time()
        settling.remove(["document/0000000000000000"])
        settling.settle()
        one = time.process_time() - end
    each = 1000 * (middle - start) / number, 1000 * (end - middle) / number
    # Not ru_maxrss, which has the peak of the process that began this one.
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(*each, 1000 * one, int(told["VmHWM"].split()[0]) / 1024)


def measured(facts: Sequence[Facts], number: int) -> tuple[float, float]:
    """Print what settling so many documents takes; return the milliseconds a document and the peak in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lent.sqlite")
        lending = written(facts, number, path)
        told = subprocess.run([sys.executable, __file__, "--settle", path], check=True, capture_output=True, text=True)
    settling, naming, one, peak = map(float, told.stdout.split())
    print(f"{number:>9} {lending:>10.2f} {settling:>10.2f} {naming:>10.2f} {one:>16.0f} {peak:>10.0f}")
    return settling + naming, peak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--settle", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.settle:
        settled(wanted.settle)
        return 0
    facts = bundled()
    print(f"all in memory: {in_memory(facts):.2f} ms of CPU a document ({IN_MEMORY} documents)")
    print("documents  lending ms settling ms  naming ms one document less ms   peak MB")
    few, before = measured(facts, wanted.documents // 4)
    many, after = measured(facts, wanted.documents)
    print(f"a document among four times as many takes {many / few:.2f} times as long (at most {SLOWER})")
    print(f"four times as many documents take {after / before:.2f} times the memory (at most {LARGER})")
    return int(many / few > SLOWER or after / before > LARGER)


if __name__ == "__main__":
    sys.exit(main())
