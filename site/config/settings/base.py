"""What every place shares. Secrets and addresses come from the environment."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("YIQI_VAR", ROOT / "var"))

DEBUG = False
DEMO = False  # shows demo logins and the sandbox outbox to everybody; never in production
ALLOWED_HOSTS: list[str] = []

# Viewflow comes after our apps: it ships error pages and registration templates of its own.
INSTALLED_APPS = [
    "policies",
    "audit",
    "accounts",
    "messaging",
    "publicity",
    "questions",
    "recruitment",
    "objections",
    "matters",
    "registry",
    "activities",
    "feedback",
    "service",
    "needs",
    "workflows",
    "content",
    "console",
    "wagtail_modeladmin",
    "wagtail.api.v2",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "viewflow",
    "viewflow.workflow",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "content.maintenance.MaintenanceMiddleware",
    "content.cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.security.PolicyByRoom",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "content.variants.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.numbers.BoundedNumberMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.LimitMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "content.chrome.chrome",
            ],
            "libraries": {"wagtailadmin_tags": "console.templatetags.desk_tags"},
        },
    },
]
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # desk_tags stands in the place of Wagtail's library on purpose
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite takes the write lock at BEGIN: without IMMEDIATE two writers end in "database is locked".
# An empty DATABASE_URL, as a file of settings leaves it, asks for no server.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'yiqi.sqlite3'}", conn_max_age=60
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",  # Django's own, with the same answer time for every name
    "accounts.backends.GroupTaskBackend",
    "workflows.review.backends.SeatBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "lang"
LOCALE_PATHS = [ROOT / "site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "content" / "assets"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"  # public pictures and documents of pages
MAINTENANCE_FILE = VAR / "maintenance"  # while it exists every page answers 503 with its words
PRIVATE_ROOT = VAR / "private"  # evidence, certificates: never under a public URL
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EVIDENCE_SCANNER = os.environ.get(
    "YIQI_EVIDENCE_SCANNER", ""
)  # dotted path of a function (content, name) -> "" or the sentence that refuses; none ships with the platform
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_PERMISSIONS = 0o640

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if os.environ.get("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    }

# How long a whole public page is kept when nothing it shows has changed, in seconds; 0 keeps none.
DESK_MENU_SECONDS = 60  # how long a person's menu beside the desk's pages may lag behind (console.sidebar)
PAGE_CACHE_SECONDS = int(os.environ.get("YIQI_PAGE_CACHE_SECONDS", "30"))
PAGE_CACHE_BYTES = 64 * 2**20  # of one process

SITE_NAME = _("中小企业志愿服务平台")
CERTIFICATE_ISSUER = os.environ.get("YIQI_ISSUER", "工业和信息化部中小企业发展促进中心")
CERTIFICATE_SEAL = os.environ.get(
    "YIQI_SEAL", ""
)  # path of the operator's seal as PNG; without it a plain box is drawn
WAGTAILDOCS_INLINE_CONTENT_TYPES = [
    "application/pdf",
    "image/png",
    "image/jpeg",
]  # what may be looked at first
WAGTAIL_SITE_NAME = "中小企业志愿服务平台"
WAGTAILADMIN_BASE_URL = os.environ.get("YIQI_BASE_URL", "http://localhost:8000")
WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "config.cjk_search"}}

VIEWFLOW = {"AUTOREGISTER": False}

DJANGO_TABLES2_TEMPLATE = "_components/table.html"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = (
    False  # changed at /accounts/password/change/ only, behind the second factor
)
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]  # deadlines are read in one time
WAGTAIL_PASSWORD_RESET_ENABLED = False  # an administrator resets passwords; mail is no second way in

# allauth: staff by name, password and TOTP; applicants enter by a code of ours (docs/decisions/0006)
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("YIQI_PROXIES", "0")
)  # else every visitor has nginx's address
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "中小企业志愿服务平台"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds for phones whose clock is off
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "activate_totp": "accounts.forms.FirstSecondFactorForm",
}
SESSION_COOKIE_AGE = 12 * 3600

SWEEPS = "config.sweeps.SWEEPS"  # what `manage.py worker` runs by the clock

SMS_PROVIDER = os.environ.get("YIQI_SMS_PROVIDER", "messaging.providers.SandboxProvider")
EMAIL_PROVIDER = "messaging.providers.EmailProvider"
# `dummy` calls nobody and prints nothing: a console would put addresses into the logs.
EMAIL_BACKEND = os.environ.get("YIQI_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = os.environ.get("YIQI_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("YIQI_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("YIQI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("YIQI_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("YIQI_EMAIL_TLS", "") == "1"
EMAIL_TIMEOUT = 20  # shorter than the lease of a message being sent
DEFAULT_FROM_EMAIL = os.environ.get("YIQI_EMAIL_FROM", "noreply@localhost")
SMS_SIGNATURE = "中小企业志愿服务"
SMS_QUIET_HOURS: tuple[int, int] | None = None  # (22, 8): ordinary messages wait until eight; codes never do

_OWN = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_OWN],
        "img-src": [_OWN, "data:"],
        "object-src": ["'none'"],
        "base-uri": [_OWN],
        "form-action": [_OWN],
        "frame-ancestors": [_OWN],
    },
}
DESK_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_OWN],
        "script-src": [_OWN, "'unsafe-inline'"],  # Wagtail starts its editor from inline scripts
        "style-src": [_OWN, "'unsafe-inline'"],
        "img-src": [_OWN, "data:", "blob:"],
        "font-src": [_OWN, "data:"],
        "object-src": ["'none'"],
        "base-uri": [_OWN],
        "form-action": [_OWN],
        "frame-ancestors": [_OWN],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
