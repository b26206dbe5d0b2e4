from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from binhyen.kernel.dates import (
    document_date,
    document_date_in_words,
    lunar_date,
    lunar_label,
    page_date,
    vn_date,
    vn_datetime,
    vn_day_month,
    vn_time,
)


class TestVnDate:
    def test_pads_days_and_months(self) -> None:
        assert vn_date(date(2017, 3, 2)) == "02/03/2017"

    def test_takes_the_day_in_vietnam_of_a_moment(self) -> None:
        assert vn_date(datetime(2026, 11, 15, 18, 30, tzinfo=UTC)) == "16/11/2026"

    def test_says_nothing_for_no_day(self) -> None:
        assert vn_date(None) == ""


class TestVnDayMonth:
    def test_leaves_out_the_year(self) -> None:
        assert vn_day_month(date(2026, 11, 8)) == "08/11"


class TestVnTime:
    def test_counts_24_hours_in_vietnam(self) -> None:
        assert vn_time(datetime(2026, 11, 18, 9, 42, tzinfo=UTC)) == "16:42"


class TestVnDatetime:
    def test_says_the_hour_then_the_day(self) -> None:
        assert vn_datetime(datetime(2026, 11, 16, 2, 12, tzinfo=UTC)) == "09:12, 16/11/2026"

    def test_says_nothing_for_no_moment(self) -> None:
        assert vn_datetime(None) == ""


class TestDocumentDate:
    @pytest.mark.parametrize(
        ("day", "written"),
        [
            (date(2017, 3, 2), "02/3/2017"),
            (date(2026, 1, 5), "05/01/2026"),
            (date(2026, 2, 28), "28/02/2026"),
            (date(2026, 12, 31), "31/12/2026"),
        ],
    )
    def test_pads_days_below_ten_and_the_first_two_months_only(
        self, day: date, written: str
    ) -> None:
        assert document_date(day) == written


class TestDocumentDateInWords:
    @pytest.mark.parametrize(
        ("day", "written"),
        [
            (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
            (date(2026, 7, 5), "ngày 05 tháng 7 năm 2026"),
        ],
    )
    def test_pads_by_the_same_rule(self, day: date, written: str) -> None:
        assert document_date_in_words(day) == written


class TestLunarLabel:
    @pytest.mark.parametrize(
        ("day", "label"),
        [
            (date(1968, 1, 29), "1/1 Mậu Thân"),  # a day before Beijing's
            (date(1985, 1, 21), "1/1 Ất Sửu"),  # a month before Beijing's
            (date(2007, 2, 17), "1/1 Đinh Hợi"),
            (date(2024, 2, 10), "1/1 Giáp Thìn"),
            (date(2025, 1, 28), "29/12 Giáp Thìn"),
            (date(2025, 1, 29), "1/1 Ất Tỵ"),
            (date(2026, 2, 17), "1/1 Bính Ngọ"),
            (date(2026, 11, 16), "8/10 Bính Ngọ"),
            (date(2027, 2, 6), "1/1 Đinh Mùi"),
            (date(2030, 2, 2), "1/1 Canh Tuất"),
        ],
    )
    def test_agrees_with_the_almanac(self, day: date, label: str) -> None:
        assert lunar_label(day) == label

    @pytest.mark.parametrize(
        ("day", "label"),
        [
            (date(2020, 5, 23), "1/4 nhuận Canh Tý"),
            (date(2023, 3, 22), "1/2 nhuận Quý Mão"),
            (date(2025, 7, 25), "1/6 nhuận Ất Tỵ"),
            (date(2033, 12, 22), "1/11 nhuận Quý Sửu"),
        ],
    )
    def test_names_a_leap_month(self, day: date, label: str) -> None:
        assert lunar_label(day) == label


class TestLunarDate:
    def test_counts_on_by_one_or_begins_a_month_through_a_century(self) -> None:
        jumps = []
        before = lunar_date(date.fromordinal(date(1950, 1, 1).toordinal()))
        for ordinal in range(date(1950, 1, 2).toordinal(), date(2050, 1, 1).toordinal()):
            today = lunar_date(date.fromordinal(ordinal))
            next_day = today[0] == before[0] + 1 and today[1:] == before[1:]
            next_month = today[0] == 1 and before[0] in {29, 30} and today[1:] != before[1:]
            if not (next_day or next_month):
                jumps.append((ordinal, before, today))
            before = today

        assert jumps == []


class TestPageDate:
    def test_names_the_weekday_and_both_calendars(self) -> None:
        assert page_date(date(2026, 11, 16)) == "Thứ Hai, 16/11/2026 (8/10 Bính Ngọ)"


class TestInEnglish:
    def test_keeps_the_order_of_day_and_month_and_the_hours(self) -> None:
        at = datetime(2026, 11, 16, 2, 12, tzinfo=UTC)
        with translation.override("en"):
            assert vn_datetime(at) == "09:12, 16/11/2026"
            assert page_date(at.date()) == "Monday, 16/11/2026 (8/10 Bính Ngọ)"
            assert lunar_label(date(2025, 7, 25)) == "leap 1/6 Ất Tỵ"

    def test_leaves_the_date_of_a_paper_vietnamese(self) -> None:
        with translation.override("en"):
            assert document_date_in_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
