"""Print how many reposts are recognised, how many other articles are taken for one, and how long it takes.

    python benchmarks/reposts.py [--articles 1000] [--characters 2000]

The articles are those that ship with the package and synthetic ones. Each is printed again as other sites would print it: other
furniture, marks, widths and line breaks, a paragraph less. And each has doubles that are no reposts: next year's report from
the same template, the neighbouring county's with other figures or the same ones, one figure corrected, the text said anew a
year later. The peer is MinHash over character 5-grams (datasketch, and rensa if it is there) at a Jaccard of 0.8.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ecograph.model import Document
from ecograph.readers import document_of
from ecograph.reposts import Reposts, signature
from ecograph.resources import rows
from synthetic import articles
from synthetic.retelling import retold

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))
LIMIT_MS, LIKE = 0.5, 0.8
_NUMBER, _YEAR = re.compile(r"\d+(?:\.\d+)?"), re.compile(r"20[012]\d")
# A number within a sentence: that of a page is none, nor is a date.
_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?=[\u4e00-\u9fff%])(?![年月日])")
_DATE = re.compile(r"(20\d\d)([年-]\d{1,2}[月-](?:1\d?|2[0-8]?|3|4|5|6|7|8|9|0[1-9])(?!\d))")


class Copy(NamedTuple):
    """A text of the test set: what kind it is, and the number of the article that it is a copy of."""

    kind: str
    text: str
    original: int


def neighbours() -> dict[str, tuple[str, ...]]:
    """Return the bare names of the counties that lie in one prefecture, by each of their names."""
    together: dict[str, list[str]] = {}
    for row in rows("data", "gazetteer", "divisions.csv"):
        if row["level"] == "county" and row["short"]:
            together.setdefault(row["parent"], []).append(row["short"].partition("|")[0])
    return {name: tuple(each for each in names if each != name) for names in together.values() for name in names}


def test_set(count: int, characters: int) -> Iterator[Copy]:
    """Yield originals, their reposts, and their doubles."""
    texts = [path.read_text(encoding="utf-8") for path in ARTICLES]
    texts += [each.text for each in articles(count, characters=characters) if not each.repeats]
    beside = neighbours()
    for number, text in enumerate(texts):
        chance = random.Random(number)
        yield Copy("original", text, number)
        for _ in range(2):
            # A site prints the paragraphs of an article, however they were broken elsewhere.
            yield Copy("repost", retold(whole(text), chance), number)
        for kind, double in DOUBLES.items():
            if made := double(text, chance, beside):
                yield Copy(kind, made, number)


def whole(text: str) -> str:
    """Return the paragraphs of an article, with its day below the title where it bears one."""
    read = document_of(text.encode(), "")
    title, _, rest = read.text.partition("\n")
    return f"{title}\n{read.published} 来源：本地媒体\n{rest}" if len(read.published) > len("2024") else read.text


def next_year(text: str, chance: random.Random, _: dict[str, tuple[str, ...]]) -> str:
    """Return the report of a year later: every year one more, every other figure another."""
    return _NUMBER.sub(lambda match: _later(match[0], chance), text)


def _later(number: str, chance: random.Random) -> str:
    if _YEAR.fullmatch(number):
        return str(int(number) + 1)
    return re.sub(r"\d$", lambda digit: str((int(digit[0]) + chance.randint(1, 7)) % 9 + 1), number)


def one_figure(text: str, chance: random.Random, _: dict[str, tuple[str, ...]]) -> str:
    """Return the text with one figure of its body corrected."""
    middle = _FIGURE.finditer(text, len(text) // 3, 2 * len(text) // 3)
    found = [match for match in middle if not _YEAR.fullmatch(match[0])]
    if not found:
        return ""
    match = chance.choice(found)
    return text[: match.start()] + _later(match[0], chance) + text[match.end() :]


def next_county(text: str, chance: random.Random, beside: dict[str, tuple[str, ...]]) -> str:
    """Return the text as of the neighbouring county, with the same figures; "" where no county is named often."""
    named = Counter(match for match in re.findall(r"([\u4e00-\u9fff]{2,3}?)[县区市旗]", text) if match in beside)
    for name, times in named.most_common(1):
        if times > 1 and beside[name]:
            return text.replace(name, chance.choice(beside[name]))
    return ""


def next_county_figures(text: str, chance: random.Random, beside: dict[str, tuple[str, ...]]) -> str:
    """Return the text as of the neighbouring county, with other figures."""
    moved = next_county(text, chance, beside)
    return moved and _NUMBER.sub(
        lambda match: match[0] if _YEAR.fullmatch(match[0]) else _later(match[0], chance), moved
    )


def a_year_later(text: str, _: random.Random, __: dict[str, tuple[str, ...]]) -> str:
    """Return the text printed again a year later; "" where it bears no day."""
    return _DATE.sub(lambda match: f"{int(match[1]) + 1}{match[2]}", text) if _DATE.search(text) else ""


Double = Callable[[str, random.Random, dict[str, tuple[str, ...]]], str]
DOUBLES: dict[str, Double] = {
    "next year's report": next_year,
    "one figure corrected": one_figure,
    "neighbouring county": next_county,
    "neighbouring county, other figures": next_county_figures,
    "said anew a year later": a_year_later,
}


def found_by_us(documents: list[Document]) -> tuple[dict[int, int], float, float]:
    """Return which document repeats which, and how many ms an article the signature and the settling take."""
    start = time.process_time()
    signatures = [signature(each) for each in documents]
    signed = time.process_time()
    with Reposts() as reposts:
        reposts.add((f"document/{number:08}", "", each) for number, each in enumerate(signatures))
        reposts.settle()
        found = {_number(one): _number(kept) for one, kept in reposts.all()}
    settled = time.process_time()
    each = 1000 / len(documents)
    return found, each * (signed - start), each * (settled - signed)


def _number(document: str) -> int:
    return int(document.removeprefix("document/"))


def found_by_minhash(documents: list[Document]) -> tuple[dict[int, int], float] | None:
    """Return the same by MinHash over character 5-grams, and ms an article; None without datasketch."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return None
    start = time.process_time()
    index = MinHashLSH(threshold=LIKE, num_perm=128)
    found = dict[int, int]()
    for number, each in enumerate(documents):
        made = MinHash(num_perm=128)
        made.update_batch([gram.encode() for gram in _grams(each.text)])
        if alike := index.query(made):
            found[number] = min(alike)
        index.insert(number, made)
    return found, 1000 * (time.process_time() - start) / len(documents)


