from django.db import migrations

from cms.redirects import respell


def rewrite(apps, schema_editor):
    respell(apps.get_model("wagtailredirects", "Redirect").objects.all())


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_public_on_its_own"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
