"""Names of projects as they are printed: over their own verbs, in coordination, without a last word, with what leads them in."""

from __future__ import annotations

import re

import pytest
from extracting import facts, named, names


def projects(text: str) -> set[str]:
    return {re.sub("[“”]", "", name) for name in names(facts(text), "Project")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # The name's own verb stands before its last word.
        ("完成鲤鱼水库水质提升项目。", "鲤鱼水库水质提升项目"),
        ("加快推进西湖西岸湿地提升改造项目。", "西湖西岸湿地提升改造项目"),
        ("推进东观镇农村污水治理项目前期工作。", "东观镇农村污水治理项目"),
        ("祁县国家储备林项目开工。", "祁县国家储备林项目"),
        ("祁县危险废物处置中心项目开工。", "祁县危险废物处置中心项目"),
        ("实施北川灌区续建配套与现代化改造项目。", "北川灌区续建配套与现代化改造项目"),
        ("投资8亿元的祁县生活垃圾焚烧发电项目开工。", "祁县生活垃圾焚烧发电项目"),
        # Two parts joined into one name.
        ("张泾河泵闸改造及水系连通工程完工。", "张泾河泵闸改造及水系连通工程"),
        ("昌源河（祁县段）流域综合治理与绿色发展项目开标。", "昌源河（祁县段）流域综合治理与绿色发展项目"),
        ("实施昌源河国家湿地公园环境整治与保护工程。", "昌源河国家湿地公园环境整治与保护工程"),
        ("二是生态林业建设和湿地公园保护工程。", "生态林业建设和湿地公园保护工程"),
        # A phase belongs to the name.
        ("老城污水处理厂二期工程通水。", "老城污水处理厂二期工程"),
        ("晋中市第三污水处理厂（一期）工程开工。", "晋中市第三污水处理厂（一期）工程"),
        # Programmes of several works, and what a verb of fighting leads in.
        ("全力推动六大减排工程。", "六大减排工程"),
        ("举全市之力打好汾河保护治理攻坚战。", "汾河保护治理攻坚战"),
        ("我县重点工程项目东湖泵站扩建工程PPP项目签约。", "东湖泵站扩建工程PPP项目"),
        ("生态环境保护大会暨“四减四增”三年行动动员会召开。", "四减四增三年行动"),
        ("开展入湖排污口溯源“百日会战”。", "入湖排污口溯源百日会战"),
        ("开展了三轮雷霆行动。", "雷霆行动"),
        # What stands before it: who speaks, what sort it is, and places that a count joins to it.
        ("县长李国强宣布祁县昌源河治理工程开工。", "祁县昌源河治理工程"),
        ("省级重点工程东湖泵站扩建工程开工。", "东湖泵站扩建工程"),
        ("开工建设了1.5万亩的段家庄村、西沟村两个高标准农田建设项目。", "段家庄村、西沟村两个高标准农田建设项目"),
    ],
)
def test_a_name_is_read_from_its_first_word_to_its_last(text: str, name: str) -> None:
    assert name in projects(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推进昌源河流域水环境治理工作。", "昌源河流域水环境治理"),
        ("启动汾河干线非法码头专项整治工作。", "汾河干线非法码头专项整治"),
        ("祁县新城污水处理厂扩建通水。", "祁县新城污水处理厂扩建"),
        ("平遥县古城污水处理厂清洁排放改造完工。", "平遥县古城污水处理厂清洁排放改造"),
        ("寿阳东部污水厂二期扩建完工。", "寿阳东部污水厂二期扩建"),
        ("为“智慧汾河”监测平台二期安排500万元。", "智慧汾河监测平台二期"),
        ("开展“碧海2023”联合执法。", "碧海2023联合执法"),
        ("全力推进“五水共治”。", "五水共治"),
        ("启动“幸福河湖”建设。", "幸福河湖建设"),
        ("进行祁县子洪水电站建设。", "祁县子洪水电站建设"),
        ("推进祁县高铁站建设。", "祁县高铁站建设"),
        ("昌源河流域水污染治理见效。", "昌源河流域水污染治理"),
        ("汾河、昌源河水环境综合整治见效。", "汾河、昌源河水环境综合整治"),
        # A nation-wide work in one place, or as a task.
        ("祁县黑臭水体治理通过验收。", "祁县黑臭水体治理"),
        ("调研高标准农田建设工作。", "高标准农田建设"),
    ],
)
def test_a_work_needs_no_word_for_a_project(text: str, name: str) -> None:
    assert name in projects(text)


