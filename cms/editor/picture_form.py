"""The form of a picture. Apart from the other forms, because Wagtail's own needs the models."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """The form of a picture. It refuses a file that ends in the middle, over which Wagtail's own falls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.check_image_pixel_size = partial(_check_readable, field, field.check_image_pixel_size)


def _check_readable(field: Any, check: Callable[[Any], None], file: Any) -> None:
    # The first thing that reads the picture itself and not only its head.
    try:
        check(file)
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error
