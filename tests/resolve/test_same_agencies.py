"""Agencies by jurisdiction and full name, whatever the article prints."""

from __future__ import annotations

import pytest
from naming import agency, article, iris, known, one

from ecograph.resolve.agency_names import agency_name
from ecograph.resolve.context import Context

JINZHONG = Context("140700", "140700", "", "2023-05-01", "a")
PINGYAO = Context("140728", "140700", "140728", "2023-05-01", "a")


@pytest.mark.parametrize(
    ("printed", "kind", "full"),
    [
        ("晋中市政府", "government", "晋中市人民政府"),
        ("中共晋中市委", "party", "中共晋中市委员会"),
        ("平遥县委", "party", "中共平遥县委员会"),
        ("中国共产党平遥县委员会", "party", "中共平遥县委员会"),
        ("晋中市委宣传部", "party", "中共晋中市委宣传部"),
        ("中共晋中市委员会宣传部", "ministry", "中共晋中市委宣传部"),
        ("晋中市委员会宣传部", "ministry", "中共晋中市委宣传部"),
        ("平遥县纪委", "party", "中共平遥县纪律检查委员会"),
        ("晋中市政协", "congress", "政协晋中市委员会"),
        ("中国人民政治协商会议晋中市委员会", "congress", "政协晋中市委员会"),
        ("晋中市人大常委会", "congress", "晋中市人民代表大会常务委员会"),
        ("晋中市人大常委会办公室", "office", "晋中市人民代表大会常务委员会办公室"),
        ("晋中市第五届人民代表大会常务委员会", "congress", "晋中市人民代表大会常务委员会"),
        ("政协晋中市第五届委员会", "congress", "政协晋中市委员会"),
        ("第十四届全国人民代表大会", "congress", "全国人民代表大会"),
        ("晋中市政府新闻办", "office", "晋中市人民政府新闻办公室"),
        ("晋中市发改委", "commission", "晋中市发展和改革委员会"),
        ("山西省晋中市住建局", "bureau", "晋中市住房和城乡建设局"),
        ("晋中市平遥县水利局", "bureau", "平遥县水利局"),
        ("晋中生态环境局", "bureau", "晋中市生态环境局"),
        ("德宏州林草局", "bureau", "德宏傣族景颇族自治州林业和草原局"),
        ("晋中市检察院", "court", "晋中市人民检察院"),
        ("平遥县古陶镇政府", "government", "平遥县古陶镇人民政府"),
        ("平遥县古陶镇党委", "party", "中共平遥县古陶镇委员会"),
        ("国家林草局", "bureau", "国家林业和草原局"),
        ("国家林草局驻西安专员办", "bureau", "国家林业和草原局驻西安专员办"),
        ("城口县农业农村委", "commission", "城口县农业农村委员会"),
        # A registered name stays as it is.
        ("红河州水务产业投资有限公司", "company", "红河州水务产业投资有限公司"),
        ("晋中海事局", "bureau", "晋中市海事局"),
    ],
)
def test_a_name_has_one_full_form(printed: str, kind: str, full: str) -> None:
    assert agency_name(printed, kind, JINZHONG).full == full


