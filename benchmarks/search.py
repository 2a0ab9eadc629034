"""Hold the search against a plain scan of all names: nothing missed, nothing wrong, and how fast; beside SQLite's FTS5.

    python benchmarks/search.py [LABELS] [SENTENCES]

Names of agencies, projects, places, officials and policies are made up (the same each time), 150,000 by default, and a tenth as
many sentences. Words of 1 to 6 Chinese characters are taken from them, 1,200 in all; each is searched for in our index, in FTS5
with the characters apart (a phrase query) and in FTS5 with trigrams, and the hits are held against `word in name`: all of them, or,
where they are more than 3,000, their number and the first 3,000. Times are of a
first page of 20 with highlights and the count, as the API asks for; those of FTS5 of the first 20 rows and the count.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pyoxigraph as ox

from ecograph.query.search import SearchIndex, index_in
from ecograph.store import BASE, ECO, Store, open_store
from ecograph.store.names import DCTERMS, RDF, RDFS

LABELS, SENTENCES = 150_000, 15_000
WORDS, PAGE, LOOKED_AT, LIMIT_MS = 200, 20, 3000, 10.0

_FIRST = "晋吉安平长临新永广清武和兴宁海东南西北石龙金青白黄玉云天江河桐柳荆湘衡岳阳德凤华景泰定康乐昌化川源州城"
_SECOND = "中阳县州城江山林水原河口丰安泉塘平海岭湖沙桥田坪坡头庄集泽溪浦陵川峰湾关屯营堡岗"
_SUFFIXES = ("市", "县", "区", "镇", "乡", "村")
_BODIES = (
    "生态环境局", "水务局", "水利局", "林业局", "自然资源局", "农业农村局", "发展和改革委员会", "人民政府", "住房和城乡建设局",
    "气象局", "应急管理局", "交通运输局", "财政局", "卫生健康委员会", "城市管理综合行政执法局", "湿地保护中心", "河长制办公室",
)  # fmt: skip
_WORKS = (
    "河道综合治理工程", "湿地保护修复项目", "污水处理厂提标改造工程", "国土绿化示范项目", "黑臭水体整治行动",
    "矿山生态修复项目", "饮用水水源地保护工程", "垃圾焚烧发电项目", "散煤清洁替代行动", "防护林体系建设工程",
    "农村生活污水治理项目", "蓝天保卫战专项行动", "挥发性有机物治理项目", "水土流失综合治理工程", "生物多样性保护项目",
    "尾矿库治理工程", "PM2.5专项治理行动", "VOCs深度治理项目",
)  # fmt: skip
_POLICIES = ("实施方案", "管理办法", "三年行动计划", "保护条例", "专项规划", "工作要点", "攻坚战实施意见")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文斌海波宁鹏辉玲红林峰云飞晓东永成新春利清毅诚"
_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经"
)
_BY_NUMBER = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


def names(count: int) -> list[tuple[str, str]]:
    """Return so many different names with their classes."""
    chosen, found = random.Random(20_26), dict[str, str]()
    makers: tuple[tuple[str, float, Callable[[random.Random], str]], ...] = (
        ("Agency", 0.25, lambda r: _place(r) + r.choice(_BODIES) + r.choice(("", "", "", f"{_short(r)}分局"))),
        (
            "Project",
            0.30,
            lambda r: _place(r) + _short(r) + r.choice(_WORKS) + r.choice(("", "", f"{r.choice(_BY_NUMBER)}期")),
        ),
        ("Place", 0.20, lambda r: _place(r) + r.choice(("", _short(r) + r.choice("河湖山村镇")))),
        (
            "Official",
            0.10,
            lambda r: r.choice(_SURNAMES) + "".join(r.choices(_GIVEN + _COMMON[40:], k=r.choice((1, 2, 2)))),
        ),
        ("Policy", 0.15, lambda r: f"{_place(r)}{r.choice(_WORKS)}{r.choice(_POLICIES)}（{r.randint(2019, 2026)}年）"),
    )
    weights = [share for _, share, _ in makers]
    while len(found) < count:
        class_, _, make = chosen.choices(makers, weights)[0]
        found.setdefault(make(chosen), class_)
    return list(found.items())


def _short(chosen: random.Random) -> str:
    return chosen.choice(_FIRST) + chosen.choice(_SECOND)


def _place(chosen: random.Random) -> str:
    return _short(chosen) + chosen.choice(_SUFFIXES)


def sentences(labels: list[tuple[str, str]], count: int) -> list[str]:
    """Return so many sentences that name some of the things."""
    chosen = random.Random(7)
    return [
        f"{chosen.choice(labels)[0]}今年{''.join(chosen.choices(_COMMON, k=chosen.randint(8, 40)))}，"
        f"{chosen.choice(labels)[0]}完成投资{chosen.randint(1, 900)}万元。"
        for _ in range(count)
    ]


def filled(labels: list[tuple[str, str]], told: list[str]) -> Store:
    """Return a store with the things and, in documents of fifty, the sentences."""
    store = open_store(None)
    store.add(f"{BASE}document/made", _quads(labels))
    for at in range(0, len(told), 50):
        document = ox.NamedNode(f"{BASE}document/{at:08x}")
        store.add(document.value, _document(document, told[at : at + 50]))
    return store


def _quads(labels: list[tuple[str, str]]) -> Iterator[ox.Quad]:
    a, label = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label")
    for at, (name, class_) in enumerate(labels):
        node = ox.NamedNode(f"{BASE}{class_.lower()}/{at}")
        yield ox.Quad(node, a, ox.NamedNode(ECO + class_))
        yield ox.Quad(node, label, ox.Literal(name, language="zh"))


def _document(document: ox.NamedNode, told: list[str]) -> Iterator[ox.Quad]:
    a, start = ox.NamedNode(RDF + "type"), 0
    yield ox.Quad(document, a, ox.NamedNode(ECO + "Document"))
    yield ox.Quad(document, ox.NamedNode(DCTERMS + "title"), ox.Literal(f"报道{document.value[-4:]}", language="zh"))
    for at, sentence in enumerate(told):
        claim = ox.NamedNode(f"{document.value}#claim-{at}")
        yield ox.Quad(claim, a, ox.NamedNode(ECO + "Claim"), document)
        yield ox.Quad(claim, ox.NamedNode(ECO + "quote"), ox.Literal(sentence, language="zh"), document)
        yield ox.Quad(claim, ox.NamedNode(ECO + "start"), ox.Literal(start), document)
        yield ox.Quad(claim, ox.NamedNode(ECO + "end"), ox.Literal(start + len(sentence)), document)
        start += len(sentence)


def words(labels: list[tuple[str, str]]) -> list[str]:
    """Return words of 1 to 6 Chinese characters, as they stand in names: so many of each length, or all that there are."""
    chosen = random.Random(11)
    every = sorted({each for name, _ in labels for each in name if _is_han(each)})
    found = chosen.sample(every, min(WORDS, len(every)))
    for length in range(2, 7):
        some = set[str]()
        while len(some) < WORDS:
            name, _ = chosen.choice(labels)
            at = chosen.randint(0, max(0, len(name) - length))
            word = name[at : at + length]
            if len(word) == length and all(map(_is_han, word)):
                some.add(word)
        found += sorted(some)
    return found


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


class Apart:
    """SQLite's FTS5 over names with blanks between their characters: a word is a phrase."""

    name, sql = "FTS5, characters apart", "CREATE VIRTUAL TABLE t USING fts5(label, raw UNINDEXED)"

    def __init__(self, labels: list[tuple[str, str]], folder: Path) -> None:
        self.path = folder / f"{type(self).__name__}.sqlite"
        self._inner = sqlite3.connect(self.path)
        self._inner.execute(self.sql)
        self._inner.executemany("INSERT INTO t VALUES (?, ?)", ((self.told(name), name) for name, _ in labels))
        self._inner.commit()

    def told(self, text: str) -> str:
        """Return a text as it is kept, and as it is asked for."""
        return " ".join(text)

    def page(self, word: str) -> int:
        """Read the first rows, by rank, and count all."""
        asked = (f'"{self.told(word)}"',)
        self._inner.execute(f"SELECT raw FROM t WHERE t MATCH ? ORDER BY rank LIMIT {PAGE}", asked).fetchall()
        return int(self._inner.execute("SELECT count(*) FROM t WHERE t MATCH ?", asked).fetchone()[0])

    def every(self, word: str) -> set[str]:
        """Return the names that are found."""
        asked = (f'"{self.told(word)}"',)
        return {row[0] for row in self._inner.execute("SELECT raw FROM t WHERE t MATCH ?", asked)}


