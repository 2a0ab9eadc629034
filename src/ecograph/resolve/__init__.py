"""Give the same thing the same IRI in every document, without a central counter."""

from ecograph.resolve.decisions import (
    PAIRS,
    STATEMENTS,
    Decision,
    DecisionError,
    Verdict,
    decided,
    read_decisions,
    record,
    standing,
)
from ecograph.resolve.identity import identify
from ecograph.resolve.judging import reference
from ecograph.resolve.resolution import Doubt, Idle, Member, Rename, Resolution
from ecograph.resolve.resolving import resolve

__all__ = [
    "PAIRS",
    "STATEMENTS",
    "Decision",
    "DecisionError",
    "Doubt",
    "Idle",
    "Member",
    "Rename",
    "Resolution",
    "Verdict",
    "decided",
    "identify",
    "read_decisions",
    "record",
    "reference",
    "resolve",
    "standing",
]
