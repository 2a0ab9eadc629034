"""The text layer of a PDF is read as people read the page; what cannot be read says why."""

from __future__ import annotations

import pytest

from ecograph.errors import ReadError
from ecograph.readers import document_of
from papers import Line, column, pdf

BUREAU = (
    "晋中市生态环境局牵头实施汾河流域水污染治理工程，今年全市完成造林绿化32.4万亩，空气质量优良天数比例达到七成八。"
)
COUNTY = "平遥县生态环境局负责推进平遥县污水处理厂扩建项目，确保2025年年底前建成，每天处理污水五万吨。"
TITLE = (200.0, 790.0, "晋中部署生态治理", 18.0)


def two_columns(*, interleaved: bool) -> list[Line]:
    left = column(BUREAU, left=50, top=740, width=18)
    right = column(COUNTY, left=50 + 18 * 12 + 24, top=740, width=18)
    if not interleaved:
        return [*left, *right]
    pairs = [line for pair in zip(left, right, strict=False) for line in pair]
    return pairs + left[len(right) :] + right[len(left) :]


def texts(data: bytes) -> list[str]:
    document = document_of(data, "a.pdf")
    for at, char in enumerate(document.text):
        assert document.span(at, at + 1).text == document.raw[document.offsets[at]], char
    return document.text.split("\n")


def test_broken_lines_are_joined_into_paragraphs() -> None:
    lines = [TITLE, *column(BUREAU, left=72, top=740, width=30), *column(COUNTY, left=72, top=680, width=30)]
    assert texts(pdf([lines])) == [TITLE[2], BUREAU, COUNTY]


@pytest.mark.parametrize("interleaved", [False, True])
def test_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    assert texts(pdf([[TITLE, *two_columns(interleaved=interleaved)]])) == [TITLE[2], BUREAU, COUNTY]


def test_a_table_below_the_columns_is_read_by_rows() -> None:
    cells = [
        ["县区", "造林面积", "单位"],
        ["平遥县", "3.2", "万亩"],
        ["和顺县", "5.4", "万亩"],
        ["祁县", "2.1", "万亩"],
    ]
    table = [(60.0 + 160 * x, 560.0 - 18 * y, text, 12.0) for y, row in enumerate(cells) for x, text in enumerate(row)]
    lines = texts(pdf([[*two_columns(interleaved=True), *table]]))
    assert lines == [BUREAU, COUNTY, "县区 造林面积 单位", "平遥县3.2万亩", "和顺县5.4万亩", "祁县2.1万亩"]


def test_three_columns() -> None:
    parts = [
        column(text, left=40 + 180 * n, top=740, width=14, size=11) for n, text in enumerate((BUREAU, COUNTY, BUREAU))
    ]
    across = [line for lines in zip(*parts, strict=False) for line in lines]
    rest = [line for lines in parts for line in lines if line not in across]
    assert "".join(texts(pdf([across + rest]))) == BUREAU + COUNTY + BUREAU


def test_a_headline_across_the_columns_parts_them() -> None:
    across = [(60.0, 770.0, "全市生态环境保护大会召开，部署今年重点工作，各县区都要完成任务，不得有误", 12.0)]
    foot = [(60.0, 500.0, "本次大会由市委、市政府召开，各县区和市直有关单位的负责人都参加了会议。", 12.0)]
    lines = texts(pdf([[*across, *two_columns(interleaved=True), *foot]]))
    assert "".join(lines) == across[0][2] + BUREAU + COUNTY + foot[0][2]


def test_the_rows_of_a_table_are_read_as_rows() -> None:
    cells = [
        ["县区", "造林面积", "单位"],
        ["平遥县", "3.2", "万亩"],
        ["和顺县", "5.4", "万亩"],
        ["祁县", "2.1", "万亩"],
    ]
    table = [(72.0 + 150 * x, 600.0 - 18 * y, text, 12.0) for y, row in enumerate(cells) for x, text in enumerate(row)]
    document = document_of(pdf([[*column(BUREAU, left=72, top=740, width=30), *table]]), "a.pdf")
    assert document.raw.split("\n")[-3:] == ["平遥县\t3.2\t万亩", "和顺县\t5.4\t万亩", "祁县\t2.1\t万亩"]


def test_a_paragraph_goes_on_over_a_page_break_without_the_running_head_and_foot() -> None:
    body = column(BUREAU + COUNTY + BUREAU, left=72, top=740, width=20)
    pages = [
        [(240.0, 800.0, "晋中市人民政府公报", 9.0), *body[at : at + 3], (280.0, 30.0, f"— {at} —", 9.0)]
        for at in range(0, len(body), 3)
    ]
    document = document_of(pdf(pages), "a.pdf")
    assert document.text == BUREAU + COUNTY + BUREAU
    assert document.raw.count("\f") == len(pages) - 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned(turn: int) -> None:
    lines = [TITLE, *column(BUREAU, left=72, top=740, width=30), *column(COUNTY, left=72, top=680, width=30)]
    assert texts(pdf([lines], rotate=turn)) == [TITLE[2], BUREAU, COUNTY]


@pytest.mark.parametrize(
    ("info", "title", "published"),
    [
        ({"Title": "晋中部署生态治理", "CreationDate": "D:20250313080000+08'00'"}, "晋中部署生态治理", "2025-03-13"),
        ({"Title": "Microsoft Word - 1.doc", "CreationDate": "D:20260101"}, "晋中部署生态治理", "2025"),
        ({}, "晋中部署生态治理", "2025"),
    ],
)
def test_the_title_and_the_day(info: dict[str, str], title: str, published: str) -> None:
    text = "2025年是攻坚之年，" + BUREAU
    document = document_of(pdf([[TITLE, *column(text, left=72, top=740, width=30)]], info=info), "a.pdf")
    assert (document.title, document.published) == (title, published)


def test_a_title_that_the_page_does_not_show_is_not_believed() -> None:
    data = pdf([column(BUREAU, left=72, top=740, width=30)], info={"Title": "扫描件"})
    assert document_of(data, "a.pdf").title != "扫描件"


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"11" * 32, b"22" * 32)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf([column(BUREAU, left=72, top=740, width=30)])[:400], "damaged"),
        (pdf([[]]), "no text layer"),
        (pdf([[(72, 700, "扫描全能王", 12)]] * 3), "no text layer"),
        (pdf([[(72, 700, "\ue001\ue002\ue003\ue004" * 9, 12)]]), "does not say which characters"),
        (pdf([column(BUREAU, left=72, top=740, width=30)], trailer=LOCKED), "encrypted"),
        (pdf([[]] * 501), "501 pages"),
    ],
    ids=["nothing", "cut", "empty", "scanned", "no characters", "encrypted", "long"],
)
def test_what_cannot_be_read(data: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told) as raised:
        document_of(data, "a.pdf")
    assert (raised.value.where, bool(raised.value.remedy)) == ("a.pdf", True)
