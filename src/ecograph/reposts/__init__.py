"""Tell which documents repeat another: the same article as several sites print it, each with its own furniture.

A document repeats another where the other holds every sentence of its body, in their order, on about the same day. One other
number, name or word, and it is an article of its own: a merge that nobody meant costs more than one that is missed.
"""

from ecograph.reposts.comparing import agree, holds
from ecograph.reposts.settling import Reposts
from ecograph.reposts.signature import Signature, is_current, rules, signature

__all__ = ["Reposts", "Signature", "agree", "holds", "is_current", "rules", "signature"]
