"""Settings of Wagtail: our models and forms, what may be uploaded, and what the admin does not do."""

from zoneinfo import available_timezones

from wagtail.embeds.oembed_providers import vimeo, youtube

from cms.picture_specs import checked_crops
from config import env

WAGTAIL_SITE_NAME = "Leserbrief"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cms.editor.rich_text.RichTextInput"}}
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.editor.image_form.ImageForm"
IMAGE_CROPS = checked_crops(env.words_or_default("IMAGE_CROPS"))
# Readers have no place to enter a password: what is private is in no answer.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Download"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.editor.download_form.DownloadForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "pptx", "odp", "xlsx", "ods", "csv", "txt", "zip"]
# A decoded picture takes four bytes for each pixel, and is copied once when it is turned.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "jfif", "jpe", "png", "webp"]
TAGGIT_TAGS_FROM_STRING = "cms.topic_names.names_in"
WAGTAIL_ENABLE_UPDATE_CHECK = False
# No autosave: what is typed while it waits for the server can be lost without a warning (decision 44).
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = [
    {
        "class": "wagtail.embeds.finders.oembed",
        "providers": [youtube, vimeo],
    }
]
# Without the two names that no browser knows; the account page raises an error for them.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"Factory", "localtime"})
