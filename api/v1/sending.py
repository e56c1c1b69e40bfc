"""What readers send is taken once, however often it arrives."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from rest_framework.request import Request

from api.http import idempotency
from api.http.problems import Problem
from comments.errors import CommentRefusal
from comments.identifiers import uuid7

Taken = TypeVar("Taken", bound=Model)


def take_once(
    request: Request, *, take: Callable[[UUID, datetime], Taken], find: Callable[[UUID], Taken]
) -> Taken:
    """Return what `take` stores, under a new id or as something that is there already.

    If the request has the key of an earlier one, return what `find` finds of that one.

    :raises api.http.problems.Problem: if the key has the wrong form
    :raises api.http.idempotency.KeyMismatch: if the key came with another body
    """
    now = timezone.now()
    result_id = uuid7(now)
    return idempotency.perform_once(
        idempotency.read_key(request.headers.get(idempotency.HEADER.name)),
        # A client whose connection broke may send the same again with another challenge.
        fingerprint=idempotency.fingerprint_of(request.path, request.data, without=["challenge"]),
        now=now,
        result_id=result_id,
        perform=lambda: take(result_id, now),
        find=find,
        refusals=(CommentRefusal, Problem),
    )