@pytest.mark.parametrize(
    ("name", "kind", "home", "path"),
    [
        ("朝阳区生态环境局", "bureau", "110105", "agency/110000/朝阳区生态环境局"),
        ("朝阳区生态环境局", "bureau", "220100", "agency/220100/朝阳区生态环境局"),
        ("安徽丰岩电镀有限公司", "company", "341000", "agency/安徽丰岩电镀有限公司"),
        ("丰岩电镀公司", "company", "341000", "agency/341000/丰岩电镀公司"),
        ("云南大学", "institution", "533100", "agency/云南大学"),
        ("三江源国家公园管理局", "institution", "632626", "agency/三江源国家公园管理局"),
        ("中国科学院昆明动物研究所", "institution", "533100", "agency/中国科学院昆明动物研究所"),
        ("中央第四生态环境保护督察组", "taskforce", "540000", "agency/中央第四生态环境保护督察组"),
        ("古陶镇人民政府", "government", "140728", "agency/140700/古陶镇人民政府"),
    ],
)
def test_a_path_holds_the_jurisdiction_where_the_name_does_not(name: str, kind: str, home: str, path: str) -> None:
    assert iris(known(article(agency(name, kind), home=home)), "Agency") == [path]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        # name, kind, home of the article
        (("晋中市规划和自然资源局", "bureau", "140700"), ("晋中市自然资源和规划局", "bureau", "140728"), True),
        (
            ("国家林业和草原局西安专员办", "bureau", "632800"),
            ("国家林业和草原局驻西安专员办", "bureau", "640000"),
            True,
        ),
        (("北京林业大学", "institution", "110119"), ("北京林业大学", "institution", "140700"), True),
        (("古陶镇人民政府", "government", "140728"), ("平遥县古陶镇人民政府", "government", "140700"), True),
        (("古陶镇人民政府", "government", "140700"), ("古陶镇政府", "government", "140728"), True),
        (("城关镇人民政府", "government", "140728"), ("城关镇人民政府", "government", "140781"), False),
        (("城关镇人民政府", "government", "140728"), ("城关镇人民政府", "government", "140300"), False),
        (("朝阳区生态环境局", "bureau", "110105"), ("朝阳区生态环境局", "bureau", "220104"), False),
        (("晋中市水利局", "bureau", "140700"), ("平遥县水利局", "bureau", "140700"), False),
        (("晋中市环境保护局", "bureau", "140700"), ("晋中市生态环境局", "bureau", "140700"), False),
        (("晋中市生态环境局", "bureau", "140700"), ("晋中市生态环境局水生态环境科", "division", "140700"), False),
        (("晋中市人民政府", "government", "140700"), ("晋中市人民政府办公室", "office", "140700"), False),
        (
            ("晋中市生态环境保护委员会", "commission", "140700"),
            ("晋中市生态环境保护委员会办公室", "office", "140700"),
            False,
        ),
        (("督察组", "taskforce", "140700"), ("督察组", "taskforce", "140728"), False),
        (("专项工作专班", "taskforce", "140700"), ("专项工作专班", "taskforce", "140728"), False),
        (("野鸭湖湿地管理处", "institution", "110119"), ("野鸭湖湿地管理处", "institution", "110000"), True),
    ],
)
def test_which_names_are_of_one_agency(first: tuple[str, str, str], second: tuple[str, str, str], same: bool) -> None:
    documents = [article(agency(name, kind), home=home) for name, kind, home in (first, second)]
    assert one("Agency", *documents) is same


def test_a_table_says_that_a_bureau_of_the_county_is_the_branch_of_the_prefectures() -> None:
    found = known(article(agency("晋中市生态环境局平遥分局")), article(agency("平遥县生态环境局"), home="140728"))
    assert iris(found, "Agency") == ["agency/晋中市生态环境局平遥分局"]


def test_the_districts_of_a_municipality_have_bureaus_of_their_own() -> None:
    assert not one(
        "Agency", article(agency("重庆市生态环境局万州分局")), article(agency("万州区生态环境局"), home="500101")
    )


def test_a_text_says_that_two_names_are_of_one_body() -> None:
    told = article(
        agency("晋中市公安局榆次分局", aliases=["榆次区公安局"], printed=["晋中市公安局榆次分局", "榆次区公安局"])
    )
    assert iris(known(told, article(agency("榆次区公安局"))), "Agency") == ["agency/晋中市公安局榆次分局"]


def test_an_alias_does_not_join_what_a_reform_parted() -> None:
    told = article(agency("晋中市生态环境局", aliases=["晋中市环境保护局"]))
    assert not one("Agency", told, article(agency("晋中市环境保护局")))


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("平遥县水务局", "平遥县水利局", "either"),
        ("平遥县发展和改革局", "平遥县发改委", "either"),
        ("晋中市公安局榆次分局", "榆次区公安局", "branch"),
    ],
)
def test_what_may_be_one_body_is_listed(first: str, second: str, rule: str) -> None:
    found = known(article(agency(first)), article(agency(second)))
    assert [doubt.rule for doubt in found.doubts] == [rule]
    assert len(iris(found, "Agency")) == 2


def test_towns_of_one_name_in_two_counties_leave_a_third_article_open() -> None:
    found = known(
        *(article(agency("城关镇人民政府", "government"), home=home) for home in ("140728", "140781", "140700"))
    )
    assert iris(found, "Agency") == [
        "agency/140700/城关镇人民政府",
        "agency/140728/城关镇人民政府",
        "agency/140781/城关镇人民政府",
    ]
    assert [doubt.rule for doubt in found.doubts] == ["town", "town"]


def test_one_thing_has_one_name_and_kind_in_all_articles() -> None:
    found = known(
        article(agency("晋中市政府", "office")),
        *[article(agency("晋中市人民政府", "government"), home=h) for h in ("140728", "140781")],
    )
    entities = {(e.name, e.attributes["kind"]) for facts in found.facts for e in facts.entities}
    assert entities == {("晋中市人民政府", "government")}
