"""The form of images. Not in `forms`, which the models import: Wagtail's image form imports the models."""

from pathlib import PurePath
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.forms import FileField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.editor.image_texts import ImageTextsForm
from cms.editor.stored_file import KeepsStoredFile
from cms.embedded_texts import embedded_texts
from cms.pictures import (
    EXTENSIONS,
    LONGEST_SIDE,
    NotAPicture,
    TooManyPixels,
    is_animated,
    is_heic,
    most_pixels,
    open_picture,
    preview,
)


class PictureField(WagtailImageField):
    """Wagtail's field for the file of an image, which refuses what can never be shown and says why.

    Wagtail decodes a file before it looks at its size, and answers with status 500 to some damaged ones.
    """

    help_text: Any
    default_error_messages = {
        "invalid_image": _(
            "This file cannot be read as a picture. It is damaged, or not what its name says. Open it in a program for "
            "pictures, and save it again as JPEG, PNG, WebP, AVIF or GIF."
        ),
        "heic": _(
            "This file is a photo in the format HEIC, which few browsers show. Save it as JPEG and upload it again."
        ),
        "size": _("It has %(size)s pixels."),
        "too_many_pixels": _(
            "This picture is too large. It may have %(millions)s million pixels, or %(fewer)s million as WebP or AVIF, "
            "and %(longest)s on each side. Make it smaller and upload it again."
        ),
        "other_format": _(
            "The name of this file ends in .%(extension)s, but it is a picture in the format %(format)s. Let the name end "
            "in .%(right)s and upload it again."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = format_lazy(
            "{} {}", self.help_text, _("Readers see the first frame of an animation.")
        )

    def to_python(self, data: Any) -> Any:
        file: Any = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        extension = PurePath(file.name).suffix[1:].lower()
        if extension not in self.allowed_image_extensions:
            raise self._error("invalid_image_extension")
        try:
            picture = open_picture(file)
            self._check_extension(extension, picture)
            # The image computes its placeholders from it.
            file.preview = preview(file)
            file.texts = embedded_texts(picture)
        except TooManyPixels as error:
            millions, fewer = (most_pixels(name) // 1_000_000 for name in ("JPEG", "WEBP"))
            limits = {"millions": millions, "fewer": fewer, "longest": intcomma(LONGEST_SIDE)}
            size = [self._error("size", size=error)] if str(error) else []
            raise ValidationError([self._error("too_many_pixels", **limits), *size]) from error
        except NotAPicture as error:
            raise self._error("heic" if is_heic(file) else "invalid_image") from error
        file.content_type, file.is_animated = picture.get_format_mimetype(), is_animated(picture)
        file.seek(0)
        return file

    def _check_extension(self, extension: str, picture: Image.Image) -> None:
        allowed = EXTENSIONS[str(picture.format)]
        if extension not in allowed:
            name = str(picture.format).replace("WEBP", "WebP").replace("MPO", "JPEG")
            words = {"extension": extension, "format": name, "right": allowed[0]}
            raise self._error("other_format", **words)

    def _error(self, code: str, **words: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=words)


class ImageForm(ImageTextsForm, KeepsStoredFile, BaseImageForm):
    """Wagtail's form of images with our field for the file, and with texts in several languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
