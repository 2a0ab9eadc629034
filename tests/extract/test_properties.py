"""Whatever the text, the facts' spans hold the source's own words, and nothing fails."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.extract import extract
from ecograph.model import Document, Facts
from ecograph.readers.layout import reflow
from ecograph.readers.metadata import find_metadata
from ecograph.resolve import identify

# What the rules look for, so that chance texts come near to them.
_WORDS = """
晋中市 平遥县 市 县 省 全市 生态环境局 局 党组书记、局长 副市长 王伟 买买提·吐尔逊 表示 介绍
今年 到2025年底 “十四五”末 计划 力争 已 完成 造林 投资 水质 优良天数比例 污水处理厂扩建工程 专项行动
《 》 “ ” （ ） 【 】 、 ， 。 ； ： ！ — 3 32.4 1,234 万亩 % 个百分点 亿元 Ⅲ类 III类 百分之九十五
三千余亩 10-15 公里 微克/立方米 每亩 同比 分别 由 提高到 至少 以上 近 的 和 等 河 湖 断面
印发 方案 办法 的通知 来源： 記者 產業 廳 𠮷 🌲 ﬁ ㎡ ½
"""
_PIECES = [*_WORDS.split(), "\n", "\r\n", " ", "\u3000", "\u200b", "\ufeff", "\t", "\x00", "\ud7ff", "e\u0301", "记者 "]
_NEAR = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)
_ANY = st.text(max_size=200)


def read(raw: str) -> Facts:
    flow = reflow(raw)
    found = find_metadata(flow.furniture, flow.text)
    document = Document(
        id="document/x", source="x.txt", sha256="", raw=raw, text=flow.text, offsets=flow.offsets,
        title=flow.title, published=found.published, publisher=found.publisher,
    )  # fmt: skip
    return identify(extract(document), base="https://example.org/")


def check(raw: str) -> None:
    facts = read(raw)
    spans = [mention.span for entity in facts.entities for mention in entity.mentions]
    spans += [span for entity in facts.entities for span in entity.slots.values()]
    spans += [claim.evidence for claim in facts.claims]
    spans += [unread.span for unread in facts.unread]
    assert [span for span in spans if raw[span.start : span.end] != span.text or not span.text] == []
    known = {entity.id for entity in facts.entities}
    assert [c for c in facts.claims if c.subject not in known or c.object not in known] == []
    assert all(0 <= c.confidence <= 1 for c in facts.claims)
    assert read(raw) == facts


@settings(max_examples=300, deadline=None)
@given(_NEAR)
def test_texts_made_of_what_the_rules_look_for(raw: str) -> None:
    check(raw)


@settings(max_examples=150, deadline=None)
@given(_ANY)
def test_any_unicode(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize("number", [0, 1, 2, 40])
@pytest.mark.parametrize("opening", ["“", '"', "（", "《", "【", "‘"])
def test_marks_that_never_close_or_close_deep(opening: str, number: int) -> None:
    closing = {"“": "”", '"': '"', "（": "）", "《": "》", "【": "】", "‘": "’"}[opening]
    check(opening * number + "晋中市生态环境局局长王伟表示，今年全市造林32万亩" + closing * (number // 2))
