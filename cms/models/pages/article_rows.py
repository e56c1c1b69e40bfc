"""The rows of an article that name topics, authors and related articles."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.models.revisions import RevisedRow
from cms.models.topics import Topic


class ArticleTag(ItemBase):
    """The row that connects an article with a topic."""

    tag = models.ForeignKey(Topic, related_name="tagged_articles", on_delete=models.CASCADE)
    content_object = ParentalKey("cms.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE)


class ArticleAuthor(RevisedRow):
    """An author of an article, in the order of the byline."""

    page = ParentalKey("cms.ArticlePage", related_name="article_authors", on_delete=models.CASCADE)
    author = models.ForeignKey(
        "cms.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("author")]

    class Meta(RevisedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "author"],
                name="article_author_once",
                violation_error_message=_("This author is already named."),
            ),
        ]


class ArticleRelation(Orderable):
    """A related article, picked by an editor."""

    page = ParentalKey("cms.ArticlePage", related_name="article_relations", on_delete=models.CASCADE)
    related = models.ForeignKey(
        "cms.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("related", "cms.ArticlePage")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["page", "related"],
                name="article_relation_once",
                violation_error_message=_("This article is already in the list."),
            ),
            models.CheckConstraint(
                name="article_relation_to_another",
                condition=~Q(page=F("related")),
                violation_error_message=_("An article cannot be related to itself."),
            ),
        ]
