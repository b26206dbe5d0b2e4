"""The interface against a model that knows only the design: real units, work sent as requests.

Two officers of the nation write, confirm, amend and void in every book, of communes of the old
tree and of the new; whatever they ask on any map must be what tests/model says. Nothing but
HTTP requests goes in or out. BINHYEN_PROPERTY_EXAMPLES sets how many runs are made.
"""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from pytest_django import Settings

from binhyen.units.selectors.trees import forget_trees
from tests.builders.api import client_at
from tests.builders.units import the_unit
from tests.model.compared import DID
from tests.model.desk import Desk
from tests.model.published import settle, two_provinces_made_one

EXAMPLES = max(1, int(os.environ.get("BINHYEN_PROPERTY_EXAMPLES", "40")) // 8)
STEPS = int(os.environ.get("BINHYEN_PROPERTY_STEPS", "10"))
PHASES = [Phase.generate] if "BINHYEN_NO_SHRINK" in os.environ else [Phase.generate, Phase.shrink]


@pytest.fixture(autouse=True)
def without_the_house(settings: Settings) -> Iterator[None]:
    settings.API_RATE = 1_000_000
    DID.clear()
    forget_trees()
    yield
    forget_trees()
    engine = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(f"\nthe interface on {engine}: {dict(DID)}")  # noqa: T201 -- read in the closing note


@pytest.mark.django_db
class TestInterface:
    def test_says_what_the_model_says_of_two_provinces_made_one(self) -> None:
        nation, places = the_unit("VN"), two_provinces_made_one()

        class Nation(Desk):
            recorder = client_at(nation, "RECORDER", acts_below=True)
            verifier = client_at(nation, "VERIFIER", acts_below=True)

        Nation.land = places
        settle(places, Nation.recorder)
        run_state_machine_as_test(
            Nation,
            settings=settings(
                max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
                suppress_health_check=list(HealthCheck), phases=PHASES,
                report_multiple_bugs=False,
            ),
        )  # fmt: skip
