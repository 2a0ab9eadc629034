"""Derive the graph from the records: a pure function, so that order of arrival, retraction and past days need no code.

First it is found out which documents repeat another: they are its sources, and say nothing of their own. The others lend what
they name, and all things are named together. Then each document is written: IRIs take the place of local keys, what breaks a
shape goes to quarantine, and no further. That is done batch by batch, wherever the engine has its workers; what the graph as a
whole needs of a document is kept beside its lines. Last comes what follows from all of them: which rules were used, what became
of the targets, which agency became which, what others call them.
"""

from ecograph.derive.deriving import derive, facts_of
from ecograph.derive.given import Given
from ecograph.derive.reposting import reposted

__all__ = ["Given", "derive", "facts_of", "reposted"]
