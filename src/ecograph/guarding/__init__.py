"""Run functions in processes that can be ended at any moment: within limits of time, memory and output."""

from ecograph.guarding.bounds import Bounds
from ecograph.guarding.errors import GuardError
from ecograph.guarding.kept import Kept
from ecograph.guarding.named import Work, found
from ecograph.guarding.nursery import Nursery
from ecograph.guarding.shared import GUARDED, kept, nursery

__all__ = ["GUARDED", "Bounds", "GuardError", "Kept", "Nursery", "Work", "found", "kept", "nursery"]