class Trigrams(Apart):
    """SQLite's FTS5 with its tokenizer of three characters."""

    name, sql = "FTS5, trigrams", "CREATE VIRTUAL TABLE t USING fts5(label, raw UNINDEXED, tokenize='trigram')"

    def told(self, text: str) -> str:
        """Return the text as it is."""
        return text


class Ours:
    """Our index."""

    name = "ecograph"

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def page(self, word: str) -> int:
        """Read the first page, and return how many names there are in all."""
        return sum(
            count for class_, count in self._index.search(word, limit=PAGE).counts.items() if class_ in _ENTITIES
        )

    def every(self, word: str) -> set[str]:
        """Return the names that are found, or the first of them."""
        return {hit.label for hit in self._index.search(word, kinds=["entity"], limit=LOOKED_AT).hits}

    def right(self, word: str, expected: set[str]) -> bool:
        """Say whether the hits are those that are expected, as far as they are looked at, and as many."""
        found = self.every(word)
        same = found == expected if len(expected) <= LOOKED_AT else found <= expected and len(found) == LOOKED_AT
        return same and self.page(word) == len(expected)


_ENTITIES = ("Agency", "Project", "Place", "Official", "Policy")


def measured(engine: Ours | Apart, asked: list[str], right: dict[str, set[str]]) -> float:
    """Print recall, precision and times by the length of words, and return the 95th percentile of all times in ms."""
    wanted = found = both = 0
    times, busy = dict[str, float](), dict[str, float]()
    for word in asked:
        hits, expected = engine.every(word), right[word]
        if isinstance(engine, Ours) and len(hits) == LOOKED_AT < len(expected):
            hits |= set(sorted(expected - hits)[: max(0, engine.page(word) - LOOKED_AT)])  # told by their number
        wanted, found, both = wanted + len(expected), found + len(hits), both + len(hits & expected)
    for word in asked:
        begun, worked = time.perf_counter(), time.process_time()
        engine.page(word)
        times[word], busy[word] = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
    recall, precision = both / wanted, both / found if found else 1.0
    told = _percentiles(times.values(), busy.values())
    print(f"{engine.name:24} recall {recall:8.4%}  precision {precision:8.4%}  {told}", flush=True)
    for length in range(1, 7):
        told = _percentiles(*([each[word] for word in asked if len(word) == length] for each in (times, busy)))
        print(f"    {length} character{'s' if length > 1 else ' '}  {told}", flush=True)
    return _percentile(times.values(), 0.95)


