"""A bucket for tests, seen by its owner."""

from typing import Any

KEY = "key-of-the-newsroom"
SECRET = "secret-of-the-newsroom"
BUCKET = "zeitung-dateien"


class Bucket:
    """What lies in the bucket, whatever the service believes."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def names(self) -> set[str]:
        """This will name every object."""
        return {found["Key"] for found in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())}

    def content(self, name: str) -> bytes:
        """This will return the bytes of an object."""
        content: bytes = self.client.get_object(Bucket=BUCKET, Key=name)["Body"].read()
        return content

    def lose(self, name: str) -> None:
        """This will remove an object behind the service's back."""
        self.client.delete_object(Bucket=BUCKET, Key=name)

    def empty(self) -> None:
        """This will remove everything."""
        for name in self.names():
            self.lose(name)
