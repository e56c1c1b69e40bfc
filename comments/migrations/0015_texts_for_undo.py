from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0028_length_of_correction_notes"),
        ("comments", "0014_mails"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="comment",
            name="comment_erased_is_empty",
        ),
        migrations.AddField(
            model_name="comment",
            name="replaced_text",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("replaced_text", ""), _negated=True),
                fields=["id"],
                name="comment_replaced",
            ),
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
                        ("replaced_text", ""),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="comment_erased_is_empty",
            ),
        ),
    ]
