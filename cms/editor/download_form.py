"""The form of downloads."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.widgets import AdminImageChooser

from cms.editor.stored_file import KeepsStoredFile


class DownloadForm(KeepsStoredFile, BaseDocumentForm):
    """Wagtail's form of documents, with a chooser for the cover; a select would list every image of the library."""

    class Meta(BaseDocumentForm.Meta):
        widgets = {**BaseDocumentForm.Meta.widgets, "cover": AdminImageChooser}
