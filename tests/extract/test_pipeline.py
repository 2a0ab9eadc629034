"""The spaCy components, their span groups, and the offsets of everything that is found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from extracting import facts, names

from ecograph.extract import extract
from ecograph.extract.components import COMPONENTS, CharacterTokenizer, language
from ecograph.model import ENTITY_TYPES, Document, Facts
from ecograph.readers import Source, read_text

NEWS = (
    "晋中市水利局党组书记、局长李国强表示，该局将牵头推进“一泓清水入黄河”工程，"
    "确保灵石县王庄桥南断面水质达到Ⅲ类。平遥县今年计划造林9.08万亩，PM2.5平均浓度降到38微克/立方米以下。"
    "晋中市水利局印发《晋中市河道管理办法》。"
)
# As a printed page: short lines, names cut by them, blanks before numbers, full-width digits.
PAGE = """ 晋中市水利局党组书记、局长李国

强表示，该局将牵头推进“一泓清水

入黄河”工程，确保灵石县王庄桥南断

面水质达到Ⅲ类。平遥县今年计划造

林 ９.０８ 万亩，ＰＭ2.5平均浓度降到38

微克/立方米以下。晋中市水利局印发

《晋中市河道管理办法》。
"""


def wrong_spans(found: Facts) -> list[str]:
    """Return what does not stand in the source where it says it does."""
    raw = found.document.raw
    spans = [m.span for e in found.entities for m in e.mentions]
    spans += [s for e in found.entities for s in e.slots.values()]
    spans += [c.evidence for c in found.claims] + [u.span for u in found.unread]
    assert spans
    return [span.text for span in spans if raw[span.start : span.end] != span.text or not span.text]


def read(text: str, folder: Path, *, encoding: str = "utf-8") -> Document:
    path = folder / "page.txt"
    path.write_bytes(text.encode(encoding))
    return read_text(Source(str(path)), home="140700", published="2025-03-01")


def test_offsets_hold_in_a_plain_text() -> None:
    assert wrong_spans(facts(NEWS)) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_offsets_hold_in_a_broken_text_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = extract(read(PAGE, tmp_path, encoding=encoding))
    assert wrong_spans(found) == []
    assert "李国强" in names(found, "Official")


def test_offsets_hold_with_windows_line_ends(tmp_path: Path) -> None:
    assert wrong_spans(extract(read(PAGE.replace("\n", "\r\n"), tmp_path))) == []


@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_a_broken_page_gives_what_the_whole_lines_give(tmp_path: Path, type_: str) -> None:
    page, plain = extract(read(PAGE, tmp_path)), facts(NEWS)
    assert names(page, type_) == names(plain, type_)  # type: ignore[arg-type]


def test_a_mention_over_a_line_break_is_verbatim(tmp_path: Path) -> None:
    found = extract(read(PAGE, tmp_path))
    (official,) = [e for e in found.entities if e.type == "Official"]
    assert official.name == "李国强"
    assert official.mentions[0].span.text == "李国\n\n强"


@pytest.mark.parametrize(
    ("page", "type_", "name"),
    [
        ("祁县今年计划造林 3.5 万亩。", "Target", "造林 3.5 万亩"),
        ("祁县今年计划造林３．５万亩。", "Target", "造林 3.5 万亩"),
        ("祁县绿化率达到９８．６％。", "Target", "绿化率 98.6 %"),
        ("市水利局副局长王 伟说，要加快治理。", "Official", "王伟"),
        ("晋中市生态环境局平遥分局召开会议。", "Agency", "晋中市生态环境局平遥分局"),
        ("水利部门在灵石县南关断面检查。", "Place", "南关断面"),
        ("加快推进和顺生物多样性保护项目。", "Project", "和顺生物多样性保护项目"),
        ("市政府出台《晋中市扬尘治理实施方案》。", "Policy", "晋中市扬尘治理实施方案"),
    ],
)
@pytest.mark.parametrize("width", [11, 14, 17])
def test_lines_may_break_anywhere(tmp_path: Path, page: str, type_: str, name: str, width: int) -> None:
    text = NEWS + page + NEWS
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    assert name in names(extract(read("\n\n".join(lines) + "\n", tmp_path)), type_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "page",
    [
        "晋中日报讯（记者 李明）平遥县植树忙。\n",
        "新华社太原3月5日电（记者王芳）平遥县植树忙。\n",
    ],
)
def test_a_dateline_does_not_hide_what_follows(tmp_path: Path, page: str) -> None:
    assert "平遥县" in names(extract(read(page, tmp_path)), "Place")


@pytest.mark.parametrize(
    "page",
    [
        "晋中日报讯（记者 李明 通讯员 张华）平遥县植树忙。\n",
        "来源：晋中日报\n作者：李明\n编辑：王芳\n平遥县植树忙，油松成活了。\n责任编辑：赵敏\n",
        "平遥县植树忙，油松成活了。\n（图为群众在植树。李刚 摄）\n分享 打印 关闭\n第1页 共3页\n",
    ],
)
def test_the_furniture_of_a_page_names_nobody_and_counts_nothing(tmp_path: Path, page: str) -> None:
    found = extract(read(page, tmp_path))
    assert names(found, "Official") | names(found, "Target") | names(found, "Agency") == set()


_NOISE = [
    "，", "。", "、", "“", "”", "《", "》", "（", "）", "\n", "\n\n", " ", "\u3000", "\t", "；", "——", "…", "‘", "’",
    "市", "局", "县", "长", "３", "12", "%", "Ⅲ类", "万亩", "平遥", "工程", "该局", "由", "到", "2025年", "𠮷", "é", "A", "🌲",
    "百分之", "至少", "〔", "〕", "第一", "李", "·", "其中", "分别", "\u200b", "/", "PM2.5", "-", "—", "劣", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_offsets_hold_amid_noise(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    text = NEWS
    for _ in range(dice.randint(1, 12)):
        at = dice.randint(0, len(text))
        text = text[:at] + "".join(dice.choices(_NOISE, k=dice.randint(1, 4))) + text[at:]
    for found in (facts(text), extract(read(text, tmp_path))):
        assert wrong_spans(found) == []


@pytest.mark.parametrize("seed", range(60))
def test_any_cut_of_the_text_can_be_read(seed: int) -> None:
    dice = random.Random(seed)
    start = dice.randint(0, len(NEWS) - 2)
    text = NEWS[start : dice.randint(start + 1, len(NEWS))] * dice.randint(1, 3)
    found = facts(text)
    assert all(found.document.raw[m.span.start : m.span.end] == m.span.text for e in found.entities for m in e.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "。",
        "\n",
        "Nothing to see.",
        "12",
        "《》",
        "“”",
        "（",
        "Ⅲ类",
        "%",
        "第",
        "百分之",
    ],
)
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    found = facts(text)
    assert (found.entities, found.claims) == ((), ())


def test_claims_are_about_entities_that_were_found() -> None:
    found = facts(NEWS)
    ids = {entity.id for entity in found.entities}
    assert found.claims
    assert {end for c in found.claims for end in (c.subject, c.object)} <= ids
    assert {c.speaker for c in found.claims} <= ids | {""}


def test_the_same_text_gives_the_same_facts() -> None:
    assert facts(NEWS) == facts(NEWS)


def test_one_document_leaves_no_trace_in_the_next() -> None:
    alone = facts("该局将造林10万亩。")
    facts(NEWS)
    assert facts("该局将造林10万亩。") == alone


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_can_be_added_to_any_pipeline(name: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(name)
    assert name in nlp.pipe_names
    assert nlp(NEWS).text == NEWS


def test_the_pipeline_holds_the_components_in_their_order() -> None:
    assert tuple(language().pipe_names) == COMPONENTS


def test_the_components_on_somebody_elses_pipeline_leave_span_groups() -> None:
    nlp = spacy.blank("zh")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    doc = nlp(NEWS)
    assert [span.text for span in doc.spans["Official"]] == ["李国强"]
    assert "王庄桥南断面" in [span.text for span in doc.spans["Place"]]


@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_the_span_groups_are_the_mentions(type_: str) -> None:
    doc = language()(NEWS)
    found = facts(NEWS, home="", published="")
    mentions = {(m.span.start, m.span.end) for e in found.entities if e.type == type_ for m in e.mentions}
    spans = {(span.start_char, span.end_char) for span in doc.spans[type_]}
    assert spans
    assert spans <= mentions
    assert all(span.label_ == type_ and span.kb_id_ for span in doc.spans[type_])


def test_a_token_is_a_character() -> None:
    text = "晋中 32.4万亩\n𠮷"
    doc = CharacterTokenizer(spacy.blank("zh").vocab)(text)
    assert [token.text for token in doc] == list(text)
    assert doc.text == text


def test_a_sentence_with_a_number_that_gave_nothing_is_listed() -> None:
    found = facts("天气晴好，温度适宜，其中3个。")
    assert [e for e in found.entities if e.type == "Target"] == []
    assert [unread.span.text for unread in found.unread] == ["天气晴好，温度适宜，其中3个。"]
