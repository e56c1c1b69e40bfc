"""A local S3 server, and the project's storage in a bucket of it."""

import logging
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.conf import settings
from django.test import override_settings
from moto.server import ThreadedMotoServer

from tests.buckets import BUCKET, KEY, SECRET, Bucket

_REGION = "eu-central-1"


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """Start an S3 server on a free port and return its URL."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def _owner(s3_server: str) -> Iterator[Any]:
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET}
    client: Any = boto3.client("s3", endpoint_url=s3_server, region_name=_REGION, **keys)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": _REGION})
    yield client
    # The servers of one process share their buckets.
    client.delete_bucket(Bucket=BUCKET)
    client.close()


@pytest.fixture(scope="module")
def _storage(s3_server: str) -> Iterator[None]:
    # Once for all tests of a module: a new storage makes a client, which takes as long as a test.
    with override_settings(
        S3_BUCKET=BUCKET,
        S3_ENDPOINT_URL=s3_server,
        S3_REGION=_REGION,
        S3_ACCESS_KEY=KEY,
        S3_SECRET_KEY=SECRET,
        STORAGES={**settings.STORAGES, "default": {"BACKEND": "cms.storage.ClosedBucket"}},
    ):
        yield


@pytest.fixture
def bucket(_storage: None, _owner: Any) -> Iterator[Bucket]:
    """Put the storage into an empty bucket, which is private like a new one at Amazon."""
    bucket = Bucket(_owner)
    yield bucket
    bucket.empty()
