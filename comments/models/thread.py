"""The thread of an article as far as the public sees it."""

from django.db import models


class Thread(models.Model):
    """How many comments an article shows. An article without a row shows none.

    `version` rises with every change of what the public sees. Whoever changes a comment locks this row first.
    """

    wagtail_reference_index_ignore = True

    article = models.OneToOneField(
        "cms.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="thread"
    )
    count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"thread of {self.article_id}"
