from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0007_lists_of_sections_and_authors")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="digest",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
    ]