@pytest.mark.parametrize(
    "text",
    [
        "加强项目建设和工程管理。",
        "到“十四五”末计划修复湿地300亩。",
        "推进农村环境综合整治，改善人居环境。",
        "加快城市污水处理厂建设，提高处理能力。",
        "启动“清廉机关”建设。",
        "水利部门要加快病险水库除险加固。",
        "全面开工的“再开工20项重大水利工程”任务完成。",
        "新铺开50个村企绿化工程。",
        "“幸福家园”试点村配套收集管网20公里。",
        "实施十大重点工程。",
        "推进昌源河综合治理规划编制。",
        "打赢三大攻坚战。",
        "举行2022年四季度重大项目集中签约，第一批项目开工，掀起新一轮重大项目建设热潮。",
        "基础设施类项目5个，为受益企业和项目带来效益。",
        "既有瞄准前沿的数字工业项目，也有科技含量高的智能制造项目。",
        "开展涉湖乱象整治和湖泊生态环境修复。",
        "落实“双随机”等行动。",
        "加快高标准农田建设步伐。",
    ],
)
def test_kinds_of_works_and_watchwords_are_no_projects(text: str) -> None:
    assert projects(text) == set()


def test_the_members_of_a_list_that_ends_in_a_count_of_works_are_projects() -> None:
    text = "重点实施城镇污水处理设施建设、城市再生水管网建设、机动车减排等三大工程。"
    assert projects(text) == {"城镇污水处理设施建设", "城市再生水管网建设", "机动车减排"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展“铁腕监察”“联动司法”和“阳光监督”三个专项行动。", {"铁腕监察", "联动司法", "阳光监督"}),
        ("开展“昆仑”“净网”专项行动。", {"昆仑", "净网专项行动"}),
        ("打赢“双竞赛”和“百日攻坚”活动。", {"双竞赛", "百日攻坚活动"}),
        ("继续开展“利剑执法”等四大专项行动。", {"利剑执法"}),
        (
            "推进太岳浅山区水源涵养林建设、太行山生态保护与修复等国土绿化工程。",
            {"太岳浅山区水源涵养林建设", "太行山生态保护与修复"},
        ),
        ("实施农村饮水安全巩固提升工程、山区小水网等项目。", {"农村饮水安全巩固提升工程", "山区小水网"}),
    ],
)
def test_projects_that_share_their_last_word(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "段家庄村、西沟村两个高标准农田建设项目完工。祁县实施高标准农田建设项目。",
        "祁县农村供水模式创新试点项目完工。祁县农村供水项目开工。",
    ],
)
def test_what_is_only_of_the_same_kind_is_another_project(text: str) -> None:
    assert len(projects(text)) == 2


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("渭河综合整治提速。渭河综合治理见效。", "渭河综合整治", "渭河综合治理"),
        ("黄泽江流域水环境治理提速。黄泽江水环境整治见效。", "黄泽江流域水环境治理", "黄泽江水环境整治"),
        ("平遥县惠济河流域综合治理工程开工。惠济河治理工程投资大。", "平遥县惠济河流域综合治理工程", "惠济河治理工程"),
        (
            "乌鲁木齐市轨道交通1号线工程公示。乌市轨道交通1号线工程起于站前。",
            "乌鲁木齐市轨道交通1号线工程",
            "乌市轨道交通1号线工程",
        ),
        ("祁县昌源河治理工程的标段开工。工程去年启动。", "祁县昌源河治理工程", "工程"),
    ],
)
def test_other_forms_are_the_same_project(text: str, name: str, form: str) -> None:
    assert form in {mention.span.text for mention in named(facts(text), name).mentions}


