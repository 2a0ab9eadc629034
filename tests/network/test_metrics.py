from __future__ import annotations

import pytest

from ecograph.network.metrics import wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("晋中市生态环境局", ("晋中市生态环境局",)),
        ("晋中市规划和自然资源局", ("晋中市规划和", "自然资源局")),
        ("太行山中南段革命老区国土绿化示范项目", ("太行山中南段", "革命老区国土", "绿化示范项目")),
        ("企业深度治理 40 家", ("企业深度治理", "40 家")),
        ("PM2.5平均浓度 38 微克/立方米", ("PM2.5平均浓度", "38 微克/立方米")),
    ],
)
def test_lines_are_about_equal(text, lines):
    assert wrap(text) == lines


def test_long_label_is_cut_with_an_ellipsis():
    lines = wrap("治" * 60)
    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_no_line_starts_with_a_closing_mark():
    assert not any(line[0] in "》，、" for line in wrap("《晋中市国土绿化示范项目管理办法》、《实施方案》"))
