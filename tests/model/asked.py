"""What the tests of the whole interface ask: indicators of every book, by everything."""

from datetime import date

from hypothesis import strategies as st

from tests.model.choices import WINDOWS, picks, places
from tests.model.declared import Dims

TODAY = date.max  # stands for the day of the run
MAPS = [None, None, None, date(2024, 8, 1), TODAY]
FILTERS: dict[str, list[Dims]] = {
    "TT02": [(("topic", "FIRE"),), (("form", "MEETING"), ("topic", "LAW"))],
    "TT01": [(("topic", "FIRE"),)],
    "TT10": [(("signatory", "HOUSEHOLD"),)],
    "MH01": [(("field", "FIRE"),)],
    "MH02": [
        (("type", "CAMERA"),),
        (("life", "DORMANT"),),
        (("field", "FIRE"), ("type", "CAMERA")),
    ],
    "MH03": [(("field", "FIRE"),)],
    "MH07": [(("rating", "GOOD"),), (("field", "FIRE"), ("rating", "WEAK"))],
    "MH06": [(("reason", "INEFFECTIVE"),)],
    "TT08": [(("platform", "ZALO"),)],
    "TT09": [(("platform", "ZALO"),)],
    "VK01": [(("class", "HUNTING"),)],
    "CD02": [(("year", "2025"),)],
}
SPLIT_BY = {
    "TT01": ["topic", "form"], "TT02": ["topic", "form"], "TT10": ["signatory"],
    "MH02": ["type", "field", "life"], "MH03": ["field"], "MH07": ["rating", "field"],
    "TT08": ["platform"], "TT09": ["platform"], "VK01": ["class"], "MH06": ["reason"],
}  # fmt: skip
OFTEN = ["TT01", "TT02", "TT02", "MH01", "MH02", "MH02", "MH07", "MH09a", "TT09", "LL02", "TT10"]
SOMETIMES = [
    "TT03", "TT04", "NH01", "NH03", "YK01", "YK02", "CD05", "CD06", "CD07", "CD10a", "CD10b",
    "TT06", "LL05", "VK01", "VK02", "VK03a", "VK03b", "MH03", "MH04", "MH06", "MH09b", "TT08",
    "LL01", "LL09", "DC01", "CD02",
]  # fmt: skip
ASKED = [*OFTEN, *OFTEN, *SOMETIMES]
windows = st.sampled_from(WINDOWS)
maps = st.sampled_from(MAPS)
questions = st.tuples(
    st.sampled_from(ASKED), places, windows, maps,
    st.sampled_from(["unit", "child", "child", "month", "dim"]), picks,
)  # fmt: skip
