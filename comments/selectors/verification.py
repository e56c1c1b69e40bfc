"""Whether what is stored of the threads agrees with the rows of the comments."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from comments.models import Comment, Thread
from comments.moderation import Status


def listed_replies() -> Coalesce:
    """Return the expression that counts the direct replies to a comment that have a place in the thread."""
    replies = Comment.objects.filter(parent=OuterRef("pk"), listed=True).order_by()
    counted = replies.values("parent").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def miscounted_threads() -> list[int]:
    """Return the ids of the articles of which a number is stored that the comments do not have."""
    wrong = Comment.objects.exclude(public_replies=listed_replies()).values_list("article_id", flat=True)
    published = Comment.objects.filter(status=Status.PUBLISHED).order_by()
    actual = dict(published.values_list("article_id").annotate(number=Count("pk")))
    stored = dict(Thread.objects.filter(count__gt=0).values_list("article_id", "count"))
    of_threads = {key for key in actual.keys() | stored.keys() if actual.get(key) != stored.get(key)}
    return sorted(of_threads | set(wrong.distinct()))
