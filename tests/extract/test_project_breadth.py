"""Projects in the breadth of the genre: annexes, stretches and lines, surveys, counts, honours, verbs that govern."""

from __future__ import annotations

import re

import pytest
from extracting import facts, names


def projects(text: str) -> set[str]:
    return {re.sub("[“”]", "", name) for name in names(facts(text), "Project")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # What is joined to a work, and where it lies.
        ("祁县污水处理厂及配套管网工程开工建设。", "祁县污水处理厂及配套管网工程"),
        ("实施东林自来水厂异地扩建与厂外配套管线建设工程。", "东林自来水厂异地扩建与厂外配套管线建设工程"),
        ("省道205线青山至河口段改建工程通车。", "省道205线青山至河口段改建工程"),
        ("青海—河南±800千伏特高压直流工程投运。", "青海—河南±800千伏特高压直流工程"),
        ("绕城高速西段改扩建工程启动。", "绕城高速西段改扩建工程"),
        ("清江整治工程（柳湾段）全面建设。", "清江整治工程（柳湾段）"),
        # Words that look like a verb, a time or a half of something else.
        ("新材公司年产20万吨可降解塑料项目落户园区。", "新材公司年产20万吨可降解塑料项目"),
        ("实施农村人居环境整治提升五年行动。", "农村人居环境整治提升五年行动"),
        ("东部城区供水保障能力提升工程开工。", "东部城区供水保障能力提升工程"),
        ("开展大气环境突出问题专项整治行动。", "大气环境突出问题专项整治行动"),
        ("分别实施了汾河上游矿山2021、2022生态修复项目。", "汾河上游矿山2021、2022生态修复项目"),
        ("第五中学北校区不稳定斜坡治理工程开工。", "第五中学北校区不稳定斜坡治理工程"),
        ("世界银行贷款汾河上游湿地恢复项目启动。", "世界银行贷款汾河上游湿地恢复项目"),
        ("按照城市更新三年行动部署，完成片区改造20个。", "城市更新三年行动"),
        ("在祁县昌源河湿地综合治理项目区看到，芦苇成片。", "祁县昌源河湿地综合治理项目"),
        # Two campaigns stay two.
        ("打好黑臭水体治理攻坚战和农业污染治理攻坚战。", "农业污染治理攻坚战"),
    ],
)
def test_a_name_goes_on_to_its_first_word(text: str, name: str) -> None:
    assert name in projects(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("南湖公园改造已基本完成。", "南湖公园改造"),
        ("启动柳湾老街改造提升。", "柳湾老街改造提升"),
        ("实施东西清江流域闸站系统升级优化改造，推进治理。", "东西清江流域闸站系统升级优化改造"),
        ("轨道交通东山线、南沿江高铁柳湾段建设顺利推进。", "轨道交通东山线"),
        ("建成全省首个废旧衣物分拣中心。", "废旧衣物分拣中心"),
        ("滨海新区智慧水务平台上线运行。", "滨海新区智慧水务平台"),
        ("启动第四次全国文物普查工作。", "第四次全国文物普查"),
        ("启动首次全市野生药材资源普查工作。", "全市野生药材资源普查"),
        ("县公安局部署实施“河湖警长”工作。", "河湖警长工作"),
        ("开展了“无人机巡河”专项勘查。", "无人机巡河专项勘查"),
        ("持续开展农村乱占耕地建房专项整治。", "农村乱占耕地建房专项整治"),
    ],
)
def test_a_work_is_told_by_what_is_done(text: str, name: str) -> None:
    assert name in projects(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今年谋划了背街小巷改造、沿街店招提升、社区食堂建设3项民生工程。",
            {"背街小巷改造", "沿街店招提升", "社区食堂建设"},
        ),
        (
            "建设了船用锚链智能生产、废旧轮胎循环利用两个重大项目。",
            {"船用锚链智能生产", "废旧轮胎循环利用"},
        ),
        ("“稻鱼共生”等8个首批农业科研项目签约。", {"稻鱼共生"}),
        ("引黄入晋、引滦入津等重大调水工程发挥效益。", {"引黄入晋", "引滦入津"}),
        # Measures, not names; places, not works.
        ("雨水管网清疏、窨井盖维修、路灯更换等工程同步推进。", set()),
        ("祁县、平遥县2个重点项目开工。", set()),
    ],
)
def test_a_list_is_of_works_where_its_end_says_so(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "多个现代化设施渔业项目将享受补贴。",
        "新建高耗能高排放项目一律不得审批。",
        "三个垃圾处理项目建成。",
        "文旅融合项目带动就业。",
        "今年新建口袋公园20个、绿道35公里。",
        "加强应急避险工程措施建设。",
        "该公司获评全国水土保持示范工程。",
        "“院落革命”即全面整治楼院环境。",
        "推进生态文明建设，建设美丽家园。",
        "推进农田水利“最后一公里”建设。",
    ],
)
def test_sorts_counts_honours_and_slogans_are_none(text: str) -> None:
    assert projects(text) == set()


