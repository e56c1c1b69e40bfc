"""The index of the search: one entry for each listed edition, written in the transaction that stores the edition."""

from collections.abc import Collection

from django.db import DatabaseError, connection

from delivery.models import Edition, SearchEntry
from delivery.search.entries import Texts, analysed, head_of


def write_entry(edition_id: int, texts: Texts | None) -> None:
    """Make the entry of an edition that of these texts, or remove it; do nothing if it is so already."""
    rows = SearchEntry.objects.filter(pk=edition_id)
    stored = rows.values_list("position", "digest").first()
    if stored == ((texts.position, texts.digest) if texts else None):
        return
    if stored:
        rows.delete()
    if texts:
        insert_entry(edition_id, texts)


def insert_entry(edition_id: int, texts: Texts) -> None:
    """Insert the entry of an edition that has none."""
    _entry(edition_id, texts).save(force_insert=True)


def has_entry(edition_id: int, texts: Texts | None) -> bool:
    """Return whether the entry of an edition, if it must have one, is what would be written now."""
    rows = SearchEntry.objects.filter(pk=edition_id)
    if texts is None:
        return not rows.exists()
    wanted = _entry(edition_id, texts)
    fields = [field for field in SearchEntry._meta.concrete_fields if not field.primary_key]
    return rows.filter(**{field.name: getattr(wanted, field.name) for field in fields}).exists()


def distrust(edition_ids: Collection[int]) -> None:
    """Have the entries of these editions written again when they are stored, whatever their texts are."""
    SearchEntry.objects.filter(pk__in=edition_ids).update(digest="")


def misplaced() -> set[int]:
    """Return the editions that have an entry and must not, or must have one and do not."""
    entries = set(SearchEntry.objects.values_list("pk", flat=True))
    return entries ^ set(Edition.objects.filter(is_listed=True).values_list("pk", flat=True))


def is_damaged() -> bool:
    """Return whether the table that SQLite searches differs from the entries; PostgreSQL searches them themselves."""
    if connection.vendor == "postgresql":
        return False
    try:
        _command("integrity-check")
    except DatabaseError:
        return True
    return False


def repair() -> None:
    """Make the table that SQLite searches again from the entries."""
    if connection.vendor == "sqlite":
        _command("rebuild")


def _command(name: str) -> None:
    with connection.cursor() as cursor:
        # FTS5 takes commands as rows. With the rank 1 it compares itself with the entries.
        cursor.execute("INSERT INTO delivery_searchindex (delivery_searchindex, rank) VALUES (%s, 1)", [name])


def _entry(edition_id: int, texts: Texts) -> SearchEntry:
    return SearchEntry(
        edition_id=edition_id,
        position=texts.position,
        digest=texts.digest,
        head=head_of(texts),
        filters=" ".join(texts.filters),
        title=texts.title,
        lead=texts.lead,
        body=texts.body,
        tokens=analysed(texts),
    )
