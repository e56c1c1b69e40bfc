"""The URLs of feeds, outside of the base of the API: readers subscribe to them for longer than a version lasts."""

from django.urls import path

from api.feeds.comments import ArticleCommentFeedView, CommentFeedView
from api.feeds.formats import FORMATS
from api.feeds.views import FeedView

urlpatterns = [
    path(f"articles.{one.extension}", FeedView.as_view(format=one), name=f"feed-{one.extension}")
    for one in FORMATS
] + [
    path("comments.atom", CommentFeedView.as_view(), name="feed-comments"),
    path(
        "articles/<id:article_id>/comments.atom",
        ArticleCommentFeedView.as_view(),
        name="feed-article-comments",
    ),
]
