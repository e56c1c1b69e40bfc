from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0003_keep_the_public_url'),
    ]

    # All from the first that names the column on, because their order matters on SQLite; see `Edition.Meta`.
    operations = [
        migrations.RemoveIndex(model_name='edition', name='edition_newest'),
        migrations.RemoveIndex(model_name='edition', name='edition_locale_newest'),
        migrations.RemoveIndex(model_name='edition', name='edition_title'),
        migrations.RemoveIndex(model_name='edition', name='edition_locale_title'),
        migrations.RemoveIndex(model_name='edition', name='edition_counted'),
        migrations.RemoveIndex(model_name='edition', name='edition_hidden'),
        migrations.RemoveIndex(model_name='edition', name='edition_expiring'),
        migrations.RemoveIndex(model_name='edition', name='edition_broken'),
        migrations.RenameField(model_name='edition', old_name='page_id', new_name='id'),
        migrations.RenameField(model_name='invalidation', old_name='page_id', new_name='edition_id'),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['-published_at', '-id'], name='edition_newest'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['locale', '-published_at', '-id'], name='edition_locale_newest'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['sort_title', 'id'], name='edition_title'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('is_listed', True)), fields=['locale', 'sort_title', 'id'], name='edition_locale_title'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('hidden', False), ('is_listed', True)), fields=['locale', 'expires_at'], name='edition_counted'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('hidden', True), ('is_listed', True)), fields=['id'], name='edition_hidden'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('expires_at__isnull', False), ('hidden', False), ('is_listed', True)), fields=['expires_at'], name='edition_expiring'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('has_defects', True)), fields=['id'], name='edition_broken'),
        ),
    ]
