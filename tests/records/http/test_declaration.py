from decimal import Decimal

import pytest

from binhyen.records.http.declaration import DeclarationForm
from binhyen.records.http.forms import Place

pytestmark = pytest.mark.django_db


def form(indicator: str, amount: str) -> DeclarationForm:
    typed = {"unit": "C16228n", "indicator": indicator, "amount": amount, "document": "Báo cáo 21",
             "takes_in_standing": "yes"}  # fmt: skip
    made = DeclarationForm(typed, initial={}, places=[Place(1, "C16228n", "Xã Như Thanh")])
    made.is_valid()
    return made


class TestDeclarationForm:
    def test_reads_5_000_people_as_five_thousand(self) -> None:
        assert form("TT02", "5.000").cleaned_data["amount"] == Decimal(5000)

    def test_refuses_half_a_person(self) -> None:
        assert form("TT02", "8,5").errors["amount"] == ["Nhập bằng chữ số, ví dụ 90 hoặc 1.284."]

    def test_asks_which_is_meant_where_fractions_are_possible(self) -> None:
        assert "5000 hoặc 5,000" in str(form("VK03a", "5.000").errors["amount"])
