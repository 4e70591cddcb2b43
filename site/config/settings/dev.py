"""The demo on one machine: `make run`."""

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, STATIC_ROOT, VAR

INSTALLED_APPS = ["demo", *INSTALLED_APPS]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DEBUG = False
DEMO = True
SECRET_KEY = "demo-only-key-that-production-refuses"  # noqa: S105  production reads the environment
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = ["http://localhost:8000", "http://127.0.0.1:8000"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",  # shared by web and worker
        "LOCATION": str(VAR / "cache"),
    }
}
STAFF_SECOND_FACTOR = False  # a demo without a phone in the hand; production always asks
WHITENOISE_USE_FINDERS = True  # straight from the sources: the demo collects nothing
WHITENOISE_AUTOREFRESH = True  # looked up when asked for, not listed at start
