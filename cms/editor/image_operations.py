"""What happens to pictures on their way to readers, beside what Wagtail itself does."""

from typing import Any

from wagtail.images.image_operations import FilterOperation
from willow.plugins.pillow import PillowImage


class StripMetadata(FilterOperation):
    """Leaves nothing of a picture's file but the picture and its colour profile.

    Wagtail copies EXIF into every size, and with it where and with what a picture was taken.
    """

    # Sizes belong to the file that they were made of: one that was begun before a replacement and
    # is done after it is not found under the new picture.
    vary_fields = ("file_hash",)

    def construct(self) -> None:
        """This will take no arguments."""

    def run(self, willow: Any, image: Any, env: Any) -> Any:
        picture = willow.get_pillow_image().copy()
        picture.info = {name: value for name, value in picture.info.items() if name == "icc_profile"}
        return PillowImage(picture)
