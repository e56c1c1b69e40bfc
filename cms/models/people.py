"""Authors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.models.atomic import AtomicModel


class Author(index.Indexed, AtomicModel):
    """A person named in the byline of articles."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), unique=True, help_text=_("Part of the author's address, for example m-beispiel.")
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
        FieldPanel("slug"),
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
