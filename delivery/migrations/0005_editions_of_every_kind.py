from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0004_keys_of_editions'),
    ]

    operations = [
        migrations.CreateModel(
            name='QueuedInvalidation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=280)),
            ],
        ),
        # Dependencies on addresses with a query, such as `redirect:/index.php?id=5`, were taken for filters.
        migrations.RunSQL(
            "UPDATE delivery_editiontag SET published_at = NULL"
            " WHERE published_at IS NOT NULL AND (tag LIKE 'redirect:%' OR tag LIKE 'url_path:%')",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name='deliverystate',
            name='audited_to',
            field=models.BigIntegerField(default=-360287970189639680),
        ),
    ]
