"""Adapters that purge a shared cache by tags: Varnish, Cloudflare, Fastly. Each raises unless the cache confirms."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

# Seconds to connect and to wait for a response: short, because an editor may be waiting, and it is tried again.
_TIMEOUTS = (1.0, 4.0)
# Varnish takes headers of up to 8 kB.
_MAX_BYTES = 6000


class Purger(ABC):
    """A shared cache that purges by tags, at most `at_once` of them in a request."""

    at_once: int

    def purge(self, tags: Sequence[str]) -> None:
        """Purge every response that has one of the tags.

        :raises requests.RequestException: if the cache did not confirm it
        """
        for portion in _portions(tags, self.at_once):
            self.send(portion)

    @abstractmethod
    def send(self, tags: Sequence[str]) -> None:
        """Purge the tags of one request."""


@dataclass(frozen=True)
class Varnish(Purger):
    """Varnish with the module xkey, on any number of machines; `ops/varnish.vcl` is its configuration."""

    urls: Sequence[str]
    at_once = 500

    def send(self, tags: Sequence[str]) -> None:
        for url in self.urls:
            _send("PURGE", url, headers={"xkey-purge": " ".join(tags)})


@dataclass(frozen=True)
class Cloudflare(Purger):
    """Cloudflare by `Cache-Tag`: its API takes 30 tags in a request."""

    zone: str
    token: str = field(repr=False)
    url: str = "https://api.cloudflare.com/client/v4"
    at_once = 30

    def send(self, tags: Sequence[str]) -> None:
        answer = _send(
            "POST",
            f"{self.url}/zones/{self.zone}/purge_cache",
            headers={"Authorization": f"Bearer {self.token}"},
            json={"tags": tags},
        )
        body = answer.json()
        if not body.get("success"):
            codes = [error.get("code") for error in body.get("errors", ())]
            raise requests.RequestException(f"Cloudflare refused with the codes {codes}")


@dataclass(frozen=True)
class Fastly(Purger):
    """Fastly by `Surrogate-Key`: its API takes 256 keys in a request."""

    service: str
    token: str = field(repr=False)
    url: str = "https://api.fastly.com"
    at_once = 256

    def send(self, tags: Sequence[str]) -> None:
        _send(
            "POST",
            f"{self.url}/service/{self.service}/purge",
            headers={"Fastly-Key": self.token, "Accept": "application/json"},
            json={"surrogate_keys": tags},
        )


def purger(name: str) -> Purger:
    """Return the purger that the settings describe under this name."""
    kinds: dict[str, Callable[..., Purger]] = {"varnish": Varnish, "cloudflare": Cloudflare, "fastly": Fastly}
    return kinds[name](**settings.CACHE_PURGERS[name])


def _portions(tags: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Split tags into portions of at most `size` tags that fit into a header."""
    portion: list[str] = []
    for tag in tags:
        if portion and (len(portion) == size or len(" ".join([*portion, tag])) > _MAX_BYTES):
            yield portion
            portion = []
        portion.append(tag)
    if portion:
        yield portion


def _send(method: str, url: str, **request: Any) -> requests.Response:
    # Errors are logged and stored, so they contain neither the token nor the credentials in the URL.
    with requests.Session() as session:
        # Ignore proxies and credentials from the environment.
        session.trust_env = False
        try:
            answer = session.request(method, url, timeout=_TIMEOUTS, allow_redirects=False, **request)
        except requests.exceptions.InvalidHeader:
            raise requests.RequestException("The token is nothing that a header can carry") from None
    if not 200 <= answer.status_code < 300:
        host = urlsplit(url).netloc.rpartition("@")[2]
        raise requests.RequestException(f"{host} answered {answer.status_code}")
    return answer