def ms_of_rensa(documents: list[Document]) -> float | None:
    """Return how many ms an article the signatures of rensa take, None where it is not there."""
    try:
        from rensa import RMinHash
    except ImportError:
        return None
    start = time.process_time()
    for each in documents:
        made = RMinHash(num_perm=128, seed=1)
        made.update(list(_grams(each.text)))
        made.digest()
    return 1000 * (time.process_time() - start) / len(documents)


def _grams(text: str) -> set[str]:
    return {text[start : start + 5] for start in range(len(text) - 4)}


def judge(name: str, copies: list[Copy], found: dict[int, int]) -> bool:
    """Print precision and recall, and say whether no double was taken for a repost."""
    right = sum(_is_right(copies, number, found) for number in found)
    wrong = Counter(copies[number].kind for number in found if not _is_right(copies, number, found))
    sizes = Counter(each.kind for each in copies)
    print(f"\n{name}: precision {right / (len(found) or 1):.4f}, recall {right / sizes['repost']:.4f}")
    for kind in ("original", "repost", *DOUBLES):
        print(f"  {kind:36} {wrong[kind]:>6} of {sizes[kind]:>6} wrongly taken for a repost")
    return not wrong


def _is_right(copies: list[Copy], number: int, found: dict[int, int]) -> bool:
    """Say whether a document is held to repeat what is the same article."""
    one, other = copies[number], copies[found[number]]
    return one.original == other.original and {one.kind, other.kind} <= {"original", "repost"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--characters", type=int, default=2_000)
    wanted = parser.parse_args()
    copies = list(test_set(wanted.articles, wanted.characters))
    documents = [document_of(each.text.encode(), f"{number}.txt") for number, each in enumerate(copies)]
    characters = sum(len(each.text) for each in documents) / len(documents)
    print(f"{len(copies)} texts of {characters:.0f} characters: {dict(Counter(each.kind for each in copies))}")
    found, signing, settling = found_by_us(documents)
    good = judge("EcoGraph", copies, found)
    print(f"  signature {signing:.3f} ms an article (limit {LIMIT_MS}), settling {settling:.3f} ms")
    if peer := found_by_minhash(documents):
        judge(f"MinHash, Jaccard {LIKE} (datasketch)", copies, peer[0])
        print(f"  {peer[1]:.3f} ms an article, {peer[1] / (signing + settling):.1f} times as long")
    if ms := ms_of_rensa(documents):
        print(f"  signatures alone by rensa: {ms:.3f} ms an article, {ms / signing:.1f} times as long")
    return int(not good or signing > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
