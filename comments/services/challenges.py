"""Challenges: issued, and verified once."""

from datetime import datetime

from captcha.models import CaptchaStore
from django.db import connection

from comments.captcha import LIFE, MAX_OPEN, Purpose, belongs_to, draw_answer, draw_id, is_right
from comments.challenge import Challenge, ChallengeAnswer, Mode, offer
from comments.errors import ChallengeFailed
from comments.proof_of_work import Proof, draw_work, read_proof
from comments.selectors.articles import article_with_comments, open_article


def issue_challenge(*, article_id: int, purpose: Purpose = Purpose.COMMENT, now: datetime) -> Challenge:
    """Issue a challenge that can be answered once, for this article and purpose, within `LIFE`.

    The newest `MAX_OPEN` pictures are open. Whoever floods the table shortens the life of all of them; if new
    ones were refused instead, nobody could comment until the old ones expire. A proof of work is stored when it is used.

    :raises ArticleNotFound: if the article is not public, or shows no comments and the challenge is for a report
    :raises CommentsClosed: if it takes no comments, and the challenge is for one
    """
    find = open_article if purpose == Purpose.COMMENT else article_with_comments
    find(article_id=article_id, now=now)
    modes = offer().modes
    challenge_id, expires_at = draw_id(article_id, purpose), now + LIFE
    if Mode.CAPTCHA in modes:
        _store(challenge_id, expires_at)
    work = draw_work(article_id, purpose, expires_at) if Mode.POW in modes else None
    return Challenge(challenge_id, expires_at, Mode.CAPTCHA in modes, work)


def _store(challenge_id: str, expires_at: datetime) -> None:
    answer = draw_answer()
    store = CaptchaStore.objects.create(
        challenge=answer.upper(), response=answer, hashkey=challenge_id, expiration=expires_at
    )
    # By number instead of a count, which would read the table.
    CaptchaStore.objects.filter(pk__lte=store.pk - MAX_OPEN).delete()


def verify_challenge(
    *, challenge: ChallengeAnswer, article_id: int, purpose: Purpose, now: datetime
) -> datetime | None:
    """Use up whatever is answered, right or wrong, and return when it was issued; None if nothing is required.

    :raises ChallengeFailed: if too little is answered, or something that is wrong, late, used or for something else
    """
    use = {Mode.CAPTCHA: _use_captcha, Mode.POW: _use_proof}
    issued = {mode: use[mode](challenge, article_id, purpose, now) for mode in challenge.modes}
    expected = challenge.modes if challenge.is_enough else offer().modes
    if failed := [mode for mode in expected if not issued.get(mode)]:
        raise ChallengeFailed(failed)
    return max((at for at in issued.values() if at), default=None)


def _use_captcha(
    challenge: ChallengeAnswer, article_id: int, purpose: Purpose, now: datetime
) -> datetime | None:
    if not belongs_to(challenge.id, article_id, purpose):
        return None
    # Of any number of concurrent requests only one deletes the row. The ORM cannot return what it deletes.
    statement = "DELETE FROM captcha_captchastore WHERE hashkey = %s RETURNING *"
    for row in CaptchaStore.objects.raw(statement, [challenge.id]):
        if is_right(challenge.answer, row.response) and now < row.expiration:
            return row.expiration - LIFE
    return None


def _use_proof(
    challenge: ChallengeAnswer, article_id: int, purpose: Purpose, now: datetime
) -> datetime | None:
    proof = read_proof(challenge.pow, article_id, purpose, now)
    if proof is None or not _spend(proof) or not proof.is_right:
        return None
    return proof.expires_at - LIFE


def _spend(proof: Proof) -> bool:
    """Store the nonce of a proof, and return whether nobody has done so before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_spentproof (nonce, expires_at) VALUES (%s, %s) ON CONFLICT (nonce) DO NOTHING",
            [proof.nonce, connection.ops.adapt_datetimefield_value(proof.expires_at)],
        )
        return cursor.rowcount == 1
