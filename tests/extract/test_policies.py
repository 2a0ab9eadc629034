from __future__ import annotations

import pytest
from extracting import facts, named, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《晋中市扬尘治理方案》。", {"晋中市扬尘治理方案"}),
        (
            "出台《晋中市造林工作方案》及《晋中市造林管理办法》。",
            {"晋中市造林工作方案", "晋中市造林管理办法"},
        ),
        ("印发《关于贯彻〈山西省汾河保护条例〉的通知》。", {"关于贯彻〈山西省汾河保护条例〉的通知"}),
        ("制定古树保护条例。", {"古树保护条例"}),
        ("今年市两会政府工作报告提出目标。", {"晋中市政府工作报告"}),
        ("平遥县政府工作报告提出目标。", {"平遥县政府工作报告"}),
        ("《晋中市“十四五”生态环境保护规划》已经印发。", {"晋中市“十四五”生态环境保护规划"}),
        ("按照《中华人民共和国黄河保护法》执法。", {"中华人民共和国黄河保护法"}),
        ("依据《晋中市汾河流域生态修复条例》执法。", {"晋中市汾河流域生态修复条例"}),
    ],
)
def test_policies_with_and_without_title_marks(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Policy") == expected


@pytest.mark.parametrize(
    "text",
    [
        "《人民日报》刊发评论。",
        "合唱《黄河大合唱》。",
        "读者重温《三国演义》。",
        "细化实施方案，明确工作计划。",
        "因地制宜制定方案。",
        "召开规划编制座谈会。",
        "严格落实各项制度和措施。",
        "电视专题片《绿色的回响》开播。",
        "按照规划设计要求施工。",
        "公司发布通知书。",
    ],
)
def test_papers_songs_and_generic_words_are_no_policies(text: str) -> None:
    assert names(facts(text), "Policy") == set()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("山西省汾河保护条例", "law"),
        ("晋中市造林管理办法", "regulation"),
        ("晋中市扬尘治理实施方案", "plan"),
        ("晋中市水网建设规划", "plan"),
        ("关于加强河道管理的意见", "opinion"),
        ("关于加强河道管理的通知", "notice"),
        ("重点任务清单", "list"),
        ("晋中市重污染天气应急预案", "plan"),
        ("农田灌溉水质标准", "standard"),
    ],
)
def test_a_policy_has_its_kind(title: str, kind: str) -> None:
    assert named(facts(f"会议学习了《{title}》。"), title).attributes["kind"] == kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("印发《关于加强造林的通知》（市政办发〔2023〕5号）。", "市政办发〔2023〕5号"),
        ("根据《关于加强造林的意见》(晋政发〔2024〕12号)。", "晋政发〔2024〕12号"),
    ],
)
def test_a_document_number_belongs_to_its_policy(text: str, number: str) -> None:
    (policy,) = [e for e in facts(text).entities if e.type == "Policy"]
    assert policy.attributes["number"] == number
    assert policy.slots["number"].text == number


def test_the_title_without_its_marks_is_the_mention() -> None:
    (mention,) = named(facts("印发《晋中市扬尘治理方案》。"), "晋中市扬尘治理方案").mentions
    assert mention.span.text == "晋中市扬尘治理方案"


def test_a_title_that_comes_twice_is_one_policy() -> None:
    found = facts("印发《晋中市造林管理办法》。《晋中市造林管理办法》共六章。")
    assert len(named(found, "晋中市造林管理办法").mentions) == 2


def test_the_provinces_opinion_is_named_in_full() -> None:
    assert names(facts("省委、省政府印发《山西省造林意见》。"), "Policy") == {"山西省造林意见"}


def test_a_number_in_a_title_is_no_target() -> None:
    assert names(facts("印发《2025年度造林10万亩任务清单》。"), "Target") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该厂违反大气污染防治法被罚。", {"大气污染防治法"}),
        ("依据《晋中市行政处罚裁量基准》。", {"晋中市行政处罚裁量基准"}),
        ("遵守《晋中市民环境行为规范十条》。", {"晋中市民环境行为规范十条"}),
        ("公布《晋中清新空气蓝图2035》。", {"晋中清新空气蓝图2035"}),
        ("实施城乡绿道高质量发展五年行动计划。", {"城乡绿道高质量发展五年行动计划"}),
        ("签发今年第2号总河长令。", {"第2号总河长令"}),
        ("印发3号市级总河长令。", {"3号市级总河长令"}),
    ],
)
def test_laws_orders_and_other_titles(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Policy") == expected


@pytest.mark.parametrize(
    "text",
    [
        "创新中心提供绿色低碳节能智能解决方案。",
        "动态调整京包线旅客列车开行方案。",
        "祁县在老旧小区改造工程中规划安装120座充电桩。",
        "据了解，遗址公园总体布局规划面积约113公顷。",
    ],
)
def test_solutions_and_planning_are_no_policies(text: str) -> None:
    assert names(facts(text), "Policy") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb of issuing governs all that stands before the last word.
        ("太原出台鼓励夜间经济发展若干政策措施。", {"鼓励夜间经济发展若干政策措施"}),
        ("省生态环境厅发布2024年空气质量报告。", {"2024年空气质量报告"}),
        ("两省签订汾河流域横向生态补偿协议。", {"汾河流域横向生态补偿协议"}),
        ("大队制定渣土车治理攻坚专项行动方案。", {"渣土车治理攻坚专项行动方案"}),
        ("县里公布“河湖卫士”招募计划。", {"“河湖卫士”招募计划"}),
        ("太原公布2024年药品目录调整工作方案。", {"2024年药品目录调整工作方案"}),
        # Laws by the names that everybody uses.
        ("按照防洪法、安全生产法处罚。", {"防洪法", "安全生产法"}),
        # What kind of paper it is stands behind the title, or the title ends in a rarer word.
        ("审议通过《铀浓缩容器》和《近地表处置场》2项国家标准。", {"铀浓缩容器", "近地表处置场"}),
        ("中国科学院发布《高原上的湖》评估报告。", {"高原上的湖"}),
        ("印发《河道清淤技术规程》。", {"河道清淤技术规程"}),
    ],
)
def test_policies_that_a_verb_or_the_words_behind_them_tell(text: str, expected: set[str]) -> None:
    assert names(facts(text, home=""), "Policy") == expected


@pytest.mark.parametrize(
    "text",
    [
        "出台一系列政策措施，落实各项政策。",
        "双方签署战略合作框架协议。",
        "发布接受捐赠公告。",
        "法院发布典型案例、制定司法政策。",
        "签订了“限期整改协议”。",
        "出台首部生态文明建设条例，这是10大绿色产业发展规划。",
        "涉及20个行业领域实施方案，完善“一厂一策”整治方案。",
        "学习消防法规，修订森林法案。",
        "《青山之歌》报告会举行。",
    ],
)
def test_counts_sorts_and_everyday_papers_are_no_policies(text: str) -> None:
    assert names(facts(text, home=""), "Policy") == set()
