"""Files are found in the order of their names, streaming; what is no file is told, and nothing hangs."""

from __future__ import annotations

import glob
import os
import socket
from pathlib import Path

import pytest

from ecograph.errors import EcographError, UsageError
from ecograph.readers import find_sources
from ecograph.readers.walking import walk


def names(*paths: str) -> list[str]:
    return [source.name for source in find_sources(paths)]


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("晋中市植树。", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_whole_names_are_in_order(folder: Path) -> None:
    paths = ["a-b.txt", "a.txt", "a/b.txt", "a/b/c.txt", "a/b0.txt", "a0.txt", "b/.hidden/x.md", "新闻/一.txt"]
    write(folder, *paths)
    assert names(".") == sorted(paths)
    assert names(str(folder)) == [f"{folder}/{path}" for path in sorted(paths)]


def test_several_paths_are_merged_without_repeats(folder: Path) -> None:
    write(folder, "a/1.txt", "a/3.txt", "b/2.txt", "a/b/4.txt")
    assert names("b", "a", "a/b", "a/3.txt", "*/*.txt") == ["a/1.txt", "a/3.txt", "a/b/4.txt", "b/2.txt"]


@pytest.mark.parametrize(
    "pattern",
    ["*.txt", "**/*.txt", "**", "a/**/c*.txt", "*/*.txt", "a/*/*", "[ab]*/b.txt", "?.txt", ".*/x.txt", "**/b/**/*.txt", "./*.txt"],
)
def test_globs_match_what_the_standard_library_matches(folder: Path, pattern: str) -> None:
    write(folder, "a.txt", "b.txt", "a/b.txt", "a/c1.txt", "a/b/c2.txt", "a/b/d/c3.txt", "b/b.txt", ".h/x.txt", "a/.x.txt", "c.md")
    assert names(pattern) == sorted(path for path in glob.glob(pattern, recursive=True) if Path(path).is_file())  # noqa: PTH207


def test_an_absolute_glob(folder: Path) -> None:
    write(folder, "a/b.txt")
    assert names(f"{folder}/*/*.txt") == [f"{folder}/a/b.txt"]


def test_a_file_whose_name_looks_like_a_glob(folder: Path) -> None:
    write(folder, "a[1].txt")
    assert names("a[1].txt") == ["a[1].txt"]


def test_files_are_told_before_all_are_found(folder: Path) -> None:
    write(folder, "a/1.txt", "b/2.txt")
    found = walk(".", lambda name: name.endswith(".txt"))
    assert next(found).name == "a/1.txt"
    write(folder, "b/3.txt")
    assert [source.name for source in found] == ["b/2.txt", "b/3.txt"]


def test_what_is_no_file_is_told(folder: Path) -> None:
    write(folder, "a.txt", "there/b.txt")
    os.mkfifo("pipe.txt")
    Path("gone.txt").symlink_to("nowhere")
    Path("loop.txt").symlink_to("loop.txt")
    Path("in").symlink_to("there")
    Path("folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
    told = {}
    for source in find_sources(["."]):
        try:
            source.read()
        except EcographError as error:
            told[source.name] = str(error)
    assert set(told) == {"pipe.txt", "gone.txt", "loop.txt", "in", "folder.txt", "socket.txt"}
    assert "this is a pipe, not a file" in told["pipe.txt"]
    assert "this is a socket, not a file" in told["socket.txt"]
    assert "No such file" in told["gone.txt"]
    assert "symbolic links" in told["loop.txt"]
    assert "a link to a folder, which is not followed" in told["in"]
    assert "a folder without articles" in told["folder.txt"]
    with pytest.raises(UsageError, match="this is a pipe"):
        find_sources(["pipe.txt"])


def test_a_glob_follows_the_links_that_it_names(folder: Path) -> None:
    write(folder, "there/b.txt")
    Path("in").symlink_to("there")
    assert names("i*/b.txt") == ["in/b.txt"]


def test_folders_nested_deeper_than_calls(folder: Path) -> None:
    for _ in range(1500):
        Path("d").mkdir()
        os.chdir("d")
    write(Path(), "a.txt")
    deepest = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    found = list(find_sources(["."]))
    os.fchdir(deepest)
    os.close(deepest)
    Path("a.txt").unlink()
    for _ in range(1500):  # what clears up after the tests cannot go so deep
        os.chdir("..")
        Path("d").rmdir()
    assert found[0].name.count("/") >= 1000


def test_names_that_are_no_text(folder: Path) -> None:
    for name in (b"\xff\xfe.txt", "新闻".encode("gbk") + b".txt", b"a\nb.txt", b"-x.txt", b"\xe2\x80\xaetxt.c.txt"):
        (folder / os.fsdecode(name)).write_text("晋中市植树。", encoding="utf-8")
    found = list(find_sources(["."]))
    assert [source.read() for source in found] == ["晋中市植树。".encode()] * 5
    assert {source.name for source in found} == {"\\xff\\xfe.txt", "新闻.txt", "a\\nb.txt", "-x.txt", "\u202etxt.c.txt"}
    for source in found:
        assert source.key(lambda path: path).encode()
