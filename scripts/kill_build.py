"""Do harm to builds, go on, and compare what they make with an undisturbed build, byte for byte.

    python scripts/kill_build.py [--articles 2000] [--kills 200] [--characters 300] [--engine processes] [--workers 2]
                                 [--only kill disk worker file] [--folder DIR] [--seed 1]

kill    ends a build, whole process group and all that it started, with SIGKILL at random moments, and starts it again, until
        it is through; then another store is begun, until there were so many kills.
disk    gives the store a disk that is full at several moments, then a larger one: a tmpfs of its own where this may be
        mounted, else a limit of the size of a file.
worker  kills single workers of a build on Dask, and of one in processes, that goes on.
file    cuts the end off, or spoils, the file that a killed build wrote last, and the last article.

Prints a line a kind of harm: how often it was done, how many stores were refused as damaged (and built anew, as the message
says), how many builds failed otherwise, how many articles were lost or are there twice, and how many stores differ. The exit
status is 1 where any build failed, article was lost or twice there, or store differs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ecograph.errors import EcographError
from ecograph.store import open_store

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
_COMMAND = [sys.executable, "-c", "from ecograph.cli import main; main()", "build"]
_PATIENCE = 1800


@dataclass
class Tally:
    """What one kind of harm did."""

    name: str
    harms: int = 0
    stores: int = 0
    lost: int = 0
    twice: int = 0
    different: int = 0
    refused: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the figures."""
        counts = (self.harms, self.stores, self.refused, self.failed, self.lost, self.twice, self.different)
        told = f"{self.name:<8}" + "".join(f"{count:>10}" for count in counts)
        return "  ".join([told, *self.notes])


