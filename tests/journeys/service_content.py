"""Run by `manage.py shell` in a new newsroom: prepare it, and print the ids of what the journeys ask for."""

import json

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from cms.models import ArticlePage, Download, HomePage
from cms.renditions import rendition_url
from tests.factories import image

call_command("prepare", no_demo=True)
root = Page.objects.get(depth=1)
home = root.add_child(instance=HomePage(title="Zeitung", slug="zeitung", locale=root.locale))
Site.objects.update(root_page=home)
Site.objects.first().save()
# More than all the buffers on the way to a client that does not read.
large = Download(title="Groß", file=ContentFile(b"0123456789abcdef" * 2_000_000, "Größe, müde.zip"))
large.save()
picture = image()
body = [("paragraph", "<p>Kurz.</p>" * 400), ("download", large)]
article = home.add_child(
    instance=ArticlePage(title="Über alles", slug="alles", lead="Kurz.", body=body, image=picture, live=False)
)
article.save_revision().publish()
client = Client()
client.force_login(User.objects.create_superuser("root"))
print(
    json.dumps(
        {
            "article": f"/api/v1/articles/{article.pk}/",
            "comments": f"/api/v1/articles/{article.pk}/comments/",
            "download": f"/api/v1/downloads/{large.pk}/file/",
            "media": large.file.url,
            "image": f"/images/{rendition_url(picture, '64.jpg').partition('/images/')[2]}",
            "session": client.cookies["sessionid"].value,
        }
    )
)
