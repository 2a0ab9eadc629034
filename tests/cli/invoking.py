"""What the command line's tests have in common: an article and the shape of a result."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

ARTICLE = """晋中部署生态治理
本报讯　3月12日，晋中市生态环境局局长马成毅介绍，今年晋中市生态环境局牵头实施汾河流域水污染治理工程。
今年全市完成造林绿化32.4万亩。
平遥县生态环境局负责推进平遥县污水处理厂扩建项目，确保2025年年底前建成。
"""


class Result(NamedTuple):
    """What a command ended with and printed."""

    status: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Result]