@pytest.mark.parametrize("verb", ["签约", "出资", "修建", "走访", "希望", "建设", "核查"])
def test_what_somebody_does_to_a_work_is_not_of_its_name(verb: str) -> None:
    assert projects(f"今天，祁县{verb}昌源河湿地修复工程。") == {"昌源河湿地修复工程"}


@pytest.mark.parametrize(
    "text",
    [
        "祁县建设西山湿地公园景观工程。西山湿地公园景观工程项目通过验收。",
        "平遥县沙化地治理工程开工。沙化地综合治理工程完成投资2亿元。",
        "举办“青苗”植树护绿志愿服务活动。“青苗”活动已办三届。",
        "建成林区智能视频预警系统。林区智能预警系统接入9000个点位，建设林区智能预警系统。",
    ],
)
def test_forms_of_one_project_are_one(text: str) -> None:
    assert len(projects(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is said of a work stands before its name.
        ("亚洲最大的昌源河抽水蓄能电站项目开工。", {"昌源河抽水蓄能电站项目"}),
        ("省重点水利工程柳湾水库今天开工建设。", {"柳湾水库"}),
        ("重大项目引柳入青工程加快建设。", {"引柳入青工程"}),
        ("第二座清江大桥——柳湾大桥合龙。", {"柳湾大桥"}),
        ("东山高铁控制性工程——青湖隧道贯通。", {"青湖隧道"}),
        # Or it says of another work what it is.
        ("该水库是国家水网骨干工程。", set()),
        ("全国纬度最高风电场并网。", set()),
        ("柳湾隧道是东山高铁的重点控制性工程。", set()),
        ("绿化带是全省首个山体绿化修复工程。", set()),
        # A count of several.
        ("东山高铁9座隧道全部贯通。", set()),
        ("两项截污综合治理工程受到监督。", set()),
        # A long one tells itself from all others, whatever it is said of.
        ("这是全国首个乡村旧衣物回收积分兑换项目。", {"乡村旧衣物回收积分兑换项目"}),
    ],
)
def test_a_name_begins_behind_what_describes_it(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳湾清江大桥今天（4月30日）正式通车。", {"柳湾清江大桥"}),
        ("柳湾至东山高速公路全面展开施工。", {"柳湾至东山高速公路"}),
        ("东山机场建成通航。", {"东山机场"}),
        ("柳湾水电站4号机组投产发电。", {"柳湾水电站"}),
        ("清江大桥北岸主塔封顶。", {"清江大桥"}),
        ("柳湾水库正式下闸蓄水。", {"柳湾水库"}),
        ("柳湾隧道日前完工。", {"柳湾隧道"}),
        # It has run for long, or only runs.
        ("柳湾水库蓄水1.2亿立方米。", set()),
        ("东山铁路通车一周年运送旅客100万人。", set()),
    ],
)
def test_the_news_of_a_work_tells_it(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize("verb", ["紧扣", "探讨", "组建", "补助", "高标准建设"])
def test_more_of_what_somebody_does_to_a_work(verb: str) -> None:
    assert projects(f"今天，祁县{verb}昌源河湿地修复工程。") == {"昌源河湿地修复工程"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县医保局启动殡葬用品收费问题专项治理。", {"殡葬用品收费问题专项治理"}),
        ("第二批中央环保督察“回头看”启动。", {"第二批中央环保督察回头看"}),
        ("打好碧水攻坚战。", {"碧水攻坚战"}),
        ("县水利局启动古树名木复壮行动。", {"古树名木复壮行动"}),
        ("县林业局启动“守林过节”夜间值守统一行动。", {"守林过节夜间值守统一行动"}),
        # Who promotes it.
        ("柳县推广“早晚各走一站”活动。", {"早晚各走一站活动"}),
        # A sort, and how it is done.
        ("持续开展造林绿化行动。", set()),
        ("开展专项治理，启动专项检查。", set()),
        ("开展“蹲点式”专项督察。", set()),
        ("建设污水净化工程和绿色廊道工程。", set()),
    ],
)
def test_a_campaign_is_told_by_what_it_is_about(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中小河流整治、小型水库建设等项目进度加快。", set()),
        ("县里启动国家数字粮仓试点工作。", {"国家数字粮仓试点"}),
        ("实施河湖保护治理、生物多样性保护等六大行动。", {"河湖保护治理", "生物多样性保护"}),
    ],
)
def test_the_members_of_a_list_are_named_or_counted(text: str, expected: set[str]) -> None:
    assert projects(text) == expected
