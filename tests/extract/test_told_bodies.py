"""Bodies that the posts behind them tell, bare assemblies, and where a name ends."""

from __future__ import annotations

import pytest
from extracting import facts, names, relations


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # Bodies that only the post behind them tells.
        (
            "江苏省滆湖渔管办资环处处长杨连飞说。",
            "320000",
            {("杨连飞", "江苏省滆湖渔管办资环处"), ("杨连飞", "江苏省滆湖渔管办")},
        ),
        ("合肥市巢管局环保处副处长赵明说。", "340100", {("赵明", "合肥市巢管局环保处"), ("赵明", "合肥市巢管局")}),
        ("宜兴市水管办副主任李明说。", "320000", {("李明", "宜兴市水管办")}),
        (
            "晋中市人大城环委主任王芳说。",
            "140700",
            {("王芳", "晋中市人民代表大会城环委"), ("王芳", "晋中市人民代表大会")},
        ),
        ("市委督查室主任王明说。", "140700", {("王明", "中共晋中市委督查室")}),
        ("他是晋中市人，当过处长。城管处处长李某说。", "140700", set()),
        # A bare assembly is that of the place whose head the sentence named.
        (
            "县委书记王明，县长李强，人大主任张伟，政协主席赵亮出席。",
            "140729",
            {
                ("王明", "中共灵石县委员会"),
                ("李强", "灵石县人民政府"),
                ("张伟", "灵石县人民代表大会"),
                ("赵亮", "政协灵石县委员会"),
            },
        ),
        ("县委书记王明，政协主席赵亮出席。", "", {("王明", "县委"), ("赵亮", "县政协")}),
        (
            "岳壁镇人大主席黄洪兴、副镇长张建新、人大副主席盛春华出席。",
            "140728",
            {
                ("黄洪兴", "岳壁镇人民代表大会"),
                ("张建新", "岳壁镇人民政府"),
                ("盛春华", "岳壁镇人民代表大会"),
            },
        ),
        ("县委书记王明邀请人大代表、政协委员视察。", "140729", {("王明", "中共灵石县委员会")}),
    ],
)
def test_whom_officials_work_for(text: str, home: str, expected: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, _, o in relations(facts(text, home=home), "worksFor")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name ends before the preposition that the segmenter glues to it.
        ("浙江省委副书记、省长王浩在活动上表示，要抢时间。", {"王浩"}),
        ("市委书记陈浩于3月5日调研。", {"陈浩"}),
        ("副县长张在军表示。", {"张在军"}),
        # Everyday given names.
        ("副县长王向前出席。", {"王向前"}),
        # A conjunction and a common word are no name.
        ("请各位政协委员和列席同志提出意见。", set()),
        ("县委书记和健康委主任出席。", set()),
        ("副县长和丽军出席。", {"和丽军"}),
    ],
)
def test_where_a_name_ends(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Official") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与合作签约方平遥润电环保有限公司签约。", {"平遥润电环保有限公司"}),
        ("岳壁镇檬子河综合整治工程现场指挥部通报。", {"岳壁镇檬子河综合整治工程现场指挥部"}),
    ],
)
def test_where_a_body_begins(text: str, expected: set[str]) -> None:
    assert names(facts(text), "Agency") == expected