class Trial:
    """The articles, what an undisturbed build makes of them, and how long it takes."""

    def __init__(self, folder: Path, wanted: argparse.Namespace) -> None:
        self.folder, self.wanted = folder, wanted
        self.articles, self.complaints = folder / "articles", folder / "complaints"
        self.random = random.Random(wanted.seed)
        _write_articles(self.articles, wanted)
        began = time.monotonic()
        self.undisturbed()
        self.seconds = time.monotonic() - began
        began = time.monotonic()
        self.undisturbed()
        self.start = time.monotonic() - began
        self.digest, self.documents = digest(folder / "whole"), held(folder / "whole")
        self.bytes = size(folder / "whole")

    def undisturbed(self) -> None:
        """Build the store that all are compared with."""
        status, complaint = self.ended(self.build(self.folder / "whole"))
        if status:
            sys.exit(f"a build that nobody disturbed ended with {status}: {complaint}")

    def build(
        self, store: Path, *, engine: str = "", setup: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a build, in a process group of its own."""
        options = [
            "--store",
            str(store),
            "--engine",
            engine or self.wanted.engine,
            "--workers",
            str(self.wanted.workers),
        ]
        with self.complaints.open("wb") as told:  # a pipe that nobody reads would stop it when full
            return subprocess.Popen(
                [*_COMMAND, str(self.articles), *options],
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,
                preexec_fn=setup,
            )

    def ended(self, started: subprocess.Popen[bytes], seconds: float = _PATIENCE) -> tuple[int, str]:
        """Wait for the end of a build, at most so long; return its exit status and its complaints."""
        status = started.wait(seconds)
        return status, self.complaints.read_text(encoding="utf-8").strip()

    def judge(self, store: Path, tally: Tally) -> None:
        """Compare a store that is done with the undisturbed one."""
        tally.stores += 1
        found = held(store)
        tally.lost += len(set(self.documents) - set(found))
        tally.twice += len(found) - len(set(found))
        try:
            tally.different += digest(store) != self.digest
        except EcographError as error:
            tally.different += 1
            tally.notes.append(str(error))


def kill(trial: Trial) -> Tally:
    """End builds at random moments."""
    tally = Tally("kill")
    store, where = trial.folder / "killed", Counter[str]()
    while tally.harms < trial.wanted.kills:
        shutil.rmtree(store, ignore_errors=True)
        while True:
            started, moment = trial.build(store), trial.random.uniform(0, trial.seconds)
            with contextlib.suppress(subprocess.TimeoutExpired):
                status, complaint = trial.ended(started, moment if tally.harms < trial.wanted.kills else _PATIENCE)
                if status:
                    tally.failed += 1
                    tally.notes.append(f"a build ended by itself: {complaint[-300:]}")
                break
            end(started)
            tally.harms += 1
            done = len(held(store))
            where["reading" if done < trial.wanted.articles else "the graph"] += 1
            _tell(f"kill {tally.harms} after {moment:.1f} s: {done} articles held")
        trial.judge(store, tally)
        _tell(tally.line())
    tally.notes.append(", ".join(f"{number} at {name}" for name, number in sorted(where.items())))
    return tally


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and those that it started and that have groups of their own, as a machine that fails does."""
    for pid in (process.pid, *children(process.pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found = list[int]()
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found + [each for child in found for each in children(child)]


def disk(trial: Trial) -> Tally:
    """Let the disk be full at several moments."""
    tally = Tally("disk")
    place = trial.folder / "small"
    place.mkdir(exist_ok=True)
    for part in (0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95):
        limit = int(trial.bytes * part)
        with mounted(place, limit) as grow:
            setup = (
                None
                if grow
                else lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit // 4, limit // 4))
            )
            status, complaint = trial.ended(trial.build(place / "store", setup=setup))
            if status:
                tally.harms += 1
                if status < 0 or "Traceback" in complaint or not complaint.startswith("ecograph: error:"):
                    tally.failed += 1
                    tally.notes.append(f"at {part:.0%}: status {status}: {complaint[-200:]}")
            if grow:
                grow()
            finish(trial, place / "store", tally)
            if not grow:
                shutil.rmtree(place / "store", ignore_errors=True)
    tally.notes.append("a tmpfs that is full" if grow else "a limit of the size of a file")
    return tally


@contextlib.contextmanager
def mounted(place: Path, limit: int) -> Iterator[Callable[[], object] | None]:
    """Mount a small disk; give what makes it large, None where this may not be done."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={limit}", "none", str(place)], check=False, capture_output=True
    )
    if done.returncode:
        yield None
        return
    try:
        yield lambda: subprocess.run(["mount", "-o", "remount,size=16g", str(place)], check=True)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def finish(trial: Trial, store: Path, tally: Tally) -> None:
    """Build once more, and compare; a store that is refused as damaged is built anew, as the message says."""
    for _ in range(2):
        status, complaint = trial.ended(trial.build(store))
        if not status:
            break
        if "damaged" in complaint:
            tally.refused += 1
        else:
            tally.failed += 1
            tally.notes.append(f"status {status}: {complaint[-200:]}")
        shutil.rmtree(store)
    trial.judge(store, tally)


def worker(trial: Trial) -> Tally:
    """Kill single workers, of builds that go on."""
    tally = Tally("worker")
    for engine in ("dask", "processes"):
        store = trial.folder / f"worked-{engine}"
        process, killed = trial.build(store, engine=engine), 0
        while process.poll() is None:
            time.sleep(trial.random.uniform(0.5, 1.5) * max(2 * trial.start, trial.seconds / 8))
            busy = [pid for pid in children(process.pid) if not children(pid) and _is_worker(pid)]
            if busy and (store / "records.sqlite").exists() and process.poll() is None:
                os.kill(trial.random.choice(busy), signal.SIGKILL)
                killed += 1
        status, complaint = trial.ended(process)
        if status:
            tally.failed += 1
            tally.notes.append(f"{engine}: status {status}: {complaint[-200:]}")
        tally.harms += killed
        tally.notes.append(f"{engine}: {killed}")
        trial.judge(store, tally)
    return tally


def _is_worker(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"nest" in told or b"spawn_main" in told


def file(trial: Trial) -> Tally:
    """Spoil the file that a killed build wrote last, and then the last article."""
    tally = Tally("file")
    store = trial.folder / "spoilt"
    for spoil in (cut, cut, scramble, scramble) * 2:
        shutil.rmtree(store, ignore_errors=True)
        started = trial.build(store)
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(trial.random.uniform(0.3, 1.0) * trial.seconds)
        end(started)
        found = [each for each in store.rglob("*") if each.is_file() and each.stat().st_size] if store.exists() else []
        if not found:
            continue
        last = max(found, key=lambda each: each.stat().st_mtime_ns)
        spoil(last, trial.random)
        tally.harms += 1
        _tell(f"{spoil.__name__} {last.name}")
        finish(trial, store, tally)
    article = sorted(trial.articles.iterdir())[-1]
    whole = article.read_bytes()
    for spoil in (cut, scramble):
        spoil(article, trial.random)
        tally.harms += 1
        trial.ended(trial.build(store))
        article.write_bytes(whole)
        finish(trial, store, tally)
    return tally


def cut(path: Path, chance: random.Random) -> None:
    """Cut the end off a file, as where it was not all written."""
    length = path.stat().st_size
    os.truncate(path, length - chance.randint(1, min(length, 4096)))


def scramble(path: Path, chance: random.Random) -> None:
    """Put noise in the place of the end of a file."""
    length = path.stat().st_size
    some = min(length, chance.randint(1, 512))
    with path.open("r+b") as opened:
        opened.seek(length - some)
        opened.write(chance.randbytes(some))


def digest(store: Path) -> str:
    """Return the digest of all that a store holds, as sorted N-Quads."""
    found = sha256()

    class Sink:
        def write(self, data: bytes) -> int:
            found.update(data)
            return len(data)

    with open_store(store, read_only=True) as opened:
        opened.dump(Sink(), "nq")  # type: ignore[arg-type]
    return found.hexdigest()


def held(store: Path) -> list[str]:
    """Return the keys and documents that a store's records hold, and how often."""
    if not (store / "records.sqlite").exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{store / 'records.sqlite'}?mode=ro", uri=True)) as database:
        try:
            rows = database.execute("SELECT key || ' ' || document || ' ' || hex(digest) FROM records").fetchall()
        except sqlite3.OperationalError:  # not yet begun
            return []
    return [row[0].rpartition("/articles/")[2] for row in rows]


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def _write_articles(folder: Path, wanted: argparse.Namespace) -> None:
    from synthetic import articles

    folder.mkdir(parents=True)
    for each in articles(wanted.articles, characters=wanted.characters, seed=wanted.seed):
        (folder / each.name).write_text(each.text, encoding="utf-8")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


KINDS = {each.__name__: each for each in (kill, disk, worker, file)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--characters", type=int, default=300, help="the length of an article, about")
    parser.add_argument("--engine", default="processes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="ecograph-kill-") as folder:
        trial = Trial(Path(folder), wanted)
        print(
            f"{wanted.articles} articles, {trial.bytes / 1e6:.1f} MB of store; undisturbed {trial.seconds:.1f} s, again"
            f" unchanged {trial.start:.1f} s"
        )
        heads = ("done", "stores", "refused", "failed", "lost", "twice", "different")
        print(f"{'harm':<8}" + "".join(f"{head:>10}" for head in heads))
        wrong = 0
        for name in wanted.only:
            tally = KINDS[name](trial)
            print(tally.line(), flush=True)
            wrong += tally.failed + tally.lost + tally.twice + tally.different
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
