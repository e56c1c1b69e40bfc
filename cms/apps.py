"""The content app: what editors make. It knows nothing of comments or of any HTTP API."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Content")

    def ready(self) -> None:
        from wagtail.whitelist import ALLOWED_URL_SCHEMES

        from cms.addresses import SCHEMES
        from cms.file_names import keep_names_of_uploads
        from cms.media_policy import guard_private_collections
        from cms.models.atomic import make_wagtail_atomic
        from cms.models.pages.moments import settle_moments_of_read_pages
        from cms.redirects import keep_one_spelling
        from cms.takedowns import keep_new_aliases_back

        # What Wagtail's editor and whitelist do not know, they would drop when an article is saved.
        ALLOWED_URL_SCHEMES[:] = sorted(SCHEMES)
        make_wagtail_atomic()
        keep_names_of_uploads()
        keep_one_spelling()
        guard_private_collections()
        keep_new_aliases_back()
        settle_moments_of_read_pages()
