"""Settings of a site that editors can change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.models import rights
from cms.models.atomic import AtomicModel


@register_setting(icon="cog")
class SiteSettings(AtomicModel, BaseSiteSetting):
    """The comments of a site and the rights in its texts; an article can have its own."""

    comments_enabled = models.BooleanField(
        _("comments on this site"),
        default=True,
        help_text=_("Off: no article shows or takes comments."),
    )
    comments_close_after_days = models.PositiveSmallIntegerField(
        _("close comments after (days)"),
        null=True,
        blank=True,
        help_text=_("Counted from publication. An article's own closing date goes first. Empty: never."),
    )
    rights_holder = rights.holder_field()
    rights_terms = rights.terms_field()
    rights_url = rights.url_field()

    panels = [
        MultiFieldPanel(
            [FieldPanel("comments_enabled"), FieldPanel("comments_close_after_days")],
            heading=_("Comments"),
        ),
        MultiFieldPanel(
            rights.PANELS,
            heading=_("Rights in texts"),
            help_text=_("They apply to every article that names none of its own."),
        ),
    ]

    class Meta:
        verbose_name = _("newsroom settings")
