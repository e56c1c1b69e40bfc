"""What readers and moderators ask of a conversation, and what the background work does with it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from api.http.pagination import encode_cursor
from bench.client import get as get_page
from bench.crowd import Crowd
from bench.wsgi import COMMENTS, comments_to_send, get, reports_to_send, unchanged
from comments import jobs, services
from comments.admin.filters import Age
from comments.models import Comment, Decision, PageDeletion
from comments.moderation import Status
from comments.receipts import receipt_for

_READS, _CHANGES, _UNDONE, _PAGES, _ONCE = 50, 40, 20, 4, 1
_NEXT_TO_NOTHING = "Nirgends"


class Call(NamedTuple):
    """A call that is made `rounds` times for its time, and a few more."""

    name: str
    send: Callable[[], object]
    rounds: int


def calls(crowd: Crowd, article_ids: list[int]) -> Iterator[Call]:
    """Yield the calls in the order in which they are made: reads first, what deletes last."""
    middle = _middle(article_id=crowd.huge, depth=0)
    for name, path in [*_threads(crowd, middle), *_others(crowd, article_ids)]:
        yield Call(name, partial(get, path), _READS)
    yield Call("thread, not modified", unchanged(f"/api/v1/articles/{crowd.huge}/comments/"), _READS)
    receipt = f"Receipt {receipt_for(comment_id=middle.pk, receipt_version=middle.receipt_version)}"
    for name, path in (("one's own comment", "mine/"), ("its export", "mine/export/")):
        yield Call(name, partial(get, f"/api/v1/comments/{path}", HTTP_AUTHORIZATION=receipt), _READS)
    moderator = Client()
    moderator.force_login(User.objects.get(is_superuser=True))
    for name, path in _pages(crowd, middle):
        yield Call(name, partial(get_page, f"/admin/{path}", client=moderator), _PAGES)
    yield from _changes(crowd, article_ids)
    yield from _background(crowd)


def _threads(crowd: Crowd, middle: Comment) -> Iterator[tuple[str, str]]:
    thread, comments = f"/api/v1/articles/{crowd.huge}/comments/", "/api/v1/comments/"
    answer = _middle(parent_id=crowd.root)
    yield "one article", f"/api/v1/articles/{crowd.huge}/"
    yield "thread of ten", f"/api/v1/articles/{crowd.small}/comments/"
    for order in ("oldest", "newest", "featured"):
        after = _after(middle, thread=crowd.huge, order=order)
        yield f"thread, {order}", f"{thread}?order={order}"
        yield f"thread, {order}, from the middle", f"{thread}?order={order}&{after}"
    after = _after(middle, thread=crowd.huge, order="oldest")
    yield "thread, 100 from the middle", f"{thread}?limit=100&{after}"
    yield "thread, eleven replies to each", f"/api/v1/articles/{crowd.wide}/comments/"
    yield "a comment and its replies", f"{comments}{crowd.root}/"
    yield "replies", f"{comments}{crowd.root}/replies/"
    yield (
        "replies, from the middle",
        f"{comments}{crowd.root}/replies/?{_after(answer, replies=crowd.root)}",
    )
    yield "a reply and what it answers", f"{comments}{_middle(article_id=crowd.huge, depth=2).pk}/"


def _others(crowd: Crowd, article_ids: list[int]) -> Iterator[tuple[str, str]]:
    latest, published = "/api/v1/comments/latest/", _middle(status=Status.PUBLISHED)
    yield "latest", latest
    yield "latest, from the middle", f"{latest}?{_after(published, latest=None)}"
    yield "latest in German", f"{latest}?locale=de"
    yield "latest in English, without any", f"{latest}?locale=en"
    yield "counts of 50", f"/api/v1/comments/counts/?article={','.join(map(str, article_ids[:50]))}"
    yield "feed", "/feeds/comments.atom"
    yield "feed of the largest article", f"/feeds/articles/{crowd.huge}/comments.atom"
    yield "feed of a small article", f"/feeds/articles/{crowd.small}/comments.atom"


def _middle(**where: Any) -> Comment:
    """Return a comment from the middle of the time of all that have a place in their thread."""
    found = Comment.objects.filter(listed=True, **where)
    first, last = (found.order_by(order)[0].created_at for order in ("created_at", "-created_at"))
    return found.filter(created_at__gte=first + (last - first) / 2).order_by("created_at")[0]


def _after(comment: Comment, **scope: Any) -> str:
    # As `api.v1.threads` writes it.
    at = comment.published_at if "latest" in scope else comment.created_at
    return urlencode({"cursor": encode_cursor([at.isoformat(), str(comment.pk), False], of=scope)})


def _pages(crowd: Crowd, comment: Comment) -> Iterator[tuple[str, str]]:
    yield "dashboard", ""
    for tab in (*Status.values, "REPORTED", "ALL"):
        yield f"desk, {tab.lower()}", f"comments/?status={tab}"
    for name, query in {
        "reported as spam": "status=REPORTED&reported=SPAM",
        "published, last page": "status=PUBLISHED&p=40",
        "pending, last page": "p=40",
        "largest article": f"status=ALL&article={crowd.huge}",
        "large old article": f"status=ALL&article={crowd.large}",
        "large old article, published": f"status=PUBLISHED&article={crowd.large}",
        "small old article": f"status=ALL&article={crowd.small}",
        **{f"published, {age}": f"status=PUBLISHED&age={age}" for age in Age.values},
        "pending, over-week": "age=over-week",
        "a frequent word": "status=ALL&q=Platz",
        "a rare word": f"status=ALL&q={_NEXT_TO_NOTHING}",
        "a rare word, pending": f"q={_NEXT_TO_NOTHING}",
        "a rare word, week": f"status=ALL&q={_NEXT_TO_NOTHING}&age=week",
        "a rare word, largest article": f"status=ALL&q={_NEXT_TO_NOTHING}&article={crowd.huge}",
        "a rare word, large old article": f"status=ALL&q={_NEXT_TO_NOTHING}&article={crowd.large}",
    }.items():
        yield f"desk, {name}", f"comments/?{query}"
    yield "desk, one comment", f"comments/{comment.pk}/"
    yield "page before an article is deleted", f"pages/{crowd.huge}/delete/"


def _changes(crowd: Crowd, article_ids: list[int]) -> Iterator[Call]:
    there = Comment.objects.filter(article_id=crowd.huge)
    sent = iter(comments_to_send(article_ids))
    yield Call("submit", lambda: next(sent)(), _CHANGES)
    reports = iter(reports_to_send(there.filter(status=Status.PUBLISHED)[:COMMENTS]))
    yield Call("report", lambda: next(reports)(), _CHANGES)
    waiting = iter(list(there.filter(status=Status.PENDING)[: 2 * COMMENTS]))
    who: dict[str, Any] = {"moderator": User.objects.get(is_superuser=True), "now": timezone.now()}
    decided: list[Decision] = []

    def decide(to: str, reason: str = "") -> None:
        one = next(waiting)
        decision = services.moderate_comment(
            comment_id=one.pk, to=to, expected_version=one.version, reason=reason, **who
        )
        decided.extend([decision] if decision else [])

    def undo() -> None:
        last = decided.pop()
        services.undo_decision(comment_id=last.comment_id, expected_version=last.version, **who)

    yield Call("approve", partial(decide, Status.PUBLISHED), _CHANGES)
    yield Call("undo", undo, _UNDONE)
    yield Call("reject", partial(decide, Status.REJECTED, "OTHER"), _CHANGES)


def _background(crowd: Crowd) -> Iterator[Call]:
    now = timezone.now()
    for job in (
        jobs.delete_network_tags,
        jobs.delete_explanations,
        jobs.delete_expired_challenges,
        jobs.delete_rate_counters,
        jobs.delete_replaced_texts,
        jobs.delete_mails,
    ):
        yield Call(f"job {job.__name__}", partial(job, now), _ONCE)
    # Without the restriction that hides the article, which is measured again with more comments.
    PageDeletion.objects.create(page_id=crowd.huge, at=now)
    yield Call("job delete_pages, 1,000 comments", partial(jobs.delete_pages, now), _ONCE)
    PageDeletion.objects.all().delete()
