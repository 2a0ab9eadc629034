"""Zip and tar: the articles among their members; what cannot be unpacked is told by its name, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from backports import zstd
from contained import faults, places, sources, tarred, texts, zipped

from ecograph.readers import read_document
from ecograph.readers.containers import opened
from ecograph.readers.containers import zipped as zip_module

TEXT = "晋中市植树。".encode()
PACKINGS = {
    ".tar": bytes,
    ".tar.gz": gzip.compress,
    ".tgz": gzip.compress,
    ".tar.bz2": bz2.compress,
    ".tar.xz": lzma.compress,
    ".tar.zst": zstd.compress,
}
MEMBERS = {"新闻/b.txt": TEXT, "a.html": b"<p>" + TEXT, "picture.png": TEXT, "c.txt": "治河。".encode()}


def archive(folder: Path, suffix: str, members: dict[str, bytes]) -> Path:
    path = folder / f"news{suffix}"
    if suffix == ".zip":
        return zipped(path, members)
    path.write_bytes(PACKINGS[suffix](tarred(members)))
    return path


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst"])
def test_members_that_are_articles(tmp_path: Path, suffix: str) -> None:
    path = archive(tmp_path, suffix, MEMBERS)
    found = sources(path)
    assert places(found, path) == ["!/新闻/b.txt", "!/a.html", "!/c.txt"]
    assert texts(found) == ["晋中市植树。", "晋中市植树。", "治河。"]
    assert found[0].key(lambda file: Path(file).name) == f"news{suffix}!/新闻/b.txt"


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_containers_within(tmp_path: Path, suffix: str) -> None:
    rows = gzip.compress(json.dumps({"text": "造林。"}).encode() + b"\n{")
    deep = zipped(tmp_path / "deep", {"e.txt": TEXT}).read_bytes()
    inner = zipped(tmp_path / "inner", {"d.txt": TEXT, "deep.zip": deep}).read_bytes()
    members = {"a.jsonl.gz": rows, "b/inner.zip": inner, "c.tar": tarred({"f.txt": TEXT}), "g.txt": TEXT}
    path = archive(tmp_path, suffix, members)
    found = sources(path)
    assert places(found, path) == [
        "!/a.jsonl.gz#1", "!/a.jsonl.gz#2", "!/b/inner.zip!/d.txt", "!/b/inner.zip!/deep.zip", "!/c.tar!/f.txt", "!/g.txt",
    ]  # fmt: skip
    assert [bool(source.fault) for source in found] == [False, True, False, True, False, False]
    assert "an archive within an archive" in faults(found)[1]


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_a_member_that_is_too_large_is_told_unread(tmp_path: Path, suffix: str) -> None:
    path = archive(tmp_path, suffix, {"a.txt": bytes(3_000_000), "b.txt": TEXT, "c.pdf": bytes(3_000_000)})
    assert [bool(source.fault) for source in sources(path)] == [True, False, False]


def twice(path: Path, name: str, one: bytes, other: bytes) -> Path:
    """Write an archive with two members of one name."""
    if path.suffix == ".zip":
        zipped(path, {name: one, f"~{name[1:]}": other})
        path.write_bytes(path.read_bytes().replace(f"~{name[1:]}".encode(), name.encode()))
    else:
        path.write_bytes(tarred({name: one, f"./{name}": other}))
    return path


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_members_of_one_name_do_not_replace_each_other(tmp_path: Path, suffix: str) -> None:
    path = twice(tmp_path / f"news{suffix}", "a.txt", TEXT, "造林。".encode())
    found = sources(path)
    assert (places(found, path), texts(found)) == (["!/a.txt", "!/a.txt~2"], ["晋中市植树。", "造林。"])


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_a_member_of_a_name_that_has_come_before_is_of_the_same_kind(tmp_path: Path, suffix: str) -> None:
    rows = [json.dumps({"text": text}).encode() for text in ("造林。", "治河。")]
    path = twice(tmp_path / f"news{suffix}", "a.jsonl", *rows)
    found = sources(path)
    assert (places(found, path), texts(found)) == (["!/a.jsonl#1", "!/a.jsonl~2#1"], ["造林。", "治河。"])
    path = twice(tmp_path / f"more{suffix}", "a.pdf", b"%PDF-", b"%PDF-" + bytes(3_000_000))
    assert faults(sources(path)) == []  # a PDF may be larger than its text


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_odd_names(tmp_path: Path, suffix: str) -> None:
    names = ["../../etc/a.txt", "/b.txt", "-c.txt", "d\n.txt", "😀.txt", "\u202etxt.e.txt", "f" * 90 + ".txt"]
    path = archive(tmp_path, suffix, dict.fromkeys(names, TEXT))
    found = sources(path)
    assert places(found, path) == [f"!/{name.lstrip('/')}".replace("\n", "\\n") for name in names]
    assert texts(found) == ["晋中市植树。"] * len(names)


def test_names_in_gbk(tmp_path: Path) -> None:
    path = zipped(tmp_path / "news.zip", {"AAAA/BB.txt": TEXT})
    path.write_bytes(path.read_bytes().replace(b"AAAA/BB", "新闻/一".encode("gbk")))
    assert places(sources(path), path) == ["!/新闻/一.txt"]
    path = tmp_path / "news.tar"
    path.write_bytes(tarred({"新闻/一.txt": TEXT}, format=tarfile.GNU_FORMAT, encoding="gbk"))
    assert places(sources(path), path) == ["!/新闻/一.txt"]


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = zipped(tmp_path / "news.zip", {"a.txt": TEXT, "b.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (fault,) = faults(sources(path))
    assert fault.startswith(f"{path}!/a.txt: this member is encrypted; ")


def test_a_damaged_member(tmp_path: Path) -> None:
    path = zipped(tmp_path / "news.zip", {"a.txt": TEXT * 20, "b.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[40:44] = b"xxxx"
    path.write_bytes(data)
    found = sources(path)
    assert faults(found)[0].startswith(f"{path}!/a.txt: this member cannot be unpacked (")
    assert texts(found)[1] == "晋中市植树。"


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_cut_zip_gives_what_is_whole(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w", packing) as made:
        for number in range(20):
            made.writestr(f"{number}.txt", f"第{number}期，" + "".join(map(chr, range(0x4E00, 0x4F00 + number))))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    *found, cut, last = sources(path)
    assert len(found) > 10
    assert [text[:4] for text in texts(found[:3])] == ["第0期，", "第1期，", "第2期，"]
    assert "this member is cut short" in str(cut.fault)
    assert str(last.fault).startswith(f"{path}: cut short: the list of its members is missing")


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tar.xz", ".tar.zst"])
def test_a_cut_tar_gives_what_is_whole(tmp_path: Path, suffix: str) -> None:
    texts = ["".join(chr(0x4E00 + at * (number + 7) % 5000) for at in range(3000)) for number in range(40)]
    path = archive(tmp_path, suffix, {f"{number}.txt": text.encode() for number, text in enumerate(texts)})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    found = sources(path)
    assert sum(not source.fault for source in found) >= 10
    assert "cut short" in faults(found)[-1]


def test_a_damaged_head_in_a_tar_costs_its_member(tmp_path: Path) -> None:
    data = bytearray(tarred({f"{number}.txt": TEXT for number in range(4)}))
    data[1024 + 100 : 1024 + 110] = b"x" * 10
    path = tmp_path / "news.tar"
    path.write_bytes(data)
    found = sources(path)
    assert places([each for each in found if not each.fault], path) == ["!/0.txt", "!/2.txt", "!/3.txt"]
    assert "blocks of this archive are damaged" in faults(found)[0]


@pytest.mark.parametrize("name", ["news.zip", "news.tar", "news.tar.gz", "news.tar.zst"])
def test_what_is_no_archive_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data in (b"", TEXT * 200):
        path.write_bytes(data)
        assert faults(sources(path))[0].startswith(f"{path}: ")


def test_an_archive_without_articles_is_told(tmp_path: Path) -> None:
    for suffix in (".zip", ".tar"):
        path = archive(tmp_path, suffix, {"a.png": TEXT})
        assert faults(sources(path)) == [f"{path}: no article in it; remove it from the list"]


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz", ".tar.bz2", ".tar.xz"])
def test_a_bomb_is_defused(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_FREE", 10_000_000)
    path = archive(tmp_path, suffix, {f"{number}.txt": bytes(1_900_000) for number in range(30)})
    found = sources(path)
    assert len(found) < 12
    assert "unpacks to more than 200 times its size" in faults(found)[-1]


def test_a_packed_table_that_is_a_bomb_is_defused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_FREE", 10_000_000)
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}\n" + b" " * 60_000_000))
    assert "unpacks to more than" in faults(sources(path))[-1]


def test_a_list_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "news.zip", MEMBERS)
    monkeypatch.setattr(zip_module, "MAX_LIST", 100)
    assert "more members than can be listed" in faults(sources(path))[0]


def test_a_name_in_a_tar_that_would_fill_the_memory_is_none(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as made:
        info = tarfile.TarInfo("name")
        info.type, info.size = tarfile.XHDTYPE, 1 << 33
        sink.write(info.tobuf(tarfile.GNU_FORMAT))
        made.offset = sink.tell()
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        made.addfile(info, io.BytesIO(TEXT))
    path = tmp_path / "news.tar"
    path.write_bytes(sink.getvalue())
    assert texts(sources(path))[0] == "晋中市植树。"


def test_a_sparse_member_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "news.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as made:
        info = tarfile.TarInfo("y.zip")
        sparse = {"major": "0", "minor": "1", "map": "0,0", "size": "100000000"}
        info.pax_headers = {f"GNU.sparse.{name}": value for name, value in sparse.items()}
        made.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        made.addfile(info, io.BytesIO(TEXT))
    found = sources(path)
    assert "a sparse file" in faults(found)[0]
    assert "晋中市植树。" in texts(found)


def test_bytes_of_a_member_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (one,) = sources(tmp_path / "a.txt")
    (other,) = sources(zipped(tmp_path / "news.zip", {"a.txt": TEXT}))
    assert read_document(one).id == read_document(other).id
