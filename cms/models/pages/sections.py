"""The pages above the articles: one home page for each language, and the sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from cms.models.pages.base import SitePage, tabs


class HomePage(SitePage):
    """The first page of the site in one language."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences that say what readers find here."),
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage", "cms.ArticlePage"]
    page_description = _("The first page of the site in one language. Each language has one.")
    edit_handler = tabs([TitleFieldPanel("title"), FieldPanel("lead")])

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class SectionPage(SitePage):
    """A department of the newsroom; the articles below it belong to it."""

    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences that say what readers find here."),
    )

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.SectionPage", "cms.ArticlePage"]
    page_description = _("A department of the newsroom. The articles below it belong to it.")
    edit_handler = tabs([TitleFieldPanel("title"), FieldPanel("lead")])

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
