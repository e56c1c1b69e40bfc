"""Rate limits in HTTP: the client's network, the headers, and the refusal."""

import ipaddress
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from api.http import problems
from comments import services
from comments.services.rates import Limit


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
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip.packed[:8] + bytes(8), 64)))
    return str(ip)


def consume(
    limits: Iterable[tuple[Limit, str]], *, then: Iterable[tuple[Limit, str]] = (), now: datetime
) -> dict[str, str]:
    """Count a request as `comments.services.consume` does and return the headers that say what is left.

    :raises api.http.problems.Problem: `too-many-requests` with `Retry-After`, if a limit is over
    """
    usages = services.consume(limits, then=then, now=now)
    headers = {
        "RateLimit-Policy": ", ".join(
            f'"{usage.limit.name}";q={usage.limit.quota};w={usage.limit.seconds}' for usage in usages
        ),
        "RateLimit": ", ".join(
            f'"{usage.limit.name}";r={max(usage.limit.quota - usage.count, 0)};t={usage.reset}'
            for usage in usages
        ),
    }
    over = [usage.reset for usage in usages if usage.is_over]
    if over:
        raise problems.Problem(problems.TOO_MANY_REQUESTS, headers={**headers, "Retry-After": str(max(over))})
    return headers
