"""The settings of the tests, but with Wagtail's reference index and with Wagtail's own API to compare with."""

import os
from pathlib import Path

# For child processes: reading the settings removes the secrets from the environment.
BENCH_ENVIRONMENT = dict(os.environ)

from config.settings.test import *  # noqa: E402, F403

# A folder that the runner removes.
MEDIA_ROOT.rmdir()  # noqa: F405
MEDIA_ROOT = Path(os.environ["LESERBRIEF_BENCH_FOLDER"]) / os.environ["LESERBRIEF_BENCH_MEASURE"]
# Publishing includes the update of Wagtail's reference index, which tests leave out.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# One PostgreSQL process for the whole run, so that its CPU time can be read.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]  # noqa: F405
ROOT_URLCONF = "bench.urls"
