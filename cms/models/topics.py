"""Topics: the tags of articles, one for all spellings of a name."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from taggit.models import NaturalKeyManager, TagBase

from cms.models.atomic import AtomicModel
from cms.models.slug_field import NormalSlugField
from cms.slugs import free_slug
from cms.topic_names import clean_name, topic_key

_ATTEMPTS = 10


class TopicManager(NaturalKeyManager):
    """Finds topics by any spelling of their names."""

    def named(self, name: str) -> "Topic":
        """Return the topic with this name, which is created if there is none.

        :raises ValidationError: if the name is empty or too long
        """
        topic = Topic(name=clean_name(name), key=topic_key(name))
        topic.clean_fields(exclude=["slug"])
        for _attempt in range(_ATTEMPTS):
            try:
                found: Topic = self.get_or_create(key=topic.key, defaults={"name": topic.name})[0]
                return found
            except IntegrityError as error:
                # Another process has just taken the slug for another name; the next number is free.
                collision = error
        raise collision


class Topic(AtomicModel, TagBase):  # type: ignore[django-manager-missing]  # taggit has no types
    """A topic of articles. The name is that of the editor who used it first."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = NormalSlugField(_("slug"), max_length=100, unique=True, allow_unicode=True, blank=True)
    key = models.CharField(max_length=400, unique=True, editable=False)

    objects = TopicManager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def clean(self) -> None:
        super().clean()
        if not clean_name(self.name):
            raise ValidationError({"name": models.Field.default_error_messages["blank"]})
        other = Topic.objects.filter(key=topic_key(self.name)).exclude(pk=self.pk).first()
        if other:
            raise ValidationError({"name": _("There is a topic “%(name)s” already.") % {"name": other.name}})

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.name, self.key = clean_name(self.name), topic_key(self.name)
        if not self.slug:
            slugs = Topic.objects.exclude(pk=self.pk).values_list("slug", flat=True)
            self.slug = free_slug(
                self.name, otherwise="thema", taken=lambda stem: set(slugs.filter(slug__startswith=stem))
            )
        if update_fields is not None:
            update_fields = {*update_fields, "name", "key"}
        super().save(*args, update_fields=update_fields, **kwargs)


class _Topics(_ClusterTaggableManager):
    def _to_tag_model_instances(self, tags: Iterable[Topic | str], tag_kwargs: dict[str, Any]) -> list[Topic]:
        names = {topic_key(str(tag)): str(tag) for tag in tags}
        known = Topic.objects.in_bulk(list(names), field_name="key")
        # All processes create them in the same order, so that none waits for another in a circle.
        return [known.get(key) or Topic.objects.named(name) for key, name in sorted(names.items())]


class TopicsField(ClusterTaggableManager):
    """The topics of an article, given as topics or as names in any spelling."""

    def __get__(self, instance: Any, model: Any) -> _Topics:
        return _Topics(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)
