"""Documents: articles that were read, and one with its text."""

from __future__ import annotations

from pydantic import BaseModel, Field

from ecograph.server.api.models.reference import Reference


class Document(BaseModel):
    """An article as a list shows it."""

    iri: str
    id: str = Field(default="", examples=["document/4a90e69a35e2cf42"])
    title: str = Field(default="", examples=["晋中部署全年生态治理"])
    published: str = Field(default="", examples=["2025-03-12"])
    publisher: str = Field(default="", examples=["晋中日报"])
    home: Reference | None = Field(default=None, description="the place that 我市 or 全县 stand for in it")
    sources: list[str] = Field(default=[], examples=[["articles/shanxi-jinzhong-spring.txt"]])
    claims: int = 0
    entities: int = Field(default=0, description="entities that it names")


class Paragraph(BaseModel):
    """A paragraph of the re-flowed text: `text` is `reflowed[start:end]`."""

    start: int
    end: int
    text: str


class ArticleMention(BaseModel):
    """One place in the article that names an entity."""

    entity: Reference
    start: int = Field(description="in `text`, in characters (code points); text[start:end] == quote")
    end: int
    flow_start: int | None = Field(default=None, description="the same place in `reflowed`")
    flow_end: int | None = None
    quote: str
    rule: str = ""
    confidence: float | None = None
    slot: str = Field(
        default="", description="the field of the entity that these words give, e.g. value, unit or post:局长"
    )


class ArticleClaim(BaseModel):
    """One statement of the article, with the place of the words that say it."""

    iri: str
    subject: Reference
    predicate: str
    object: Reference
    role: str = ""
    modality: str = ""
    speaker: Reference | None = None
    confidence: float = 1.0
    rule: str = ""
    start: int = Field(description="in `text`; text[start:end] == quote")
    end: int
    flow_start: int | None = Field(default=None, description="the same place in `reflowed`")
    flow_end: int | None = None
    quote: str
    time: str = ""


class ArticleUnread(BaseModel):
    """A sentence with a number, an agency or an official that gave no fact, and why."""

    start: int
    end: int
    flow_start: int | None = None
    flow_end: int | None = None
    quote: str
    reason: str


class Article(Document):
    """A document with its text, and all that was read in it.

    Offsets count characters as Python and SPARQL do (code points); a script that counts UTF-16 units takes Array.from(text).
    """

    sha256: str = ""
    text: str | None = Field(
        default=None, description="as published, line breaks and all; null where the store keeps no articles"
    )
    reflowed: str | None = Field(default=None, description="the same, with broken lines joined")
    paragraphs: list[Paragraph] = []
    mentions: list[ArticleMention] = []
    claim_list: list[ArticleClaim] = Field(default=[], description="in the order of their words")
    unread: list[ArticleUnread] = []
    links: dict[str, str] = {}
