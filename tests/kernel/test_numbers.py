from decimal import Decimal

import pytest
from django.utils import translation

from binhyen.kernel.numbers import decimal_vn, grouped, hedge_word, hedged, percent, signed


class TestGrouped:
    @pytest.mark.parametrize(
        ("amount", "written"),
        [(0, "0"), (999, "999"), (26_000, "26.000"), (1_234_567, "1.234.567"), (-4_120, "−4.120")],
    )
    def test_puts_a_dot_at_the_thousands_and_a_true_minus(self, amount: int, written: str) -> None:
        assert grouped(amount) == written

    def test_keeps_a_fraction(self) -> None:
        assert grouped(Decimal("1284.50")) == "1.284,5"


class TestDecimalVn:
    @pytest.mark.parametrize(
        ("amount", "places", "written"),
        [
            (Decimal("8.5"), None, "8,5"),
            (8.5, None, "8,5"),
            (Decimal(1200), None, "1.200"),
            (Decimal("0.125"), 2, "0,13"),
            (Decimal("-1.5"), None, "−1,5"),
        ],
    )
    def test_puts_a_comma_before_the_fraction(
        self, amount: Decimal | float, places: int | None, written: str
    ) -> None:
        assert decimal_vn(amount, places) == written

    def test_writes_no_minus_before_a_zero(self) -> None:
        assert decimal_vn(Decimal("-0.01"), 1) == "0,0"


class TestPercent:
    @pytest.mark.parametrize(
        ("share", "written"),
        [(Decimal("71.05"), "71,1 %"), (Decimal(100), "100,0 %"), (Decimal(0), "0,0 %")],
    )
    def test_has_one_decimal_and_a_space(self, share: Decimal, written: str) -> None:
        assert percent(share) == written


class TestSigned:
    @pytest.mark.parametrize(("difference", "written"), [(272, "+272"), (-1, "−1"), (0, "0")])
    def test_carries_the_sign(self, difference: int, written: str) -> None:
        assert signed(difference) == written


class TestHedgeWord:
    @pytest.mark.parametrize(
        ("hedge", "word"),
        [("EXACT", ""), ("ABOUT", "khoảng"), ("OVER", "hơn"), ("NEARLY", "gần"), ("UNDER", "dưới")],
    )
    def test_says_how_sure_a_number_is(self, hedge: str, word: str) -> None:
        assert hedge_word(hedge) == word


class TestHedged:
    def test_puts_the_word_before_the_number(self) -> None:
        assert hedged(26_000, "ABOUT") == "khoảng 26.000"

    def test_says_nothing_before_an_exact_number(self) -> None:
        assert hedged(9_111) == "9.111"


class TestInEnglish:
    def test_turns_points_and_commas_round(self) -> None:
        for language, thousands, fraction in (("en", "26,000", "8.5"), ("vi", "26.000", "8,5")):
            with translation.override(language):
                assert (grouped(26_000), decimal_vn(8.5)) == (thousands, fraction)

    def test_keeps_the_true_minus_and_the_sign(self) -> None:
        with translation.override("en"):
            assert (grouped(Decimal("-1284.50")), signed(1_272)) == ("−1,284.5", "+1,272")

    def test_closes_the_percent_sign_up(self) -> None:
        with translation.override("en"):
            assert percent(Decimal("71.05")) == "71.1%"

    @pytest.mark.parametrize(
        ("hedge", "said"),
        [
            ("EXACT", "26,000"),
            ("ABOUT", "about 26,000"),
            ("OVER", "over 26,000"),
            ("NEARLY", "nearly 26,000"),
            ("UNDER", "under 26,000"),
        ],
    )
    def test_says_how_sure_a_number_is(self, hedge: str, said: str) -> None:
        with translation.override("en"):
            assert hedged(26_000, hedge) == said
