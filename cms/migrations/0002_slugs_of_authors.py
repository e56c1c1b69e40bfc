"""The slug of an author may have letters of any script, and is made from the name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='author',
            name='slug',
            field=models.SlugField(allow_unicode=True, blank=True, help_text="Part of the author's address, for example m-beispiel. Empty: made from the name.", unique=True, verbose_name='slug'),
        ),
    ]
