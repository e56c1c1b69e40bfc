from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("comments", "0015_texts_for_undo"),
    ]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["article", "created_at"], name="comment_newest_of_article"),
        ),
        migrations.AlterField(
            model_name="comment",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reader_comments",
                to="cms.articlepage",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="comments.comment",
            ),
        ),
    ]
