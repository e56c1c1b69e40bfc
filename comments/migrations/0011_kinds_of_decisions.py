from typing import Any

from django.db import migrations, models


def name_kinds(apps: Any, schema_editor: Any) -> None:
    """Name what `featured` has said; all other decisions are moves."""
    decisions = apps.get_model("comments", "Decision").objects
    decisions.filter(featured=True).update(kind="FEATURED")
    decisions.filter(featured=False).update(kind="UNFEATURED")


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0010_edits_and_deletions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_moves',
        ),
        migrations.AddField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('MOVE', 'moved'), ('FEATURED', 'featured'), ('UNFEATURED', 'no longer featured'), ('DISMISSED', 'reports dismissed'), ('REOPENED', 'reports open again')], db_default='MOVE', default='MOVE', max_length=10),
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='decision',
            name='featured',
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'MOVE'), models.Q(('from_status', models.F('to_status')), _negated=True)), models.Q(models.Q(('kind', 'MOVE'), _negated=True), ('from_status', 'PUBLISHED'), ('to_status', 'PUBLISHED')), _connector='OR'), name='decision_moves'),
        ),
    ]
