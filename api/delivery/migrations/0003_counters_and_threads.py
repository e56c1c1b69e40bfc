from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery


def fill(apps, schema_editor):
    """Count and date the lists, and have every edition compiled before it is read again: it lacks the new columns."""
    Edition, EditionTag, ListCount = (
        apps.get_model("delivery", name) for name in ("Edition", "EditionTag", "ListCount")
    )
    listed = Edition.objects.filter(is_listed=True)
    filters = EditionTag.objects.filter(edition__is_listed=True, tag__contains="=")
    its_date = Edition.objects.filter(pk=OuterRef("edition_id")).values("published_at")
    filters.update(published_at=Subquery(its_date))
    rows = [("", *row) for row in listed.values_list("locale").annotate(Count("pk"))]
    rows += filters.values_list("tag", "edition__locale").annotate(Count("pk"))
    counts = {}
    for name, locale, number in rows:
        for key in ((name, locale), (name, "")):
            counts[key] = counts.get(key, 0) + number
    ListCount.objects.bulk_create(
        ListCount(name=name, locale=locale, count=count) for (name, locale), count in counts.items()
    )
    Edition.objects.update(valid_until=datetime(2000, 1, 1, tzinfo=UTC))


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0002_log_readers_and_cache_tags'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=280)),
                ('locale', models.CharField(max_length=20)),
                ('count', models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='comment_policy',
            field=models.CharField(default='', max_length=20),
        ),
        migrations.AddField(
            model_name='edition',
            name='comments_close_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='url',
            field=models.TextField(default=''),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('hidden', True), ('is_listed', True)), fields=['page_id'], name='edition_hidden'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('expires_at__isnull', False), ('hidden', False), ('is_listed', True)), fields=['expires_at'], name='edition_expiring'),
        ),
        migrations.AddConstraint(
            model_name='listcount',
            constraint=models.UniqueConstraint(fields=('name', 'locale'), name='list_count_once'),
        ),
        migrations.AddField(
            model_name='editiontag',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='editiontag',
            index=models.Index(condition=models.Q(('published_at__isnull', False)), fields=['tag', '-published_at', '-edition_id'], name='edition_tag_newest'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
