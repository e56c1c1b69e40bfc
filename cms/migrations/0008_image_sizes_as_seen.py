"""Images know their size as it is seen. All are rendered again, which also corrects the size of those that are turned."""

from typing import Any

import cms.models.media
import wagtail.images.models
from django.db import migrations


def render_again(apps: Any, schema_editor: Any) -> None:
    apps.get_model("cms", "Image").objects.update(renditions_version="")


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0007_one_spelling_of_redirects'),
    ]

    operations = [
        migrations.AlterField(
            model_name='image',
            name='file',
            field=cms.models.media.UprightImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width'),
        ),
        migrations.RunPython(render_again, migrations.RunPython.noop),
    ]
