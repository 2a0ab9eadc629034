from __future__ import annotations

import io
import tarfile

import pytest

from builders import both
from ecograph.archive import backup, restore
from ecograph.build import build
from ecograph.errors import ReadError, UsageError
from ecograph.graph import quads
from ecograph.readers import Source
from ecograph.store import open_store
from ecograph.store.database import FILE
from ecograph.upkeep import DECISIONS, decisions_of

ARTICLE = "晋中市水利局局长王建国说，今年造林3万亩。"
ALL = "SELECT * { ?s ?p ?o }"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "store"
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    with open_store(folder, create=True) as store:
        build([Source(str(article))], store)
    return folder


def dumped(folder):
    with open_store(folder, read_only=True) as store:
        sink = io.BytesIO()
        store.dump(sink, "nq")
        return sink.getvalue()


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz", "b.tgz"])
def test_a_restored_store_is_the_same_and_can_be_built_on(home, tmp_path, name):
    backup(home, tmp_path / name)
    restore(tmp_path / name, tmp_path / "again" / "store")
    assert dumped(tmp_path / "again" / "store") == dumped(home)
    with open_store(tmp_path / "again" / "store") as store:
        assert [each.facts.document.text for each in store.records.all()] == [ARTICLE]


def test_decisions_come_along(home, tmp_path):
    (tmp_path / DECISIONS).write_text("", encoding="utf-8")
    backup(home, tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "again" / "store")
    assert (tmp_path / "again" / DECISIONS).exists()
    with open_store(tmp_path / "again" / "store") as store:
        assert decisions_of(store) == ()


def test_other_decisions_stay_and_are_told(home, tmp_path):
    (tmp_path / DECISIONS).write_text("", encoding="utf-8")
    backup(home, tmp_path / "b.tar")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / DECISIONS).write_text("\n", encoding="utf-8")
    done = restore(tmp_path / "b.tar", tmp_path / "again" / "store")
    assert done.other_decisions == tmp_path / "again" / DECISIONS
    assert done.other_decisions.read_text(encoding="utf-8") == "\n"


def test_a_store_without_records_is_backed_up_too(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        for facts in both():
            store.add(facts.document.id, quads(facts))
    (tmp_path / "store" / FILE).unlink()
    backup(tmp_path / "store", tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "again")
    assert dumped(tmp_path / "again") == dumped(tmp_path / "store")


def test_what_is_there_is_not_overwritten(home, tmp_path):
    backup(home, tmp_path / "b.tar")
    with pytest.raises(UsageError, match="--replace"):
        restore(tmp_path / "b.tar", home)


def test_a_replaced_store_is_kept_aside(home, tmp_path):
    backup(home, tmp_path / "b.tar")
    before = dumped(home)
    with open_store(home) as store:
        for facts in both():
            store.add(facts.document.id, quads(facts))
    done = restore(tmp_path / "b.tar", home, replace=True)
    assert (dumped(home), dumped(done.replaced) == before) == (before, False)


def damaged(path, change):
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.__delitem__(slice(len(data) // 2, None)),
        lambda data: data.__setitem__(len(data) // 2, data[len(data) // 2] ^ 1),
        lambda data: data.__setitem__(slice(None), b"no archive at all" * 1000),
        lambda data: data.clear(),
    ],
    ids=["cut short", "one bit", "no archive", "empty"],
)
def test_a_damaged_backup_makes_no_store(home, tmp_path, change):
    backup(home, tmp_path / "b.tar")
    damaged(tmp_path / "b.tar", change)
    with pytest.raises((ReadError, UsageError)):
        restore(tmp_path / "b.tar", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "graph/../../outside", "graph/sub/file", "other"])
def test_members_with_other_names_are_refused(tmp_path, name):
    with tarfile.open(tmp_path / "b.tar", "w:") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
    with pytest.raises(ReadError, match="is no backup"):
        restore(tmp_path / "b.tar", tmp_path / "again")


def test_links_are_refused(tmp_path):
    with tarfile.open(tmp_path / "b.tar", "w:") as archive:
        member = tarfile.TarInfo("graph/CURRENT")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    with pytest.raises(ReadError):
        restore(tmp_path / "b.tar", tmp_path / "again")


def test_a_file_that_cannot_be_written_is_told(home, tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        backup(home, tmp_path / "missing" / "b.tar")
