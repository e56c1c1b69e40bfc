"""What the journeys ask a service for, made by `manage.py shell` in its own process."""

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from cms.models import ArticlePage, Download, HomePage
from cms.renditions import rendition_url
from tests.factories import image


def make_content() -> dict[str, str]:
    """Prepare a new newsroom, and return the paths of its article and files, and the session of an administrator."""
    call_command("prepare", no_demo=True)
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Zeitung", slug="zeitung", locale=root.locale))
    Site.objects.update(root_page=home)
    Site.objects.get().save()
    # More than all the buffers on the way to a client that does not read.
    large = Download(title="Groß", file=ContentFile(b"0123456789abcdef" * 2_000_000, "Größe, müde.zip"))
    large.save()
    body = [("paragraph", "<p>Kurz.</p>" * 400), ("download", large)]
    draft = ArticlePage(
        title="Über alles", slug="alles", lead="Kurz.", body=body, image=(picture := image()), live=False
    )
    article = home.add_child(instance=draft)
    article.save_revision().publish()
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return {
        "article": f"/api/v1/articles/{article.pk}/",
        "comments": f"/api/v1/articles/{article.pk}/comments/",
        "download": f"/api/v1/downloads/{large.pk}/file/",
        "media": large.file.url,
        "image": f"/images/{rendition_url(picture, '64.jpg').partition('/images/')[2]}",
        "session": client.cookies["sessionid"].value,
    }
