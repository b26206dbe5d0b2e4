from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.maps import OWN
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span, added, sheet, sums_of, values_held
from binhyen.units.selectors import current_tree
from tests.builders.ledger import declare_figure, post, unit

pytestmark = pytest.mark.django_db
HAI_LONG, TUYEN_HOA, QUANG_TRI, NHU_THANH = "C16252b", "D453b", "P44n", "C16228n"
START, END = date(2024, 12, 15), date(2025, 6, 14)
TODAY = date(2026, 11, 16)
HALF = Span(START, END)


@pytest.fixture
def _a_half_year() -> None:
    """Sessions, pledges, rated schemes of two types, a status, declarations of both sorts."""
    post(HAI_LONG, "TT01", date(2025, 1, 4), 1)
    post(HAI_LONG, "TT02", date(2025, 1, 4), 90, Hedge.ABOUT, dims=(("topic", "LAW"),))
    post(HAI_LONG, "TT10", date(2025, 2, 4), 40, dims=(("signatory", "HOUSEHOLD"),))
    post(HAI_LONG, "TT10", date(2025, 2, 4), 3, dims=(("signatory", "SCHOOL"),))
    for day, kind in ((date(2023, 1, 1), "T1"), (date(2025, 3, 1), "T2")):
        post(HAI_LONG, "MH02", day, 1, dims=(("life", "ACTIVE"), ("type", kind)), opens=True)
    post(HAI_LONG, "MH02", date(2025, 3, 2), 1, dims=(("life", "ACTIVE"),), opens=True)
    post(HAI_LONG, "MH07", date(2025, 3, 3), 2, dims=(("rating", "GOOD"),))
    post(HAI_LONG, "MH07", date(2025, 3, 3), 1, dims=(("rating", "WEAK"),))
    post(HAI_LONG, "AT02", date(2025, 4, 1), 1, dims=(("kind", "COMMUNE"), ("year", "2025")))
    declare_figure(HAI_LONG, "DC01", date(2025, 1, 1), date(2026, 1, 1), 1500)
    declare_figure(TUYEN_HOA, "TT02", START, END, 26000, Hedge.NEARLY)
    declare_figure(TUYEN_HOA, "TT03", date(2020, 1, 1), date(2025, 3, 1), 12)


def _asked_one_by_one(uid: str, span: Span) -> dict[str, object]:
    return {
        code: figures(Query(code, unit(uid), span.start, span.end, span.on))[0]
        for code in indicators()
    }


@pytest.mark.usefixtures("_a_half_year")
class TestSheet:
    @pytest.mark.parametrize(
        ("uid", "span"),
        [
            (HAI_LONG, HALF),
            (TUYEN_HOA, HALF),
            ("P38b", HALF),
            (NHU_THANH, Span(START, END, TODAY)),
            (QUANG_TRI, Span(START, END, TODAY)),
            ("VN", HALF),
        ],
    )
    def test_says_what_each_indicator_says_alone(self, uid: str, span: Span) -> None:
        assert sheet(unit(uid), span) == _asked_one_by_one(uid, span)

    def test_takes_few_queries_at_any_level(self) -> None:
        current_tree()
        for uid in (HAI_LONG, "P44n", "VN"):
            with CaptureQueriesContext(connection) as queries:
                sheet(unit(uid), Span(START, END, TODAY) if uid == QUANG_TRI else HALF)
            assert len(queries) <= 40

    def test_leaves_out_what_stood_when_the_unit_ended_in_the_window(self) -> None:
        found = sums_of(unit(HAI_LONG), Span(date(2024, 12, 15), date(2025, 12, 14)))

        assert not found[unit(HAI_LONG)].has_stock


@pytest.mark.usefixtures("_a_half_year")
class TestSums:
    def test_of_children_are_the_sum_of_the_unit(self) -> None:
        span = Span(START, END)
        whole = sums_of(unit(TUYEN_HOA), span)[unit(TUYEN_HOA)]
        parts = sums_of(unit(TUYEN_HOA), span, by_child=True)

        together = added(parts.values())

        assert OWN in parts
        assert {k: m.amount for k, m in whole.plain.items()} == {
            k: m.amount for k, m in together.plain.items()
        }

    def test_name_the_types_a_distinct_figure_counts(self) -> None:
        found = sums_of(unit(HAI_LONG), HALF)[unit(HAI_LONG)]

        assert values_held(found, "MH01") == {"T1", "T2"}
