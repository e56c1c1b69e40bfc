"""Challenges: issued, and verified once."""

from datetime import datetime

from captcha.models import CaptchaStore

from comments.captcha import LIFE, MAX_OPEN, Challenge, belongs_to, draw_answer, draw_id, is_right
from comments.errors import ChallengeFailed
from comments.selectors.articles import open_article


def issue_challenge(*, article_id: int, now: datetime) -> Challenge:
    """Issue a challenge that can be answered once, for a comment on this article, within `LIFE`.

    The newest `MAX_OPEN` challenges are open. Whoever floods the table shortens the life of all challenges; if new
    ones were refused instead, nobody could comment until the old ones expire.

    :raises ArticleNotFound: if the article is not public
    :raises CommentsClosed: if it takes no comments
    """
    open_article(article_id=article_id, now=now)
    answer = draw_answer()
    store = CaptchaStore.objects.create(
        challenge=answer.upper(), response=answer, hashkey=draw_id(article_id), expiration=now + LIFE
    )
    # By number instead of a count, which would read the table.
    CaptchaStore.objects.filter(pk__lte=store.pk - MAX_OPEN).delete()
    return Challenge(store.hashkey, store.expiration)


def verify_challenge(*, challenge_id: str, answer: str, article_id: int, now: datetime) -> datetime:
    """Use a challenge up, whatever the answer, and return when it was issued.

    :raises ChallengeFailed: if the answer is wrong or late, or the challenge is used or another article's
    """
    if not belongs_to(challenge_id, article_id):
        raise ChallengeFailed
    found = CaptchaStore.objects.filter(hashkey=challenge_id)
    row = found.values_list("response", "expiration").first()
    # Of any number of concurrent requests only one deletes the row.
    deleted, _ = found.delete()
    if row is None or not deleted:
        raise ChallengeFailed
    expected, expires_at = row
    if not is_right(answer, expected) or now >= expires_at:
        raise ChallengeFailed
    return expires_at - LIFE
