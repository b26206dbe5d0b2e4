from datetime import date

import pytest

from binhyen.ledger.selectors.trends import Period, trends
from tests.builders.ledger import post, unit

pytestmark = pytest.mark.django_db
HAI_LONG, NHU_THANH = "C16252b", "C16228n"
MONTHS = [
    Period(202504, date(2025, 3, 15), date(2025, 4, 14)),
    Period(202505, date(2025, 4, 15), date(2025, 5, 14)),
    Period(202506, date(2025, 5, 15), date(2025, 6, 14)),
]


class TestTrends:
    def test_give_each_period_its_own_days_and_leave_a_silent_one_unknown(self) -> None:
        post(HAI_LONG, "TT02", date(2025, 4, 14), 90)
        post(HAI_LONG, "TT02", date(2025, 4, 15), 30)

        found = trends(["TT02"], unit(NHU_THANH), MONTHS, date(2026, 11, 16))

        assert [figure.amount for figure in found["TT02"]] == [90, 30, None]

    def test_carry_a_level_over_the_periods_in_which_nothing_changed(self) -> None:
        post(HAI_LONG, "MH02", date(2020, 1, 5), 4)
        post(HAI_LONG, "MH02", date(2025, 5, 1), 1)

        found = trends(["MH02", "TT01"], unit(NHU_THANH), MONTHS, date(2026, 11, 16))

        assert [figure.amount for figure in found["MH02"]] == [4, 5, 5]
