"""Print what it costs to read articles: pages in a guarded process beside none, containers beside the libraries alone.

    python benchmarks/reading.py [--rounds 3] [--rows 20000]

Times are those of the clock, the ways taking turns article by article, so that whatever else the machine does slows all alike.
Containers hold the shipped articles over and over; the peers do no more than take the file apart. What a container's reading adds
to the memory is printed for a tenth of its rows and for all.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import cycle, islice
from pathlib import Path

from ecograph.guarding import Bounds, nursery
from ecograph.readers import find_sources
from ecograph.readers.guarded import WARM, guarded_content
from ecograph.readers.reading import content_of
from ecograph.resources import resource

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from papers import column, pdf

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(resource("data", "articles").glob("*.txt"))]
BOUNDS = Bounds(60.0)
TOLD = {"media_type": "", "charset": "", "max_bytes": 2_000_000}


def page(text: str) -> bytes:
    menu = "".join(f"<li><a href='/{number}/'>栏目{number}</a></li>" for number in range(60))
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return f"<!DOCTYPE html><html><title>要闻</title><ul>{menu}</ul><div>{body}</div><p>版权所有</p></html>".encode()


def paper(text: str) -> bytes:
    lines = [each for line in text.splitlines() for each in column(line, left=72, top=760, width=30)]
    return pdf([[(left, 760 - 18 * number, words, size) for number, (left, _, words, size) in enumerate(lines[:40])]])


def guards(rounds: int) -> None:
    """Print what reading costs in this process, in one that is kept, and in one of its own."""
    ways: dict[str, Callable[[bytes, str], object]] = {
        "unguarded": lambda data, name: content_of(data, name, **TOLD),
        "guarded, kept": lambda data, name: guarded_content(data, name, bounds=BOUNDS, **TOLD),
        "guarded, one each": lambda data, name: nursery(WARM).call(
            "ecograph.readers.guarded:plain_content", BOUNDS, data=data, name=name, **TOLD
        ),
    }
    for name, made in (("a.html", page), ("a.pdf", paper)):
        files = [made(text) for text in TEXTS]
        spent = Counter[str]()
        for read in ways.values():
            read(files[0], name)
        for _ in range(rounds):
            for data in files:
                for way, read in ways.items():
                    began = time.perf_counter()
                    read(data, name)
                    spent[way] += time.perf_counter() - began
        for way, seconds in spent.items():
            told = (
                f"{1000 * seconds / len(files) / rounds:8.2f} ms an article {seconds / spent['unguarded']:8.2f} times"
            )
            print(f"{name[2:].upper():8} {way:20} {told}")


def rows(count: int) -> Iterator[dict[str, str]]:
    for number, text in enumerate(islice(cycle(TEXTS), count)):
        yield {"title": f"第{number}期", "text": text, "published": "2025-03-01", "publisher": "晋中日报"}


def jsonl(path: Path, count: int) -> Callable[[], Iterable[object]]:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(count))
    return lambda: map(json.loads, path.open("rb"))


def packed(path: Path, count: int) -> Callable[[], Iterable[object]]:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(count))
    return lambda: map(json.loads, gzip.open(path, "rb"))


def separated(path: Path, count: int) -> Callable[[], Iterable[object]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["title", "text", "published", "publisher"])
        writer.writeheader()
        writer.writerows(rows(count))
    return lambda: csv.DictReader(path.open(encoding="utf-8", newline=""))


def parquet(path: Path, count: int) -> Callable[[], Iterable[object]]:
    import pyarrow
    from pyarrow import parquet as format_

    with format_.ParquetWriter(path, pyarrow.Table.from_pylist([next(rows(1))]).schema) as writer:
        left = rows(count)
        while some := list(islice(left, 2000)):
            writer.write_table(pyarrow.Table.from_pylist(some))
    return lambda: (row for batch in format_.ParquetFile(path).iter_batches(64) for row in batch.to_pylist())


def archive(path: Path, count: int) -> Callable[[], Iterable[object]]:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as file:
        for number, row in enumerate(rows(count)):
            file.writestr(f"{number:07}.txt", row["text"])

    def members() -> Iterator[bytes]:
        with zipfile.ZipFile(path) as file:
            yield from map(file.read, file.namelist())

    return members


def crawl(path: Path, count: int) -> Callable[[], Iterable[object]]:
    from fastwarc.warc import ArchiveIterator

    with path.open("wb") as file:
        for number, row in enumerate(rows(count)):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(row["text"])
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", compresslevel=3))
    return lambda: (record.reader.read() for record in ArchiveIterator(path.open("rb")))


CONTAINERS = {
    "news.jsonl": jsonl, "news.jsonl.gz": packed, "news.csv": separated, "news.parquet": parquet, "news.zip": archive,
    "news.warc.gz": crawl,
}  # fmt: skip


def containers(count: int, folder: Path) -> None:
    """Print how fast the articles of containers come, and what that does to the memory."""
    for name, write in CONTAINERS.items():
        figures = []
        for number in (count // 10, count):
            peer = write(folder / name, number)
            before, began = peak(), time.perf_counter()
            found = sum(source.fault is None for source in find_sources([str(folder / name)]))
            seconds, grown = time.perf_counter() - began, peak() - before
            assert found == number, (name, found)
            figures.append(grown)
        began = time.perf_counter()
        alone = sum(1 for _ in peer())
        other = time.perf_counter() - began
        assert alone == count
        told = f"{1000 * seconds / count:6.3f} ms an article, the library alone {1000 * other / count:6.3f}"
        print(f"{name:14} {told}; memory grew by {figures[0]:.0f} MB, then {figures[1]:.0f} MB")


def peak() -> float:
    """Return the most memory that this process has had, in MB."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")) / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rows", type=int, default=20_000)
    chosen = options.parse_args()
    guards(chosen.rounds)
    print()
    with tempfile.TemporaryDirectory() as folder:
        containers(chosen.rows, Path(folder))


if __name__ == "__main__":
    main()
