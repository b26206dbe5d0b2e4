"""Reports amid the work of the books: what was sent stands, and every total can be explained.

Communes, provinces and the nation open, answer, send, return, accept and correct their filings
of three months while lines are booked and reversed early and late and communes are merged,
divided, renamed and moved. After each step tests/model does the sums anew, from what was frozen
and from the ledger's figures.
"""

import pytest
from django.conf import settings

from binhyen.filings.models import Period, RegimeVersion
from binhyen.filings.rules.movement import movement
from binhyen.filings.rules.regime import Row, Section
from binhyen.filings.services.importing import import_regimes
from tests.builders.accounts import officer_at
from tests.builders.units import the_unit
from tests.model.driving import drive
from tests.model.handed_in import ADDED, DIVIDED, KINDS, asked
from tests.model.reporting import Reporting
from tests.model.worlds import changing_country, empty_country


def short_sheet() -> None:
    """Let the movement's regime ask for a few rows of every kind."""
    import_regimes(folder=settings.REFERENCE_DATA)
    Period.objects.all().delete()
    rows = tuple(
        Row(indicator=code, filters=dict(filters))
        for code, filters in map(asked, (*ADDED, *DIVIDED, KINDS))
    )
    short = movement([]).model_copy(update={"sections": (Section(title="A. Chung", rows=rows),)})
    RegimeVersion.objects.update(definition=short.model_dump(mode="json"))


@pytest.mark.django_db
class TestFilings:
    def test_stand_as_sent_and_add_up_while_the_books_go_on(self) -> None:
        empty_country()
        short_sheet()
        nation = the_unit("VN")

        class Country(Reporting):
            admin = officer_at(nation, "ADMINISTRATOR", name="Quản trị")
            second = officer_at(nation, "ADMINISTRATOR", name="Quản trị thứ hai")

        Country.land = changing_country()
        drive(Country, one_in=5, steps=14)
