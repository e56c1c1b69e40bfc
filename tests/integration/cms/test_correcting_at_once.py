"""Two editors who correct an article at the same time, on PostgreSQL."""

import threading

import pytest
from django.db import connection, transaction

from cms.models import ArticlePage, ArticleVersion, Correction
from tests import factories


@pytest.mark.postgresql
@pytest.mark.usefixtures("committed_site")
def test_both_corrections_are_kept_with_the_version_that_readers_had() -> None:
    page = factories.published_article(title="Drei Preise")
    drafts = []
    for title in ("Zwei Preise", "Ein Preis"):
        draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        draft.title = draft.correction_note = title
        drafts.append(draft.save_revision())
    # Each has begun before the other commits.
    barrier = threading.Barrier(2)
    failures: list[Exception] = []

    def publish(number: int) -> None:
        try:
            with transaction.atomic():
                barrier.wait(timeout=30)
                drafts[number].publish()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    factories.settle()

    assert failures == []
    assert set(Correction.objects.values_list("text", flat=True)) == {"Zwei Preise", "Ein Preis"}
    # The second publication was compiled alone, or both together.
    versions = list(Correction.objects.order_by("at").values_list("version", flat=True))
    kept = list(ArticleVersion.objects.order_by("number").values_list("number", flat=True))
    assert versions in ([1, 2], [1, 1])
    assert kept == sorted(set(versions))
