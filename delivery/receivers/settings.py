"""Receivers for the settings of a site."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from cms.models import SiteSettings, SiteTexts, rights
from delivery.receivers.commits import invalidate_tagged

# The parts of a site's settings that articles depend on, with their columns.
_SETTINGS: dict[str, tuple[str, ...]] = {
    "comment_rules": ("comments_enabled", "comments_close_after_days"),
    "publisher": ("name", "publisher_name", "publisher_legal_name", "publisher_url", "publisher_logo_id"),
    "rights": rights.NAMES,
}


@receiver(pre_save, sender=SiteSettings)
def on_settings_to_be_written(sender: Any, instance: SiteSettings, **kwargs: Any) -> None:
    instance.columns_before = sender.objects.filter(pk=instance.pk).values().first()


@receiver([post_save, post_delete], sender=SiteSettings)
def on_settings_written(sender: type, instance: SiteSettings, signal: Any, **kwargs: Any) -> None:
    before = instance.columns_before if signal is post_save else None
    changed = [
        part
        for part, columns in _SETTINGS.items()
        if before is None or any(before[name] != getattr(instance, name) for name in columns)
    ]
    tags = [f"{part}:{instance.site_id}" for part in ("settings", *changed)]
    # Comments may have been switched off.
    invalidate_tagged(tags, signal, takes_away="comment_rules" in changed)


@receiver(pre_save, sender=SiteTexts)
def on_texts_to_be_written(sender: Any, instance: Any, **kwargs: Any) -> None:
    instance.rights_before = _rights_in(sender.objects.filter(pk=instance.pk).first())


@receiver([post_save, post_delete], sender=SiteTexts)
def on_texts_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    before = instance.rights_before if signal is post_save else None
    parts = ["settings", "rights"] if _rights_in(instance) != before else ["settings"]
    sites = SiteSettings.objects.filter(pk=instance.settings_id).values_list("site_id", flat=True)
    invalidate_tagged([f"{part}:{site_id}" for site_id in sites for part in parts], signal)


def _rights_in(texts: SiteTexts | None) -> tuple[int, str] | None:
    """Return what articles show of the texts of a language."""
    return (texts.locale_id, texts.rights_terms) if texts and texts.rights_terms else None
