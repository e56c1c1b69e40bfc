"""How a reader's letter comes in: from the cheap checks to the dear ones, and never lost on the way."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from comments import captcha as challenge
from comments import pipeline
from comments.errors import ChallengeFailed, CommentsClosed
from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment, Decision, HoldReason, NetworkKey
from comments.moderation import Actor, Hold
from comments.pipeline import Draft, Noticed
from comments.privacy import address_lookup, encrypt_address, network_tag
from comments.rendering import render, render_plainly
from comments.selectors import CommentedArticle, commented_article, count_twins, parent_for_reply
from comments.signals import announce, comment_submitted
from comments.submission import CONSENT_VERSION, Submission, cleaned
from comments.text import fingerprint

logger = logging.getLogger(__name__)


def issue_challenge(*, article_id: int, now: datetime) -> challenge.Challenge:
    """This will make a fresh challenge for a comment on an article.

    :raises ArticleNotFound: if the public does not see the article
    :raises CommentsClosed: if it takes no comments
    """
    _open_article(article_id, now)
    return challenge.issue(article_id=article_id, now=now)


def submit_comment(*, article_id: int, submission: Submission, network: str, now: datetime) -> Comment:
    """This will take a reader's comment if its one attempt at the challenge is right.

    Everything that can be refused without using the challenge up is refused before. `network` is the
    reader's network as text; only a keyed tag of it is kept, for a week.

    :raises SubmissionNotValid: with every wrong field
    :raises ArticleNotFound: if the public does not see the article
    :raises CommentsClosed: if it takes no comments
    :raises CommentNotFound: if the parent is not a public comment of this article
    :raises ChallengeFailed: if the answer is wrong, late or used; the challenge is then gone
    """
    submission = cleaned(submission)
    article = _open_article(article_id, now)
    submission = replace(submission, locale=submission.locale or article.locale)
    parent = _parent(article_id, submission.parent)
    outcome = challenge.attempt(
        challenge_id=submission.challenge_id,
        answer=submission.challenge_answer,
        article_id=article_id,
        now=now,
    )
    if not outcome.passed:
        raise ChallengeFailed
    return _take(article_id, submission, parent, network, now, outcome.issued_at)


def accept_comment(*, article_id: int, submission: Submission, network: str, now: datetime) -> Comment:
    """This will take a comment from a source that needs no challenge, such as an import.

    It may lie in the past, and the article need not be open; fields, parent and checks are as for a reader.

    :raises SubmissionNotValid: with every wrong field
    :raises CommentNotFound: if the parent is not a public comment of this article
    """
    submission = cleaned(submission)
    submission = replace(submission, locale=submission.locale or settings.LANGUAGE_CODE)
    parent = _parent(article_id, submission.parent)
    return _take(article_id, submission, parent, network, now, None)


def _open_article(article_id: int, now: datetime) -> CommentedArticle:
    article = commented_article(article_id=article_id, now=now)
    if not article.rules.open_at(now):
        raise CommentsClosed
    return article


def _parent(article_id: int, parent_id: UUID | None) -> Comment | None:
    return parent_for_reply(article_id=article_id, parent_id=parent_id) if parent_id else None


def _take(
    article_id: int,
    submission: Submission,
    parent: Comment | None,
    network: str,
    now: datetime,
    form_opened_at: datetime | None,
) -> Comment:
    html, noticed = _rendered(submission.text)
    same_text = fingerprint(submission.text)
    noticed += pipeline.notice(
        Draft(
            name=submission.name,
            text=submission.text,
            trap=submission.trap,
            form_age=now - form_opened_at if form_opened_at else None,
            count_twins=_counting_twins(same_text, now),
        )
    )
    comment = Comment(
        id=uuid7(now),
        article_id=article_id,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        status=pipeline.status_on_arrival(noticed),
        author_name=submission.name,
        address=encrypt_address(submission.email),
        address_lookup=address_lookup(submission.email),
        avatar_seed=avatar_seed(),
        text=submission.text,
        html=html,
        fingerprint=same_text,
        locale=submission.locale,
        consent_version=CONSENT_VERSION,
        consent_at=now,
        created_at=now,
    )
    _store(comment, noticed, network)
    return comment


@transaction.atomic
def _store(comment: Comment, noticed: list[Noticed], network: str) -> None:
    comment.network_tag = _tag(network, comment.created_at)
    comment.save(force_insert=True)
    HoldReason.objects.bulk_create(
        HoldReason(comment=comment, code=one.code, detail=one.detail[:200]) for one in noticed
    )
    Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=Actor.POLICY,
        to_status=comment.status,
        at=comment.created_at,
    )
    announce(comment_submitted, Comment, comment_id=comment.pk)


def _rendered(text: str) -> tuple[str, list[Noticed]]:
    try:
        return render(text), []
    except Exception as error:
        # The text is the reader's; only the kind of failure may stand in the log.
        logger.error("rendering failed on a submission: %s", type(error).__name__)
        return render_plainly(text), [Noticed(Hold.CHECK_FAILED, "rendering")]


def _counting_twins(same_text: str, now: datetime) -> Callable[[], int]:
    def count() -> int:
        # In a savepoint, so that a failing query does not spoil the transaction around it.
        with transaction.atomic():
            return count_twins(fingerprint=same_text, now=now)

    return count


def _tag(network: str, now: datetime) -> str:
    if not network:
        return ""
    key, _created = NetworkKey.objects.get_or_create(
        day=now.date(), defaults={"secret": secrets.token_hex(32)}
    )
    return network_tag(network, key.secret)
