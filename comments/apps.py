"""The comments app: what readers write and moderators decide."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        from comments import system_checks  # noqa: F401
        from comments.services import threads  # noqa: F401
