from django.conf import settings
from django.db import migrations
from django.utils.translation import override, pgettext


def translate_name(apps, schema_editor):
    """Rename the group that the first migration creates, in the language of the newsroom."""
    with override(settings.LANGUAGE_CODE):
        name = pgettext("group", "Comment moderators")
    groups = apps.get_model("auth.Group").objects
    if not groups.filter(name=name).exists():
        groups.filter(name="Comment moderators").update(name=name)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_moderators_choose_no_media")]

    operations = [migrations.RunPython(translate_name, migrations.RunPython.noop)]
