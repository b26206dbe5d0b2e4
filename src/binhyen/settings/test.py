"""For tests and type checks: throw-away database, quick password hashes, nothing secret."""

from binhyen.settings import environment
from binhyen.settings.base import *  # noqa: F403 -- a leaf is base plus its own facts

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": environment.database(environment.text("DATABASE_URL", "sqlite:///:memory:"))
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEMONSTRATION_ALLOWED = True
