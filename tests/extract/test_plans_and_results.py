"""How far a plan reaches over the sentences that follow it, what state a work is in, and what dates a whole plan."""

from __future__ import annotations

import pytest
from extracting import facts, targets

SUMMER = "2025-08-20"


def statuses(text: str) -> list[str]:
    """Return P for each planned target and A for each achieved one, in the order of the text."""
    return [str(told["status"])[0].upper() for told in targets(facts(text, published=SUMMER))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Who is named anew tells something of his own.
        ("下一步，要抓好造林。市林业局组织护林员1200人，巡山4600公里。", "AA"),
        ("市防办要求各县做好准备，确保安全。祁县转移群众2600人，储备沙袋3.2万个。", "AA"),
        ("项目将改善水质。截至8月18日，累计铺管26公里。", "A"),
        # What begins with what is to be done goes on with a plan that lasts.
        ("下一步，要抓好治理。全面整治排口60个，修复湿地300亩。", "PP"),
        ("明年，市水利局将推进补水。同时，新建泵站6座，疏浚渠道28公里。", "PP"),
        ("明年将建三处公园。其一，城北公园投资2亿元。其二，城南公园投资3亿元。", "PPP"),
        # A wish lasts for its own clause, a purpose tells nothing.
        ("为确保安全度汛，全县转移群众2600人。", "A"),
        ("根据市里制定的《祁县节水行动计划》，新增节水灌溉面积3万亩，改造渠道28公里。", "PP"),
        # 争取 and 再 say many things.
        ("争取上级补助资金2600万元，修渠28公里。", "AA"),
        ("争取明年再造林2.6万亩。", "P"),
        ("尾水再净化后，总磷去除率达到45%。", "A"),
        ("河流超保证水位0.38米。", "A"),
        # 将 may put an object before its verb.
        ("法院将赔偿金改判为326万元。", "A"),
        ("全县将全面完成造林2.6万亩。", "P"),
        # What is over and what is to come depends on the day.
        ("8月3日，全县清理河道26公里。", "A"),
        ("汛前，全县除险加固水库7座。", "A"),
        # A result beside its goal.
        ("水质优良比例为86%，好于目标值4.6个百分点。", "AA"),
        ("《计划》明确了2025年用水总量控制在2.6亿立方米。", "P"),
    ],
)
def test_a_plan_reaches_only_so_far(text: str, told: str) -> None:
    assert "".join(statuses(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("祁县净水厂扩建工程正式开工。该工程总投资3.2亿元，占地45亩，新建管网12公里。", "PPP"),
        ("昌源河治理工程发布招标公告。工程治理河道18公里，新建堤防6.5公里，估算总投资1.8亿元。", "PPP"),
        ("昌源河治理工程总投资1.8亿元，新建堤防6.5公里。目前完成投资6000万元，占总投资的33%。", "PPAA"),
        ("项目签约仪式举行，项目投资额4.5亿元，占地120亩。", "PP"),
        ("祁县净水厂占地45亩，投资3.2亿元，已于7月竣工投产。", "AA"),
        ("昌源河治理工程总投资1.8亿元，建设堤防18公里。该工程已完工。", "AA"),
        ("昌源湿地总面积1.2万亩，工程已开工。", "A"),
        ("项目估算总投资14亿元，其中专项债券8亿元、企业自筹3亿元。", "PPP"),
    ],
)
def test_the_size_of_a_work_is_planned_until_it_stands(text: str, told: str) -> None:
    assert "".join(statuses(text)) == told


def test_the_heading_of_a_section_speaks_of_all_its_paragraphs() -> None:
    text = "一、工作完成情况\n营造林8万亩。\n治理河道26公里。\n二、下一步工作打算\n坚持治山治水。营造林12万亩。\n治理河道60公里。"
    assert "".join(statuses(text)) == "AAPP"


def test_what_a_paragraph_opens_with_speaks_of_all_of_it() -> None:
    text = "新的一年，我们要统筹治山治水。细颗粒物浓度30微克/立方米；造林8万亩。\n去年造林6万亩。"
    assert "".join(statuses(text)) == "PPA"


def test_a_section_of_results_holds_in_a_plan_too() -> None:
    text = "祁县治水工作方案\n一、工作完成情况\n1.治理河道26公里。\n二、目标任务\n1.治理河道60公里。"
    assert "".join(statuses(text)) == "AP"


def test_a_year_that_has_hardly_begun_is_still_to_come() -> None:
    found = facts("今年建设管网26公里。", published="2025-02-10")
    assert [told["status"] for told in targets(found)] == ["planned"]


