"""The pages of a book: who may see them, what they say, what they cost."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from binhyen.accounts.models import Officer
from binhyen.records import services
from binhyen.records.models import Record
from binhyen.records.selectors import listing
from binhyen.schemes.models import SchemeType
from binhyen.units.models import Unit
from tests.builders.records import NOON, make_confirmed, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_organisation, make_unit

pytestmark = pytest.mark.django_db
LIST = "/hoat-dong/"


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def commune_with_records(count: int) -> tuple[Unit, Officer]:
    commune = make_unit()
    villages = [make_area(commune, f"Thôn {number}") for number in range(3)]
    author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
    for number in range(count):
        make_confirmed(villages[number % 3], author, verifier, title=f"Họp dân {number}")
    return commune, author


class TestRecordList:
    def test_finds_without_diacritics_and_shows_exact_spellings_first(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        make_record(commune, officer, title="Hoa giải", on="2026-11-14")
        make_record(commune, officer, title="Hòa giải", on="2026-11-10")
        make_record(commune, officer, title="Tuần tra", on="2026-11-10")

        page = signed_in(officer).get(LIST, {"period": "", "q": "hoà giải"})
        rows = [row.record.title for row in page.context["rows"]]

        assert rows == ["Hòa giải", "Hoa giải"]

    def test_finds_the_words_in_any_order_those_together_first(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        make_record(commune, officer, title="Chợ tập huấn chữa cháy", on="2026-11-14")
        make_record(commune, officer, title="Tập huấn ở chợ", on="2026-11-10")
        make_record(commune, officer, title="Tập huấn phòng ma túy", on="2026-11-10")

        page = signed_in(officer).get(LIST, {"period": "", "q": "huan o cho"})
        parts = signed_in(officer).get(LIST, {"period": "", "q": "cho huan"})

        assert [row.record.title for row in page.context["rows"]] == ["Tập huấn ở chợ"]
        assert [row.record.title for row in parts.context["rows"]] == [
            "Chợ tập huấn chữa cháy",
            "Tập huấn ở chợ",
        ]

    def test_of_a_book_too_long_to_count_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _commune, officer = commune_with_records(15)
        monkeypatch.setattr(listing, "MOST_COUNTED", 13)

        page = signed_in(officer).get(LIST, {"period": "2026-M11", "page": "9"})

        assert "hơn 13 bản ghi." in page.content.decode()
        assert "Dòng 13 đến 13 trong hơn 13. Lọc hẹp hơn" in page.content.decode()
        assert len(page.context["rows"]) == 1

    def test_turns_to_the_next_page_while_others_write(self) -> None:
        commune, officer = commune_with_records(15)
        client = signed_in(officer)
        there = set(Record.objects.values_list("pk", flat=True))
        first = client.get(LIST, {"period": "2026-M11"})
        door = first.content.decode().partition('rel="next"')[0].rpartition('href="')[2]
        make_record(commune, officer, title="Vừa ghi", on="2026-11-14")

        following = client.get(LIST + door.partition('"')[0].replace("&amp;", "&"))

        before = {row.record.pk for row in first.context["rows"]}
        after = {row.record.pk for row in following.context["rows"]}
        assert not before & after
        assert there <= before | after

    def test_takes_few_queries(self) -> None:
        _commune, officer = commune_with_records(13)
        client = signed_in(officer)
        client.get(LIST, {"period": "2026-M11"})

        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"period": "2026-M11"})

        assert len(queries) <= 13

    def test_is_narrowed_by_window_kind_state_and_unit_below(self) -> None:
        commune = make_unit()
        village = make_area(commune)
        officer = make_officer(commune)
        make_record(village, officer, title="Trong kỳ", on="2026-10-15")
        make_record(commune, officer, title="Trước kỳ", on="2026-10-14")
        asked = {"period": "2026-M11", "kind": "SESSION", "state": "DRAFT", "unit": village.uid}

        page = signed_in(officer).get(LIST, asked)

        assert [row.record.title for row in page.context["rows"]] == ["Trong kỳ"]

    def test_says_how_many_records_and_what_became_of_them(self) -> None:
        commune, officer = commune_with_records(2)
        make_record(commune, officer, title="Chờ")

        page = signed_in(officer).get(LIST, {"period": "2026-M11"})

        assert "3 bản ghi, trong đó 2 đã xác nhận, 1 chờ." in page.content.decode()

    def test_adds_up_the_confirmed_attendances_of_the_page(self) -> None:
        _commune, officer = commune_with_records(2)

        page = signed_in(officer).get(LIST, {"period": "2026-M11"})

        assert [(t.asked, t.amount, t.hedge) for t in page.context["totals"]] == [
            (False, None, "EXACT"),
            (True, 240, "ABOUT"),
        ]

    def test_costs_the_same_for_one_row_and_for_twelve(
        self, django_assert_max_num_queries: Any
    ) -> None:
        _commune, officer = commune_with_records(1)
        _other, busy = commune_with_records(14)
        for one in (officer, busy):
            client = signed_in(one)
            client.get(LIST, {"period": "2026-M11"})
            with django_assert_max_num_queries(18):
                client.get(LIST, {"period": "2026-M11"})

    def test_gives_htmx_the_rows_alone(self) -> None:
        _commune, officer = commune_with_records(1)

        page = signed_in(officer).get(LIST, {"period": "2026-M11"}, headers={"HX-Request": "true"})

        assert "<html" not in page.content.decode()
        assert "Họp dân 0" in page.content.decode()

    def test_shows_the_books_of_co_organisers(self) -> None:
        commune = make_unit()
        women = make_organisation(commune)
        member = make_officer(women)
        make_record(commune, make_officer(commune), title="Chung", organisers=(women.pk,))
        make_record(commune, make_officer(commune), title="Riêng")

        page = signed_in(member).get(LIST, {"period": "2026-M11"})

        assert [row.record.title for row in page.context["rows"]] == ["Chung"]

    def test_shows_no_text_to_oversight(self) -> None:
        commune, _officer = commune_with_records(1)

        page = signed_in(make_officer(commune, "OVERSIGHT")).get(LIST, {"period": "2026-M11"})

        assert list(page.context["rows"]) == []

    def test_is_for_those_who_signed_in(self) -> None:
        assert Client().get(LIST).status_code == 302


class TestWorkbookFile:
    def test_keeps_numbers_days_and_texts_apart(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        make_record(commune, officer, title="=1+1 họp dân")

        answer = signed_in(officer).get(reverse("activities:workbook"), {"period": "2026-M11"})
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        assert 'filename="so-hoat-dong-' in answer.headers["Content-Disposition"]
        row = {str(head.value): cell for head, cell in zip(sheet[4], sheet[5], strict=True)}

        assert row["Ngày"].value == datetime(2026, 11, 14, 0, 0)
        assert (row["Nội dung"].value, row["Nội dung"].data_type) == ("'=1+1 họp dân", "s")
        assert (row["Số lần"].value, row["Lượt người dự"].value) == (1, 120)
        assert row["Lượt người dự"].number_format == '"khoảng "#,##0'
        assert sheet.freeze_panes == "A5"


class TestPrinting:
    def test_holds_every_row_of_the_filter(self) -> None:
        _commune, officer = commune_with_records(14)

        page = signed_in(officer).get(reverse("activities:printing"), {"period": "2026-M11"})

        assert len(page.context["rows"]) == 14


class TestRecordPage:
    def test_shows_content_lines_and_history_with_who_and_why(self) -> None:
        commune = make_unit()
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        record = make_confirmed(commune, author, verifier)
        services.void(record=record.pk, reason="Ghi nhầm ngày.", by=verifier, at=NOON)

        page = signed_in(author).get(reverse("activities:record", args=[record.pk]))
        text = page.content.decode()

        assert "khoảng 120 lượt người" in text
        assert "Ghi nhầm ngày." in text
        assert f"{verifier} xác nhận lần ghi 1" in text

    def test_does_not_exist_out_of_reach(self) -> None:
        commune = make_unit()
        record = make_record(commune, make_officer(commune)).record
        stranger = signed_in(make_officer(make_unit(), "RECORDER", "VERIFIER"))

        for name in ("record", "amendment", "confirmation", "voiding", "discarding"):
            address = reverse(f"activities:{name}", args=[record.pk])
            assert stranger.get(address).status_code == 404
        for name in ("amendment", "confirmation", "voiding", "discarding", "joining"):
            address = reverse(f"activities:{name}", args=[record.pk])
            assert stranger.post(address).status_code == 404

    def test_does_not_exist_in_another_book(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer).record

        answer = signed_in(officer).get(reverse("schemes:record", args=[record.pk]))

        assert answer.status_code == 404

    def test_does_not_exist_when_nobody_wrote_it(self) -> None:
        client = signed_in(make_officer(make_unit()))

        assert client.get(reverse("activities:record", args=[uuid4()])).status_code == 404

    def test_costs_a_fixed_number_of_queries(self, django_assert_max_num_queries: Any) -> None:
        commune, officer = commune_with_records(1)
        record = make_record(commune, officer).record
        client = signed_in(officer)
        client.get(reverse("activities:record", args=[record.pk]))

        with django_assert_max_num_queries(24):
            client.get(reverse("activities:record", args=[record.pk]))


class TestWords:
    def test_name_a_scheme_type_as_the_national_list_does(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(
            commune, officer, book="SCHEME", title="Tiếng kẻng an ninh", field="SECURITY",
            type="GONG", existing_on="2026-11-14",
        ).record  # fmt: skip

        page = signed_in(officer).get(reverse("schemes:record", args=[record.pk]))

        words = {line.label: line.value for line in page.context["opened"].words}
        assert words["Loại mô hình"] == SchemeType.objects.get(code="GONG").name
