"""Name the things of any number of documents with little memory: what they lend lies in SQLite, and is settled part by part.

Nodes that share a key, directly or through others, make a component; what is in one has no bearing on any other. So the rules run
on one component after the other, as they run on all of few documents, and memory holds no more than the largest of them and
three integers a node. Where little changed since the last time, only the components that the changes touch are settled.
"""

from ecograph.resolve.settling.settling import Settling

__all__ = ["Settling"]
