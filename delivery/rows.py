"""The rows of an edition: itself, its tags, its entry in the sitemap and that in the index of the search."""

from datetime import datetime

from delivery import indexing
from delivery.compile import Compiled
from delivery.models import Edition, EditionTag, SitemapEntry, is_filter
from delivery.models.bulk import insert_rows
from delivery.read.statements import sql_time

# With the date by which a list is ordered, for those that it is filtered by.
StoredTags = dict[str, datetime | None]


def stored_tags(edition_id: int) -> StoredTags:
    """Return the tags of an edition."""
    return dict(EditionTag.objects.filter(edition_id=edition_id).values_list("tag", "published_at"))


def insert(compiled: Compiled) -> None:
    """Insert the rows of an edition that there was not."""
    edition = compiled.edition
    edition.save(force_insert=True)
    if compiled.sitemap:
        _entry_of(compiled).save(force_insert=True)
    if compiled.texts:
        indexing.insert_entry(edition.id, compiled.texts)
    _insert_tags(compiled, {})


def update(compiled: Compiled, stored: StoredTags) -> None:
    """Make the rows of an edition, with these tags, those of what was compiled."""
    edition = compiled.edition
    Edition.objects.filter(pk=edition.id).update(**compiled.columns())
    _write_sitemap(compiled)
    indexing.write_entry(edition.id, compiled.texts)
    tags = EditionTag.objects.filter(edition_id=edition.id)
    if dropped := stored.keys() - compiled.tags:
        tags.filter(tag__in=dropped).delete()
    if any(is_filter(tag) and published_at != edition.published_at for tag, published_at in stored.items()):
        tags.filter(tag__in=filter(is_filter, stored)).update(published_at=edition.published_at)
    _insert_tags(compiled, stored)


def _insert_tags(compiled: Compiled, stored: StoredTags) -> None:
    rows = [
        (compiled.edition.id, tag, sql_time(published_at))
        for tag, published_at in sorted(compiled.dated_tags.items())
        if tag not in stored
    ]
    insert_rows(EditionTag, ("edition_id", "tag", "published_at"), rows)


def _write_sitemap(compiled: Compiled) -> None:
    if compiled.sitemap:
        SitemapEntry.objects.bulk_create(
            [_entry_of(compiled)],
            update_conflicts=True,
            unique_fields=["edition"],
            update_fields=["updated_at", "xml"],
        )
    elif compiled.edition.path:
        SitemapEntry.objects.filter(pk=compiled.edition.id).delete()


def _entry_of(compiled: Compiled) -> SitemapEntry:
    edition = compiled.edition
    return SitemapEntry(
        edition_id=edition.id,
        part=edition.id // SitemapEntry.PART_SIZE,
        updated_at=edition.updated_at,
        xml=compiled.sitemap,
    )
