"""The public URL that the editions are compiled for. A process with another one must not write its own into them."""

from django.conf import settings
from django.db.models import Exists, Q, QuerySet

from delivery.models import DeliveryState


class PublicUrlDiffers(Exception):
    """`PUBLIC_URL` of this process is not the one that the editions are compiled for."""

    def __init__(self, compiled_for: str) -> None:
        super().__init__(
            f"PUBLIC_URL is {settings.PUBLIC_URL} here, but the articles were compiled for {compiled_for}. Use that"
            " PUBLIC_URL (or its HOST and PORT) or another DATA_DIR, or change it on purpose:"
            " manage.py prepare --new-public-url"
        )


def has_same_url() -> Q:
    """Return the condition for editions that are compiled for our `PUBLIC_URL`, or for none yet."""
    return Q(~Exists(_other_url()))


def require_same_url() -> None:
    """Refuse to work on editions of another URL.

    :raises PublicUrlDiffers: if they are compiled for another one
    """
    other = _other_url().first()
    if other:
        raise PublicUrlDiffers(other.public_url)


def keep_public_url() -> None:
    """Store our `PUBLIC_URL` as the one of the editions; the next sweep invalidates those of another."""
    DeliveryState.objects.update_or_create(pk=1, defaults={"public_url": settings.PUBLIC_URL})


def _other_url() -> QuerySet[DeliveryState]:
    return DeliveryState.objects.exclude(public_url__in=("", settings.PUBLIC_URL))
