"""The pages above the articles: one home page for each language, and the sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

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

    slug_without_words = "startseite"
    parent_page_types = ["wagtailcore.Page"]
    page_description = _("The first page of the site in one language. Each language has one.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class SectionPage(ParentPage):
    """A department of the newsroom, with its articles below it."""

    slug_without_words = "rubrik"
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    page_description = _("A department of the newsroom. The articles below it belong to it.")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
