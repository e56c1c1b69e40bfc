import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='GonePath',
            fields=[
                ('path', models.CharField(max_length=2000, primary_key=True, serialize=False)),
                ('page_id', models.BigIntegerField()),
                ('url_path', models.TextField()),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LogCursor',
            fields=[
                ('not_before', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.TextField(blank=True, default='')),
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('position', models.BigIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PendingPurge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cache', models.CharField(max_length=60)),
                ('tag', models.CharField(max_length=280)),
            ],
        ),
        migrations.CreateModel(
            name='Recompilation',
            fields=[
                ('token', models.UUIDField(primary_key=True, serialize=False)),
                ('total', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.CharField(choices=[('PUBLISHED', 'Published'), ('UPDATED', 'Updated'), ('REMOVED', 'Removed')], max_length=9)),
                ('type', models.CharField(max_length=20)),
                ('object_id', models.BigIntegerField()),
                ('locale', models.CharField(max_length=20)),
                ('path', models.CharField(max_length=2000)),
                ('etag', models.CharField(max_length=32, null=True)),
                ('at', models.DateTimeField()),
                ('cache_tags', models.TextField(default='')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='change_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('change', 'REMOVED'), ('etag__isnull', True)), models.Q(models.Q(('change', 'REMOVED'), _negated=True), ('etag__isnull', False)), _connector='OR'), name='change_removed_has_no_etag')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryState',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('pruned_to', models.BigIntegerField(default=0)),
                ('audited_to', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='delivery_state_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('page_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('type', models.CharField(max_length=20)),
                ('locale', models.CharField(max_length=20)),
                ('path', models.CharField(max_length=2000)),
                ('slug', models.CharField(max_length=255)),
                ('url_path', models.TextField()),
                ('is_listed', models.BooleanField()),
                ('sort_title', models.CharField(max_length=255)),
                ('published_at', models.DateTimeField(null=True)),
                ('updated_at', models.DateTimeField()),
                ('etag', models.CharField(max_length=32)),
                ('hidden', models.BooleanField(default=False)),
                ('expires_at', models.DateTimeField(null=True)),
                ('needs_recompilation', models.BooleanField(default=False)),
                ('valid_until', models.DateTimeField(null=True)),
                ('comment_count', models.PositiveIntegerField(default=0)),
                ('revision_id', models.BigIntegerField(null=True)),
                ('compiler', models.CharField(max_length=200)),
                ('url', models.TextField(default='')),
                ('comment_policy', models.CharField(default='', max_length=20)),
                ('comments_close_at', models.DateTimeField(null=True)),
                ('cache_tags', models.TextField(default='')),
                ('defects', models.JSONField(default=list)),
                ('has_defects', models.BooleanField(default=False)),
                ('card', models.BinaryField()),
                ('full', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['path'], name='edition_path'), models.Index(condition=models.Q(('is_listed', True)), fields=['slug', 'locale'], name='edition_slug'), models.Index(condition=models.Q(('is_listed', True)), fields=['-published_at', '-page_id'], name='edition_newest'), models.Index(condition=models.Q(('is_listed', True)), fields=['locale', '-published_at', '-page_id'], name='edition_locale_newest'), models.Index(condition=models.Q(('is_listed', True)), fields=['sort_title', 'page_id'], name='edition_title'), models.Index(condition=models.Q(('is_listed', True)), fields=['locale', 'sort_title', 'page_id'], name='edition_locale_title'), models.Index(condition=models.Q(('hidden', False), ('is_listed', True)), fields=['locale', 'expires_at'], name='edition_counted'), models.Index(condition=models.Q(('hidden', True), ('is_listed', True)), fields=['page_id'], name='edition_hidden'), models.Index(condition=models.Q(('expires_at__isnull', False), ('hidden', False), ('is_listed', True)), fields=['expires_at'], name='edition_expiring'), models.Index(condition=models.Q(('has_defects', True)), fields=['page_id'], name='edition_broken')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('defects', []), ('has_defects', False)), models.Q(('has_defects', True), models.Q(('defects', []), _negated=True)), _connector='OR'), name='edition_defects_are_known'), models.CheckConstraint(condition=models.Q(('is_listed', False), ('published_at__isnull', False), _connector='OR'), name='edition_listed_has_date')],
            },
        ),
        migrations.CreateModel(
            name='Invalidation',
            fields=[
                ('not_before', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.TextField(blank=True, default='')),
                ('page_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('token', models.UUIDField()),
                ('invalidated_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['invalidated_at'], name='invalidation_age'), models.Index(fields=['token'], name='invalidation_token')],
            },
        ),
        migrations.CreateModel(
            name='ListCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=280)),
                ('locale', models.CharField(max_length=20)),
                ('count', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'locale'), name='list_count_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=280)),
                ('published_at', models.DateTimeField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='delivery.edition')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('published_at__isnull', False)), fields=['tag', '-published_at', '-edition_id'], name='edition_tag_newest')],
                'constraints': [models.UniqueConstraint(fields=('tag', 'edition'), name='edition_tag_once')],
            },
        ),
    ]
