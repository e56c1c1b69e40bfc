"""The tables of the conversation, and the group of those who decide on comments."""

import comments.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Not "Moderators": that is a group of Wagtail's own, which may publish pages.
GROUP = "Comment moderators"
OWN_PERMISSIONS = {
    "moderate_comment": "May decide on comments",
    "ban": "May ban readers",
}


def add_group(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Django creates permissions only after all migrations; the group needs them here.
    kind, _ = ContentType.objects.get_or_create(app_label="comments", model="comment")
    own = [
        Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]
        for codename, name in OWN_PERMISSIONS.items()
    ]
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(*own, *Permission.objects.filter(codename="access_admin"))


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0002_initial_data"),
        ('cms', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NetworkKey',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('secret', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('status', models.CharField(choices=[('PENDING', 'Waiting'), ('PUBLISHED', 'Published'), ('REJECTED', 'Rejected'), ('SPAM', 'Spam'), ('HIDDEN', 'Hidden'), ('WITHDRAWN', 'Withdrawn'), ('ERASED', 'Erased')], default='PENDING', max_length=9, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1)),
                ('author_name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('encrypted_email', models.TextField(blank=True, editable=False)),
                ('email_lookup', models.CharField(blank=True, editable=False, max_length=64)),
                ('network_tag', models.CharField(blank=True, editable=False, max_length=64)),
                ('avatar_seed', models.CharField(max_length=16)),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('html', models.TextField(blank=True)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                ('locale', models.CharField(max_length=10)),
                ('consent_version', models.CharField(max_length=20)),
                ('consent_at', models.DateTimeField()),
                ('receipt_version', models.PositiveIntegerField(default=1)),
                ('featured', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(verbose_name='written')),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reader_comments', to='cms.articlepage')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='comments.comment')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'permissions': [('moderate_comment', 'May decide on comments'), ('view_email', 'May see the e-mail address of a commenter'), ('ban', 'May ban readers'), ('erase', 'May erase what a reader has written')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('actor', models.CharField(choices=[('POLICY', 'Policy'), ('MODERATOR', 'Moderator'), ('AUTHOR', 'Author'), ('PRIVACY', 'Privacy')], max_length=9)),
                ('from_status', models.CharField(blank=True, choices=[('PENDING', 'Waiting'), ('PUBLISHED', 'Published'), ('REJECTED', 'Rejected'), ('SPAM', 'Spam'), ('HIDDEN', 'Hidden'), ('WITHDRAWN', 'Withdrawn'), ('ERASED', 'Erased')], max_length=9)),
                ('to_status', models.CharField(choices=[('PENDING', 'Waiting'), ('PUBLISHED', 'Published'), ('REJECTED', 'Rejected'), ('SPAM', 'Spam'), ('HIDDEN', 'Hidden'), ('WITHDRAWN', 'Withdrawn'), ('ERASED', 'Erased')], max_length=9)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='comments.comment')),
                ('moderator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='comments.decision')),
            ],
            options={
                'ordering': ['comment', 'version'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EmailReveal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='email_reveals', to='comments.comment')),
                ('moderator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='HoldReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=comments.models.hold_choices, max_length=20)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hold_reasons', to='comments.comment')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RateCounter',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField()),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='rate_counter_counts')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'depth', 'created_at', 'id'], name='comment_thread'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['parent', 'created_at', 'id'], name='comment_replies'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['status', 'created_at', 'id'], name='comment_queue'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['created_at', 'id'], name='comment_newest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'status'], name='comment_count'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['fingerprint', 'created_at'], name='comment_same_text'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['email_lookup', 'created_at'], name='comment_same_email'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('network_tag', ''), _negated=True), fields=['network_tag'], name='comment_network'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'PUBLISHED')), fields=['parent'], name='comment_public_replies'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['PENDING', 'PUBLISHED', 'REJECTED', 'SPAM', 'HIDDEN', 'WITHDRAWN', 'ERASED'])), name='comment_status_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('depth', 0), ('parent__isnull', True)), models.Q(('depth__gte', 1), ('depth__lt', 3), ('parent__isnull', False)), _connector='OR'), name='comment_depth_fits_parent'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='comment_version_counts'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'PUBLISHED'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='comment_published_has_time'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'ERASED'), _negated=True), models.Q(('author_name', ''), ('email_lookup', ''), ('encrypted_email', ''), ('fingerprint', ''), ('html', ''), ('network_tag', ''), ('text', '')), _connector='OR'), name='comment_erased_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'ERASED'), models.Q(models.Q(('text', ''), _negated=True), models.Q(('author_name', ''), _negated=True)), _connector='OR'), name='comment_has_words'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('consent_version', ''), _negated=True), name='comment_has_consent'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('comment', 'version'), name='decision_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('from_status', models.F('to_status')), _negated=True), name='decision_moves'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('actor__in', ['POLICY', 'MODERATOR', 'AUTHOR', 'PRIVACY'])), name='decision_actor_known'),
        ),
        migrations.AddConstraint(
            model_name='holdreason',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='hold_reason_has_code'),
        ),
        migrations.RunPython(add_group, migrations.RunPython.noop),
    ]
