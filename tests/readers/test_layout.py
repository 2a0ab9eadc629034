"""Broken lines are joined, furniture set aside, and every character keeps its place in the source."""

from __future__ import annotations

import pytest

from ecograph.readers.characters import is_han, normalise
from ecograph.readers.layout import Flow, reflow

PARAGRAPHS = (
    "今年以来，晋中市生态环境局牵头推进一泓清水入黄河工程，确保灵石县王庄桥南断面水质稳定达到三类以上，"
    "为黄河流域生态保护作出新的贡献。",
    "局长马成毅表示，全市将完成造林绿化三十二万亩，治理水土流失面积四十万亩，让群众看得见山、望得见水、记得住乡愁。",
)


def broken(*paragraphs: str, width: int = 17, indent: str = "", gap: str = "\n") -> str:
    """Break paragraphs into lines of `width` characters, as a column in a newspaper does."""
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return gap.join(lines) + "\n"


def paragraphs_of(flow: Flow) -> tuple[str, ...]:
    return tuple(flow.text.split("\n"))


def assert_faithful(raw: str, flow: Flow) -> None:
    """Check that each clean character stands for the source character that its offset names."""
    assert len(flow.text) == len(flow.offsets)
    assert list(flow.offsets) == sorted(set(flow.offsets))
    for at, char in zip(flow.offsets, flow.text, strict=True):
        assert char == normalise(raw[at]) or not (is_han(char) or is_han(raw[at])), (char, raw[at])


@pytest.mark.parametrize("indent", ["", "　　", "    "], ids=["flush", "full-width", "spaces"])
@pytest.mark.parametrize("gap", ["\n", "\r\n", "\n\n", " \n"], ids=["lf", "crlf", "blank lines", "trailing blanks"])
@pytest.mark.parametrize("width", [15, 17, 21, 34])
def test_broken_lines_become_the_paragraphs_again(indent: str, gap: str, width: int) -> None:
    raw = broken(*PARAGRAPHS * 2, width=width, indent=indent, gap=gap)
    flow = reflow(raw)
    assert paragraphs_of(flow) == PARAGRAPHS * 2
    assert_faithful(raw, flow)


@pytest.mark.parametrize("width", [12, 17, 24])
def test_lines_that_were_joined_by_blanks_are_the_lines_that_they_were(width: int) -> None:
    text = "".join(PARAGRAPHS) * 3
    raw = " ".join(text[at : at + width] for at in range(0, len(text), width))
    flow = reflow(raw)
    assert flow.text == text
    assert_faithful(raw, flow)


def test_names_that_blanks_set_apart_stay_apart() -> None:
    names = "祁县水利和湖泊局 平遥县自然资源局 太谷区林业和草原局 榆次区农业农村局 寿阳县生态环境分局 和顺县住房建设局"
    assert reflow(names).text == names


def test_unbroken_paragraphs_stay_apart() -> None:
    assert paragraphs_of(reflow("\n".join(PARAGRAPHS))) == PARAGRAPHS


@pytest.mark.parametrize("place", ["start", "end"])
@pytest.mark.parametrize(
    "heading",
    [("绿水青山入画来",), ("守护绿水青山 绘就生态画卷", "——我市着力强化生态治理见闻")],
    ids=["title", "subtitle"],
)
def test_a_title_is_found_at_either_end(heading: tuple[str, ...], place: str) -> None:
    title, body = "\n".join(heading) + "\n", broken(*PARAGRAPHS)
    flow = reflow(title + body if place == "start" else body + title)
    assert flow.title == " ".join(heading)
    around = paragraphs_of(flow)
    assert (around[len(heading) :] if place == "start" else around[: -len(heading)]) == PARAGRAPHS


def test_a_caption_after_the_title_is_not_part_of_it() -> None:
    heading = "守护绿水青山 绘就生态画卷\n——我市着力强化生态治理，全力以赴建设美丽晋中\n生态优良的晋中生机勃勃\n"
    flow = reflow(broken(*PARAGRAPHS) + heading)
    assert flow.title == "守护绿水青山 绘就生态画卷 ——我市着力强化生态治理，全力以赴建设美丽晋中"


