"""Articles that nobody wrote, but that say what is known: for measuring extraction and builds at any size."""

from synthetic.checking import Check, check
from synthetic.known import Article, Known, Target
from synthetic.writing import article, articles

__all__ = ["Article", "Check", "Known", "Target", "article", "articles", "check"]
