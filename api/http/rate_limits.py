"""Rate limits in HTTP: the client's network, the headers, and the refusal."""

import ipaddress
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

from api.http import problems


def client_network(request: HttpRequest) -> str:
    """Return the network that a request comes from: an IPv4 address, or the first 64 bits of an IPv6 address.

    Behind n proxies of ours it is the n-th address from the right of `X-Forwarded-For`, which clients cannot
    forge. Without proxies that header is ignored.
    """
    text = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        text = hops[-min(proxies, len(hops))] if hops else text
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.IPv6Network((int(ip), 64), strict=False))
    return str(ip)


def limit_headers(usages: Sequence[tuple[str, int, int, int, int]]) -> dict[str, str]:
    """Return the headers that say how much of each limit is left.

    A usage has the limit's name, quota and window in seconds, the uses so far, and the seconds until the window ends.

    :raises api.http.problems.Problem: `too-many-requests` with `Retry-After`, if a limit is over
    """
    policies = [f'"{name}";q={quota};w={seconds}' for name, quota, seconds, _uses, _reset in usages]
    left = [f'"{name}";r={max(quota - uses, 0)};t={reset}' for name, quota, _seconds, uses, reset in usages]
    headers = {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}
    over = [reset for _name, quota, _seconds, uses, reset in usages if uses > quota]
    if over:
        raise problems.Problem(problems.TOO_MANY_REQUESTS, headers={**headers, "Retry-After": str(max(over))})
    return headers
