"""The settings of the tests, with what they leave out to be fast, and stock Wagtail's API to compare with."""

import os
from pathlib import Path

# For children of a measure: reading the settings takes the secrets out of the environment.
BENCH_ENVIRONMENT = dict(os.environ)

from config.settings.test import *  # noqa: E402, F403

# Nothing stays behind: the folder goes with the run.
MEDIA_ROOT.rmdir()  # noqa: F405
MEDIA_ROOT = Path(os.environ["LESERBRIEF_BENCH_FOLDER"]) / os.environ["LESERBRIEF_BENCH_MEASURE"]
# What an editor waits for includes Wagtail's own index of references.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# One PostgreSQL process from the beginning to the end, so that its CPU can be read.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]  # noqa: F405
ROOT_URLCONF = "bench.urls"
