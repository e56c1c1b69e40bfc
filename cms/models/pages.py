"""The page tree: a home page for each language, sections, and the articles in them."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks import BodyBlock


class SitePage(Page):
    """A page with an address on the reader's site: `/<locale>/<slugs>/`, although Wagtail serves none."""

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        roots = self._get_relevant_site_root_paths(request)
        if not roots:
            return None
        root = roots[0]
        return root.site_id, public_root(root.root_url), site_path(root, self.url_path)


def public_root(root_url: str) -> str:
    """This will return a site's address; for the main site `PUBLIC_URL`, which also knows the scheme."""
    is_public = urlsplit(root_url).netloc == urlsplit(settings.PUBLIC_URL).netloc
    return settings.PUBLIC_URL if is_public else root_url


def site_path(root: Any, url_path: str) -> str:
    """This will turn Wagtail's `url_path` below a `SiteRootPath` into `/<locale>/<slugs>/`."""
    return f"/{root.language_code}/{url_path[len(root.root_path) :]}"


def _tabs(content: list[Any], *more: ObjectList, promote: list[Any]) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *more,
            ObjectList([*promote, PublishingPanel()], heading=_("Address and dates")),
        ]
    )


class HomePage(SitePage):
    """The first page of the site in one language."""

    lead = models.TextField(_("lead"), blank=True, max_length=600)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage", "cms.ArticlePage"]
    edit_handler = _tabs(
        [FieldPanel("title"), FieldPanel("lead")],
        promote=[FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
    )

    class Meta:
        verbose_name = _("home page")


class SectionPage(SitePage):
    """A department of the newsroom; the articles below it belong to it."""

    lead = models.TextField(_("lead"), blank=True, max_length=600)

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.SectionPage", "cms.ArticlePage"]
    edit_handler = _tabs(
        [FieldPanel("title"), FieldPanel("lead")],
        promote=[FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class CommentPolicy(models.TextChoices):
    """Who may comment on an article: `OPEN` after moderation, `CLOSED` reading only, `OFF` not at all."""

    OPEN = "OPEN", _("Open, every comment is checked first")
    CLOSED = "CLOSED", _("Closed, existing comments stay visible")
    OFF = "OFF", _("Off, no comments are shown")


class ArticleTag(TaggedItemBase):
    """The link between an article and a topic."""

    content_object = ParentalKey("cms.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE)


class ArticlePage(SitePage):
    """One article."""

    kicker = models.CharField(
        _("kicker"), max_length=80, blank=True, help_text=_("A word or two above the headline.")
    )
    lead = models.TextField(
        _("lead"), max_length=600, help_text=_("One to three sentences that say what is new.")
    )
    image = models.ForeignKey(
        "cms.Image",
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    tags = ClusterTaggableManager(
        through=ArticleTag, blank=True, verbose_name=_("topics"), help_text=_("Separated by commas.")
    )
    published_at = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_("Shown to readers. Empty: the moment of first publication."),
    )
    correction_text = models.TextField(
        _("correction note"), blank=True, help_text=_("What was wrong and has been corrected.")
    )
    correction_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    comment_policy = models.CharField(
        _("comments"), max_length=6, choices=CommentPolicy.choices, default=CommentPolicy.OPEN
    )
    comments_close_at = models.DateTimeField(
        _("comments close at"),
        null=True,
        blank=True,
        help_text=_("Empty: as the newsroom settings say."),
    )

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    edit_handler = _tabs(
        [
            FieldPanel("kicker"),
            FieldPanel("title"),
            FieldPanel("lead"),
            FieldPanel("image"),
            FieldPanel("body"),
        ],
        ObjectList(
            [
                InlinePanel("article_authors", label=_("Author"), heading=_("Authors")),
                FieldPanel("tags"),
                InlinePanel(
                    "article_relations", label=_("Article"), heading=_("Related articles"), max_num=6
                ),
                MultiFieldPanel(
                    [FieldPanel("correction_text"), FieldPanel("correction_at")], heading=_("Correction")
                ),
                MultiFieldPanel(
                    [FieldPanel("comment_policy"), FieldPanel("comments_close_at")],
                    heading=_("Comments"),
                ),
            ],
            heading=_("Details"),
        ),
        promote=[
            FieldPanel("slug"),
            FieldPanel("published_at"),
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
        ],
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(
                name="article_correction_has_text_and_time",
                condition=Q(correction_text="", correction_at__isnull=True)
                | (~Q(correction_text="") & Q(correction_at__isnull=False)),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        now = timezone.now()
        errors: dict[str, Any] = {}
        if self.correction_text and not self.correction_at:
            self.correction_at = now
        if self.correction_at and not self.correction_text:
            errors["correction_text"] = _("Say what was corrected, or clear the date.")
        if self.published_at and self.published_at > now:
            errors["published_at"] = _("This date lies ahead. To publish later, set a schedule instead.")
        if self.slug and self._slug_is_taken():
            errors["slug"] = _("Another article in this language already has this address.")
        if errors:
            raise ValidationError(errors)

    def _slug_is_taken(self) -> bool:
        twins = ArticlePage.objects.filter(slug=self.slug, locale_id=self.locale_id, alias_of=None)
        if self.path:
            twins = twins.filter(_in_same_site(self))
        return twins.exclude(pk=self.pk).exists()


def _in_same_site(page: Page) -> Q:
    site_ids = {root.site_id for root in page._get_relevant_site_root_paths()}
    roots = [root for root in page._get_site_root_paths() if root.site_id in site_ids]
    return Q(*[("url_path__startswith", root.root_path) for root in roots], _connector=Q.OR)


class ArticleAuthor(Orderable):
    """An author's place in the line above an article."""

    page = ParentalKey(ArticlePage, related_name="article_authors", on_delete=models.CASCADE)
    author = models.ForeignKey(
        "cms.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "author"], name="article_author_once"),
        ]


class ArticleRelation(Orderable):
    """A hand-picked article to read next."""

    page = ParentalKey(ArticlePage, related_name="article_relations", on_delete=models.CASCADE)
    related = models.ForeignKey(
        ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("related", "cms.ArticlePage")]
