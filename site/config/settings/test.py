"""The test suite, on SQLite or on DATABASE_URL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "YIQI_TEST_VAR" in os.environ:  # a process that a test starts works in the folder of its test
    os.environ["YIQI_VAR"] = os.environ["YIQI_TEST_VAR"]
else:
    os.environ["YIQI_VAR"] = str(
        Path(tempfile.gettempdir()) / f"yiqi-test-{os.getpid()}"
    )  # two runs never share
    atexit.register(shutil.rmtree, os.environ["YIQI_VAR"], ignore_errors=True)

from config.settings.base import *  # noqa: F403  after the folder is chosen
from config.settings.base import INSTALLED_APPS

INSTALLED_APPS = ["demo", *INSTALLED_APPS]
WHITENOISE_USE_FINDERS = True

SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
STAFF_SECOND_FACTOR = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # looked up when asked for: listing every file takes a second a client
DESK_MENU_SECONDS = 0
PAGE_CACHE_SECONDS = 0  # a test that keeps pages says so: most roll their changes back
