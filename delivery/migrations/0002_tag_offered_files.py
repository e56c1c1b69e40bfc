"""Tag the editions that link to files, until the new compiler has compiled them: their files stay public."""

from typing import Any

from django.db import migrations


def tag_offered_files(apps: Any, schema_editor: Any) -> None:
    tags = apps.get_model("delivery", "EditionTag")
    offered = tags.objects.filter(tag__startswith="download:").values_list("edition_id", "tag")
    tags.objects.bulk_create(
        (tags(edition_id=edition_id, tag=tag.replace("download:", "file:")) for edition_id, tag in offered),
        batch_size=1000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [migrations.RunPython(tag_offered_files, migrations.RunPython.noop)]
