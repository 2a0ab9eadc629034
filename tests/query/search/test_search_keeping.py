from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from labelled import filled, labelled

from articles import HOME, article, write, written
from builders import both, store_of
from ecograph.build import build
from ecograph.query.search import building, earlier_than, index_beside, index_in, index_of
from ecograph.query.search.gathering import Gathered
from ecograph.query.search.keeping import _name
from ecograph.store import open_store

WORDS = ("造林", "河", "平遥", "lqs", "管理办法", "市水利局 河道")


def told(index, word):
    found = index.search(word, limit=100)
    return found.hits, found.counts


def test_an_index_is_made_once_for_each_state(tmp_path, monkeypatch):
    store = labelled("北河工程")
    index_in(store, tmp_path / "one")
    monkeypatch.setattr(building, "make", None)  # would fail if it were called
    assert [hit.label for hit in index_in(store, tmp_path / "one").search("北河").hits] == ["北河工程"]
    assert [each.name for each in (tmp_path / "one").iterdir() if not each.name.startswith(".")] == [_name()]


def test_what_a_killed_process_left_is_no_index(tmp_path):
    left = tmp_path / f".{_name()}-left" / "index"
    left.mkdir(parents=True)
    (left / "meta.json").write_text("{", encoding="utf-8")
    assert len(index_in(labelled("北河工程"), tmp_path)) == 1
    assert not left.exists()


def test_several_processes_that_ask_at_once_find_one_index(tmp_path):
    store = tmp_path / "store"
    with open_store(store, create=True) as opened:
        filled(opened, [f"北河工程{at}" for at in range(50)])
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from ecograph.query.search import index_in
        from ecograph.store import open_store
        with open_store(sys.argv[1], read_only=True) as store:
            print(index_in(store, Path(sys.argv[2])).search("北河").total)
    """)
    command = [sys.executable, "-c", script, str(store), str(tmp_path / "state")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [each.communicate(timeout=60)[0].strip() for each in running] == ["50"] * 3
    assert len([each for each in (tmp_path / "state").iterdir() if not each.name.startswith(f".{_name()}.lock")]) == 1


def test_an_index_that_follows_another_is_as_if_made_anew(tmp_path):
    sources = written(tmp_path, 8)
    with open_store(None) as store:
        build(sources[:6], store, HOME)
        index_in(store, tmp_path / "states/1/made")
        write(tmp_path, "a001.txt", article(1).replace("造林", "种草"))
        build([sources[1], *sources[6:]], store, HOME)
        assert earlier_than(tmp_path / "states/2/made") == tmp_path / "states/1/made"
        after = index_in(store, tmp_path / "states/2/made", earlier=earlier_than(tmp_path / "states/2/made"))
        anew = index_of(store)
        assert len(after) == len(anew)
        assert [told(after, word) for word in WORDS] == [told(anew, word) for word in WORDS]
        before = index_in(store, tmp_path / "states/1/made")
        assert before.search("种草").total == 0


def test_only_what_changed_is_read_anew(tmp_path, monkeypatch):
    asked = []
    entries = Gathered.entries
    monkeypatch.setattr(Gathered, "entries", lambda self, owners: asked.append(len(owners)) or entries(self, owners))
    names = [f"北河工程{at}" for at in range(20)]
    store = labelled(*names)
    index_in(store, tmp_path / "1/made")
    filled(store, ["南河工程"], start=20)
    index = index_in(store, tmp_path / "2/made", earlier=tmp_path / "1/made")
    assert asked == [20, 1]
    assert (index.search("南河").total, index.search("北河").total) == (1, 20)


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_an_earlier_index_that_cannot_be_read_is_done_without(tmp_path, damage):
    store = labelled("北河工程", "南河工程", "东河工程", "西河工程")
    index_in(store, tmp_path / "1/made")
    for path in (tmp_path / "1/made" / _name()).iterdir():
        if damage == "gone" and path.name == "owners.json":
            path.unlink()
        if damage == "cut" and path.name == "meta.json":
            path.write_text("{", encoding="utf-8")
    filled(store, ["中河工程"], start=4)
    assert index_in(store, tmp_path / "2/made", earlier=tmp_path / "1/made").search("河工程").total == 5


def test_a_store_keeps_the_index_of_its_last_state(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        filled(store, ["北河工程"])
        store.flush()
    for name, count in (("", 1), ("南河工程", 2)):
        if name:
            with open_store(tmp_path / "store") as store:
                filled(store, [name], start=1)
                store.flush()
        with open_store(tmp_path / "store", read_only=True) as store:
            assert index_beside(store, tmp_path / "store").search("河工程").total == count
            assert index_beside(store, tmp_path / "store").search("河工程").total == count
    assert len([*(tmp_path / "store/search").iterdir()]) == 1


def test_without_records_the_quotes_are_the_sentences():
    with store_of(*both()) as store:
        hit = index_of(store).search("优良天数比例", kinds=["sentence"]).hits[0]
    raw = {each.document.id: each.document.raw for each in both()}[hit.iri]
    assert raw[hit.start : hit.end].replace("\n", "") == hit.text


def test_with_records_every_sentence_is_there(tmp_path):
    source = write(tmp_path, "a.txt", article(0) + "天气很好，大家去河边散步。\n")
    with open_store(None) as store:
        build([source], store, HOME)
        hit = index_of(store).search("散步").hits[0]
        (document,) = store.records.documents([each.document for each in store.records.held()])
    assert hit.text == "天气很好，大家去河边散步。"
    assert document.raw[hit.start : hit.end] == hit.text
