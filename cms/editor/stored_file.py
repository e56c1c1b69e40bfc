"""What the forms of images and downloads have in common."""

from typing import Any


class KeepsStoredFile:
    """A form that leaves the stored file to the object if it is refused.

    Django puts the new file there before it validates the object, and the page would say that the file is lost.
    """

    instance: Any
    errors: Any
    original_file: Any

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            self.instance.file = self.original_file
