"""The interface against a model that knows only the design: real units, work sent as requests.

Two officers of the nation write, confirm, amend and void in every book, of communes of the old
tree and of the new; whatever they ask on any map must be what tests/model says. Nothing but
HTTP requests goes in or out. BINHYEN_PROPERTY_EXAMPLES sets how many runs are made.
"""

import pytest

from tests.builders.api import client_at
from tests.builders.units import the_unit
from tests.model.desk import Desk
from tests.model.driving import drive
from tests.model.published import settle, two_provinces_made_one


@pytest.mark.django_db
class TestInterface:
    def test_says_what_the_model_says_of_two_provinces_made_one(self) -> None:
        nation, places = the_unit("VN"), two_provinces_made_one()

        class Nation(Desk):
            recorder = client_at(nation, "RECORDER", acts_below=True)
            verifier = client_at(nation, "VERIFIER", acts_below=True)

        Nation.land = places
        settle(places, Nation.recorder)
        drive(Nation, one_in=8, steps=10)
