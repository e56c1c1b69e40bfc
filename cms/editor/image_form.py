"""The form of images. Not in `forms`, which the models import: Wagtail's image form imports the models."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Wagtail's form of images, which also refuses a truncated file; Wagtail's own answers with status 500."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.check_image_pixel_size = partial(_check_readable, field, field.check_image_pixel_size)


def _check_readable(field: Any, check: Callable[[Any], None], file: Any) -> None:
    # This check is the first that decodes the pixels and not the header alone.
    try:
        check(file)
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error
