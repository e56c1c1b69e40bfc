"""Rate limits in HTTP: the client's network, the headers, and the refusal."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from api.http import problems

# In brackets, or with a port behind the only colon.
_ADDRESS = re.compile(r"\[([^]]*)\](?::\d+)?|([^:]*):\d+")
# Of NAT64 (RFC 6052): all clients with an IPv4 address are in it.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def client_network(request: HttpRequest) -> str:
    """Return the network that a request comes from: an IPv4 address, or the first 64 bits of an IPv6 address.

    Behind n proxies of ours it is the n-th address from the right of `X-Forwarded-For`, which clients cannot
    forge. Without proxies that header is ignored.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        address = hops[-min(proxies, len(hops))] if hops else address
    return network_of(address)


def network_of(address: str) -> str:
    """Return the network of an address as proxies write it: in brackets, with a port, with a zone, in quotation marks.

    What is no address, such as `unknown` or a name that hides one (RFC 7239, 6), is the one network `unknown`.
    """
    address = address.strip(' "')
    match = _ADDRESS.fullmatch(address)
    try:
        ip = ipaddress.ip_address(match[1] or match[2] or "" if match else address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        return str(_embedded(ip) or ipaddress.IPv6Network((int(ip), 64), strict=False))
    return str(ip)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a gateway or a server has written as an IPv6 address."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


# A limit's name, quota and window in seconds, the uses so far, and the seconds until the window ends.
Usage = tuple[str, int, int, int, int]


def limit_headers(usages: Sequence[Usage]) -> dict[str, str]:
    """Return the headers that say how much of each limit is left."""
    policies = [f'"{name}";q={quota};w={seconds}' for name, quota, seconds, _uses, _reset in usages]
    left = [f'"{name}";r={max(quota - uses, 0)};t={reset}' for name, quota, _seconds, uses, reset in usages]
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}


def refuse_if_over(usages: Sequence[Usage], *, extra: Mapping[str, Any] | None = None) -> None:
    """Refuse the request if a limit is over. `extra` are further members of the body.

    :raises api.http.problems.Problem: `too-many-requests` with the headers of all limits and `Retry-After`
    """
    over = [reset for _name, quota, _seconds, uses, reset in usages if uses > quota]
    if over:
        headers = {**limit_headers(usages), "Retry-After": str(max(over))}
        raise problems.Problem(problems.TOO_MANY_REQUESTS, headers=headers, extra=extra or {})
