from django.conf import settings
from django.db import migrations
from django.utils.translation import override, pgettext


def translate_names(apps, schema_editor):
    """Rename what Wagtail's migrations create with English names, in the language of the newsroom."""
    with override(settings.LANGUAGE_CODE):
        approval = pgettext("workflow", "Moderators approval")
        names = (
            ("auth.Group", "name", {"name": "Editors"}, pgettext("group", "Editors")),
            ("auth.Group", "name", {"name": "Moderators"}, pgettext("group", "Moderators")),
            ("wagtailcore.Workflow", "name", {"name": "Moderators approval"}, approval),
            ("wagtailcore.Task", "name", {"name": "Moderators approval"}, approval),
            ("wagtailcore.Collection", "name", {"name": "Root", "depth": 1}, pgettext("collection", "Root")),
            ("wagtailcore.Page", "title", {"title": "Root", "depth": 1}, pgettext("page", "Root")),
            ("wagtailcore.Page", "draft_title", {"draft_title": "Root", "depth": 1}, pgettext("page", "Root")),
        )
    for model, field, english, translated in names:
        rows = apps.get_model(model).objects
        if not rows.filter(**{field: translated}).exists():
            rows.filter(**english).update(**{field: translated})


class Migration(migrations.Migration):
    # After all migrations of Wagtail, because some of them look up a group by its English name.
    dependencies = [
        ("cms", "0009_index_names_of_files"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(translate_names, migrations.RunPython.noop)]
