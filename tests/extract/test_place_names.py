from __future__ import annotations

import pytest
from extracting import facts, named, names


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # A preposition, a place or a list before a name tells where it begins, whatever the segmenter thinks.
        ("副市长在大成镇检查。", "460000", {"大成镇"}),
        ("沿线有白石镇、旧县镇。", "140700", {"白石镇", "旧县镇"}),
        ("工程涉及色须镇。", "513332", {"色须镇"}),
        ("平遥县岳壁乡下岔村种下核桃。", "140700", {"平遥县", "岳壁乡", "下岔村"}),
        ("环县甜水镇、山城乡、洪德镇造林。", "621000", {"环县", "甜水镇", "山城乡", "洪德镇"}),
        ("县领导督导百合镇河长制工作。", "450000", {"百合镇"}),
        ("甘州区平山湖蒙古族乡建成基地。", "620700", {"甘州区", "平山湖蒙古族乡"}),
        ("建德市章村镇整治河道。", "330100", {"建德市", "章村镇"}),
        # Names in transcription are read by their characters.
        ("在伊和塔拉苏木，牧民补播草原。", "150000", {"伊和塔拉苏木"}),
        ("阿鲁科尔沁旗巴彦温都尔苏木治沙。", "150000", {"阿鲁科尔沁旗", "巴彦温都尔苏木"}),
        ("皮拉勒乡依也勒干村植树。", "650000", {"皮拉勒乡", "依也勒干村"}),
        ("图克镇塔班陶勒盖嘎查、乌兰道崩嘎查治沙。", "150000", {"图克镇", "塔班陶勒盖嘎查", "乌兰道崩嘎查"}),
        # Waters.
        ("治理庄基浜、王家浜、陆家漾12公里。", "330400", {"庄基浜", "王家浜", "陆家漾"}),
        ("午河、澧河、小漳河水质改善。", "130500", {"午河", "澧河", "小漳河"}),
        ("平遥县檬子河、南池河清淤。", "140700", {"平遥县", "檬子河", "南池河"}),
        ("全长6.5公里银水湾清澈见底。", "230000", {"银水湾"}),
        ("设立环巢湖资金池。", "340000", {"巢湖"}),
        # Protected areas of any level, and sluices.
        ("平遥县青石山县级自然保护区成立。", "140700", {"平遥县", "青石山县级自然保护区"}),
        ("平遥县白鹭湖省级湿地公园开园。", "140700", {"平遥县", "白鹭湖省级湿地公园"}),
        ("洪水通过青石节制闸下泄。", "140700", {"青石节制闸"}),
        # Sections bear no river, but the village or station that they are called after.
        ("南渡江后黎村断面达标。", "460000", {"南渡江", "后黎村断面"}),
        ("开都河焉耆水文站断面达标。", "652800", {"开都河", "焉耆水文站断面"}),
        ("无定河辛店断面达标。", "610800", {"无定河", "辛店断面"}),
        ("丹江出境断面达标。", "611000", {"丹江出境断面"}),
        # Plants bear the name of their town.
        ("球溪镇污水处理厂满负荷。", "511025", {"球溪镇", "球溪镇污水处理厂"}),
        # What the table holds with its county stands for both.
        ("富裕县乌裕尔河国家湿地公园开园。", "230200", {"富裕县", "乌裕尔河国家湿地公园"}),
        # A division's short name with its level.
        ("澜沧县竹塘乡造林。", "530000", {"澜沧拉祜族自治县", "竹塘乡"}),
        ("铜罐驿镇、石柱镇复绿。", "500000", {"铜罐驿镇", "石柱镇"}),
    ],
)
def test_where_a_name_begins_and_ends(text: str, home: str, expected: set[str]) -> None:
    assert names(facts(text, home=home), "Place") == expected


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("在安吉县章村、杭垓、报福三镇造林。", "330500", {"安吉县", "章村镇", "杭垓镇", "报福镇"}),
        ("保护区横跨诺邓、检槽、长新、白石等4个乡镇。", "532900", {"诺邓", "检槽", "长新", "白石"}),
        ("保护区地跨长沙贡马、宜牛、俄多玛等乡。", "513332", {"长沙贡马乡", "宜牛乡", "俄多玛乡"}),
        ("在苏典、支那两乡补种。苏典傈僳族乡带头。", "533100", {"苏典傈僳族乡", "支那乡"}),
        ("寻乌、安远、定南三县造林。", "360700", {"寻乌县", "安远县", "定南县"}),
        ("科尔沁、浑善达克两大沙地治理提速。", "150000", {"科尔沁沙地", "浑善达克沙地"}),
        ("白河、黑河上游九个乡镇造林。", "130732", {"白河", "黑河"}),
    ],
)
def test_the_members_of_a_list_share_its_last_word(text: str, home: str, expected: set[str]) -> None:
    assert names(facts(text, home=home), "Place") == expected


