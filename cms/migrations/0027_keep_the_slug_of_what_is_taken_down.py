from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    slug = Page.objects.filter(pk=models.OuterRef("page_id")).values("slug")
    takedowns = apps.get_model("cms", "Takedown").objects.filter(page_id__in=Page.objects.values("pk"))
    takedowns.update(slug=models.Subquery(slug))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0026_words_for_the_newsroom"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="takedown",
            name="slug",
            field=models.CharField(db_default="", default="", max_length=255),
        ),
        migrations.AddIndex(
            model_name="takedown",
            index=models.Index(condition=models.Q(("lifted_at", None)), fields=["slug"], name="takedown_slug"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
