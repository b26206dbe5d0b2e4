"""From what the property tests choose: days on every edge, windows, spans, maps, dimensions."""

from datetime import date

from hypothesis import strategies as st

from binhyen.ledger.rules.hedges import Hedge
from tests.model.declared import Dims

LARGEST = 2**40

DAYS = [
    date(2014, 5, 1), date(2022, 8, 15), date(2023, 6, 1), date(2024, 6, 30), date(2024, 7, 1),
    date(2024, 12, 14), date(2024, 12, 15), date(2025, 3, 1), date(2025, 6, 30),
    date(2025, 7, 1), date(2025, 9, 16), date(2026, 2, 1), date(2026, 6, 1),
]  # fmt: skip
WINDOWS = [
    (date(2024, 12, 15), date(2025, 12, 14)),
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2014, 1, 1), date(2026, 12, 31)),
    (date(2025, 6, 20), date(2025, 7, 10)),
    (date(2024, 6, 3), date(2025, 3, 1)),
    (date(2026, 1, 1), date(2026, 6, 30)),
]
SPANS = [
    (date(2024, 12, 15), date(2025, 6, 30)),
    (date(2024, 12, 15), date(2025, 12, 14)),
    (date(2025, 7, 1), date(2025, 12, 14)),
    (date(2014, 1, 1), date(2022, 12, 31)),
    (date(2022, 8, 1), date(2022, 8, 31)),
]
MAPS = [None, None, date(2020, 1, 1), date(2024, 8, 1), date(2025, 6, 30), date(2026, 11, 16)]
DIMS: dict[str, list[Dims]] = {
    "TT02": [(), (("topic", "LAW"),), (("topic", "FIRE"),),
             (("form", "MEETING"), ("topic", "LAW"))],
    "TT10": [(), (("signatory", "HOUSEHOLD"),)],
    "MH02": [(("type", "T1"),), (("type", "T2"),), (("field", "FIRE"), ("type", "T1")), ()],
    "MH07": [(("rating", "GOOD"),), (("rating", "WEAK"),), (("field", "FIRE"), ("rating", "GOOD"))],
    "DC01": [()],
    "CD02": [(("year", "2025"),), (("year", "2026"),)],
    "MH01": [(), (("field", "FIRE"),)],
}  # fmt: skip
BOOKED = ["TT02", "TT02", "TT10", "MH02", "MH02", "MH07", "DC01", "CD02"]
DECLARED = ["TT02", "TT02", "TT02", "TT10", "MH02", "MH02", "MH02", "MH07", "DC01", "CD02", "MH01"]
ASKED = ["TT02", "MH02", "MH07", "CD02", "MH01", "TT10", "DC01"]
RATES = ["MH08", "TT11"]

amounts = st.one_of(st.integers(0, 200), st.integers(1, LARGEST))
hedges = st.sampled_from([h.value for h in Hedge])
places = st.integers(0, 10_000)
picks = st.integers(0, 10_000)
questions = st.tuples(
    st.sampled_from(ASKED), places, st.sampled_from(WINDOWS), st.sampled_from(MAPS),
    st.sampled_from(["unit", "child", "child", "month", "dim"]), picks,
)  # fmt: skip
