"""The shapes of the API's answers, one noun a file."""

from ecograph.server.api.models.claims import Claim, Evidence, Relation, Source
from ecograph.server.api.models.commitments import Commitment, Conflict, SeriesState, Standing, Statement, Target
from ecograph.server.api.models.documents import (
    Article,
    ArticleClaim,
    ArticleMention,
    ArticleUnread,
    Document,
    Paragraph,
)
from ecograph.server.api.models.networks import Chain, ChainStep, Network, NetworkEdge, NetworkNode, Paths, Saying
from ecograph.server.api.models.page import Facet, Facets, Page
from ecograph.server.api.models.questions import ParameterInfo, QuestionInfo
from ecograph.server.api.models.stats import Concept, Stats
from ecograph.server.api.models.things import (
    Agency,
    Entity,
    EntitySummary,
    Neighbours,
    Official,
    Place,
    Policy,
    Project,
    Reference,
    RoleReference,
    YearCount,
)

__all__ = [
    "Agency", "Article", "ArticleClaim", "ArticleMention", "ArticleUnread", "Chain", "ChainStep", "Claim", "Commitment",
    "Concept", "Conflict", "Document", "Entity", "EntitySummary", "Evidence", "Facet", "Facets", "Neighbours", "Network",
    "NetworkEdge", "NetworkNode", "Official", "Page", "Paragraph", "ParameterInfo", "Paths", "Place", "Policy", "Project",
    "QuestionInfo", "Reference", "Relation", "RoleReference", "Saying", "SeriesState", "Source", "Standing", "Statement",
    "Stats", "Target", "YearCount",
]  # fmt: skip
