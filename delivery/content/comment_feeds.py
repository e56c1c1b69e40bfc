"""What the feeds of comments are called, in their own languages."""

from django.utils.translation import gettext as _
from django.utils.translation import override


def feed_title(name: str, *, language: str) -> str:
    """Return the title of the feed of all comments of a paper."""
    with override(language):
        return f"{name}: {_('Comments')}"


def article_feed_title(article: str, *, language: str) -> str:
    """Return the title of the feed of the comments on an article; without the title of one that has none yet."""
    with override(language):
        return _("Comments on “%(title)s”") % {"title": article} if article else _("Comments")


def entry_title(author: str, article: str, *, language: str) -> str:
    """Return the title of a comment."""
    with override(language):
        return _("%(name)s on “%(title)s”") % {"name": author, "title": article}