def test_a_companys_name_may_begin_a_projects() -> None:
    assert "光大环保能源（平遥）有限公司垃圾焚烧发电项目" in projects(
        "察看光大环保能源（平遥）有限公司垃圾焚烧发电项目。"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Verbs that have a work for their object, alone or with the adverb that the segmenter leaves on them.
        ("要充分发挥榆树沟防洪工程的作用。", "榆树沟防洪工程"),
        ("各县要积极支持云岭抽水蓄能电站工程建设。", "云岭抽水蓄能电站工程"),
        ("要不断完善云岭灌区输水渠工程。", "云岭灌区输水渠工程"),
        ("进一步宣传云岭屋顶光伏项目的好处。", "云岭屋顶光伏项目"),
        ("云岭沙滩修复工程获评全省第一。", "云岭沙滩修复工程"),
        ("水库水送至云岭供水工程。", "云岭供水工程"),
        # A count before a place, the phase of another work, and two works of one name.
        ("调度10条汾河中线工程配套的渠道。", "汾河中线工程"),
        ("柳河供水二期配套城乡供水工程通水。", "柳河供水二期配套城乡供水工程"),
        ("9.5公里云岭老管网改造工程完工。", "云岭老管网改造工程"),
        # Campaigns are called by what they do; a nation's or a people's are named.
        ("开展妨碍河道行洪隐患排查专项行动。", "妨碍河道行洪隐患排查专项行动"),
        ("汇报了国家节水行动的进展。", "国家节水行动"),
        ("实施污水治理三年攻坚行动。", "污水治理三年攻坚行动"),
        # Reforms and trials.
        ("推进集体林权制度改革。", "集体林权制度改革"),
        ("祁县开展现代草产业试点。", "现代草产业试点"),
        # A base that is being built.
        ("投资20亿元建设的东川风电装备产业基地开工。", "东川风电装备产业基地"),
    ],
)
def test_what_governs_a_name_is_not_of_it(text: str, name: str) -> None:
    assert projects(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "有关部门迅速行动，转移群众。",
        "市县生态环境部门立即行动。",
        "实施光伏发电项目13个。",
        "水库是重要水利工程。",
        "全省规模化供水工程覆盖人口增加。",
        "压实防洪工程的责任。",
        "“十四五”期间项目总投资3亿元。",
        "荣获“绿水青山就是金山银山”实践创新基地称号。",
        "打造乡村振兴“祁县样板”。",
        "7万平方米项目签约。",
        "调度云岭水库、柳溪枢纽等水利工程。",
        "学习型政党要推进“一带一路”建设。",
        "整治废水不经处理专项整治行动的对象。",
        "谋划100个节能改造等项目。",
        "省级“两山”基地有3处。",
    ],
)
def test_sorts_of_works_and_what_people_do_are_no_projects(text: str) -> None:
    assert projects(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "开展河岸安澜提质、湿地生态提升、滨水产业富民等三大行动。",
            {"河岸安澜提质", "湿地生态提升", "滨水产业富民"},
        ),
        ("实施村道林网完善、森林质量提升两大工程。", {"村道林网完善", "森林质量提升"}),
        (
            "谋划柳溪沙地治理、云岭林带修复和桐河湿地恢复等系列工程项目。",
            {"柳溪沙地治理", "云岭林带修复", "桐河湿地恢复"},
        ),
        ("实施云岭供水改造、柳溪闸坝提升等一大批水务工程。", {"云岭供水改造", "柳溪闸坝提升"}),
        ("实施天然林保护、退耕还林等重点生态工程。", {"天然林保护", "退耕还林"}),
        ("深入实施“三北”等重点生态工程。", {"三北"}),
        ("部署“惊雷”“飞鹰”等多个专项打击行动。", {"惊雷", "飞鹰"}),
    ],
)
def test_the_members_of_a_list_are_named_by_its_end(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推进汾河岸线港口码头专项整治。", "汾河岸线港口码头专项整治"),
        ("汾河小流域综合治理完成。", "汾河小流域综合治理"),
        ("推进太行山生态保护修复。", "太行山生态保护修复"),
        ("开展汾河、昌源河等11项河道水环境整治工程建设。", "汾河、昌源河等11项河道水环境整治工程"),
        ("推进“四好农村路”建设。", "四好农村路建设"),
        ("关于“两旧一村”改造的要求。", "两旧一村改造"),
        ("完成云岭新城污水处理厂建设任务。", "云岭新城污水处理厂建设"),
        ("第二轮第三批省级生态环境保护督察进驻。", "第二轮第三批省级生态环境保护督察"),
        ("三北工程启动。", "三北工程"),
    ],
)
def test_works_are_named_by_what_they_are_done_to(text: str, name: str) -> None:
    assert projects(text) == {name}


def test_the_same_words_in_another_order_are_the_same_project() -> None:
    text = "实施云岭城区供排水提升改造工程。云岭城区供排水改造提升工程完工。"
    assert projects(text) == {"云岭城区供排水提升改造工程"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("祁县创建国家森林城市。", "创建国家森林城市"),
        ("助力祁县国家园林城市创建。", "国家园林城市创建"),
        ("国家低碳城市建设持续推进。", "国家低碳城市建设"),
        ("东坪光伏电站项目开工。", "东坪光伏电站项目"),
    ],
)
def test_titles_that_are_striven_for_and_plants_that_are_built(text: str, name: str) -> None:
    assert projects(text) == {name}


@pytest.mark.parametrize(
    "text", ["公司地址位于东坪乡西坡光伏电站。", "创建国家生态示范县称号。", "省级水网先导区建设项目有53个。"]
)
def test_plants_that_run_and_honours_are_no_projects(text: str) -> None:
    assert projects(text) == set()


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("东山引水工程（以下简称“东引工程”）开工。东引工程全长8公里。", "东山引水工程", "东引工程"),
        ("推进“安居”工程。今年，安居工程完成70户。", "“安居”工程", "安居工程"),
        ("实施“一口水”工程。随后，一口水工程通水。", "“一口水”工程", "一口水工程"),
    ],
)
def test_what_a_text_calls_a_project_is_a_mention_of_it(text: str, name: str, form: str) -> None:
    entity = named(facts(text), name)
    assert form in (entity.name, *entity.aliases)
    assert len(entity.mentions) == 2 + ("简称" in text)


