"""How a comment is submitted: cheap checks first, expensive checks last, and no check loses a comment."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.checks import CheckResult
from comments.forms import CONSENT_VERSION, Submission
from comments.identifiers import avatar_seed, uuid7
from comments.models import Comment, Decision
from comments.moderation import Actor
from comments.notices import Notice
from comments.privacy import email_lookup, encrypt_email
from comments.selectors.articles import language_of, open_article
from comments.selectors.submissions import parent_for_reply
from comments.services.authoring import store_hold_reasons, write_text
from comments.services.challenges import verify_challenge
from comments.services.networks import tag_of
from comments.services.rates import ARTICLE_MINUTE, TooManyComments, Usage, consume


def submit_comment(
    *,
    comment_id: UUID,
    article_id: int,
    submission: Submission,
    challenge: ChallengeAnswer,
    network: str,
    now: datetime,
) -> tuple[Comment, Usage]:
    """Store a reader's comment under a new id if the answer to the challenge is right. Return it and how busy the article is.

    The challenge is consumed last, after every other reason to refuse. Of `network`, the reader's network as
    text, only a keyed tag is stored, for a week.

    :raises ArticleNotFound: if the article is not public
    :raises CommentsClosed: if it takes no comments
    :raises CommentNotFound: if the parent is not a public comment of this article
    :raises ChallengeFailed: if the answer is wrong, late or used; the challenge is then used up
    :raises TooManyComments: if the article got too many comments in this minute; the challenge is used up
    """
    article = open_article(article_id=article_id, now=now)
    parent = parent_for_reply(article_id=article_id, parent_id=submission.parent)
    opened_at = verify_challenge(challenge=challenge, article_id=article_id, purpose=Purpose.COMMENT, now=now)
    # Only now, so that nobody can close an article for others with wrong answers.
    usage = consume(ARTICLE_MINUTE, str(article_id), now=now)
    if usage.uses > usage.quota:
        raise TooManyComments(usage)
    submission = replace(submission, locale=submission.locale or article.locale__language_code)
    return _take(comment_id, article_id, submission, parent, network, now, opened_at), usage


def accept_comment(*, article_id: int, submission: Submission, network: str = "", now: datetime) -> Comment:
    """Store a comment from a source that needs no challenge, such as an import.

    `now` may be in the past and the article closed; parent and checks are as for a reader.

    :raises ArticleNotFound: if there is no such article
    :raises CommentNotFound: if the parent is not a public comment of this article
    """
    parent = parent_for_reply(article_id=article_id, parent_id=submission.parent)
    submission = replace(submission, locale=submission.locale or language_of(article_id=article_id))
    return _take(uuid7(now), article_id, submission, parent, network, now, None)


def _take(
    comment_id: UUID,
    article_id: int,
    submission: Submission,
    parent: Comment | None,
    network: str,
    now: datetime,
    form_opened_at: datetime | None,
) -> Comment:
    comment = Comment(
        id=comment_id,
        article_id=article_id,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        author_name=submission.name,
        encrypted_email=encrypt_email(submission.email),
        email_lookup=email_lookup(submission.email),
        network_tag=tag_of(network, now=now),
        avatar_seed=avatar_seed(),
        locale=submission.locale,
        notify_decision=Notice.DECISION in submission.notify,
        notify_replies=Notice.REPLIES in submission.notify,
        consent_version=CONSENT_VERSION,
        consent_at=now,
        created_at=now,
    )
    form_age = now - form_opened_at if form_opened_at else None
    results = write_text(comment, submission.text, now=now, honeypot=submission.honeypot, form_age=form_age)
    _store(comment, results)
    return comment


@transaction.atomic
def _store(comment: Comment, results: list[CheckResult]) -> None:
    comment.save(force_insert=True)
    store_hold_reasons(comment, results)
    Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=Actor.POLICY,
        to_status=comment.status,
        at=comment.created_at,
    )
