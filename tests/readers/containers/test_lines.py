"""Lines of any length, in any encoding, with little held at a time."""

from __future__ import annotations

import io

import pytest

from ecograph.readers.containers.lines import lines

WORDS = "我们在今年的会上说，这是为了大家。"


def read(data: bytes, limit: int = 1000) -> list[tuple[int, str]]:
    return [tuple(line) for line in lines(io.BufferedReader(io.BytesIO(data)), where="a", limit=limit)]  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5hkscs"])
def test_lines_over_many_pieces(encoding: str) -> None:
    whole = [f"{number}{'我們在會上說，這是為了大家。' * 20}" for number in range(2000)]
    assert [text.lstrip("\ufeff").rstrip("\n") for _, text in read("\n".join(whole).encode(encoding))] == whole


def test_a_line_that_is_too_long_is_skipped() -> None:
    data = f"{WORDS}\n{'长' * 2_000_000}\n{WORDS}\n{'长' * 1001}\n\n{'长' * 2_000_000}".encode()
    assert read(data) == [(1, WORDS + "\n"), (2, ""), (3, WORDS + "\n"), (4, ""), (5, "\n"), (6, "")]


def test_what_is_broken_shows_as_surrogates() -> None:
    data = f"{WORDS}\n{WORDS}".encode()[:-1]
    assert read(data) == [(1, WORDS + "\n"), (2, WORDS[:-1] + "\udce3\udc80")]
