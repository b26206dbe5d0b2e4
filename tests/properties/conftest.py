"""Each property test begins with a country of its own and tells what it did."""

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from binhyen.units.selectors.trees import forget_trees
from tests.model.compared import DID


@pytest.fixture(autouse=True)
def country_of_its_own(settings: Settings, request: pytest.FixtureRequest) -> Iterator[None]:
    settings.API_RATE = 1_000_000
    DID.clear()
    forget_trees()
    yield
    forget_trees()
    engine = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(f"\n{request.node.nodeid} on {engine}: {dict(DID)}")  # noqa: T201 -- for whoever ran it
