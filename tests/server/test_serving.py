"""The server as a whole: its processes, how they are replaced, how it stops, what happens to the store meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from served import served

from builders import both
from ecograph.archive import backup, restore
from ecograph.graph import quads
from ecograph.store import open_store
from ecograph.store.generations import Generations

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""Takes minutes on any store."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built") / "store"
    with open_store(folder, create=True) as store:
        for facts in both():
            store.add(facts.document.id, quads(facts))
        store.flush()
    return folder


@pytest.fixture
def home(built, tmp_path):
    return shutil.copytree(built, tmp_path / "store")


@pytest.fixture(scope="module")
def shared(built, tmp_path_factory):
    """Give a store and its server that several tests change, one after the other: a start takes a second."""
    home = shutil.copytree(built, tmp_path_factory.mktemp("shared") / "store")
    with served(home) as server:
        yield home, server


def counted(answer):
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def add(home, text="x"):
    from pyoxigraph import Literal, NamedNode, Quad

    with open_store(home) as store:
        store.add("http://x/d", [Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(text))])


def eventually(true, seconds=15.0):
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] in "ZX"
    except OSError:
        return True


def test_processes_that_die_are_replaced_and_all_end_together(home):
    with served(home, "--workers", "2") as server:
        first = counted(server.ask(COUNT))
        for module in ("server.front", "writing.server"):
            victim = server.named(module)[0]
            os.kill(victim, signal.SIGKILL)
            assert eventually(lambda: victim not in server.children() and len(server.children()) == 3), module  # noqa: B023
        assert eventually(lambda: counted(server.ask(COUNT)) == first)
        family = server.family()
        assert len(family) > 6
        assert server.stop() == 0
    assert eventually(lambda: all(map(gone, family)))


def test_when_the_supervisor_is_killed_all_others_end(home):
    with served(home) as server:
        family = server.family()
        server.stop(signal.SIGKILL)
    assert eventually(lambda: all(map(gone, family)))
    assert not Generations(home).wanted


def test_running_requests_finish_before_the_server_stops(home):
    with served(home, "--timeout", "2", "--grace", "5") as server:
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(server.ask, SLOW)
            time.sleep(0.5)
            began = time.monotonic()
            status = server.stop()
            answer = running.result()
        assert (answer.status_code, "longer than 2 seconds" in answer.text) == (503, True)
        assert (status, time.monotonic() - began < 6) == (0, True)


def test_the_bound_on_finishing_holds(home):
    with served(home, "--timeout", "60", "--grace", "1") as server:
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(server.ask, SLOW)
            time.sleep(0.5)
            began = time.monotonic()
            server.stop()
            took = time.monotonic() - began
            running.exception()
        assert took < 4


def test_what_others_build_is_served_at_once(shared):
    home, server = shared
    before = counted(server.ask(COUNT))
    add(home, "built")
    assert counted(server.ask(COUNT)) == before + 1
    command = [sys.executable, "-m", "ecograph", "query", COUNT, "--store", str(home), "--format", "csv"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(told.stdout.split()[1]) == before + 1
    assert eventually(lambda: len([each for each in (home / "serving").iterdir() if each.is_dir()]) == 1)


def test_many_changes_and_readers_at_once_lose_nothing(shared):
    home, server = shared
    before, stopped, wrong = counted(server.ask(COUNT)), threading.Event(), []

    def read():
        last = before
        while not stopped.is_set():
            now = counted(server.ask(COUNT))
            if now < last:
                wrong.append((last, now))
            last = now

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(3)]
        try:
            for number in range(12):
                add(home, str(number))
        finally:
            stopped.set()
        for reader in readers:
            reader.result()
    assert (wrong, counted(server.ask(COUNT))) == ([], before + 12)


def test_a_backup_while_serving_is_of_one_moment(shared, tmp_path):
    home, server = shared
    add(home, "before")
    expected = counted(server.ask(COUNT))
    size = backup(home, tmp_path / "b.tar.gz")
    add(home, "later")
    assert counted(server.ask(COUNT)) == expected + 1
    assert size == (tmp_path / "b.tar.gz").stat().st_size
    restore(tmp_path / "b.tar.gz", tmp_path / "again")
    with open_store(tmp_path / "again", read_only=True) as store:
        (row,) = store.query(COUNT)
        assert int(row["n"].value) == expected


def test_a_store_that_is_served_can_be_restored_to_what_it_was(shared, tmp_path):
    home, server = shared
    before = counted(server.ask(COUNT))
    backup(home, tmp_path / "b.tar")
    add(home, "wrong")
    assert counted(server.ask(COUNT)) == before + 1
    done = restore(tmp_path / "b.tar", home, replace=True)
    assert (counted(server.ask(COUNT)), done.replaced.exists()) == (before, True)
    add(home, "right")
    assert counted(server.ask(COUNT)) == before + 1


def test_two_servers_can_share_a_store(home):
    with served(home) as one, served(home, "--read-only") as other:
        before = counted(one.ask(COUNT))
        add(home)
        assert [counted(one.ask(COUNT)), counted(other.ask(COUNT))] == [before + 1, before + 1]


def test_a_folder_that_cannot_be_written_is_served_read_only(home, tmp_path):
    mount = tmp_path / "mount"
    mount.mkdir()
    if subprocess.run(["mount", "--bind", "-o", "ro", home, mount], capture_output=True).returncode:
        pytest.skip("no right to mount a folder read-only")
    try:
        if os.access(mount, os.W_OK):
            subprocess.run(["mount", "-o", "remount,bind,ro", mount], check=True)
        with served(mount, "--read-only") as server:
            assert counted(server.ask(COUNT)) > 0
            assert server.named("writing.server") == []
        assert not (home / "serving").exists()
    finally:
        subprocess.run(["umount", mount], check=True)
