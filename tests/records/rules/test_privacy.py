"""A number of a person is known however it was typed or pasted."""

import pytest

from binhyen.records.rules.privacy import personal_data_in


class TestPersonalDataIn:
    @pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u202d", "\u2011", "–", "—", "\u00a0"])
    def test_knows_a_number_with_a_sign_between_its_digits_that_is_unseen_or_a_dash(
        self, sign: str
    ) -> None:
        assert "số điện thoại" in personal_data_in(f"Gọi 0912{sign}345{sign}678")
        assert "giấy tờ tùy thân" in personal_data_in(sign.join(("Số căn cước 038", "099001234")))

    def test_leaves_years_days_and_counts_alone(self) -> None:
        assert personal_data_in("Từ 01–07–2025 đến 15–07–2025, 26.000 lượt, 2020–2025") == ""
