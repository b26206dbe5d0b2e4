"""`make setup`: environment, database, units, catalogue and demonstration; safe to repeat.

Every step is skipped while nothing it reads has changed. Reads nothing outside the clone.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.environment import (
    FONT,
    PYTHON,
    REQUIREMENTS,
    ROOT,
    ensure_environment,
    fingerprint,
    lacks_font,
    once,
    run,
    say,
)

PACKAGE = ROOT / "src" / "binhyen"
DATA = ROOT / "data"
WORDS = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
LOCK = REQUIREMENTS / "base.txt"
STAMPED = "binhyen.sqlite3"


@dataclass(frozen=True, slots=True)
class Step:
    """A management command, what it reads, and which code decides what it does."""

    command: str
    what: str
    reads: tuple[Path, ...]
    arguments: tuple[str, ...] = ()
    needs_database: bool = True


def data_dir() -> Path:
    return Path(os.environ.get("BINHYEN_DATA_DIR", ROOT / ".binhyen"))


def steps() -> list[Step]:
    migrations = tuple(sorted(PACKAGE.glob("*/migrations")))
    static = tuple(sorted(PACKAGE.glob("*/static")))
    units = tuple(DATA / f"{name}.csv" for name in ("units", "successions", "aliases"))
    catalogue = (DATA / "indicators.csv", DATA / "dimensions.csv")
    return [
        Step("build_assets", "font from a package, one style sheet",
             (LOCK, *_code("build_assets"), PACKAGE / "kernel" / "static" / "kernel"),
             needs_database=False),
        Step("build_catalogue", "the English words", (LOCK, WORDS, *_code("build_catalogue")),
             needs_database=False),
        Step("collectstatic", "static files, named by their content and pressed",
             (LOCK, PACKAGE / "settings" / "base.py", *static),
             ("--noinput", "--clear", "--verbosity=0"), needs_database=False),
        Step("migrate", "the tables", (LOCK, *migrations), ("--noinput", "--verbosity=0")),
        Step("import_units", "units and successions",
             (*units, *_code("import_units"), *PACKAGE.glob("units/migrations"))),
        Step("import_catalogue", "indicators and dimensions",
             (*catalogue, *_code("import_catalogue"), *PACKAGE.glob("ledger/migrations"))),
        Step("import_regimes", "the movement's reporting duty and the days off",
             (DATA / "holidays.csv", *catalogue, *_code("import_regimes"),
              *PACKAGE.glob("filings/migrations"), *PACKAGE.glob("filings/rules"))),
        Step("demo", "the demonstration",
             (*migrations, *units, *catalogue, *_code("demo"), *_demonstration())),
    ]  # fmt: skip


def _code(command: str) -> tuple[Path, ...]:
    return tuple(PACKAGE.glob(f"*/management/commands/{command}.py"))


def _demonstration() -> tuple[Path, ...]:
    return tuple(PACKAGE.glob("demonstration"))


def manage(command: str, *arguments: str) -> Callable[[], None]:
    return lambda: run(PYTHON, ROOT / "manage.py", command, *arguments)


def set_up() -> None:
    ensure_environment("base")
    stamps = data_dir() / "stamps"
    unknown = not database_is_the_one_stamped()
    for step in steps():
        if step.command == "demo" and is_in_production():
            say(f"- {step.what}: skipped, production keeps none")
            continue
        stamp = stamps / step.command
        if step.needs_database and unknown:
            stamp.unlink(missing_ok=True)
        once(
            stamp,
            fingerprint(step.reads, *step.arguments),
            step.what,
            manage(step.command, *step.arguments),
        )
    mention_font()


def mention_font() -> None:
    if lacks_font():
        say(f"- PDF files need a font this machine lacks: apt-get install {FONT}")


def is_in_production() -> bool:
    return os.environ.get("BINHYEN_SETTINGS", "").endswith("production")


def database_is_the_one_stamped() -> bool:
    """Stamps speak of the file beside them only; another server may have lost its tables."""
    return "BINHYEN_DATABASE_URL" not in os.environ and (data_dir() / STAMPED).exists()


if __name__ == "__main__":
    set_up()
