"""Shared by every test: the test database holds the whole country, imported once."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

IMPORTED_AT = datetime(2026, 1, 2, 1, 0, tzinfo=UTC)


def _import_whole_country() -> None:
    from binhyen.units.models import Unit  # noqa: PLC0415 -- Django is set up after collection
    from binhyen.units.services.importing import import_units  # noqa: PLC0415

    if not Unit.objects.filter(uid="VN").exists():
        import_units(folder=settings.REFERENCE_DATA, at=IMPORTED_AT)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Import the 15,171 units into the fresh test database, once a session (and xdist worker)."""
    with django_db_blocker.unblock():
        _import_whole_country()


@pytest.fixture
def whole_country(db: None) -> None:
    """Every reference unit and succession is there, also after a transactional test's flush."""
    _import_whole_country()
