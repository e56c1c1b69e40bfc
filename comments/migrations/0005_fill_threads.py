from django.db import migrations

# From the deepest level up: whether a comment is listed depends on its replies.
COUNT_REPLIES = """
    UPDATE comments_comment SET public_replies = (
        SELECT count(*) FROM comments_comment AS reply
        WHERE reply.parent_id = comments_comment.id AND reply.listed
    ) WHERE depth = {depth} AND id IN (SELECT parent_id FROM comments_comment WHERE depth = {depth} + 1 AND listed)
"""
COUNT_COMMENTS = """
    INSERT INTO comments_thread (article_id, count, version)
    SELECT article_id, count(*), 1 FROM comments_comment WHERE status = 'PUBLISHED' GROUP BY article_id
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_threads")]

    operations = [
        *(migrations.RunSQL(COUNT_REPLIES.format(depth=depth), "") for depth in (1, 0)),
        migrations.RunSQL(COUNT_COMMENTS, "DELETE FROM comments_thread"),
    ]
