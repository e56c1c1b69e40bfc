"""The URLs that crawlers look for. A sitemap may name only what stands beside it or below, so all are at the root."""

from django.urls import path

from api.sitemaps.robots import RobotsView
from api.sitemaps.views import NewsSitemapView, SitemapPartView, SitemapView

urlpatterns = [
    path("robots.txt", RobotsView.as_view(), name="robots"),
    path("sitemap.xml", SitemapView.as_view(), name="sitemap"),
    path("sitemap-news.xml", NewsSitemapView.as_view(), name="sitemap-news"),
    path("sitemap-<id:number>.xml", SitemapPartView.as_view(), name="sitemap-part"),
]
