"""Requests through Django's test client."""

from typing import Any

from django.test import Client

_client = Client()


def get(url: str, *, status: int = 200, client: Client = _client, **options: Any) -> Any:
    """Return the response to a GET; raise an error unless it has this status."""
    response = client.get(url, **options)
    if response.status_code != status:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return response
