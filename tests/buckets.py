"""The S3 bucket of the tests, with the access of its owner."""

from typing import Any

KEY = "key-of-the-newsroom"
SECRET = "secret-of-the-newsroom"
BUCKET = "zeitung-dateien"


class Bucket:
    """The objects of the bucket, read without the code under test."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def names(self) -> set[str]:
        """Return the names of all objects."""
        return {found["Key"] for found in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())}

    def content(self, name: str) -> bytes:
        """Return the bytes of an object."""
        content: bytes = self.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
        return content

    def lose(self, name: str) -> None:
        """Remove an object without the knowledge of the service."""
        self.client.delete_object(Bucket=BUCKET, Key=name)

    def empty(self) -> None:
        """Remove all objects."""
        if objects := [{"Key": name} for name in self.names()]:
            self.client.delete_objects(Bucket=BUCKET, Delete={"Objects": objects})
