"""The demo's settings: its publisher with a logo, and the menus and texts in its languages."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageDraw
from wagtail.models import Locale, Page, Site

from cms.demo.library import CREDIT
from cms.models import Image, SiteSettings, SiteTexts

_LOGO = "Logo"


def fill_settings(texts: Mapping[str, Any], pages: Mapping[str, Page]) -> None:
    """Fill the settings of the main site, unless it has texts already. `pages` are those that `texts` name, by slug."""
    found = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if found.texts.exists():
        return
    for name, value in texts["site"].items():
        setattr(found, name, value)
    found.publisher_logo = _logo()
    found.texts = [_texts(language, fields, pages) for language, fields in texts["texts"].items()]
    found.save()


def _texts(language: str, fields: Mapping[str, Any], pages: Mapping[str, Page]) -> SiteTexts:
    locale = Locale.objects.get(language_code=language)

    def page(slug: str) -> Page:
        return pages[slug].get_translation(locale)

    def link(of: Mapping[str, Any]) -> dict[str, Any]:
        return {**of, "page": page(of["page"]) if "page" in of else None}

    def entry(of: Mapping[str, Any]) -> dict[str, Any]:
        return {**link(of), "items": [link(below) for below in of.get("items", [])]}

    values = dict(fields)
    for menu in ("main_menu", "footer_menu"):
        values[menu] = [("entry", entry(one)) for one in values[menu]]
    for name in ("imprint", "privacy"):
        values[name] = page(values[name])
    return SiteTexts(locale=locale, **values)


def _logo() -> Image:
    """Return the logo, drawn when it is missing: a letter on a red square."""
    existing: Image | None = Image.objects.filter(title=_LOGO, credit=CREDIT).first()
    return existing or Image.objects.create(
        title=_LOGO, credit=CREDIT, alt_text="Leserbrief", file=ContentFile(draw_logo(), name="demo-logo.png")
    )


def draw_logo(size: int = 512) -> bytes:
    """Return the content of the PNG file of the logo."""
    picture = Pillow.new("RGB", (size, size), "#a8201a")
    left, top, right, bottom = (round(size * part) for part in (0.18, 0.3, 0.82, 0.72))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((left, top, right, bottom), fill="#fcfcfa")
    pen.line([(left, top), (size // 2, round(size * 0.54)), (right, top)], fill="#a8201a", width=size // 24)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
