"""Uploads and renditions in a private bucket.

All URLs of files are served by this service, which checks access: the API for readers, `/media/` for the admin.
Objects get names that were never used before, so that none is overwritten.
"""

import io
import logging
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.crypto import get_random_string
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

logger = logging.getLogger(__name__)

_BUFFER = 256 * 1024


@contextmanager
def _file_errors() -> Iterator[None]:
    """Raise the errors of a local disk instead of those of the client.

    :raises FileNotFoundError: if there is no such object
    :raises ConnectionError: if the bucket does not answer or refuses access
    """
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as error:
        response = getattr(error, "response", {})
        if response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(str(error)) from error
        logger.warning("the bucket does not serve us: %s", error)
        raise ConnectionError(str(error)) from error


class ClosedBucket(S3Storage):
    """Django's storage for `S3_BUCKET`, which raises the errors of a local disk."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return our settings alone; those of boto3's environment are not used.

        Without keys boto3 takes the role of the machine.
        """
        return {
            **super().get_default_settings(),
            "bucket_name": settings.S3_BUCKET,
            "endpoint_url": settings.S3_ENDPOINT_URL or None,
            "region_name": settings.S3_REGION or None,
            "access_key": settings.S3_ACCESS_KEY or None,
            "secret_key": settings.S3_SECRET_KEY or None,
            "security_token": None,
            "session_profile": None,
            "default_acl": None,
            "file_overwrite": False,
            "client_config": _client_config(),
        }

    @property
    def bucket(self) -> Any:
        """Return the bucket of this thread; objects of boto3 must not be shared between threads."""
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return the URL under `/media/`, which needs access to the admin."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(clean_name(name))}"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a name in a random folder, because two uploads at once could both find a plain name free."""
        folder, base = posixpath.split(clean_name(name))
        return super().get_available_name(posixpath.join(folder, get_random_string(8), base), max_length)

    exists = _file_errors()(S3Storage.exists)
    size = _file_errors()(S3Storage.size)
    get_modified_time = _file_errors()(S3Storage.get_modified_time)
    delete = _file_errors()(S3Storage.delete)
    _save = _file_errors()(S3Storage._save)

    def _open(self, name: str, mode: str = "rb") -> Any:
        if mode != "rb":
            raise ValueError("files in the bucket are read, or saved whole")
        key = self._normalize_name(clean_name(name))
        stored = StoredObject(self.connection.meta.client, self.bucket_name, key)
        return File(io.BufferedReader(stored, _BUFFER), name)


class StoredObject(io.RawIOBase):
    """An object as a file. It requests no bytes before those that are read."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        """Request the size.

        :raises FileNotFoundError: if there is no such object
        """
        self._client, self._place = client, {"Bucket": bucket, "Key": key}
        with _file_errors():
            self._size = int(client.head_object(**self._place)["ContentLength"])
        self._at = self._body_at = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Remember the position only, because callers seek to the end and back to find the size."""
        self._at = max((0, self._at, self._size)[whence] + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        with _file_errors():
            if self._body is None or self._body_at != self._at:
                self._drop()
                span = f"bytes={self._at}-"
                self._body = self._client.get_object(**self._place, Range=span)["Body"]
                self._body_at = self._at
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        self._at = self._body_at = self._at + len(data)
        return len(data)

    def close(self) -> None:
        self._drop()
        super().close()

    def _drop(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


def _client_config() -> Config:
    return Config(
        # Most services other than Amazon's have no host name for each bucket.
        s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 3},
        # Some of them refuse the checksums that newer clients add.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
