"""The article, with its authors, topics and related articles."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms import record
from cms.blocks.body import BodyBlock
from cms.editor.corrections import CorrectionsPanel
from cms.editor.fields import TopicsInput
from cms.models import rights
from cms.models.pages.article_rows import ArticleTag
from cms.models.pages.base import SitePage, tabs
from cms.models.takedowns import TakenDownPage
from cms.models.topics import TopicsField


class CommentPolicy(models.TextChoices):
    """Whether an article takes new comments (`OPEN`), only shows them (`CLOSED`), or neither (`OFF`)."""

    OPEN = "OPEN", _("Open, every comment is checked first")
    CLOSED = "CLOSED", _("Closed, existing comments stay visible")
    OFF = "OFF", _("Off, no comments are shown")


_CONTENT = [
    FieldPanel("kicker", icon="minus"),
    TitleFieldPanel("title", icon="title"),
    FieldPanel("lead", icon="pilcrow"),
    FieldPanel("image", icon="image"),
    FieldPanel("body", icon="doc-full"),
]
_DETAILS = [
    InlinePanel(
        "article_authors",
        label=_("Author"),
        heading=_("Authors"),
        icon="user",
        help_text=_("In the order in which they stand above the article."),
    ),
    FieldPanel("tags", icon="tag", widget=TopicsInput),
    InlinePanel(
        "article_relations",
        label=_("Article"),
        heading=_("Related articles"),
        icon="link",
        help_text=_("Up to six articles to read next, picked by hand."),
        max_num=6,
    ),
    MultiFieldPanel(
        [FieldPanel("comment_policy"), FieldPanel("comments_close_at")], heading=_("Comments"), icon="comment"
    ),
    MultiFieldPanel(
        [FieldPanel("correction_note"), CorrectionsPanel()], heading=_("Correction"), icon="edit"
    ),
    MultiFieldPanel(
        [*rights.PANELS, FieldPanel("ai_generated")],
        heading=_("Rights"),
        help_text=_("Without holder, terms and URL, those of the newsroom settings apply."),
    ),
]


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
        help_text=_("Shown above the text and in lists. Landscape format fits best."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    tags = TopicsField(
        through=ArticleTag, blank=True, verbose_name=_("topics"), help_text=_("Separated by commas.")
    )
    published_at = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_("Shown to readers. Empty: the moment of first publication."),
    )
    # Publishing turns it into a `Correction`, so the row of a published article has none.
    correction_note = models.TextField(
        _("correction note"),
        blank=True,
        default="",
        db_default="",
        # The form looks at `max_length` only, the model at the validator only.
        max_length=1000,
        validators=[MaxLengthValidator(1000)],
        help_text=_(
            "What was wrong and is corrected with the next publication. From then on readers see the note with its "
            "date, and what the article said before."
        ),
    )
    comment_policy = models.CharField(
        _("comments"), max_length=6, choices=CommentPolicy.choices, default=CommentPolicy.OPEN
    )
    comments_close_at = models.DateTimeField(
        _("comments close at"),
        null=True,
        blank=True,
        help_text=_("Empty: as the newsroom settings say."),
    )
    rights_holder = rights.holder_field()
    rights_terms = rights.terms_field()
    rights_url = rights.url_field()
    ai_generated = rights.ai_field()

    slug_is_taken = _("The article “%(title)s” already has this slug. Choose another.")
    slug_without_words = "artikel"
    exclude_fields_in_copy = ["correction_note"]
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("News, report, interview: text with images, quotations, boxes and downloads.")
    search_fields = [
        *Page.search_fields,
        index.SearchField("kicker"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    edit_handler = tabs(
        _CONTENT, ObjectList(_DETAILS, heading=_("Details")), dates=[FieldPanel("published_at")]
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        note = self.correction_note.strip()
        # Wagtail saves single columns of a page whose draft has a note.
        if not (self.live and note) or kwargs.get("update_fields") is not None:
            return super().save(*args, **kwargs)
        self.correction_note = ""
        # Wagtail writes the note of an article into its aliases.
        if self.alias_of_id:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            before = record.published_digest(self)
            saved = super().save(*args, **kwargs)
            record.add_correction(self, note, digest_before=before, now=timezone.now())
        return saved

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = super().with_content_json(content)
        # The revision that was published, and drafts before it, have the note still.
        note, since = page.correction_note.strip(), content.get("latest_revision_created_at")
        if note and record.is_consumed(page.pk, note, since=since):
            page.correction_note = ""
        return page

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = dict(self.slug_errors())
        if self.published_at and self.published_at > timezone.now():
            errors["published_at"] = _("This date lies ahead. To publish later, set a schedule instead.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def is_taken_down(self) -> bool:
        """Return whether the article, or that of an alias, is taken down. Lists in the admin set it for all rows."""
        return TakenDownPage.objects.filter(pk=self.pk).exists()

    @property
    def status_string(self) -> str | Promise:
        return _("taken down") if self.is_taken_down else super().status_string

    @property
    def author_names(self) -> str:
        """Return the names of the authors, for the list in the admin."""
        return ", ".join(line.author.name for line in self.article_authors.all())
