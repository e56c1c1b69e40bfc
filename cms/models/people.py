"""Authors."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.editor.fields import TitleSlugInput
from cms.models.atomic import AtomicModel
from cms.models.slug_field import NormalSlugField
from cms.slugs import free_slug

_SLUG_LENGTH = 50


class Author(index.Indexed, AtomicModel):
    """A person named in the byline of articles."""

    name = models.CharField(_("name"), max_length=120)
    slug = NormalSlugField(
        _("slug"),
        max_length=_SLUG_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("Part of the author's URL, for example m-beispiel. Empty: made from the name."),
    )
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("For example: editor, guest author.")
    )
    bio = RichTextField(_("short biography"), blank=True, features=["bold", "italic", "link"])
    image = models.ForeignKey(
        "cms.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug", widget=TitleSlugInput(max_length=_SLUG_LENGTH)),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("image"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        slugs = Author.objects.values_list("slug", flat=True)
        self.slug = self.slug or free_slug(
            self.name,
            otherwise="autor",
            taken=lambda stem: set(slugs.filter(slug__startswith=stem)),
            max_length=_SLUG_LENGTH,
        )
        super().save(*args, **kwargs)
