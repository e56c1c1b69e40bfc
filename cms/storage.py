"""Uploads and renditions in a bucket that nobody but this service can reach.

Every address of a file is one of ours: the API asks who may, and the admin gets `/media/`, which asks as well.
Objects get names that were never used before, so none is ever written over.
"""

import io
import logging
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
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


class ClosedBucket(S3Storage):
    """The storage of Django for files in `S3_BUCKET`, with errors that its callers know from a disk."""

    def get_default_settings(self) -> dict[str, Any]:
        """This will take everything from our settings, and nothing from the environment behind their back.

        Without keys of ours boto3 asks the machine for its role.
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
        """This will return the bucket for this thread: those of boto3 are not to be shared."""
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """This will return the address in the admin, for people who are logged in there."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(clean_name(name))}"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """This will put a file into a folder of its own: two uploads at once would both find the same name free."""
        folder, base = posixpath.split(clean_name(name))
        return super().get_available_name(posixpath.join(folder, get_random_string(8), base), max_length)

    def exists(self, name: str) -> bool:
        with _errors_of_files():
            return super().exists(name)

    def size(self, name: str) -> int:
        with _errors_of_files():
            return super().size(name)

    def get_modified_time(self, name: str) -> datetime:
        with _errors_of_files():
            return super().get_modified_time(name)

    def delete(self, name: str) -> None:
        with _errors_of_files():
            super().delete(name)

    def _save(self, name: str, content: Any) -> str:
        with _errors_of_files():
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> Any:
        if mode != "rb":
            raise ValueError("files in the bucket are read, or saved whole")
        key = self._normalize_name(clean_name(name))
        stored = StoredObject(self.connection.meta.client, self.bucket_name, key)
        return File(io.BufferedReader(stored, _BUFFER), name)


class StoredObject(io.RawIOBase):
    """An object as a file. It is read from where somebody looks, and as far as somebody reads."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        """This will ask for the size.

        :raises FileNotFoundError: if there is no such object
        """
        self._client, self._place = client, {"Bucket": bucket, "Key": key}
        with _errors_of_files():
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
        """This will only remember the place: who looks for the size goes to the end and back."""
        self._at = max((0, self._at, self._size)[whence] + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        with _errors_of_files():
            if self._body is None or self._body_at != self._at:
                self._fetch()
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        self._at = self._body_at = self._at + len(data)
        return len(data)

    def close(self) -> None:
        self._drop()
        super().close()

    def _fetch(self) -> None:
        self._drop()
        self._body = self._client.get_object(**self._place, Range=f"bytes={self._at}-")["Body"]
        self._body_at = self._at

    def _drop(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


def _client_config() -> Config:
    return Config(
        # Other services than Amazon's seldom have a host name for each bucket.
        s3={"addressing_style": "path" if settings.S3_ENDPOINT_URL else "auto"},
        signature_version="s3v4",
        connect_timeout=3,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 3},
        # Nor do all of them know the checksums that newer clients add.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _errors_of_files() -> Iterator[None]:
    """This will let callers see what a disk would tell them.

    :raises FileNotFoundError: if there is no such object
    :raises ConnectionError: if the bucket does not answer, or refuses us
    """
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as error:
        if _status(error) == 404:
            raise FileNotFoundError(str(error)) from error
        logger.warning("the bucket does not serve us: %s", error)
        raise ConnectionError(str(error)) from error


def _status(error: Exception) -> int:
    answer = getattr(error, "response", {})
    return int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
