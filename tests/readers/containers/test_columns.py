"""What a row says becomes an article: the same bytes for the same row, its day and its publisher as the graph has them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ecograph.readers.containers.columns import article, day
from ecograph.readers.reading import document_of


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025-03-01", "2025-03-01"),
        ("2025年3月1日 08:30", "2025-03-01"),
        ("20250301", "2025-03-01"),
        (20250301, "2025-03-01"),
        ("2025/3", "2025-03"),
        ("2025年3月", "2025-03"),
        ("2025", "2025"),
        (2025, "2025"),
        (date(2025, 3, 1), "2025-03-01"),
        (datetime(2025, 3, 1, 9, tzinfo=UTC), "2025-03-01"),
        (1740760200, "2025-03-01"),
        (1740760200000, "2025-03-01"),
        ("1740760200", "2025-03-01"),
        (datetime(2025, 2, 28, 18, tzinfo=UTC), "2025-03-01"),
        ("2024083010", ""),
        ("昨天", ""),
        (None, ""),
        (True, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (10**400, ""),
    ],
)
def test_a_day_however_it_is_written(value: object, iso: str) -> None:
    assert day(value) == iso


def test_the_title_stands_before_the_text_once() -> None:
    for text in ("晋中市造林。", "植树造林\n晋中市造林。"):
        data, media_type = article({"text": text, "title": " 植树\n造林 "})
        document = document_of(data, "a", media_type=media_type)
        assert document.title == "植树 造林"
        assert document.raw == ("植树 造林\n\n" + text)
    data, media_type = article({"text": "造林\n晋中市造林。", "title": "造林"})
    assert document_of(data, "a", media_type=media_type).raw == "造林\n晋中市造林。"


def test_markup_is_read_as_a_page() -> None:
    data, media_type = article({"text": "<p>晋中市生态环境局今年造林三万亩。</p><p>平遥县也造林两万亩。</p>", "title": "造林"})
    document = document_of(data, "a", media_type=media_type)
    assert document.raw == "造林\n\n晋中市生态环境局今年造林三万亩。\n平遥县也造林两万亩。"


def test_paragraphs_in_a_list_are_joined() -> None:
    data, media_type = article({"text": ["晋中市植树。", "平遥县造林。"]})
    assert document_of(data, "a", media_type=media_type).raw == "晋中市植树。\n平遥县造林。"


def test_an_address_is_no_publisher() -> None:
    data, media_type = article({"text": "晋中市植树。", "publisher": "https://example.org/a"})
    assert document_of(data, "a", media_type=media_type).publisher == ""
