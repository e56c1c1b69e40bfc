"""The table of contents of API v1."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from api.http.parameters import ID_PATTERN
from api.v1.articles import ArticleBySlugView, ArticleListView, ArticleView
from api.v1.challenges import ChallengePictureView, ChallengeView
from api.v1.comments import ThreadView
from api.v1.documentation import DocsView, OpenApiView, ProblemListView, ProblemView
from api.v1.downloads import DownloadFileView, DownloadView
from api.v1.home import HomeView
from api.v1.images import ImageView
from api.v1.index import IndexView
from api.v1.overviews import (
    AuthorListView,
    AuthorView,
    SectionListView,
    SectionView,
    TagListView,
    TagView,
)
from api.v1.own_comments import EraseView, ExportView, OwnCommentView
from api.v1.previews import PreviewView
from api.v1.reports import ReportView
from api.v1.resolve import ResolveView
from api.v1.search import SearchView
from api.v1.site import SiteView
from api.v1.sync import ChangesView, SnapshotView
from api.v1.threads import CommentView, CountsView, LatestView, RepliesView
from api.v1.versions import VersionListView, VersionView


class IdConverter(IntConverter):
    """A content id that no database overflows."""

    regex = ID_PATTERN


register_converter(IdConverter, "id")

_RESOURCES = [
    path("articles/", ArticleListView.as_view(), name="articles"),
    path("articles/<id:article_id>/", ArticleView.as_view(), name="article"),
    path("articles/by-slug/<str:slug>/", ArticleBySlugView.as_view(), name="article-by-slug"),
    path("articles/<id:article_id>/comments/", ThreadView.as_view(), name="thread"),
    path("articles/<id:article_id>/versions/", VersionListView.as_view(), name="versions"),
    path("articles/<id:article_id>/versions/<id:version>/", VersionView.as_view(), name="version"),
    path("sections/", SectionListView.as_view(), name="sections"),
    path("sections/<id:section_id>/", SectionView.as_view(), name="section"),
    path("authors/", AuthorListView.as_view(), name="authors"),
    path("authors/<str:slug>/", AuthorView.as_view(), name="author"),
    path("tags/", TagListView.as_view(), name="tags"),
    path("tags/<str:slug>/", TagView.as_view(), name="tag"),
    path("search/", SearchView.as_view(), name="search"),
    path("comments/<uuid:comment_id>/", CommentView.as_view(), name="comment"),
    path("comments/<uuid:comment_id>/replies/", RepliesView.as_view(), name="replies"),
    path("comments/<uuid:comment_id>/reports/", ReportView.as_view(), name="reports"),
    path("comments/challenge/", ChallengeView.as_view(), name="challenge"),
    path(
        "comments/challenge/<slug:challenge_id>/picture/",
        ChallengePictureView.as_view(),
        name="challenge-picture",
    ),
    path("comments/latest/", LatestView.as_view(), name="latest-comments"),
    path("comments/counts/", CountsView.as_view(), name="comment-counts"),
    path("comments/mine/", OwnCommentView.as_view(), name="own-comment"),
    path("comments/mine/erase/", EraseView.as_view(), name="own-comment-erasure"),
    path("comments/mine/export/", ExportView.as_view(), name="own-comment-export"),
    path("comments/preview/", PreviewView.as_view(), name="comment-preview"),
    path("home/", HomeView.as_view(), name="home"),
    path("resolve/", ResolveView.as_view(), name="resolve"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("site/", SiteView.as_view(), name="site"),
    path("snapshot/", SnapshotView.as_view(), name="snapshot"),
    path("images/<id:image_id>/", ImageView.as_view(), name="image"),
    path("downloads/<id:download_id>/", DownloadView.as_view(), name="download"),
    path("downloads/<id:download_id>/file/", DownloadFileView.as_view(), name="download-file"),
    path("openapi.json", OpenApiView.as_view(), name="openapi"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("problems/", ProblemListView.as_view(), name="problems"),
    path("problems/<slug:code>/", ProblemView.as_view(), name="problem"),
]
urlpatterns = [path("", IndexView.as_view(resources=_RESOURCES), name="index"), *_RESOURCES]
