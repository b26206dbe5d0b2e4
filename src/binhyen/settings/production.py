"""A province or the nation. Refuses to start insecurely, with a sentence saying what to set."""

from django.core.exceptions import ImproperlyConfigured

from binhyen.settings import environment
from binhyen.settings.base import *  # noqa: F403 -- a leaf is base plus its own facts

SHORTEST_KEY = 40

SECRET_KEY = environment.text("SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(f"BINHYEN_SECRET_KEY needs at least {SHORTEST_KEY} characters.")
ALLOWED_HOSTS = environment.text("ALLOWED_HOSTS").split(",")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("BINHYEN_ALLOWED_HOSTS must name the hosts; '*' is refused.")
if environment.flag("DEBUG", default=False):
    raise ImproperlyConfigured("BINHYEN_DEBUG is refused in production.")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
DATABASES = {"default": environment.database(environment.text("DATABASE_URL"))}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
DEMONSTRATION_ALLOWED = False
