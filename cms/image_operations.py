"""What happens to pictures on their way to readers, beside what Wagtail itself does."""

from typing import Any

from wagtail.images.image_operations import FilterOperation
from willow.plugins.pillow import PillowImage


class StripMetadata(FilterOperation):
    """Leaves nothing of a picture's file but the picture and its colour profile.

    Wagtail copies EXIF into every size, and with it where and with what a picture was taken.
    """

    def construct(self) -> None:
        """This will take no arguments."""

    def run(self, willow: Any, image: Any, env: Any) -> Any:
        picture = willow.get_pillow_image().copy()
        picture.info = {name: value for name, value in picture.info.items() if name == "icc_profile"}
        return PillowImage(picture)
