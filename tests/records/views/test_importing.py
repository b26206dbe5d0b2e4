"""The pages of Excel into a book: who sees them, what they say, what they refuse."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from binhyen.accounts.models import Officer
from binhyen.records.models import FileImport, Record
from tests.builders.imports import checked, commune, written
from tests.builders.records import make_officer, the_catalogue
from tests.builders.sheets import HEADS, session, xlsx
from tests.builders.units import make_unit

pytestmark = pytest.mark.django_db
PAGE = "/hoat-dong/nhap-excel/"
PLACES = {
    "ACTIVITY": "hoat-dong",
    "SCHEME": "mo-hinh",
    "CHANNEL": "tuyen-truyen",
    "TEAM": "luc-luong",
}


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def sent_by(client: Client, uid: str, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("Sổ tháng 8.xlsx", content)
    return client.post(PAGE, {"unit": uid, "file": file, **more}, follow=True)


class TestImports:
    def test_reads_a_small_file_at_once_and_writes_nothing(self) -> None:
        unit, officer = commune()

        page = sent_by(signed_in(officer), unit.uid, xlsx([HEADS, session()]))

        text = page.content.decode()
        assert "Đọc được cả: 1 dòng mới, 0 dòng đã có. Chưa ghi gì." in text
        assert "Ghi 1 dòng vào sổ" in text
        assert Record.objects.count() == 0

    def test_says_beside_the_field_why_a_file_is_refused(self) -> None:
        unit, officer = commune()

        page = sent_by(signed_in(officer), unit.uid, b"TT;Ngay;Noi dung")

        assert page.status_code == 422
        assert "CSV" in page.context["form"].errors["file"][0]

    def test_asks_for_a_file(self) -> None:
        unit, officer = commune()

        page = signed_in(officer).post(PAGE, {"unit": unit.uid})

        assert page.context["form"].errors["file"] == ["Chọn tệp Excel đã điền."]

    def test_is_not_there_for_who_only_reads(self) -> None:
        unit, _officer = commune()

        assert signed_in(make_officer(unit, "LEADER")).get(PAGE).status_code == 404

    def test_takes_nothing_for_another_s_unit(self) -> None:
        _unit, officer = commune()
        other = make_unit(name="Xa Lạ")

        page = sent_by(signed_in(officer), other.uid, xlsx([HEADS, session()]))

        assert "unit" in page.context["form"].errors
        assert FileImport.objects.count() == 0

    def test_has_no_page_for_declarations(self) -> None:
        _unit, officer = commune()

        assert signed_in(officer).get("/so-khai/nhap-excel/").status_code == 404

    def test_refuses_a_file_without_the_token_of_the_page(self) -> None:
        unit, officer = commune()
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer)

        page = sent_by(client, unit.uid, xlsx([HEADS, session()]))

        assert (page.status_code, FileImport.objects.count()) == (403, 0)


class TestTemplateFile:
    @pytest.mark.parametrize("code", PLACES)
    def test_holds_heads_an_example_and_the_lists_of_the_unit(self, code: str) -> None:
        unit, officer = commune()

        answer = signed_in(officer).get(f"/{PLACES[code]}/nhap-excel/mau.xlsx?unit={unit.uid}")

        book = load_workbook(BytesIO(answer.content))
        sheet, lists = book.worksheets
        assert 'filename="mau-so-' in answer.headers["Content-Disposition"]
        assert (sheet["A6"].value, sheet["A7"].value) == ("TT", "VD")
        assert sheet["B7"].value == "Thôn Vĩnh Lợi"
        assert (sheet.freeze_panes, sheet["A6"].font.name) == ("A7", "Times New Roman")
        assert (lists.sheet_state, lists["B3"].value) == ("hidden", "Thôn Vĩnh Lợi")
        assert any(rule.type == "list" for rule in sheet.data_validations.dataValidation)

    @pytest.mark.parametrize("code", PLACES)
    def test_filled_with_its_own_example_is_read_without_a_fault(self, code: str) -> None:
        unit, officer = commune()
        answer = signed_in(officer).get(f"/{PLACES[code]}/nhap-excel/mau.xlsx")
        book = load_workbook(BytesIO(answer.content))
        sheet = book.worksheets[0]
        filled = {
            str(head.value): cell.value for head, cell in zip(sheet[6], sheet[7], strict=True)
        }
        filled |= {"TT": 1} | ({"Đếm ngày": "20/03/2026"} if "Đếm ngày" in filled else {})
        sheet.append(list(filled.values()))
        held = BytesIO()
        book.save(held)

        file = checked(unit, officer, held.getvalue(), book=code)

        assert (file.total, file.new, file.notices) == (1, 1, [])


class TestImportPage:
    def test_shows_every_row_paged_with_its_faults_first(self) -> None:
        unit, officer = commune()
        rows = [HEADS, *(session(n, people="nhiều" if n > 40 else 10) for n in range(60))]
        file = checked(unit, officer, xlsx(rows))
        client, url = signed_in(officer), f"{PAGE}{file.pk}/"

        wrong, whole = client.get(url), client.get(url, {"outcome": "", "page": "3"})

        assert next(one.row.number for one in wrong.context["rows"]) == 43
        assert "“nhiều” không phải một số" in wrong.content.decode()
        assert "Dòng 51 đến 60 trong 60" in whole.content.decode()
        assert "Ghi 41 dòng vào sổ" not in wrong.content.decode()

    def test_costs_the_same_for_one_row_and_for_a_page(
        self, django_assert_max_num_queries: Any
    ) -> None:
        unit, officer = commune()
        client = signed_in(officer)
        for count in (1, 25):
            file = checked(unit, officer, xlsx([HEADS, *(session(n) for n in range(count))]))
            with django_assert_max_num_queries(20):
                client.get(f"{PAGE}{file.pk}/")

    def test_is_not_there_for_another_commune(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session(people="nhiều")]))
        stranger = signed_in(make_officer(make_unit(name="Xa Lạ"), "RECORDER", "VERIFIER"))

        for tail in ("", "loi.xlsx", "xac-nhan/", "bo-nhap/"):
            assert stranger.get(f"{PAGE}{file.pk}/{tail}").status_code == 404
        assert stranger.post(f"{PAGE}{file.pk}/ghi/").status_code == 404

    def test_is_not_there_in_another_book(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session()]))

        assert signed_in(officer).get(f"/mo-hinh/nhap-excel/{file.pk}/").status_code == 404

    def test_looks_again_by_itself_while_work_goes_on(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session()]))
        from django.utils import timezone  # noqa: PLC0415

        FileImport.objects.filter(pk=file.pk).update(
            work="WRITE", worker="other", seen_at=timezone.now()
        )

        page = signed_in(officer).get(f"{PAGE}{file.pk}/")

        assert page["Refresh"] == "3"
        assert "có thể rời trang và quay lại sau" in page.content.decode()

    def test_asks_to_look_at_letters_that_were_converted(self) -> None:
        unit, officer = commune()
        heads = ["TT", "Th«n", "Lo¹i viÖc", "Ngµy", "Néi dung", "L\u00adît ng\u00adêi"]
        row = [1, "Th«n VÜnh Lîi", "Tuyªn truyÒn", "14/8/2026", "Phßng ch¸y", 120]
        file = checked(unit, officer, xlsx([heads, row]))
        client, url = signed_in(officer), f"{PAGE}{file.pk}/"

        assert "Phßng ch¸y" in client.get(url).content.decode()
        client.post(f"{url}ghi/")
        assert Record.objects.count() == 0
        client.post(f"{url}ghi/", {"letters": "1"})
        assert Record.objects.get().title == "Phòng cháy"


class TestWriting:
    def test_leaves_drafts_and_says_so(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session(1), session(2)]))

        page = signed_in(officer).post(f"{PAGE}{file.pk}/ghi/", follow=True)

        assert "Đã ghi 2 bản ghi, đang chờ xác nhận." in page.content.decode()
        assert list(Record.objects.values_list("state", flat=True)) == ["DRAFT"] * 2

    def test_is_for_recorders_only(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session()]))
        verifier = make_officer(unit, "VERIFIER")

        assert signed_in(verifier).post(f"{PAGE}{file.pk}/ghi/").status_code == 403


class TestConfirming:
    def test_asks_once_then_confirms_all(self) -> None:
        unit, officer = commune()
        file = written(unit, officer, xlsx([HEADS, session(1), session(2)]))
        client, url = signed_in(make_officer(unit, "VERIFIER")), f"{PAGE}{file.pk}/xac-nhan/"

        assert "Xác nhận 2 bản ghi" in client.get(url).content.decode()
        page = client.post(url, follow=True)

        assert "Đã xác nhận 2 bản ghi" in page.content.decode()
        assert set(Record.objects.values_list("state", flat=True)) == {"CONFIRMED"}

    def test_is_for_verifiers_only(self) -> None:
        unit, officer = commune()
        file = written(unit, officer, xlsx([HEADS, session()]))

        assert signed_in(officer).post(f"{PAGE}{file.pk}/xac-nhan/").status_code == 403


class TestDiscarding:
    def test_asks_once_then_throws_the_drafts_away(self) -> None:
        unit, officer = commune()
        file = written(unit, officer, xlsx([HEADS, session(1), session(2)]))
        client, url = signed_in(officer), f"{PAGE}{file.pk}/bo-nhap/"

        assert "Bỏ các bản nháp của tệp này?" in client.get(url).content.decode()
        page = client.post(url, follow=True)

        assert "Đã bỏ 2 bản nháp của tệp này." in page.content.decode()
        assert Record.objects.kept().count() == 0


class TestMarkedFile:
    def test_gives_the_rows_back_with_their_faults(self) -> None:
        unit, officer = commune()
        file = checked(unit, officer, xlsx([HEADS, session(people="nhiều")]))
        url = reverse("activities:import-marked", args=[file.pk])

        answer = signed_in(officer).get(url)

        assert load_workbook(BytesIO(answer.content)).worksheets[0]["G1"].value == "Lỗi"
