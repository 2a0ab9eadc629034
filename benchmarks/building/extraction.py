"""Time the extraction stage by stage beside word segmenters, and check what it finds while it is timed."""

from __future__ import annotations

import gc
import logging
from typing import Any

import speed
from ecograph.model import Facts
from ecograph.readers import Source
from synthetic import Article, Check


def extraction(articles: list[Article]) -> dict[str, Any]:
    """Return ms an article of each stage and each peer, in turn article by article, and the figures of the check."""
    peers = _peers()
    own, other, check = speed.Clock(), speed.Clock(), Check()
    for each in articles[:3]:
        _extracted(each, speed.Clock())
        for peer in peers.values():
            peer(each.text)
    gc.collect()
    gc.freeze()
    for each in articles:
        facts = _extracted(each, own)
        for name, peer in peers.items():
            other.start()
            peer(each.text)
            other.note(name)
        if not each.repeats:
            check.take(each.known, facts)
    scale = 1000 / len(articles)
    return {
        "articles": len(articles),
        "characters": sum(len(each.text) for each in articles) / len(articles),
        "stages": {name: seconds * scale for name, seconds in own.seconds.most_common()},
        "peers": {name: seconds * scale for name, seconds in other.seconds.items()},
        "check": check.figures(),
    }


def _extracted(article: Article, clock: speed.Clock) -> Facts:
    return speed.extracted(Source(article.name, data=article.text.encode()), clock)


def _peers() -> dict[str, Any]:
    import jieba
    import jieba.posseg
    import rjieba

    jieba.setLogLevel(logging.ERROR)
    tagger = rjieba.Jieba()
    return {"jieba.posseg": lambda text: list(jieba.posseg.cut(text)), "rjieba tags": tagger.tag}
