"""Give the same thing the same IRI in every document, without a central counter."""

from ecograph.resolve.identity import identify

__all__ = ["identify"]
