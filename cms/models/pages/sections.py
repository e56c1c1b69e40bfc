"""The pages above the articles: one home page for each language, and the sections."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField

from cms.blocks.front import FrontBlock, default_rows
from cms.editor.front_form import HomePageForm
from cms.models.pages.article import ArticlePage
from cms.models.pages.base import SitePage, tabs


class ParentPage(SitePage):
    """A page that lists the articles below it."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences that say what readers find here."),
    )

    subpage_types = ["cms.SectionPage", "cms.ArticlePage"]
    edit_handler = tabs([TitleFieldPanel("title"), FieldPanel("lead")])

    class Meta:
        abstract = True


class HomePage(ParentPage):
    """The first page of the site in one language."""

    rows = StreamField(
        FrontBlock(),
        verbose_name=_("rows"),
        blank=True,
        default=default_rows,
        db_default=default_rows(),
        help_text=_("What stands on the page, from top to bottom. No article appears twice."),
    )

    base_form_class = HomePageForm
    slug_without_words = "startseite"
    parent_page_types = ["wagtailcore.Page"]
    page_description = _("The first page of the site in one language. Each language has one.")
    edit_handler = tabs([TitleFieldPanel("title"), FieldPanel("lead"), FieldPanel("rows", icon="list-ul")])

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def newest_articles(self, row: Any) -> "models.QuerySet[ArticlePage]":
        """Return the newest articles for an automatic row, for the preview in the admin."""
        if row.gone:
            return ArticlePage.objects.none()
        articles = ArticlePage.objects.live().filter(locale_id=self.locale_id, alias_of=None)
        if section := row.get("section"):
            articles = articles.descendant_of(section)
        if topic := row.get("tag"):
            articles = articles.filter(tagged_items__tag=topic)
        return articles.order_by(Coalesce("published_at", "first_published_at").desc(), "-pk")[
            : row.get("number") or 0
        ]


class SectionPage(ParentPage):
    """A department of the newsroom, with its articles below it."""

    slug_is_taken = _("The section “%(title)s” already has this slug. Choose another.")
    slug_without_words = "rubrik"
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    page_description = _("A department of the newsroom. The articles below it belong to it.")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        super().clean()
        # Lists of articles name sections by slug. One that is public keeps what an import gave it.
        is_kept = SectionPage.objects.live().filter(pk=self.pk, slug=self.slug).exists()
        if not is_kept and (errors := self.slug_errors()):
            raise ValidationError(errors)
