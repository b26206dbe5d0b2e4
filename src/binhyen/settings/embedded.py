"""One machine, SQLite beside the program: a commune's laptop, the demonstration, development."""

import secrets

from binhyen.settings import environment
from binhyen.settings.base import *  # noqa: F403 -- a leaf is base plus its own facts
from binhyen.settings.base import DATA_DIR

DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = environment.flag("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'binhyen.sqlite3'}")
    )
}
DEMONSTRATION_ALLOWED = True


def _secret_key() -> str:
    """Make this machine's key once and keep it beside its database."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = _secret_key()
