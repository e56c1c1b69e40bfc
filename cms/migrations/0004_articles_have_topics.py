"""Articles have topics in place of tags. The ids are the same; PostgreSQL refuses this beside the copying of rows."""

import cms.models.topics
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0003_topics'),
    ]

    operations = [
        migrations.AlterField(
            model_name='articlepage',
            name='tags',
            field=cms.models.topics.TopicsField(blank=True, help_text='Separated by commas.', through='cms.ArticleTag', to='cms.Topic', verbose_name='topics'),
        ),
        migrations.AlterField(
            model_name='articletag',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_articles', to='cms.topic'),
        ),
    ]
