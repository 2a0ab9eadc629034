"""Print what of the annotated articles is found, beside a plain segmenter's tags on the same articles in the same run.

    python benchmarks/quality.py

`make readme` writes the same table into both READMEs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import Any, TypeAlias

Figures: TypeAlias = dict[str, Any]
SPLITS = ("tune", "test")
CLASSES = ("agency", "official", "project", "place", "policy", "target", "entities")
RELATIONS = (
    "worksFor", "responsibleFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget", "relations",
)  # fmt: skip
_PEER_CLASSES = ("agency", "official", "place")
_FIELDS = ("status", "comparator", "deadline", "posts")
_TEXTS = {
    "README.md": {
        "intro": (
            "`ecograph evaluate` holds what is found against {tune} annotated articles that the rules were tuned on "
            "and {test} that they were not ([data/gold](data/gold/README.md) says what counts as right). F1, and on "
            "the test articles precision and recall; beside them what the word segmenter jieba finds with its tags "
            "for persons, places and organisations on the same articles."
        ),
        "head": "| | tune | **test** | test precision | test recall | {peer}, test |",
        "entities": "**all entities**", "relations": "**all relations**",
        "fields": "Of the targets and officials found in the test articles as annotated, these fields are right: {}.",
        "status": "status", "comparator": "comparator", "deadline": "deadline (year)", "posts": "posts",
        "spans": "Of {spans} spans that carry the facts, {wrong} differ from the source's words.",
        "commands": (
            "The figures come from `ecograph evaluate --split test --peer` and `--split tune`; `--by style` and "
            "`--by province` break them down, `--verbose` lists the mistakes with their sentences, and "
            "`--html report.html` shows them in the articles."
        ),
    },
    "README.zh.md": {
        "intro": (
            "`ecograph evaluate` 把抽取结果与标注相比：{tune} 篇用来调整规则，{test} 篇没有用过（何为正确，见"
            " [data/gold](data/gold/README.md)）。表中为 F1，测试文章另列精确率和召回率；最后一列是分词器 jieba 的人名、地名、"
            "机构名标记在同样文章上的结果。"
        ),
        "head": "| | 调整用 | **测试** | 测试精确率 | 测试召回率 | {peer}，测试 |",
        "entities": "**全部实体**", "relations": "**全部关系**",
        "fields": "测试文章中找对的目标和官员，其各项正确率：{}。",
        "status": "状态", "comparator": "界限", "deadline": "期限（年）", "posts": "职务",
        "spans": "承载事实的 {spans} 处引文，与原文不符的有 {wrong} 处。",
        "commands": (
            "数字来自 `ecograph evaluate --split test --peer` 和 `--split tune`；`--by style`、`--by province` 分组统计，"
            "`--verbose` 列出错误及所在句子，`--html report.html` 在文章里标出错误。"
        ),
    },
}  # fmt: skip


def command(split: str) -> str:
    """Return the command whose output the tables are made of."""
    return f"ecograph evaluate --split {split} --peer --json"


def section(readme: str, tune: Figures, test: Figures) -> str:
    """Return the quality section of one README, in its language, from the figures of both splits."""
    words = _TEXTS[readme]
    counts = {"tune": tune["articles"], "test": test["articles"]}
    lines = [words["head"].format(peer=test["peer"]["name"]), "|---|--:|--:|--:|--:|--:|"]
    lines += [_row(name, words, tune, test) for name in CLASSES + RELATIONS]
    shares = [
        f"{words[name]} {test['attributes'][name]:.1%}" for name in _FIELDS if test["attributes"][name] is not None
    ]
    told = words["fields"].format(", ".join(shares)) + " " + words["spans"].format(**test["evidence"])
    parts = [_wrapped(words["intro"].format(**counts)), "\n".join(lines), _wrapped(told), _wrapped(words["commands"])]
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 124, break_long_words=False, break_on_hyphens=False)


def _row(name: str, words: dict[str, str], tune: Figures, test: Figures) -> str:
    peer = f"{test['peer'][name]['f1']:.3f}" if name in _PEER_CLASSES else "–"
    figures = [f"{each:.3f}" for each in (tune[name]["f1"], test[name]["f1"], test[name]["p"], test[name]["r"])]
    figures[1] = f"**{figures[1]}**"
    return f"| {words.get(name, name)} | {' | '.join(figures)} | {peer} |"


def main() -> None:
    found = [
        json.loads(
            subprocess.run([sys.executable, "-m", *command(split).split()], capture_output=True, check=True).stdout
        )
        for split in SPLITS
    ]
    print(section("README.md", *found))


if __name__ == "__main__":
    main()