def test_a_half_of_the_year_that_is_not_over_is_no_result() -> None:
    text = "要抓好造林，上半年完成造林12万亩。"
    assert [told["status"] for told in targets(facts(text, published="2025-03-01"))] == ["planned"]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("祁县2026年绿化工作要点\n（一）造林。完成营造林3万亩。\n（二）湿地。修复湿地1200亩。", ["2026", "2026"]),
        ("祁县水污染防治行动方案（2025—2027年）\n为改善水质，制定本方案。\n新建管网120公里。", ["2027"]),
        ("三、2026年重点工作\n坚持治山治水。营造林12万亩。\n治理河道60公里。", ["2026", "2026"]),
        ("祁县整改方案\n1.废水超标。整改目标：达标率100%。整改时限：2026年6月底前。", ["2026-06"]),
        ("责令其于2025年12月31日前拆除违建1200平方米。", ["2025-12"]),
        ("全市计划到2027年，新能源产业产值达到260亿元。", ["2027"]),
        # A day that is not to come dates no plan.
        ("8月20日，市林业局表示，将造林3万亩。", [None]),
    ],
)
def test_a_title_a_heading_or_a_label_dates_what_has_no_date(text: str, deadlines: list[str | None]) -> None:
    assert [told["deadline"] for told in targets(facts(text, published=SUMMER))] == deadlines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A wish for nothing counted tells nothing of what is counted before it.
        ("市供电公司备足发电车26台，确保度汛安全。", "A"),
        ("市供电公司要备足发电车26台。", "P"),
        # What is asked by a rule, and what something aims at, is no plan.
        ("按照随缺随补的要求，各村设水泵36台。", "A"),
        ("全镇以水清岸绿为目标，清理沟渠28公里。", "A"),
        ("市政府要求清理沟渠28公里。", "P"),
        # 再 adds an amount, or says no more than again.
        ("专班对险工险段再排查、再部署，投入机械120台。", "A"),
        ("全县要再建公园5个。", "P"),
        # 将 may move what a clause tells of.
        ("该镇将收回的地块分类归并，新增耕地260亩。", "A"),
        # A body's name is no plan.
        ("祁县规划和自然资源局核查图斑360个。", "A"),
        # All that is foretold together.
        ("预计全年营收5.2亿元，同比增长8%。", "PP"),
        ("今年细颗粒物平均浓度要控制在36微克/立方米以内，比去年下降6%。", "PP"),
        ("主体工程将在9月完成90%。", "P"),
        # A long list after its one lasting word, also where the sentence before looks back.
        ("去年造林6万亩。今年要抓好绿化工作，完成造林8万亩，修复湿地1.5万亩。", "APP"),
        ("计划新建泵站6座，改造泵站8座，更换阀门36台，换热器12台，水表860台，闸门26座，水泵28台。", "PPPPPPP"),
        # 一要, 二要; 其中 goes on with the count before it.
        ("会上要求压实责任。一要抓源头，整治排口60个。二要抓修复，种草1200亩。", "PP"),
        ("计划投资6.8亿元，实施项目36个。其中，水源工程12个。", "PPP"),
        # What is left is to be done; how many are begun is told for certain.
        ("已清淤26公里，剩余18公里汛前全部清完。", "AA"),
        ("已清淤26公里，剩余18公里明年汛前全部清完。", "AP"),
        ("今年安排建设公园28个，已开工12个。", "PA"),
        # A task fulfilled, and one that is set.
        ("提前4个月完成修复湿地2600亩的任务。", "A"),
        ("主要任务：治理河道26公里。", "P"),
        ("全市累计完成“绿网”工程建设任务26万亩。", "A"),
        # A metric that holds a cue is none; a bound speaks of its own number.
        ("下半年要确保臭氧超标天数不超过20天。", "P"),
        ("水库每年下泄水量不低于260万立方米，聘用护水员68名。", "PA"),
        ("2024年底前应完成26座尾矿库治理，实际只完成12座。", "PA"),
        ("从明年起，新建湿地36处。", "P"),
        ("接下来新建湿地36处。", "P"),
        ("《祁县湿地保护办法》规定，建设用地占补比例不低于120%。", "P"),
        # A meeting, and who speaks, ask for what follows; a request that is met does not.
        ("会议明确，今年，祁县新建生态护岸26公里。", "P"),
        ("祁县县委书记李建国要求，今年建成湿地1200亩。", "P"),
        ("该局对26家在施项目传达工作要求，并巡查工地36处。", "AA"),
        ("祁县要建成高标准农田26万亩。", "P"),
        ("今年，全县细颗粒物浓度降至26微克/立方米以下。", "P"),
        # What has been meanwhile and over a time.
        ("下一步，要抓好造林。与此同时，新建公厕26座。", "A"),
        ("一年来，全县建成湿地1200亩。", "A"),
        ("7月底，全县森林覆盖率达到26%。", "A"),
        # The end of the work foretold behind its parts.
        ("该项目建设湿地600亩，铺设管道18公里，预计10月通水。", "PP"),
    ],
)
def test_what_tells_of_a_plan_and_what_only_looks_so(text: str, told: str) -> None:
    assert "".join(statuses(text)) == told