def test_an_indented_line_starts_a_paragraph_after_a_heading_as_wide_as_the_column() -> None:
    raw = "全市生态环境保护工作会议胜利召开\n　　佟克礼讲话 闻道安主持会议并作总结\n" + broken(
        *PARAGRAPHS, indent="　　"
    )
    assert reflow(raw).title == "全市生态环境保护工作会议胜利召开"
    assert paragraphs_of(reflow(raw))[2:] == PARAGRAPHS


def test_short_lines_beside_long_ones_are_a_table_and_not_a_column() -> None:
    rows = ["新罗区 18 98.9%", "永定区 16 99.6%", "上杭县 15 100%", "武平县 13 100%", "长汀县 14 99.3%"]
    assert len(paragraphs_of(reflow("\n".join([*PARAGRAPHS, *rows])))) == len(PARAGRAPHS) + len(rows)


@pytest.mark.parametrize(
    "line",
    [
        "来源：晋中日报",
        "责任编辑：赵某",
        "字号：大 中 小",
        "浏览次数：123次",
        "打印本页",
        "分享到：微信 微博 打印 关闭窗口",
        "当前位置：首页 > 要闻",
        "- 3 -",
        "2025-03-12",
        "————————",
    ],
)
def test_page_furniture_is_set_aside(line: str) -> None:
    flow = reflow(f"绿水青山入画来\n{line}\n" + "\n".join(PARAGRAPHS))
    assert flow.furniture == (line,)
    assert line not in flow.text


@pytest.mark.parametrize("line", ["关闭自备井14眼，全市造林绿化32.4万亩。", "关闭砖瓦窑12家、修复湿地36公顷"])
def test_a_line_that_begins_like_a_button_is_none(line: str) -> None:
    flow = reflow("绿水青山入画来\n" + "\n".join([*PARAGRAPHS, line]))
    assert not flow.furniture


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("造林 32.4 万亩。", "造林32.4万亩。"),
        ("11 月 8日，", "11月8日，"),
        ("局长 王伟 讲话。", "局长 王伟 讲话。"),
        ("王 伟讲话。", "王伟讲话。"),
        ("大气环境科科长闵祥 慧介绍，天更蓝了。", "大气环境科科长闵祥慧介绍，天更蓝了。"),
        ("PM 2.5", "PM 2.5"),
        ("副书记\u200b马成毅", "副书记马成毅"),
        ("３２．４％", "32.4%"),
        ("《规划》,共5条", "《规划》，共5条"),
        ("1,234人", "1,234人"),
        ("占比5%～8%", "占比5%-8%"),
        ('他说:"好。"', "他说：“好。”"),
    ],
)
def test_stray_blanks_go_and_characters_are_normalised(raw: str, clean: str) -> None:
    flow = reflow(raw)
    assert flow.text == clean
    assert_faithful(raw, flow)


def test_normalising_keeps_the_length() -> None:
    raw = "３２．４％，「碧水」〝蓝天〞,共5条;约1~2个——3·5‧“a,b”（c）"
    assert len(normalise(raw)) == len(raw)


@pytest.mark.parametrize("raw", ["", "\n \n\t\n", "\ufeff", "。", "\r\r\r"], ids=repr)
def test_next_to_nothing_gives_next_to_nothing(raw: str) -> None:
    flow = reflow(raw)
    assert len(flow.text) == len(flow.offsets) <= 1


def test_a_byte_order_mark_is_no_part_of_the_text_but_counts_in_the_offsets() -> None:
    flow = reflow("\ufeff晋中市植树。")
    assert (flow.text, flow.offsets[0]) == ("晋中市植树。", 1)


def test_latin_words_do_not_run_together_over_a_line_break() -> None:
    raw = "\n".join(["The quick brown fox", "jumps over the lazy"] * 4) + "\ndog."
    flow = reflow(raw)
    assert "fox jumps" in flow.text
    assert_faithful(raw, flow)
