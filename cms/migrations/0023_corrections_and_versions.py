import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

_BATCH = 500


def move_notes(apps, schema_editor):
    """Make corrections of the notes that readers have seen, and notes of those that only drafts have."""
    ArticlePage = apps.get_model("cms", "ArticlePage")
    Correction = apps.get_model("cms", "Correction")
    # The corrections of an alias are those of the page that it repeats.
    noted = ArticlePage.objects.exclude(correction_text="").filter(alias_of=None).order_by("pk")
    for page in noted.only("correction_text", "correction_at", "first_published_at", "live").iterator(_BATCH):
        if page.live or page.first_published_at:
            Correction.objects.create(page=page, at=page.correction_at, text=page.correction_text)
        else:
            ArticlePage.objects.filter(pk=page.pk).update(correction_note=page.correction_text)
    for revision in _revisions_with(apps, "correction_text"):
        content = revision.content
        content.pop("correction_at", None)
        content["correction_note"] = content.pop("correction_text")
        _write(apps, revision.pk, content)
    # A table with rows that wait for a check of their foreign keys cannot be altered.
    schema_editor.connection.check_constraints()


def move_back(apps, schema_editor):
    """Give each article its newest correction back, and each draft its note."""
    ArticlePage = apps.get_model("cms", "ArticlePage")
    Correction = apps.get_model("cms", "Correction")
    # The oldest first, so that the newest stays.
    for made in Correction.objects.order_by("at", "pk").iterator(_BATCH):
        ArticlePage.objects.filter(pk=made.page_id).update(correction_text=made.text, correction_at=made.at)
        latest = ArticlePage.objects.filter(pk=made.page_id).values_list("latest_revision", flat=True).first()
        revision = apps.get_model("wagtailcore", "Revision").objects.filter(pk=latest).first()
        if revision:
            told = {"correction_text": made.text, "correction_at": made.at.isoformat()}
            _write(apps, revision.pk, {**revision.content, **told})
    for revision in _revisions_with(apps, "correction_note"):
        content = revision.content
        content["correction_text"] = content.pop("correction_note")
        content["correction_at"] = revision.created_at.isoformat()
        _write(apps, revision.pk, content)
    drafts = ArticlePage.objects.exclude(correction_note="").filter(correction_text="")
    for pk, note, at in drafts.values_list("pk", "correction_note", "latest_revision_created_at"):
        ArticlePage.objects.filter(pk=pk).update(correction_text=note, correction_at=at or timezone.now())
    schema_editor.connection.check_constraints()


def _revisions_with(apps, name):
    """Yield the revisions of articles whose content has a note under this name."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="cms", model="articlepage")
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=kind)
    return revisions.filter(content__has_key=name).exclude(**{f"content__{name}": ""}).iterator(_BATCH)


def _write(apps, pk, content):
    apps.get_model("wagtailcore", "Revision").objects.filter(pk=pk).update(content=content)


def allow(apps, schema_editor):
    """Let the groups that publish pages everywhere, those of chief editors, withhold versions."""
    # Django creates permissions only after all migrations; the groups need it here.
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="articleversion"
    )
    withhold, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="withhold_version",
        defaults={"name": "Can withhold versions of articles"},
    )
    publishing = apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(
        page__depth=1, permission__codename="publish_page"
    )
    for permission in publishing.select_related("group"):
        permission.group.permissions.add(withhold)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0022_terms_of_use_by_language"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField(null=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="cms.articlepage",
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(null=True)),
                ("withheld_at", models.DateTimeField(null=True)),
                ("content", models.BinaryField()),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cms.articlepage",
                    ),
                ),
                (
                    "withheld_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "permissions": [("withhold_version", "Can withhold versions of articles")],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="articleversion",
            constraint=models.UniqueConstraint(fields=("page", "number"), name="article_version_once"),
        ),
        migrations.AddConstraint(
            model_name="articleversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at", None)),
                fields=("page",),
                name="article_version_not_replaced_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="articleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("withheld_at__isnull", False), ("withheld_by__isnull", True), _connector="OR"),
                name="article_version_withheld_at_a_time",
            ),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="correction_note",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="What was wrong and is corrected with the next publication. From then on readers see the note with its date, and what the article said before.",
                verbose_name="correction note",
            ),
        ),
        migrations.RunPython(move_notes, move_back),
        migrations.RunPython(allow, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="articlepage", name="article_correction_has_text_and_time"),
        migrations.RemoveField(model_name="articlepage", name="correction_at"),
        # With a default for the way back.
        migrations.AlterField(
            model_name="articlepage",
            name="correction_text",
            field=models.TextField(blank=True, db_default="", verbose_name="correction note"),
        ),
        migrations.RemoveField(model_name="articlepage", name="correction_text"),
    ]
