"""Feeds of the latest comments, in Atom (RFC 4287): of all articles, and of one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed

from api.http import problems
from api.http.parameters import LOCALE, LOCALES, Query
from api.http.views import Answer, ReadView
from api.http.xml import for_xml
from api.v1.takedowns import OfArticle
from delivery.caching.tags import COMMENTS, PAGES, article_tags, header
from delivery.content.comment_feeds import article_feed_title, entry_title, feed_title
from delivery.content.comments import comment_url
from delivery.read.feeds import feed_rows
from delivery.read.statements import earliest
from delivery.read.threads import CommentOfArticle, latest_comments, thread_summary

_LENGTH = 50
_CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# An empty feed has no date of its own, and Django would take the current time: another body for each request.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


class CommentFeedView(ReadView):
    """`GET /feeds/comments.atom`."""

    parameters = (LOCALE,)
    # The path names the format, and programs that read feeds send anything here.
    accepted = ("",)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        locale = query["locale"]
        found = latest_comments(limit=_LENGTH, locale=locale, for_feed=True, now=now)
        locales = [locale] if locale else [settings.LANGUAGE_CODE, *LOCALES]
        name, home = feed_rows([], locales=locales, now=now).name_and_url
        title = feed_title(name, language=locale or settings.LANGUAGE_CODE)
        return Answer(
            _written(found.comments, title=title, home=home, language=locale, request=request),
            f"{PAGES} {COMMENTS}",
            expires_at=found.expires_at,
            language=locale or "",
            content_type=_CONTENT_TYPE,
        )


class ArticleCommentFeedView(OfArticle):
    """`GET /feeds/articles/{id}/comments.atom`."""

    accepted = ("",)

    def get(self, request: HttpRequest, query: Query, now: datetime, *, article_id: int) -> Answer:
        thread = thread_summary(article_id, now=now)
        if thread is None or not thread.shows_comments:
            raise problems.Problem(problems.NOT_FOUND)
        found = latest_comments(limit=_LENGTH, article_id=article_id, for_feed=True, now=now)
        article = found.comments[0].title if found.comments else ""
        title = article_feed_title(article, language=thread.locale)
        return Answer(
            _written(found.comments, title=title, home=thread.url, language=thread.locale, request=request),
            header(article_tags([article_id])),
            expires_at=earliest(thread.expires_at, found.expires_at),
            language=thread.locale,
            content_type=_CONTENT_TYPE,
        )


def _written(
    comments: Sequence[CommentOfArticle], *, title: str, home: str, language: str | None, request: HttpRequest
) -> bytes:
    url = f"{settings.PUBLIC_URL}{request.get_full_path()}"
    feed = _Atom(
        title=for_xml(title), link=home, description="", language=language, feed_url=url, feed_guid=url
    )
    for branch, published_at, article_url, article, locale in comments:
        feed.add_item(
            title=for_xml(entry_title(branch.author_name, article, language=locale)),
            link=comment_url(article_url, branch.id),
            description=for_xml(branch.html),
            author_name=for_xml(branch.author_name),
            pubdate=published_at,
            # An edit before the approval is older than the publication.
            updateddate=max(branch.edited_at or published_at, published_at),
            unique_id=f"urn:uuid:{branch.id}",
        )
    return feed.writeString("utf-8").encode()