def test_and_may_be_written_otherwise() -> None:
    assert projects("实施云岭湿地保护与恢复工程。云岭湿地保护和恢复工程完工。") == {"云岭湿地保护与恢复工程"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # 区 ends the word for a kind of zone.
        ("启动方山水土流失区综合治理工程。", "方山水土流失区综合治理工程"),
        # A hyphen joins two nouns; what the brackets hold is the name's own.
        ("新建2×300MW（F级）燃气-蒸汽联合循环供热项目。", "2×300MW（F级）燃气-蒸汽联合循环供热项目"),
        # A road may be called by a word of time's character.
        ("光明西路项目停止施工。", "光明西路项目"),
        # A plan in quotes, and a programme of several works in quotes.
        ("县里启动“老榆树守护计划”。", "老榆树守护计划"),
        ("大力推进“碳中和八大行动”。", "碳中和八大行动"),
        # Half a byline and words of time stand outside.
        ("晋中日报讯（李明 记者 王红）冬季治安巡查专项行动开展以来，成效明显。", "冬季治安巡查专项行动"),
        ("今年以来“双清”专项行动成效明显。", "双清专项行动"),
        # The members of a list that ends in a lot of works of some renown.
        ("推动了平遥核能供暖、祁县海上风电母港等一批具有全国影响力的示范工程。", "平遥核能供暖"),
        # A work that goes by a short name of its own.
        ("淠史杭工程通水纪念会在县里举行。", "淠史杭工程"),
    ],
)
def test_a_name_takes_in_what_is_its_own_and_no_more(text: str, name: str) -> None:
    assert name in projects(text)


@pytest.mark.parametrize(
    "text",
    [
        # Not a project but what it is a part of, and its state.
        "发挥惠济河流域防洪工程体系作用。",
        "系统排查工程状况。",
        # A verb and the word that it governs.
        "不断推进完善水利工程带科研机制。",
        "修订完善河湖工程防洪预案。",
        # When, how many, whose and of what sort.
        "7月29日涉河工程全部停工。",
        "游泳、长跑三项目按顺序组成。",
        "山西省建设工程观摩会召开。",
        "太原市签约项目有15个。",
        "我省高标准农田建设走在全国前列。",
        "第二批6个国家公园建设成效明显。",
        "河流改造工程扬尘突出。",
        # A figure of speech.
        "政府正发起“一场对垃圾的决定性战役”。",
    ],
)
def test_states_sorts_counts_and_figures_of_speech_are_no_projects(text: str) -> None:
    assert projects(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is built, by the verb before it or what is told behind it.
        ("祁县开工建设东坪水电站、西坡风电场。", {"东坪水电站", "西坡风电场"}),
        ("正在建设的6.2万平方米祁县农博大厦已有雏形。", {"祁县农博大厦"}),
        ("昌源大桥正式合龙。", {"昌源大桥"}),
        ("县里投资建设了全市首个餐厨废油分拣中心。", {"餐厨废油分拣中心"}),
        ("祁县建成城区智慧排水管理平台，接入泵站26座。", {"城区智慧排水管理平台"}),
        # What runs already, what is counted, and what is of a sort only.
        ("东坪水电站运行平稳。", set()),
        ("全省新建乡镇污水处理厂，开建6座水电站。", set()),
        ("完善管理系统，建立大数据平台。", set()),
        ("祁县建成12套噪声监测系统。", set()),
        # A fault that a campaign is against; items that are no works.
        ("祁县开展渣土车尾气排放不达标专项整治行动。", {"渣土车尾气排放不达标专项整治行动"}),
        ("市民体验当地的民族传统体育项目。", set()),
        ("持续加强重大项目建设。", set()),
        # The members of a list: also short ones that begin with a place.
        (
            "先后建成祁县东坪水电站、太谷风电、平遥应急电源等一批重大项目。",
            {"祁县东坪水电站", "太谷风电", "平遥应急电源"},
        ),
    ],
)
def test_what_is_built_is_a_work(text: str, expected: set[str]) -> None:
    assert projects(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("昌源大道北延线长6公里。祁县推进昌源大道北延线（城区段）项目。", "昌源大道北延线（城区段）项目", 2),
        # A sort of works goes on to mean all of its sort.
        ("老旧小区改造惠民利民。祁县实施老旧小区改造工程。", "老旧小区改造工程", 1),
    ],
)
def test_a_proper_name_may_be_said_without_its_last_word(text: str, name: str, count: int) -> None:
    assert len(named(facts(text), name).mentions) == count