def _percentiles(times: Collection[float], busy: Collection[float]) -> str:
    wall = f"p50 {statistics.median(times):6.2f} ms  p95 {_percentile(times, 0.95):6.2f} ms"
    return f"{wall}  (of the processor: {statistics.median(busy):6.2f}, {_percentile(busy, 0.95):6.2f} ms)"


def _percentile(times: Collection[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _size(path: Path) -> float:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files) / 1e6


def _timed(what: str, make: Callable[[], object]) -> object:
    begun, worked = time.perf_counter(), time.process_time()
    made = make()
    wall, busy = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what}: {wall:.1f} s (of the processor: {busy:.1f} s)", flush=True)
    return made


def suggestions(index: SearchIndex, labels: list[tuple[str, str]]) -> None:
    """Print the times of suggestions for what is typed of names, letter by letter."""
    chosen, times, busy = random.Random(3), list[float](), list[float]()
    typed = [name[:end] for name, _ in chosen.sample(labels, 200) for end in (1, 2, 4)]
    typed += ["".join(chosen.choices("jqxzcsdtbpmfghklnlrwy", k=end)) for end in (1, 2, 3, 4, 6) for _ in range(40)]
    typed += ["jinzhong", "shengtai", "shuiwu", "linye", "ji", "zh", "xian", "huanjingju", "a", "renminzhengfu"]
    for text in typed:
        begun, worked = time.perf_counter(), time.process_time()
        index.suggest(text)
        times.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    print(f"suggestions ({len(times)}): {_percentiles(times, busy)}", flush=True)


def main(count: int, told: int) -> int:
    labels = names(count)
    asked = words(labels)
    print(f"{len(labels):,} names, {told:,} sentences, {len(asked):,} words of 1 to 6 characters")
    right = {word: {name for name, _ in labels if word in name} for word in asked}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = filled(labels, sentences(labels, told))
        index = _timed("ecograph built", lambda: index_in(store, folder / "1/made"))
        print(f"    size {_size(folder / '1/made'):.1f} MB")
        store.add(f"{BASE}document/more", _quads([("晋中市新增治理工程", "Project")]))
        _timed(
            "ecograph brought up to date (one name more)",
            lambda: index_in(store, folder / "2/made", earlier=folder / "1/made"),
        )
        assert isinstance(index, SearchIndex)
        peers = []
        for peer in (Apart, Trigrams):
            made = _timed(f"{peer.name} built", lambda peer=peer: peer(labels, folder))
            assert isinstance(made, Apart)
            print(f"    size {_size(made.path):.1f} MB")
            peers.append(made)
        p95 = measured(Ours(index), asked, right)
        for made in peers:
            measured(made, asked, right)
        suggestions(index, labels)
        ours = Ours(index)
        missed = [word for word in asked if not ours.right(word, right[word])]
    print(
        f"p95 {p95:.2f} ms (limit: {LIMIT_MS:g}), {len(missed)} of {len(asked)} words with a hit missing or wrong (limit: 0)"
    )
    return int(bool(missed) or p95 > LIMIT_MS)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(given + [LABELS, SENTENCES][len(given) :])))
