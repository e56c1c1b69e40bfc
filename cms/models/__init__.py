"""The content model. Import models from here, not from the modules below."""

from cms.models.media import Download, Image, Rendition
from cms.models.pages import (
    ArticleAuthor,
    ArticlePage,
    ArticleRelation,
    ArticleTag,
    CommentPolicy,
    HomePage,
    SectionPage,
)
from cms.models.people import Author
from cms.models.settings import SiteSettings

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleRelation",
    "ArticleTag",
    "Author",
    "CommentPolicy",
    "Download",
    "HomePage",
    "Image",
    "Rendition",
    "SectionPage",
    "SiteSettings",
]
