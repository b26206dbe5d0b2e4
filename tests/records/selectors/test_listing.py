import pytest

from binhyen.records.models import Record
from binhyen.records.rules import book
from binhyen.records.selectors.listing import rows_of, totals_of
from tests.builders.records import TODAY, make_confirmed, make_officer, the_catalogue
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db


class TestTotalsOf:
    def test_leave_open_what_nobody_counted(self) -> None:
        the_catalogue()
        commune = the_unit("C16228n")
        recorder, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        make_confirmed(
            commune, recorder, verifier, book="SCHEME", title="Dòng họ Lê", field="SECURITY",
            founded_on="2026-03-01",
        )  # fmt: skip

        totals = totals_of(rows_of(Record.objects.all(), TODAY), book("SCHEME"))

        assert [(one.asked, one.amount) for one in totals] == [(True, None), (True, None)]
