"""Functions by name: what is to run in another process."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeAlias

Work: TypeAlias = str
"""A function of a module, `package.module:function`; its arguments and its result are plain values."""


def found(work: Work) -> Any:  # noqa: ANN401 - a function of any module
    """Return the function that a piece of work names."""
    module, _, name = work.partition(":")
    return getattr(import_module(module), name)
