"""The indicators: enough of them, told apart, and found in the metrics that articles print."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph
import pytest

from ecograph.graph.tracking.indicators import indicators, match, normal
from ecograph.graph.tracking.units import unit
from ecograph.resources import resource, rows

ECO, SKOS = "https://w3id.org/ecograph/ontology#", "http://www.w3.org/2004/02/skos/core#"
GROUPS = (
    "air", "water", "soil", "nature", "farmland", "climate", "living", "law", "money", "transport", "tourism", "people",
    "works",
)  # fmt: skip

MATCHES = [
    ("PM2.5平均浓度", "微克/立方米", "pm25", ""),
    ("细颗粒物（PM2.5）年均浓度", "μg/m³", "pm25", ""),
    ("中心城区PM2.5平均浓度", "微克/立方米", "pm25", "urban"),
    ("秋冬季PM2.5平均浓度", "微克/立方米", "pm25", "autumn-winter"),
    ("全市空气质量优良天数比例", "%", "good-air-share", ""),
    ("空气质量优良天数", "天", "good-air-days", ""),
    ("国考断面水质优良比例", "%", "good-water-share", ""),
    ("省考断面水质优良比例", "%", "good-water-share", "provincial"),
    ("水质优良（Ⅰ~Ⅲ类）断面比例", "%", "good-water-share", ""),
    ("Ⅰ—Ⅲ类水质断面占比", "%", "good-water-share", ""),
    ("近岸海域优良水质（一、二类）面积比例", "%", "offshore-water", ""),
    ("（四）泾河平镇桥断面水质", "类", "water-class", ""),
    ("造林", "万亩", "afforestation", ""),
    ("营造林任务", "亩", "afforestation", ""),
    ("人工造林", "公顷", "planted-forest", ""),
    ("造林绿化补助资金", "万元", "funds", ""),
    ("化学需氧量", "毫克/升", "cod", ""),
    ("化学需氧量", "吨", "cod-reduction", ""),
    ("农村生活污水治理（管控）率", "%", "rural-sewage", ""),
    ("改造污水管网", "公里", "sewage-pipes", "renewed"),
    ("新建污水管网", "km", "sewage-pipes", "new"),
    ("再改造管网", "公里", "sewage-pipes", "further renewed"),
    ("污水日处理能力", "万吨", "sewage-capacity", ""),
    ("项目累计完成投资", "亿元", "investment-done", "so-far"),
    ("总投资", "亿元", "investment", ""),
    ("清淤", "公里", "desilted-length", ""),
    ("清淤", "万立方米", "desilted-volume", ""),
    ("红外相机", "台", "cameras", ""),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "printed", "indicator", "scope"), MATCHES)
def test_a_metric_is_matched_by_its_longest_name_whose_unit_fits(metric, printed, indicator, scope):
    found = match(metric, unit(printed).base)
    assert (found.indicator and found.indicator.id, found.scope) == (indicator, scope)


OWN = [
    ("森林覆盖率", "亩"), ("尚有未治理沙化土地", "万亩"), ("互花米草占全市", "%"), ("企业", "家"), ("森林覆盖率排名", "%"),
    ("资金缺口", "家"), ("断面氨氮超标", "倍"),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "printed"), OWN)
def test_what_fits_none_keeps_its_own_metric(metric, printed):
    found = match(metric, unit(printed).base)
    assert (found.indicator, found.name) == (None, metric)


def test_a_change_may_be_told_in_per_cent_whatever_the_unit():
    assert match("PM2.5平均浓度", "1", change=True).indicator.id == "pm25"
    assert match("PM2.5平均浓度", "1").indicator is None
    assert match("断面水质", "1", change=True).indicator is None


NORMAL = [
    ("（四）泾河平镇桥断面水质", "泾河平镇桥断面水质"), ("全市森林覆盖率", "森林覆盖率"), ("营造林任务", "营造林"),
    ("“无废城市细胞”", "无废城市细胞"), ("3.岸线整治", "岸线整治"), ("PM₂.₅", "PM2.5"), ("任务", "任务"),
    ("1-8月完成投资", "1-8月完成投资"),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "name"), NORMAL)
def test_a_metric_is_bare_of_what_tells_nothing(metric, name):
    assert normal(metric) == name


def test_there_are_enough_indicators_in_every_field():
    table = rows("data", "targets", "indicators.csv")
    top = {row["id"]: row["broader"] for row in table}

    def field(name: str) -> str:
        return field(top[name]) if top[name] else name

    counted = Counter(field(row["id"]) for row in table if row["broader"])
    assert len(indicators()) >= 120
    assert sorted(counted) == sorted(GROUPS)
    assert min(counted.values()) >= 4


def test_a_name_and_a_unit_mean_one_indicator():
    found = defaultdict(set)
    for row in rows("data", "targets", "indicators.csv"):
        if row["broader"]:
            indicator = indicators()[row["id"]]
            for name in (row["zh"], *filter(None, row["called"].split("|"))):
                for base in (indicator.base, *indicator.converts, *indicator.takes):
                    found[normal(name), base].add(row["id"])
    assert {key: ids for key, ids in found.items() if len(ids) > 1} == {}


def test_an_indicator_is_found_by_each_of_its_names():
    missed = [
        (row["id"], name)
        for row in rows("data", "targets", "indicators.csv")
        if row["broader"]
        for name in (row["zh"], *filter(None, row["called"].split("|")))
        if (found := match(name, indicators()[row["id"]].base, change=not indicators()[row["id"]].base).indicator)
        is None
        or found.id != row["id"]
    ]
    assert missed == []


def test_the_vocabularies_say_what_the_tables_say():
    script = Path(__file__).resolve().parents[3] / "scripts" / "make_vocabularies.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_scheme_says_of_each_indicator_what_the_program_knows():
    path, found = resource("ontology", "vocab", "indicators.ttl"), defaultdict(dict)
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        found[quad.subject.value.rsplit("/", 1)[-1]][quad.predicate.value] = quad.object.value
    for name, indicator in indicators().items():
        told = found[name]
        assert (told[ECO + "better"], told[ECO + "counts"]) == (indicator.better, indicator.counts)
        assert told[SKOS + "broader"]
        assert bool(indicator.base) == (ECO + "canonicalUnit" in told)