@pytest.mark.parametrize(
    ("text", "home", "name", "mentions"),
    [
        ("独石口镇造林千亩。副局长分别盯龙关、独石口。", "130732", "独石口镇", 2),
        ("毛乌素沙地绿了。毛乌素变了样。", "610800", "毛乌素沙地", 1),
        ("甘肃安西极旱荒漠国家级自然保护区整改。安西极旱荒漠保护区已销号。", "620922", "安西极旱荒漠保护区", 2),
    ],
)
def test_a_short_form_is_the_place_named_in_full(text: str, home: str, name: str, mentions: int) -> None:
    assert len(named(facts(text, home=home), name).mentions) >= mentions


@pytest.mark.parametrize(
    "text",
    [
        "拆建老旧水闸7座。",
        "新建表流湿地2860亩、潜流湿地420亩。",
        "一亩沙地栽活要花多少钱。",
        "我接着讲滩涂。",
        "请州林草局帮保护区补齐设备。",
        "推动洪泽周边退圩还湖。",
        "恢复滩涂湿地三千亩，治理黑臭排水渠。",
        "村与村、镇与镇之间联防。",
        "九湖治理任重道远。",
        "从大江大河到小溪小沟都有人管。",
        "深化国有林场改革，丰富城乡居民菜篮子。",
        "主要流域国省控断面优良。",
        "哪个乡镇断面出了问题先问河长。",
        "满目绿水青山，一片荷塘月色。",
        "按照一村一策解决问题。",
        "“碧海银滩”整治见效。",
    ],
)
def test_common_words_with_modifiers_are_no_places(text: str) -> None:
    assert names(facts(text), "Place") <= {"晋中市"}


@pytest.mark.parametrize(
    ("text", "home", "absent"),
    [
        ("局长江振羽说，水质好转。", "341000", "长江"),
        ("镇长关山这些天住在山上。关山说，雨下透了。", "130732", "关山"),
        ("主任吐尔逊江·艾则孜带队。", "652826", "吐尔逊江"),
        ("衡水中学南侧有玉带河。", "", "衡水市"),
        ("滨河中路、四川北路拓宽。", "141100", "四川省"),
        ("《闽东日报》、闽东日报记者提问。", "350900", "闽东"),
        ("“清河行动”启动。", "110119", "清河"),
        ("我们在坝上栽种沉水植物。", "341000", "坝上"),
        ("满都拉图镇西南，光伏板铺开。", "152500", "西南"),
        ("新建平遥县城东再生水厂项目。", "140700", "城东再生水厂"),
    ],
)
def test_what_only_looks_like_a_place(text: str, home: str, absent: str) -> None:
    assert absent not in names(facts(text, home=home), "Place")


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("日喀则地区南木林县造林。", "540000", "540200"),
        ("大同县造林。", "140000", "140215"),
        ("那曲地区加强巡护。", "540000", "540600"),
    ],
)
def test_a_former_name_leads_to_the_division_of_today(text: str, home: str, code: str) -> None:
    found = facts(text, home=home)
    assert code in {e.attributes.get("code") for e in found.entities if e.type == "Place"}


def test_a_name_of_several_divisions_keeps_the_others_as_candidates() -> None:
    place = named(facts("海州区完成整治。", home=""), "海州区")
    assert place.attributes["candidates"] == ("320706",)
    assert place.mentions[0].confidence <= 0.5


@pytest.mark.parametrize("text", ["海州区完成整治。连云港市海州区表态。", "连云港市召开会议，海州区完成整治。"])
def test_what_the_article_says_elsewhere_settles_a_name_of_several_divisions(text: str) -> None:
    place = named(facts(text, home=""), "海州区")
    assert place.attributes["code"] == "320706"
    assert "candidates" not in place.attributes
