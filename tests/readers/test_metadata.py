"""When and by whom an article was published."""

from __future__ import annotations

import pytest

from ecograph.readers.metadata import find_metadata


@pytest.mark.parametrize(
    ("furniture", "text", "published"),
    [
        (("发布时间：2025-03-12 08:30",), "正文。", "2025-03-12"),
        (("2024年6月5日",), "2025年1月1日起施行。", "2024-06-05"),
        ((), "（2023/7/9）正文。", "2023-07-09"),
        ((), "正" * 200 + "晋中市人民政府2022年8月30日", "2022-08-30"),
        ((), "正" * 200 + "2025年是“十四五”规划收官年，" + "文" * 100, "2025"),
        ((), "正" * 200 + "总磷浓度比2015年下降三成，2023年又降了一成，" + "文" * 100, "2023"),
        ((), "正" * 200 + "2022年建成，到2030年全面达标，力争2035年前完成，" + "文" * 100, "2022"),
        ((), "正" * 200 + "依据《规划（2021—2035年）》推进，" + "文" * 100, ""),
        (("发布时间：2025-13-40",), "正文。", "2025"),
        ((), "正文。", ""),
    ],
)
def test_the_date(furniture: tuple[str, ...], text: str, published: str) -> None:
    assert find_metadata(furniture, text).published == published


@pytest.mark.parametrize(
    ("furniture", "text", "publisher"),
    [
        (("来源：晋中日报",), "正文。", "晋中日报"),
        (("2025-03-12 来源: 市生态环境局 字号：大",), "正文。", "市生态环境局"),
        ((), "（华容县融媒体中心）8月11日讯", "华容县融媒体中心"),
        ((), "正文。", ""),
    ],
)
def test_the_publisher(furniture: tuple[str, ...], text: str, publisher: str) -> None:
    assert find_metadata(furniture, text).publisher == publisher
