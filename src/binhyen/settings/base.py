"""Facts true of every installation. Leaves: embedded, production, test."""

from pathlib import Path
from typing import Any

from binhyen.settings import environment

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(ROOT / ".binhyen")))
REFERENCE_DATA = ROOT / "data"

DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "binhyen.kernel",
    "binhyen.audit",
    "binhyen.units",
    "binhyen.accounts",
    "binhyen.ledger",
    "binhyen.records",
    "binhyen.activities",
    "binhyen.schemes",
    "binhyen.outreach",
    "binhyen.forces",
    "binhyen.filings",
    "binhyen.rearrangement",
    "binhyen.overview",
    "binhyen.upkeep",
    "binhyen.demonstration",
    # below ours, so that templates of accounts stand before the library's own
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "binhyen.upkeep.http.probes.ProbeMiddleware",
    "binhyen.upkeep.http.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "binhyen.kernel.http.PressMiddleware",
    "csp.middleware.CSPMiddleware",
    "binhyen.api.ProblemMiddleware",
    "binhyen.kernel.http.FenceMiddleware",
    "binhyen.kernel.http.NoNullMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "binhyen.accounts.http.LanguageMiddleware",
    "binhyen.accounts.http.ReachMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "binhyen.upkeep.http.haste.HasteMiddleware",
]

ROOT_URLCONF = "binhyen.urls"
WSGI_APPLICATION = "binhyen.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binhyen.kernel.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# Sign-in: a name and a password that an administrator's one-time code lets one choose.
# No sign-up, no e-mail; binhyen.accounts.urls lists the few pages of the library in use.
ACCOUNT_ADAPTER = "binhyen.accounts.http.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the adapter writes the log instead of sending mail
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "redeem_code": "30/m/ip,5/15m/key",
}
ACCOUNT_FORMS = {
    "login": "binhyen.accounts.forms.SignInForm",
    "change_password": "binhyen.accounts.forms.NewPasswordForm",
    "reauthenticate": "binhyen.accounts.forms.PasswordAgainForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", default=0)
MFA_ADAPTER = "binhyen.accounts.http.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bình Yên"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "binhyen.accounts.forms.SecondFactorForm",
    "reauthenticate": "binhyen.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "binhyen.accounts.forms.ActivateTotpForm",
}
# Wrong tries are counted where every worker sees them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "binhyen_cache",
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "attachments"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "img-src": ["'self'", "data:"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
API_RATE = environment.number("API_RATE", default=60)
PROBE_TOKEN = environment.text("PROBE_TOKEN", "")
BACKUP_PASSPHRASE = environment.text("BACKUP_PASSPHRASE", "")

# One JSON object a line on stderr; binhyen.upkeep.rules.log_lines says what it may hold.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "binhyen.upkeep.rules.log_lines.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "binhyen": {"level": "WARNING"},
        # told by our own line about every request; of Django's only what went wrong
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
    },
}
