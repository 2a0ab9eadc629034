from __future__ import annotations

import pytest

from extracting import facts, named, names, objects


@pytest.mark.parametrize(
    ("text", "name", "posts", "bodies"),
    [
        ("晋中市生态环境局局长王建军表示，要加快治理。", "王建军", ("局长",), {"晋中市生态环境局"}),
        ("晋中市水利局党组书记、局长李国强说，要加快治理。", "李国强", ("党组书记", "局长"), {"晋中市水利局"}),
        ("市水利局副局长张秀兰介绍，工程已经开工。", "张秀兰", ("副局长",), {"晋中市水利局"}),
        ("市水利局一级调研员刘志刚介绍，工程已经开工。", "刘志刚", ("一级调研员",), {"晋中市水利局"}),
        ("平遥县委书记陈建平调研造林。", "陈建平", ("县委书记",), {"中共平遥县委员会"}),
        ("平遥县县长赵国华调研造林。", "赵国华", ("县长",), {"平遥县人民政府"}),
        ("市长孙志明主持会议。", "孙志明", ("市长",), {"晋中市人民政府"}),
        ("副市长、市公安局局长周伟民参加。", "周伟民", ("副市长", "局长"), {"晋中市人民政府", "晋中市公安局"}),
        (
            "省生态环境厅水生态环境处处长吴晓东介绍，水质好转。",
            "吴晓东",
            ("处长",),
            {"山西省生态环境厅水生态环境处", "山西省生态环境厅"},
        ),
        ("晋中市林业局局长高原说，要加快造林。", "高原", ("局长",), {"晋中市林业局"}),
        ("祁县林业局局长江河介绍，树种以油松为主。", "江河", ("局长",), {"祁县林业局"}),
        ("祁县水利局局长路平表示，要加快治理。", "路平", ("局长",), {"祁县水利局"}),
        ("市水利局局长武红壮表示，要加快治理。", "武红壮", ("局长",), {"晋中市水利局"}),
        ("市水利局局长王强强调，要加快治理。", "王强", ("局长",), {"晋中市水利局"}),
        ("市水利局局长王强调研造林。", "王强", ("局长",), {"晋中市水利局"}),
        ("市水利局局长欧阳明表示，要加快治理。", "欧阳明", ("局长",), {"晋中市水利局"}),
        ("市水利局局长司马建国表示，要加快治理。", "司马建国", ("局长",), {"晋中市水利局"}),
        ("市水利局局长阿不都·热西提表示，要加快治理。", "阿不都·热西提", ("局长",), {"晋中市水利局"}),
        ("市水利局局长艾尔肯·吐逊说，要加快治理。", "艾尔肯·吐逊", ("局长",), {"晋中市水利局"}),
        ("平遥县副县长马晓燕（女）参加植树。", "马晓燕", ("副县长",), {"平遥县人民政府"}),
    ],
)
def test_an_official_has_posts_and_bodies(text: str, name: str, posts: tuple[str, ...], bodies: set[str]) -> None:
    found = facts(text)
    assert names(found, "Official") == {name}
    told = tuple(post.removeprefix("县委").removeprefix("县") for post in named(found, name).attributes["posts"])  # type: ignore[union-attr]
    assert told == tuple(post.removeprefix("县委").removeprefix("县") for post in posts)
    assert objects(found, name, "worksFor") == bodies


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("王晓明任晋中市水利局局长。", "王晓明", "晋中市水利局"),
        ("王晓明同志担任平遥县县长。", "王晓明", "平遥县人民政府"),
        ("出席会议的有王晓明（平遥县县长）。", "王晓明", "平遥县人民政府"),
        ("平遥县县长一职由王晓明担任。", "王晓明", "平遥县人民政府"),
    ],
)
def test_a_name_may_stand_before_its_post(text: str, name: str, body: str) -> None:
    assert objects(facts(text), name, "worksFor") == {body}


def test_a_new_post_inherits_its_place() -> None:
    found = facts("平遥县委副书记、县长李国强，副县长张秀兰参加。")
    assert objects(found, "李国强", "worksFor") == {"中共平遥县委员会", "平遥县人民政府"}
    assert objects(found, "张秀兰", "worksFor") == {"平遥县人民政府"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副县长张建国、李秀英、王志强参加。", {"张建国", "李秀英", "王志强"}),
        ("市领导张建国、李秀英参加。", {"张建国", "李秀英"}),
        ("平遥县副县长张建国和李秀英参加。", {"张建国", "李秀英"}),
        ("县委书记张建国，县长李秀英参加。", {"张建国", "李秀英"}),
    ],
)
def test_a_list_of_names_shares_its_post(text: str, expected: set[str]) -> None:
    assert names(facts(text, home="140728"), "Official") == expected


@pytest.mark.parametrize(
    "text",
    [
        "市生态环境局有关负责人介绍，水质好转。",
        "市水利局负责同志表示，要加快治理。",
        "局长表示，要加快治理。",
        "本报记者 李明 通讯员 张华",
        "记者王芳报道。",
        "（编辑：赵敏）",
        "李刚 摄",
        "局长带队检查工地。",
        "局长办公会研究了方案。",
        "县长热线接到投诉。",
        "全面推行河长制、林长制。",
        "主任会议听取了汇报。",
        "坚持书记抓、抓书记。",
        "这处长期积水的坑塘已经整治。",
        "部长会议达成共识。",
        "村民张大爷说，水变清了。",
        "各县县长作了表态发言。",
        "县委书记、县长要亲自抓。",
        "市委常委会召开会议。",
        "分管副市长牵头，相关局长参加。",
        "院长和所长们走进田间。",
    ],
)
def test_nobody_is_made_up(text: str) -> None:
    assert names(facts(text), "Official") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("习近平总书记强调，要保护生态环境。", "习近平"),
        ("国务院总理李强作政府工作报告。", "李强"),
    ],
)
def test_a_national_leader_is_an_official(text: str, name: str) -> None:
    assert name in names(facts(text), "Official")


def test_a_name_that_comes_again_is_one_official() -> None:
    found = facts("市水利局局长李国强说，工程已经开工。李国强表示，年底完工。")
    assert names(found, "Official") == {"李国强"}
    assert len(named(found, "李国强").mentions) == 2


def test_a_former_post_loses_its_prefix() -> None:
    found = facts("晋中市水利局原局长李国强接受审查。")
    assert [post for post in named(found, "李国强").attributes["posts"] if "局长" in post] in (["局长"], ["原局长"])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("晋中市水利局副局长李国强说，工程已经开工。", "副局长"),
        ("晋中市水利局党组书记、局长李国强说，工程已经开工。", "局长"),
    ],
)
def test_a_post_has_its_span(text: str, post: str) -> None:
    slot = named(facts(text), "李国强").slots[f"post:{post}"]
    assert text[slot.start : slot.end] == slot.text == post
