"""The addresses of the background work, below the Wagtail admin."""

from django.urls import path

from jobs.admin.views import Overview, RetryCache, RetryEverything, RetryFailure, RetryPage, RunJob

_BASE = "reports/background-work/"

urlpatterns = [
    path(_BASE, Overview.as_view(), name="backstage"),
    path(f"{_BASE}retry/", RetryEverything.as_view(), name="backstage_retry_everything"),
    path(f"{_BASE}failures/<int:failure_id>/retry/", RetryFailure.as_view(), name="backstage_retry_failure"),
    path(f"{_BASE}pages/<int:page_id>/retry/", RetryPage.as_view(), name="backstage_retry_page"),
    path(f"{_BASE}caches/<slug:name>/retry/", RetryCache.as_view(), name="backstage_retry_cache"),
    path(f"{_BASE}jobs/<slug:name>/run/", RunJob.as_view(), name="backstage_run_job"),
]
