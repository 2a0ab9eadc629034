"""Give the same thing the same IRI in every document, without a central counter."""

from ecograph.resolve.applying import identified, rejected_in
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
from ecograph.resolve.judging import Judge, Judgement, Rejected, reference
from ecograph.resolve.lending import lent
from ecograph.resolve.resolution import Doubt, Idle, Member, Rename, Resolution, Thing
from ecograph.resolve.resolving import resolve
from ecograph.resolve.settling import Settling

__all__ = [
    "PAIRS",
    "STATEMENTS",
    "Decision",
    "DecisionError",
    "Doubt",
    "Idle",
    "Judge",
    "Judgement",
    "Member",
    "Rejected",
    "Rename",
    "Resolution",
    "Settling",
    "Thing",
    "Verdict",
    "decided",
    "identified",
    "identify",
    "lent",
    "read_decisions",
    "record",
    "reference",
    "rejected_in",
    "resolve",
    "standing",
]
