"""Write data/gazetteer/divisions.csv from a table of codes, names, parents and levels.

usage: make_divisions.py TABLE.csv > data/gazetteer/divisions.csv

The table is the Ministry of Civil Affairs' list of county-level and higher divisions (GB/T 2260 codes, 31 December 2024;
CC0). Added here: the short forms that running text uses (平遥 for 平遥县, 恩施州 for 恩施土家族苗族自治州).
"""

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|林区|特区|地区|省|市|盟|州|县|区|旗)$")
# Short forms that no suffix rule gives.
SPECIAL = {"内蒙古自治区": ("内蒙古", "内蒙"), "新疆维吾尔自治区": ("新疆",), "广西壮族自治区": ("广西",)}
# A bare form that is an everyday word is no name by itself.
EVERYDAY = {
    "城", "新", "和", "郊", "矿", "城关", "新城", "城中", "市中", "市南", "市北", "桥东", "桥西", "路南", "路北", "河东", "河西", "江北",
    "江南", "南山", "清水", "青山", "新建", "朝阳", "和平", "长安", "新华", "解放", "建设", "铁路", "东风", "前进", "向阳", "西湖", "东湖",
    "高新", "开发", "新兴", "光明", "胜利", "振兴", "宝山", "金山", "东方", "红旗", "工农", "人民", "民主", "安定", "武功", "正定", "平安",
    "大通", "互助", "同心", "永定", "永和", "长治", "昌平", "兴隆", "兴业", "兴国", "安全", "太平", "大方", "富裕", "友好", "明水", "合作",
    "广场", "白云", "普定", "定南", "全南", "海洋", "水城", "通海", "通道", "通江", "大关", "大方", "开封", "集中", "商业", "文明", "中山",
    "东山", "西山", "南岸", "北岸", "大兴", "任县", "和县", "沙县", "新县", "五一", "城区", "临时", "依安", "保靖", "平原", "丰台", "山城",
    "石台", "西林", "东兴", "桃山", "金牛", "武侯", "鼓楼", "龙华", "海港", "金湾", "滨海", "滨江", "滨湖", "江海", "南海", "北海", "上海县",
    "永新", "新和", "和静", "和田县", "吉利", "普安", "高平", "宁静", "安宁", "太和", "丰满", "自流", "大同县", "道里", "道外", "阳光", "绿园",
    "宽城", "集美", "海沧", "翔安", "仙游县", "尚志", "双城", "阿城", "共和", "同德", "都安", "马山", "上思", "象山", "荔波县", "望谟县",
    "会同", "会理", "会东", "会宁", "会昌", "确山", "鲁山", "方山", "方正", "宾阳县", "保康", "长顺", "惠水", "龙里", "台江", "天柱", "锦屏",
    "榕江县", "从江", "雷山", "黄平", "施秉县", "三江", "融水", "资源", "灌阳", "平乐", "恭城", "永福", "全州", "兴安", "灵川县", "阳朔县",
    "左云县", "右玉县", "大宁", "隰", "蒲", "吉", "乡宁县", "安泽县", "浮山", "古", "洪洞县", "襄汾县", "城固", "洋", "勉", "略阳县", "镇巴县",
    "新都", "新津", "新沂", "新乐", "新民", "新宾", "新丰", "新余", "新源", "新田", "新宁", "新化", "新野", "新密", "新郑", "新安", "新蔡", "新干",
    "中卫县", "中江", "中方", "中宁", "中阳", "中站", "中原", "中牟县", "大田", "大余", "大化", "大新", "大安", "大石桥县", "大洼", "大埔", "大英",
    "上高", "上饶县", "上栗", "上犹", "上城", "下城", "下陆", "下关", "东阳", "东光", "东明", "东平", "东河", "东宝", "东安", "东坡", "东源", "东至",
    "西乡", "西丰", "西充", "西和", "西安县", "西平", "西华", "西吉", "西固", "西塞山", "西市", "西岗", "西峡", "西工", "西盟", "西秀", "西青", "西陵",
    "南召", "南丰", "南乐", "南关", "南华", "南和", "南县", "南城", "南岗", "南岳", "南开", "南康", "南明", "南江", "南沙", "南浔", "南涧", "南溪",
    "南湖", "南漳", "南澳", "南皮", "南票", "南芬", "南谯", "南郊", "南郑", "南部", "南长", "南陵", "南雄", "南靖", "北仑", "北关", "北塔", "北塘",
    "北安", "北川", "北戴河", "北林", "北流", "北湖", "北碚", "北票", "北辰", "北镇", "北京县",
}
# … but these of the list above are common enough as names, and rare as words.
KEEP = {
    "长治", "昌平", "新余", "北海", "中山", "开封", "兴安", "西安", "南康", "南雄", "北流", "东阳", "新乐", "新沂", "新密", "新郑", "北仑", "北戴河",
    "南浔", "南皮", "南靖", "南漳", "西峡", "中牟", "新野", "新蔡", "大余", "上犹", "丰台", "尚志", "互助", "方正", "合作", "南沙", "会宁", "会昌",
    "大埔", "大英", "新津", "大兴", "滨海", "融水", "三江", "恭城", "高平", "西盟", "西吉", "尼勒克",
}


def ethnic() -> list[str]:
    with (ROOT / "data/lexicon/ethnic_groups.csv").open(encoding="utf-8") as file:
        return sorted((row["name"] for row in csv.DictReader(file)), key=len, reverse=True)


def short_forms(name: str, groups: list[str]) -> list[str]:
    """Return the short forms of a division's name, longest first."""
    if name in SPECIAL:
        return list(SPECIAL[name])
    stem = SUFFIX.sub("", name)
    bare = stem
    if name.endswith(("自治州", "自治县", "自治旗", "自治区")):
        while group := next((g for g in groups if bare.endswith(g) and len(bare) - len(g) >= 2), None):
            bare = bare[: -len(group)]
    forms = [bare] if len(bare) >= 2 and (bare not in EVERYDAY or bare in KEEP) else []
    if bare != stem:
        forms.insert(0, bare + name[-1])
    return forms


def main(table: str) -> None:
    groups = ethnic()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["code", "name", "parent", "level", "short"])
    with Path(table).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            forms = "|".join(short_forms(row["name"], groups))
            out.writerow([row["code"], row["name"], row["parent"], row["level"], forms])


if __name__ == "__main__":
    main(sys.argv[1])
