"""Do the same work on many items: here, in processes of this machine, or on a cluster; in order, and whatever dies."""

from ecograph.engines.base import Engine
from ecograph.engines.errors import EngineError, PoisonError
from ecograph.engines.mapping import mapped
from ecograph.engines.opening import ENGINES, open_engine
from ecograph.engines.serial import Serial

__all__ = ["ENGINES", "Engine", "EngineError", "PoisonError", "Serial", "mapped", "open_engine"]
