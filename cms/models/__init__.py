"""The content models. Import them from here, not from the modules below."""

from cms.models.downloads import Download
from cms.models.media import Image, Rendition
from cms.models.pages.article import ArticlePage, CommentPolicy
from cms.models.pages.article_rows import ArticleAuthor, ArticleRelation, ArticleTag
from cms.models.pages.sections import HomePage, SectionPage
from cms.models.people import Author
from cms.models.record import ArticleVersion, Correction
from cms.models.rights import AiUse
from cms.models.settings import SiteSettings, SiteTexts
from cms.models.takedowns import Takedown, TakenAlong, TakenDownPage
from cms.models.topics import Topic

__all__ = [
    "AiUse",
    "ArticleAuthor",
    "ArticlePage",
    "ArticleRelation",
    "ArticleTag",
    "ArticleVersion",
    "Author",
    "CommentPolicy",
    "Correction",
    "Download",
    "HomePage",
    "Image",
    "Rendition",
    "SectionPage",
    "SiteSettings",
    "SiteTexts",
    "Takedown",
    "TakenAlong",
    "TakenDownPage",
    "Topic",
]
