from __future__ import annotations

import multiprocessing

import pyoxigraph as ox
import pytest

from ecograph.errors import StoreError
from ecograph.store import open_store
from ecograph.store.generations import Generations

ALL = "SELECT * { ?s ?p ?o }"


def quad(text):
    return ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal(text))


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "store"
    with open_store(folder, create=True) as store:
        write(store, "one")
    open_store(folder).close()  # what the log held is in the tables now
    return folder


def write(store, text):
    store.add("http://x/document", [quad(text)])
    store.flush()


def rows(store):
    return len(list(store.query(ALL)))


def test_a_generation_stays_as_it_was(home):
    generations = Generations(home)
    with open_store(home) as store:
        store.publish()
        with generations.alive(), open_store(home, read_only=True) as reader:
            write(store, "two")
            assert (rows(reader), rows(store)) == (1, 2)


def settled(store):
    """Publish until the engine has tidied its files, and return the state's name."""
    names = [store.publish()]
    while len(names) < 2 or names[-1] != names[-2]:
        assert len(names) < 100
        names.append(store.publish())
    return names[-1]


def test_publishing_what_did_not_change_makes_nothing_new(home):
    with open_store(home) as store:
        first = settled(store)
        write(store, "two")
        assert settled(store) != first
    last = Generations(home).current().name
    with open_store(home) as store:
        assert store.publish() == last


def test_whoever_writes_to_a_served_store_publishes_it(home):
    generations = Generations(home)
    with generations.alive():
        with open_store(home) as store:
            write(store, "two")
        with open_store(home, read_only=True) as reader:
            assert rows(reader) == 2


def test_a_store_that_is_not_served_keeps_no_generations(home):
    with open_store(home) as store:
        write(store, "two")
    assert Generations(home).current() is None


def test_old_generations_go_when_nobody_holds_them(home):
    generations = Generations(home)
    with open_store(home) as store:
        first = store.publish()
        held = generations.hold()
        write(store, "two")
        second = store.publish()
        assert [(generations.folder / each).exists() for each in (first, second)] == [True, True]
        held.release()
        generations.tidy()
        assert [(generations.folder / each).exists() for each in (first, second)] == [False, True]


def test_a_generation_that_has_gone_is_replaced_by_the_current_one(home):
    generations = Generations(home)
    with open_store(home) as store:
        current = store.publish()
    held = generations.hold("of-yesterday")
    assert held.name == current
    held.release()


def test_what_a_crash_left_goes(home):
    generations = Generations(home)
    with open_store(home) as store:
        current = store.publish()
    (generations.folder / "half").mkdir()
    (generations.folder / "half" / "000001.sst").touch()
    (generations.folder / "current.half").touch()
    (generations.folder / "old.lock").touch()
    generations.tidy()
    assert sorted(each.name for each in generations.folder.iterdir()) == [current, f"{current}.lock", "current"]


def hold_and_wait(home, ready, go):
    Generations(home).hold()
    ready.set()
    go.wait(20)


def test_tidying_beside_a_backup_leaves_it_alone(home):
    generations, other = Generations(home), Generations(home)

    def backup(folder):
        staged = folder.with_name(f"{folder.name}.tmp")  # as the engine does it
        staged.mkdir()
        (staged / "CURRENT").write_text("")
        other.tidy()
        staged.rename(folder)
        other.tidy()

    generations.outdate()
    name = generations.publish(backup)
    assert (generations.folder / name / "CURRENT").exists()


def test_tidying_leaves_what_became_the_current_one_meanwhile(home, monkeypatch):
    generations = Generations(home)
    with open_store(home) as store:
        name = store.publish()
    told = [None, generations.current()]  # read before the others' publishing, and after it
    monkeypatch.setattr(Generations, "current", lambda self: told.pop(0) if len(told) > 1 else told[0])
    generations.tidy()
    assert (generations.folder / name / "CURRENT").exists()


def test_a_process_that_dies_lets_go(home):
    generations = Generations(home)
    with open_store(home) as store:
        first = store.publish()
        context = multiprocessing.get_context("spawn")
        ready, go = context.Event(), context.Event()
        process = context.Process(target=hold_and_wait, args=(home, ready, go))
        process.start()
        assert ready.wait(20)
        write(store, "two")
        store.publish()
        assert (generations.folder / first).exists()
        process.kill()
        process.join()
        generations.tidy()
        assert not (generations.folder / first).exists()


def test_a_second_writer_of_a_served_store_waits_for_the_first(home, monkeypatch):
    monkeypatch.setattr("ecograph.store.opening._PATIENCE", 0.2)
    with Generations(home).alive(), open_store(home), pytest.raises(StoreError, match="open in another process"):
        open_store(home)


def test_what_is_aside_goes_again(home):
    generations = Generations(home)
    with open_store(home) as store, generations.aside(store.backup) as folder:
        generations.tidy()
        with open_store(folder, read_only=True) as copy:
            assert rows(copy) == 1
    assert not folder.exists()


def test_a_store_in_memory_is_not_published():
    with open_store(None) as store, pytest.raises(StoreError):
        store.publish()
