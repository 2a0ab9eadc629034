"""What may hurt its reader is read in a process of its own, one for many articles; its limits hold for each."""

from __future__ import annotations

import pytest

from ecograph.guarding import Bounds, GuardError
from ecograph.readers.guarded import guarded_content
from ecograph.readers.reading import content_of
from papers import docx, pdf, stream

PAGE = "<title>造林</title><p>晋中市生态环境局今年在平遥县造林三万亩，并治理北河。</p>".encode()
BOUNDS = Bounds(20.0)
TOLD = {"media_type": "", "charset": "", "max_bytes": 2_000_000}


def read(data: bytes, name: str, bounds: Bounds = BOUNDS):
    return guarded_content(data, name, bounds=bounds, **TOLD)


@pytest.mark.parametrize(
    ("name", "data"), [("a.html", PAGE), ("a.docx", docx(["造林。"])), ("a.txt", "造林。".encode())]
)
def test_the_same_as_unguarded(name: str, data: bytes) -> None:
    assert read(data, name) == content_of(data, name, **TOLD)


def test_the_order_of_pages_changes_nothing() -> None:
    pages = [PAGE.replace("三万".encode(), f"{number}万".encode()) for number in range(12)]
    there = [read(page, "a.html") for page in pages]
    assert [read(page, "a.html") for page in reversed(pages)] == there[::-1]
    assert there[0] == content_of(pages[0], "a.html", **TOLD)


def test_one_that_takes_too_long_costs_only_itself() -> None:
    bounds = Bounds(1.0)
    slow = pdf([[]], content=stream(b"BT /F 12 Tf " + b"<6c5f> Tj 0 1 Td " * 3_000_000 + b" ET"))
    assert read(PAGE, "a.html", bounds).title == "造林"
    with pytest.raises(GuardError):
        read(slow, "a.pdf", bounds)
    assert read(PAGE, "a.html", bounds).title == "造林"
