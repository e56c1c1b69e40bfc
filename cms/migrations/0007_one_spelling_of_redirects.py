from django.db import migrations

from cms.redirects import redirect_key


def rewrite(apps, schema_editor):
    redirects = apps.get_model("wagtailredirects", "Redirect").objects.order_by("pk")
    taken = set(redirects.values_list("old_path", "site_id"))
    for redirect in redirects.iterator():
        key = redirect_key(redirect.old_path)
        # Of several spellings of one address the first is kept, and the others are not found any more.
        if key != redirect.old_path and (key, redirect.site_id) not in taken:
            taken.add((key, redirect.site_id))
            redirects.filter(pk=redirect.pk).update(old_path=key)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_public_on_its_own"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
