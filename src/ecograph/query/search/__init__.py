"""Find entities, documents and sentences by what they are called and what they say."""

from ecograph.query.search.hits import Found, Hit
from ecograph.query.search.index import SearchIndex
from ecograph.query.search.keeping import earlier_than, index_beside, index_in, index_of

__all__ = ["Found", "Hit", "SearchIndex", "earlier_than", "index_beside", "index_in", "index_of"]
