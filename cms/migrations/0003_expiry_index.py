"""An index that Wagtail lacks: the background work asks every few seconds which pages have expired."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0002_failures_and_picture_versions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS cms_page_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX IF EXISTS cms_page_expiry",
        ),
    ]
