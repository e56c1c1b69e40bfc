"""The page tree: a home page for each language, sections, and the articles in them."""

from cms.models.pages.article import (
    ArticleAuthor,
    ArticlePage,
    ArticleRelation,
    ArticleTag,
    CommentPolicy,
)
from cms.models.pages.base import SitePage, public_root, site_path
from cms.models.pages.sections import HomePage, SectionPage

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleRelation",
    "ArticleTag",
    "CommentPolicy",
    "HomePage",
    "SectionPage",
    "SitePage",
    "public_root",
    "site_path",
]
