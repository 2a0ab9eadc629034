"""Build a store from a thousand broken files among a thousand good ones, and say what became of each.

    python scripts/broken_files.py [--good 1000] [--broken 1000] [--workers 1 2] [--show]

The good ones are synthetic articles in several forms (text in three encodings, HTML, DOCX, rows, members of archives), some under
odd names; the broken ones are those of `tests/broken.py`, in turn, and some that are large or slow. Printed are, first for the
good ones alone, then for all and each number of workers: the time, the most memory that one process and all together took,
whether all good ones are in the graph, and whether each broken one is listed with a reason. Ends with 1 where anything is missing.
`--show` prints a reason of each kind.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from ecograph.readers import find_sources
from ecograph.store import open_store

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

from broken import FORMS, ODD_NAMES, PLACES, WAYS, slow
from synthetic import articles

ROOT = Path(__file__).resolve().parents[1]
_MEGA = 1_000_000
_ERROR = "ecograph: error: "


class Files(NamedTuple):
    """How many good articles there are, and the kind of each broken file by its name."""

    good: int
    broken: dict[str, str]


def fill(folder: Path, good: int, broken: int) -> Files:
    """Add broken files to good ones."""
    texts = _texts(good)
    written: dict[str, str] = {}
    (folder / "places").mkdir()
    for name, make in PLACES.items():
        make(folder / "places" / name)
        written[f"places/{name}"] = f"no file: {name}"
    for name, data in _large():
        (folder / name).write_bytes(data)
        written[name] = name
    for number, (kind, (suffix, way)) in enumerate(islice(cycle(WAYS.items()), broken - len(written))):
        name = f"bad-{number:04}-{kind}{suffix}"
        (folder / name).write_bytes(way(number, texts[number % len(texts)]))
        written[name] = kind
    return Files(len(texts), written)


def _texts(number: int) -> list[str]:
    return [each.text for each in articles(number, characters=600, seed=3)]


def write_good(folder: Path, number: int) -> None:
    """Write articles: a tenth as rows, a tenth as members of an archive, some under odd names, the others as files."""
    texts = _texts(number)
    tenth = number // 10
    rows, members, odd = texts[:tenth], texts[tenth : 2 * tenth], texts[2 * tenth : 2 * tenth + len(ODD_NAMES)]
    (folder / "good.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in rows), encoding="utf-8")
    with zipfile.ZipFile(folder / "good.zip", "w") as archive:
        for number, text in enumerate(members):
            archive.writestr(f"{number}.txt", text)
    for name, text in zip(ODD_NAMES, odd, strict=False):
        (folder / os.fsdecode(name)).write_text(text, encoding="utf-8")
    for number, text in enumerate(texts[2 * tenth + len(ODD_NAMES) :]):
        suffix, written = list(FORMS.values())[number % len(FORMS)]
        (folder / f"good-{number:04}{suffix}").write_bytes(written(text))


def _large() -> list[tuple[str, bytes]]:
    return [
        ("large-line.txt", b"a" * 100 * _MEGA),
        ("large-row.jsonl", b'{"text": "' + b"a" * 100 * _MEGA + b'"}'),
        ("large-value.csv", b'text\n"' + b"a" * 100 * _MEGA + b'"\n'),
        ("large-page.html", b"<html><p>" + b"a " * 25 * _MEGA),
        ("digits.txt", b"1" * 1_900_000),
        ("slow.pdf", slow(0)),
    ]


class Memory:
    """Watches a process and all that it starts: the most that one of them had, and that all had at one time, in MB."""

    def __init__(self, process: int) -> None:
        self.one = self.all = 0.0
        self._process, self._over = process, threading.Event()
        self._watching = threading.Thread(target=self._watch)
        self._watching.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._over.wait(0.3):
            sizes = [_resident(each) for each in _family(self._process)]
            self.one, self.all = max([self.one, *sizes]), max(self.all, sum(sizes))


def _family(process: int) -> list[int]:
    found = [process]
    for each in found:
        try:
            found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def _resident(process: int) -> float:
    """Return the memory of a process, what it shares with others in parts, in MB."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def build(folder: Path, store: Path, workers: int) -> tuple[list[str], Memory, float]:
    """Build a store; return the lines of errors, the memory and the seconds."""
    command = [sys.executable, "-m", "ecograph", "build", ".", "--store", str(store), "--workers", str(workers)]
    began = time.monotonic()
    here = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        command, cwd=folder, env=here, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        memory = Memory(process.pid)
        assert process.stderr is not None
        lines = [line for line in process.stderr.read().splitlines() if line.startswith(_ERROR)]
        memory.stop()
    return lines, memory, time.monotonic() - began


def told(memory: Memory, seconds: float) -> str:
    return f"{seconds:.0f} s, memory {memory.one:.0f} MB a process, {memory.all:.0f} MB in all"


def check(folder: Path, store: Path, files: Files, lines: list[str]) -> bool:
    """Print what is missing, and tell whether nothing is."""
    wanted = {source.name for source in find_sources([str(folder)]) if _is_good(source.name.removeprefix(f"{folder}/"))}
    with open_store(store) as opened:
        held = {f"{folder}/{each.source}" for each in opened.records.held()}
    lost = sorted(wanted - held)
    reasons = defaultdict(list)
    for line in lines:
        message = line.removeprefix(_ERROR)
        name = next((name for name in _names(message) if name in files.broken), "")
        reasons[name].append(message)
    unlisted = sorted(files.broken.keys() - reasons.keys())
    print(f"{len(wanted) - len(lost)} of {len(wanted)} good ones are in the graph")
    print(f"{len(files.broken) - len(unlisted)} of {len(files.broken)} broken ones are listed with a reason")
    for what, names in (("lost", lost), ("not listed", unlisted), ("told of no broken file", reasons.get("", []))):
        for name in names[:10]:
            print(f"  {what}: {name}")
    return not (lost or unlisted or reasons.get("")) and len(wanted) == files.good


def _is_good(name: str) -> bool:
    return not name.startswith(("bad-", "places/", "large-", "digits", "slow"))


def _names(message: str) -> list[str]:
    """Return what may be the name of a file at the beginning of a message: up to a colon, a row or a member."""
    return [message[:at] for at, char in enumerate(message) if char in ":#!"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--good", type=int, default=1_000)
    parser.add_argument("--broken", type=int, default=1_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--show", action="store_true", help="print a reason of each kind")
    wanted = parser.parse_args()
    whole = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "files")
        folder.mkdir()
        write_good(folder, wanted.good)
        _, memory, seconds = build(folder, Path(temporary, "store"), 1)
        print(f"the good ones alone: {told(memory, seconds)}", flush=True)
        files = fill(folder, wanted.good, wanted.broken)
        size = sum(path.lstat().st_size for path in folder.iterdir()) / _MEGA
        kinds = len(set(files.broken.values()))
        print(f"{files.good} good articles, {len(files.broken)} broken files of {kinds} kinds, {size:.0f} MB", flush=True)
        for workers in wanted.workers:
            store = Path(temporary, f"store-{workers}")
            lines, memory, seconds = build(folder, store, workers)
            print(f"\n--workers {workers}: {told(memory, seconds)}")
            whole = check(folder, store, files, lines) and whole
        if wanted.show:
            kinds = {}
            for line in lines:
                message = line.removeprefix(_ERROR)
                name = next((name for name in _names(message) if name in files.broken), "")
                kinds.setdefault(files.broken.get(name, name), message)
            print("\n" + "\n".join(f"{message[:230]}" for message in sorted(kinds.values())))
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
