"""Topics get a table of their own, one for all spellings. They keep the ids of the tags that they were."""

from typing import Any

from django.core.management.color import no_style
from django.db import migrations, models

from cms.slugs import free_slug
from cms.topic_names import clean_name, topic_key


def make_topics(apps: Any, schema_editor: Any) -> None:
    """Copy the tags and merge those that differ in spelling only, in articles, drafts and old versions as well."""
    Topic = apps.get_model("cms", "Topic")
    tags = _tags_of_articles(apps)
    slugs = {tag.slug for tag in tags}
    merged: dict[int, int] = {}
    kept: dict[str, int] = {}
    for tag in tags:
        key = topic_key(tag.name)
        if key in kept:
            merged[tag.pk] = kept[key]
            continue
        kept[key] = tag.pk
        name = clean_name(tag.name) or tag.name
        # Among all tags at most one has none.
        slug = tag.slug or free_slug(name, otherwise="thema", taken=lambda stem: slugs)
        Topic.objects.create(pk=tag.pk, name=name, key=key, slug=slug)
    if merged:
        _merge_in_articles(apps.get_model("cms", "ArticleTag"), merged)
        _merge_in_revisions(apps.get_model("wagtailcore", "Revision"), merged)
    # PostgreSQL does not count the ids that were given here.
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [Topic]):
        schema_editor.execute(statement)


def _tags_of_articles(apps: Any) -> list[Any]:
    """Return the tags of articles, then those of drafts and old versions only. Tags of images and files stay tags."""
    in_articles = set(apps.get_model("cms", "ArticleTag").objects.values_list("tag_id", flat=True))
    revisions = apps.get_model("wagtailcore", "Revision").objects.values_list("content__tagged_items", flat=True)
    in_revisions = {line["tag"] for lines in revisions.iterator(chunk_size=200) for line in lines or []}
    tags = apps.get_model("taggit", "Tag").objects.all()
    named = [tag for tag in tags if tag.pk in in_articles or tag.pk in in_revisions]
    return sorted(named, key=lambda tag: (tag.pk not in in_articles, tag.pk))


def _merge_in_articles(ArticleTag: Any, merged: dict[int, int]) -> None:
    for line in ArticleTag.objects.filter(tag_id__in=merged):
        line.tag_id = merged[line.tag_id]
        same = ArticleTag.objects.filter(content_object_id=line.content_object_id, tag_id=line.tag_id)
        if same.exists():
            line.delete()
        else:
            line.save()


def _merge_in_revisions(Revision: Any, merged: dict[int, int]) -> None:
    for revision in Revision.objects.iterator(chunk_size=200):
        lines = revision.content.get("tagged_items") or []
        if not any(line["tag"] in merged for line in lines):
            continue
        by_topic = {}
        for line in lines:
            topic = merged.get(line["tag"], line["tag"])
            by_topic.setdefault(topic, {**line, "tag": topic})
        revision.content["tagged_items"] = list(by_topic.values())
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0002_slugs_of_authors'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, max_length=100, unique=True, verbose_name='slug')),
                ('key', models.CharField(editable=False, max_length=400, unique=True)),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
        migrations.RunPython(make_topics, migrations.RunPython.noop),
    ]
