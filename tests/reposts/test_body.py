"""What of a page is the article: its sentences, bare, without what stands around them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printing import FIRST, FOURTH, LINES, SECOND, THIRD, printed, read

from ecograph.reposts.body import body

BARE = (
    "平遥县水务局局长路华3月5日说全县今年已新建污水管网32.4公里",
    "到2024年底城市生活污水集中收集率达到75%以上",
    "县城再生水厂工程总投资1.6亿元由县住房和城乡建设局组织实施",
    "下一步县里将继续排查沿河的排污口发现一处整治一处",
)


@pytest.mark.parametrize(
    "text",
    [
        printed(*LINES),
        printed(*LINES, head="首页 > 新闻 > 正文", foot="编辑：李明"),
        printed(*LINES, foot="版权所有，未经授权不得转载。"),
        printed(*LINES, title="如何守住一湖碧水？"),
        printed("".join(LINES)),
        printed("本报讯（记者 王芳 通讯员 李勇）" + FIRST, SECOND, THIRD, FOURTH),
        printed("平遥新闻网讯　据平遥日报报道，" + FIRST, SECOND, THIRD, FOURTH),
        printed(*LINES).replace("，", ",").translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        "\n\n".join(printed(*LINES).split("\n")),
    ],
    ids=["plain", "furniture", "notice", "question", "one line", "byline", "of another", "marks and widths", "spaced"],
)
def test_the_body_is_the_same_however_it_is_printed(text: str) -> None:
    assert body(read(text)).sentences == BARE


def test_a_place_before_a_word_like_a_byline_stays() -> None:
    told = {
        body(read(printed(f"{each}通讯条件改善，污水管网已有32.4公里。", SECOND))).sentences[0]
        for each in ("平遥县", "祁县")
    }
    assert len(told) == 2


def test_figures_stay_apart_by_their_points_and_percents() -> None:
    told = {body(read(printed(FIRST.replace("32.4", each), SECOND))).sentences[0] for each in ("32.4", "324", "32.4%")}
    assert len(told) == 3


def test_a_title_that_ran_into_the_first_sentence_is_one_of_its_readings() -> None:
    page = read("平遥县水务局通报\n" + "\n".join(LINES))
    run_into = replace(page, text=page.text.replace("\n", " ", 1))
    assert body(run_into).sentences[0] == "平遥县水务局通报" + BARE[0]
    assert body(run_into).openings == BARE[:1]


def test_a_page_without_lines_has_no_body() -> None:
    assert body(replace(read(printed(*LINES)), text="\n")).sentences == ()
