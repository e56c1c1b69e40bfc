"""What editors say of a site as a whole: its name, its publisher, its menus, and the rules for comments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site

from cms.blocks.menus import MenuBlock
from cms.editor.settings_form import SiteSettingsForm
from cms.models import rights
from cms.models.atomic import AtomicModel

NAME_LENGTH = 120
_TEXT_FEATURES = ["bold", "italic", "link"]


@register_setting(icon="cog")
class SiteSettings(AtomicModel, ClusterableModel, BaseSiteSetting):
    """The settings of a site in all its languages; `texts` has those of one language."""

    base_form_class = SiteSettingsForm

    name = models.CharField(
        _("name"),
        max_length=NAME_LENGTH,
        blank=True,
        db_default="",
        default="",
        help_text=_("Of the paper. Empty: the name of the site in Wagtail."),
    )
    contact_email = models.EmailField(
        _("e-mail address for readers"),
        blank=True,
        db_default="",
        default="",
        help_text=_("Published with the contact. Empty: none is named."),
    )
    publisher_name = models.CharField(
        _("name of the publisher"),
        max_length=120,
        blank=True,
        db_default="",
        default="",
        help_text=_("As search engines name it. Empty: the name of the paper."),
    )
    publisher_legal_name = models.CharField(
        _("legal name"),
        max_length=200,
        blank=True,
        db_default="",
        default="",
        help_text=_("With its legal form, for example Beispiel Verlag GmbH."),
    )
    publisher_url = models.URLField(
        _("website of the publisher"),
        blank=True,
        db_default="",
        default="",
        help_text=_("Empty: the home page of this site."),
    )
    publisher_logo = models.ForeignKey(
        "cms.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Search engines show it beside articles."),
    )
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

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("contact_email"),
                    MultiFieldPanel(
                        [
                            FieldPanel("publisher_name"),
                            FieldPanel("publisher_legal_name"),
                            FieldPanel("publisher_url"),
                            FieldPanel("publisher_logo"),
                        ],
                        heading=_("Publisher"),
                    ),
                ],
                heading=_("Paper"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "texts",
                        heading=_("Menus and texts"),
                        label=_("Language"),
                        help_text=_(
                            "One entry for each language of the site. Without one, or while its main menu is empty, "
                            "the main menu lists the sections below the home page."
                        ),
                        max_num=len(settings.LANGUAGES),
                    )
                ],
                heading=_("Menus and texts"),
            ),
            ObjectList(
                [FieldPanel("comments_enabled"), FieldPanel("comments_close_after_days")],
                heading=_("Comments"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        rights.PANELS,
                        heading=_("Rights in texts"),
                        help_text=_(
                            "They apply to every article that names none of its own. The texts of a language may have "
                            "other terms of use."
                        ),
                    )
                ],
                heading=_("Rights"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("newsroom settings")

    @classmethod
    def of_default_site(cls) -> "SiteSettings":
        """Return the settings of the site that is delivered, or the defaults if none are stored; nothing is written."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    def paper_name(self, site: Site | None) -> str:
        """Return the name of the paper: that of the settings, of the site, or else of the installation."""
        return self.name or (site and site.site_name) or settings.WAGTAIL_SITE_NAME


class SiteTexts(AtomicModel):
    """The menus and texts of a site in one language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    main_menu = StreamField(
        MenuBlock(),
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("At the head of every page. Empty: the sections below the home page."),
    )
    footer_menu = StreamField(
        MenuBlock(), verbose_name=_("footer menu"), blank=True, help_text=_("At the foot of every page.")
    )
    footer = RichTextField(
        _("footer text"),
        blank=True,
        features=_TEXT_FEATURES,
        help_text=_("At the foot of every page, for example who is behind the paper."),
    )
    contact = RichTextField(
        _("contact"),
        blank=True,
        features=_TEXT_FEATURES,
        help_text=_("How readers reach the newsroom, besides the e-mail address."),
    )
    imprint = models.ForeignKey(
        Page,
        verbose_name=_("imprint"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("While the page is not public, it is left out."),
    )
    privacy = models.ForeignKey(
        Page,
        verbose_name=_("privacy policy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("While the page is not public, it is left out."),
    )
    rights_terms = rights.terms_field()
    newsroom_words = models.CharField(
        _("words for the newsroom"),
        max_length=1000,
        blank=True,
        db_default="",
        default="",
        help_text=_(
            "Separated by commas. A reader's comment waits with a warning if its name contains one of them, or looks "
            "as if it did. Empty: the usual ones, such as Redaktion, Chefredakteurin or Admin."
        ),
    )

    panels = [
        FieldPanel("locale"),
        FieldPanel("main_menu"),
        FieldPanel("footer_menu"),
        FieldPanel("footer"),
        FieldPanel("contact"),
        PageChooserPanel("imprint", page_type=["cms.SectionPage", "cms.ArticlePage"]),
        PageChooserPanel("privacy", page_type=["cms.SectionPage", "cms.ArticlePage"]),
        FieldPanel(
            "rights_terms",
            help_text=_("Of the articles in this language that name no rights. Empty: those of the site."),
        ),
        FieldPanel("newsroom_words"),
    ]

    class Meta:
        verbose_name = _("menus and texts")
        constraints = [
            models.UniqueConstraint(fields=["settings", "locale"], name="site_texts_once_for_each_language")
        ]

    def __str__(self) -> str:
        return str(self.locale)
