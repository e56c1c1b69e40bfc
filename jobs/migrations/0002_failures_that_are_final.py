"""Mark failures that are not tried again by themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='failure',
            name='is_final',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
