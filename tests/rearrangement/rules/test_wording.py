"""An event in one line."""

from binhyen.rearrangement.rules.plan import Change, Kind, NewUnit, Plan
from binhyen.rearrangement.rules.wording import title_of

NAMES = {1: "xã Đông", 2: "xã Tây", 9: "tỉnh Khác"}
NEW = NewUnit(key="n1", name="Hợp Nhất", type="phường")


class TestTitleOf:
    def test_says_it_as_a_decree_does(self) -> None:
        merge = Plan(ends=(1, 2), begins=(NEW,))
        assert title_of(Kind.MERGE, merge, NAMES) == (
            "Nhập xã Đông và xã Tây thành phường Hợp Nhất"
        )
        assert title_of(Kind.MERGE, Plan(ends=(1,), into=(2,)), NAMES) == "Nhập xã Đông vào xã Tây"
        assert title_of(Kind.SPLIT, Plan(ends=(1,)), NAMES) == "Chia xã Đông"

    def test_names_what_changes(self) -> None:
        renamed = Plan(changes=(Change(unit=1, name="Đông", type="phường"),))
        assert title_of(Kind.CHANGE, renamed, NAMES) == "Đổi xã Đông thành phường Đông"
        moved = Plan(changes=(Change(unit=1, parent=9),))
        assert title_of(Kind.CHANGE, moved, NAMES) == "Chuyển xã Đông về tỉnh Khác"
