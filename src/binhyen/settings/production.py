"""A province or the nation. Refuses to start insecurely, with a sentence saying what to set."""

from django.core.exceptions import ImproperlyConfigured

from binhyen.settings import environment
from binhyen.settings.base import *  # noqa: F403 -- a leaf is base plus its own facts
from binhyen.settings.base import BACKUP_PASSPHRASE, LOGGING, PROBE_TOKEN

SHORTEST_KEY = 40
SHORTEST_TOKEN = 20
SHORTEST_PASSPHRASE = 12

SECRET_KEY = environment.text("SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(f"BINHYEN_SECRET_KEY needs at least {SHORTEST_KEY} characters.")
ALLOWED_HOSTS = environment.text("ALLOWED_HOSTS").split(",")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("BINHYEN_ALLOWED_HOSTS must name the hosts; '*' is refused.")
if environment.flag("DEBUG", default=False):
    raise ImproperlyConfigured("BINHYEN_DEBUG is refused in production.")
if PROBE_TOKEN and len(PROBE_TOKEN) < SHORTEST_TOKEN:
    raise ImproperlyConfigured(f"BINHYEN_PROBE_TOKEN needs at least {SHORTEST_TOKEN} characters.")
if BACKUP_PASSPHRASE and len(BACKUP_PASSPHRASE) < SHORTEST_PASSPHRASE:
    raise ImproperlyConfigured(
        f"BINHYEN_BACKUP_PASSPHRASE needs at least {SHORTEST_PASSPHRASE} characters."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
DATABASES = {"default": environment.database(environment.text("DATABASE_URL"))}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
DEMONSTRATION_ALLOWED = False
LOGGING["loggers"]["binhyen"] = {"level": "INFO"}  # every request, not only what went wrong
