"""The table of contents of API v1."""

from django.urls import URLPattern, URLResolver, path

from api.v1.articles import ArticleBySlugView, ArticleListView, ArticleView
from api.v1.converters import register_converters
from api.v1.downloads import DownloadFileView
from api.v1.resolve import ResolveView

register_converters()

urlpatterns: list[URLPattern | URLResolver] = [
    path("articles/", ArticleListView.as_view(), name="articles"),
    path("articles/<id:article_id>/", ArticleView.as_view(), name="article"),
    path("articles/by-slug/<str:slug>/", ArticleBySlugView.as_view(), name="article-by-slug"),
    path("resolve/", ResolveView.as_view(), name="resolve"),
    path("downloads/<id:download_id>/file/", DownloadFileView.as_view(), name="download"),
]
