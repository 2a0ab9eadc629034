"""Changes below the watched paths are told by the names that a build gives the files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from articles import HOME, article, write
from ecograph.build.watching import Changes, changes, deleted
from ecograph.cli.build import Order, built, watched
from ecograph.engines import Serial
from ecograph.errors import UsageError
from ecograph.store import open_store

_CODE = "from ecograph.cli import main; main()"


def test_what_comes_changes_and_goes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles", "deep").mkdir(parents=True)
    write(tmp_path, "alone.txt", article(1))
    write(tmp_path, "beside.txt", article(2))
    write(tmp_path / "articles", "old.txt", article(3))
    told = changes(["articles", "alone.txt"])
    assert next(told) == ([], [])
    write(tmp_path / "articles" / "deep", "new.txt", article(4))
    write(tmp_path / "articles", "no-article.xyz", "nothing")
    write(tmp_path, "alone.txt", article(5))
    write(tmp_path, "beside.txt", article(6))
    Path("articles", "old.txt").unlink()
    changed, gone = set[str](), set[str]()
    while len(changed) + len(gone) < 3:
        found = next(told)
        changed.update(found.changed)
        gone.update(found.deleted)
    assert (changed, gone) == ({"articles/deep/new.txt", "alone.txt"}, {"articles/old.txt"})


def test_what_is_not_there_cannot_be_watched() -> None:
    with pytest.raises(UsageError, match="gone: only files and folders"):
        next(changes(["gone"]))


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.2)
    return true()


@pytest.mark.parametrize(("option", "left"), [((), 2), (("--retract-deleted",), 1)], ids=["kept", "retracted"])
def test_a_folder_is_followed_until_the_process_is_asked_to_end(
    tmp_path: Path, option: tuple[str, ...], left: int
) -> None:
    (tmp_path / "articles").mkdir()
    write(tmp_path / "articles", "one.txt", article(1))
    command = [sys.executable, "-c", _CODE, "build", "articles", "--watch", "--place", "140700", *option]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = tmp_path / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=file, stderr=file)
    try:
        assert wait_until(lambda: "watching articles" in said.read_text())
        write(tmp_path / "articles", "two.txt", article(2))
        assert wait_until(lambda: said.read_text().count("Read 1 article") == 2)
        (tmp_path / "articles" / "one.txt").unlink()
        assert wait_until(lambda: "one.txt, which was deleted" in said.read_text() or "one.txt was deleted" in said.read_text())
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
    assert "watching has ended" in said.read_text()
    with open_store(tmp_path / "ecograph-store", read_only=True) as store:
        assert len(store.documents()) == left


ROWS = "".join(json.dumps({"text": article(number)}, ensure_ascii=False) + "\n" for number in range(3))


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    """Give the order of a build in a folder with an article, a table, and an archive that holds an article and a table."""
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    write(tmp_path / "articles", "a#1.txt", article(5))
    write(tmp_path / "articles", "list.jsonl", ROWS)
    write(tmp_path / "articles", "list.jsonl.txt", article(6))
    with zipfile.ZipFile("articles/news.zip", "w") as archive:
        archive.writestr("b.txt", article(7))
        archive.writestr("rows.jsonl", ROWS.replace("晋中", "吕梁"))
    return Order("s", HOME, "", Serial(), None, keep_history=False, retry=False)


def held(order: Order) -> set[str]:
    with open_store(order.store, read_only=True) as store:
        return {each.source.removeprefix("articles/") for each in store.records.held()}


ALONE = {"a#1.txt", "list.jsonl.txt"}
TABLE = {f"list.jsonl#{number}" for number in (1, 2, 3)}
ARCHIVE = {"news.zip!/b.txt", *(f"news.zip!/rows.jsonl#{number}" for number in (1, 2, 3))}


@pytest.mark.parametrize("retracted", [True, False])
@pytest.mark.parametrize("watching", [True, False], ids=["while it is watched", "while nobody watches"])
def test_what_a_deleted_container_held_goes_with_it(
    order: Order,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    watching: bool,
    retracted: bool,
) -> None:
    built(order, ["articles"])
    assert held(order) == ALONE | TABLE | ARCHIVE
    names = ["articles/list.jsonl", "articles/news.zip"]

    def told(_: object) -> Iterator[Changes]:
        yield Changes([], [])
        if watching:
            for name in names:
                Path(name).unlink()
            yield Changes([], names)

    if not watching:
        for name in names:
            Path(name).unlink()
    monkeypatch.setattr("ecograph.build.watching.changes", told)
    watched(order, ["articles"], retract_deleted=retracted)
    assert held(order) == ALONE | (set() if retracted else TABLE | ARCHIVE)
    said = capsys.readouterr()
    if retracted:
        assert "Retracted articles/list.jsonl with 3 articles, which was deleted" in said.out
        assert "Retracted articles/news.zip with 4 articles, which was deleted" in said.out
    elif watching:
        assert "articles/news.zip with 4 articles was deleted; what it says stays (ecograph retract" in said.err


def test_files_are_gone_only_where_others_are_there(order: Order) -> None:
    built(order, ["articles"])
    with open_store(order.store) as store:
        assert list(deleted(store.records, ["articles"])) == [[]]
        Path("articles", "a#1.txt").unlink()
        Path("articles", "list.jsonl").unlink()
        assert list(deleted(store.records, ["articles"])) == [["articles/a#1.txt", "articles/list.jsonl"]]
        Path("articles").rename("elsewhere")
        assert list(deleted(store.records, ["articles"])) == []
