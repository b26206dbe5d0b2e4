"""Reads the environment, once, typed; a missing or wrong value is a sentence at start."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "BINHYEN_"


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(PREFIX + name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {PREFIX}{name}; docs/settings.md says what it means.")
    return value


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(PREFIX + name)
    if value is None:
        return default
    if value.lower() not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; it takes true or false.")
    return value.lower() in {"1", "true"}


def number(name: str, *, default: int) -> int:
    value = os.environ.get(PREFIX + name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; it takes a whole number.")
    return int(value)


def database(url: str) -> dict[str, Any]:
    """Turn a URL into settings.

    `sqlite:////absolute/path`, `sqlite:///path/from/here`, `sqlite:///:memory:` or
    `postgresql://user:pass@host:port/name?option=x`.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:])
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts.path[1:], parts, dict(parse_qsl(parts.query)))
    raise ImproperlyConfigured(
        f"{PREFIX}DATABASE_URL starts with {parts.scheme!r}; sqlite or postgresql."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # IMMEDIATE: a read upgraded to a write would fail at once (docs/adr/0003).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY"
            ),
        },
        "TEST": {"NAME": None},
    }


def _postgresql(name: str, parts: Any, options: dict[str, str]) -> dict[str, Any]:
    session = "-c jit=off -c timezone=UTC"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": {
            **options,
            "options": session,
            "prepare_threshold": 5,  # only binhyen.kernel.statements prepares what it asks
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        },
    }
