"""Merges, splits, new names, moves and undoing amid the work of the books, against the model.

Officers write through the interface while administrators rearrange a small country, entered
early and late; after each step every figure asked for, on any map, must be what tests/model
says, and every row of units too. In the end the ledger must find no fault in itself.
"""

import pytest

from tests.builders.accounts import officer_at
from tests.builders.api import client_at
from tests.builders.units import the_unit
from tests.model.driving import drive
from tests.model.rearranging import Administration
from tests.model.worlds import changing_country, empty_country


@pytest.mark.django_db
class TestRearrangements:
    def test_leave_every_figure_as_the_model_says(self) -> None:
        empty_country()
        nation = the_unit("VN")

        class Changing(Administration):
            recorder = client_at(nation, "RECORDER", acts_below=True)
            verifier = client_at(nation, "VERIFIER", acts_below=True)
            admin = officer_at(nation, "ADMINISTRATOR", name="Quản trị")
            second = officer_at(nation, "ADMINISTRATOR", name="Quản trị thứ hai")

        Changing.land = changing_country()
        drive(Changing, one_in=20, steps=12)
