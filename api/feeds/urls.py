"""The URLs of feeds, outside of the base of the API: readers subscribe to them for longer than a version lasts."""

from django.urls import path

from api.feeds.formats import FORMATS
from api.feeds.views import FeedView

urlpatterns = [
    path(f"articles.{one.extension}", FeedView.as_view(format=one), name=f"feed-{one.extension}")
    for one in FORMATS
]
