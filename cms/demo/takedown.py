"""The demo's article that was taken down: readers get the sentence of the editors at its URL."""

from datetime import datetime

from django.contrib.auth.models import User

from cms import takedowns
from cms.demo.articles import stories
from cms.demo.people import LOGINS
from cms.models import ArticlePage, Takedown


def take_down(*, now: datetime) -> None:
    """Take down what has a takedown in its file, unless it was taken down before, lifted or not."""
    for story in stories():
        if "takedown" not in story:
            continue
        page = ArticlePage.objects.filter(slug=story["de"]["slug"], live=True).first()
        if page and not Takedown.objects.filter(page=page.pk).exists():
            chief = User.objects.get(username=LOGINS[-1].username)
            takedowns.take_down(page_id=page.pk, by=chief, now=now, **story["takedown"])
