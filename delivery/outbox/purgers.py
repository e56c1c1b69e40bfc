"""The caches that we know how to tell: each is a function of its settings, and raises unless it was understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from django.conf import settings

# Seconds to connect, and to wait for an answer: an editor may be waiting, and it is tried again.
_PATIENCE = (1.0, 4.0)
# A header of Varnish has 8 kB.
_MOST_BYTES = 6000


class Purger(Protocol):
    """A shared cache that forgets by tags."""

    def purge(self, tags: Sequence[str]) -> None:
        """This will have it forget every answer that carries one of the tags.

        :raises requests.RequestException: if it did not say that it has
        """


@dataclass(frozen=True)
class Varnish:
    """Varnish with the module xkey, on any number of machines; `ops/varnish.vcl` is what it runs."""

    urls: Sequence[str]
    at_once = 500

    def purge(self, tags: Sequence[str]) -> None:
        for url in self.urls:
            for some in _portions(tags, self.at_once):
                _send("PURGE", url, headers={"xkey-purge": " ".join(some)})


@dataclass(frozen=True)
class Cloudflare:
    """Cloudflare by `Cache-Tag`: its API takes 30 tags in a call."""

    zone: str
    token: str = field(repr=False)
    url: str = "https://api.cloudflare.com/client/v4"
    at_once = 30

    def purge(self, tags: Sequence[str]) -> None:
        for some in _portions(tags, self.at_once):
            answer = _send(
                "POST",
                f"{self.url}/zones/{self.zone}/purge_cache",
                headers={"Authorization": f"Bearer {self.token}"},
                json={"tags": list(some)},
            )
            told = answer.json()
            if not told.get("success"):
                codes = [error.get("code") for error in told.get("errors", ())]
                raise requests.RequestException(f"Cloudflare refused with the codes {codes}")


@dataclass(frozen=True)
class Fastly:
    """Fastly by `Surrogate-Key`: its API takes 256 keys in a call."""

    service: str
    token: str = field(repr=False)
    url: str = "https://api.fastly.com"
    at_once = 256

    def purge(self, tags: Sequence[str]) -> None:
        for some in _portions(tags, self.at_once):
            _send(
                "POST",
                f"{self.url}/service/{self.service}/purge",
                headers={"Fastly-Key": self.token, "Accept": "application/json"},
                json={"surrogate_keys": list(some)},
            )


_KINDS: Mapping[str, Any] = {"varnish": Varnish, "cloudflare": Cloudflare, "fastly": Fastly}


def purger(name: str) -> Purger:
    """This will make the purger that the settings describe under this name."""
    made: Purger = _KINDS[name](**settings.CACHE_PURGERS[name])
    return made


def _portions(tags: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """This will split tags into portions of at most `size`, none longer than fits into a header."""
    portion: list[str] = []
    for tag in tags:
        if portion and (
            len(portion) == size or sum(map(len, portion)) + len(portion) + len(tag) > _MOST_BYTES
        ):
            yield portion
            portion = []
        portion.append(tag)
    if portion:
        yield portion


def _send(method: str, url: str, **request: Any) -> requests.Response:
    # What is raised here is logged and stored: it names neither tokens nor what else may be secret in an address.
    with requests.Session() as session:
        # No environment of the machine decides where a purge goes.
        session.trust_env = False
        try:
            answer = session.request(method, url, timeout=_PATIENCE, allow_redirects=False, **request)
        except requests.exceptions.InvalidHeader:
            raise requests.RequestException("The token is nothing that a header can carry") from None
    if not 200 <= answer.status_code < 300:
        host = urlsplit(url).netloc.rpartition("@")[2]
        raise requests.RequestException(f"{host} answered {answer.status_code}")
    return answer
