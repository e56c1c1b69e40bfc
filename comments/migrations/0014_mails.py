from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("comments", "0013_only_shown_comments_lead"),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="comment", name="comment_erased_is_empty"),
        migrations.AddField(
            model_name="comment",
            name="address_confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="notify_decision",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="comment",
            name="notify_replies",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ERASED"), _negated=True),
                    models.Q(
                        ("address_confirmed_at", None),
                        ("author_name", ""),
                        ("email_lookup", ""),
                        ("encrypted_email", ""),
                        ("fingerprint", ""),
                        ("html", ""),
                        ("network_tag", ""),
                        ("notify_decision", False),
                        ("notify_replies", False),
                        ("public_text", ""),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="comment_erased_is_empty",
            ),
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("not_before", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True, default="")),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("claimed_until", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("is_final", models.BooleanField(default=False)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="comments.comment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.decision",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)),
                        fields=["not_before", "id"],
                        name="mail_to_send",
                    ),
                    models.Index(fields=["at"], name="mail_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "decision"), name="mail_once_for_decision"),
                    models.UniqueConstraint(fields=("kind", "reply"), name="mail_once_for_reply"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), ("reply", None)),
                            models.Q(("decision", None), ("reply__isnull", False)),
                            _connector="OR",
                        ),
                        name="mail_has_cause",
                    ),
                ],
            },
        ),
    ]
