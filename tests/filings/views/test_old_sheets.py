"""The page that takes an old sheet: template out, checked first, written once."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from binhyen.records.models import Record
from tests.builders.accounts import officer_at
from tests.builders.units import the_unit

NHU_THANH = "C16228n"
ARGUMENTS = [NHU_THANH, "2025-M09"]
pytestmark = pytest.mark.django_db


def client_of(uid: str, *roles: str) -> Client:
    client = Client()
    client.force_login(officer_at(the_unit(uid), *roles))
    return client


def filled(client: Client, figure: object) -> SimpleUploadedFile:
    empty = client.get(reverse("filings:old-sheet-file", args=ARGUMENTS)).content
    book = load_workbook(BytesIO(empty))
    sheet: Any = book.active
    next(row for row in sheet.iter_rows() if row[0].value == "TT02")[3].value = figure
    held = BytesIO()
    book.save(held)
    return SimpleUploadedFile("bieu.xlsx", held.getvalue())


class TestOldSheet:
    def test_is_reached_from_the_reports_of_who_may_fill_it(self) -> None:
        link = f"/bao-cao/so-lieu-cu/{NHU_THANH}/"
        reports = reverse("filings:list")
        client = client_of(NHU_THANH, "RECORDER")
        shown = client.get(reports).content.decode()
        assert link in shown
        address = shown[shown.index(link) :].split('"')[0]
        assert client.get(address).status_code == 200
        assert link not in client_of(NHU_THANH, "LEADER").get(reports).content.decode()

    def test_is_checked_and_then_written(self) -> None:
        client = client_of(NHU_THANH, "RECORDER")
        address = reverse("filings:old-sheet", args=ARGUMENTS)
        said = {"document": "Báo cáo 12/BC-BCĐ"}
        checked = client.post(address, said | {"file": filled(client, "khoảng 300")})
        assert "1 số khai sẽ được ghi" in checked.content.decode()
        assert not Record.objects.exists()
        table = checked.context["table"]
        client.post(address, said | {"table": table, "confirmed": "1"})
        assert Record.objects.get().state == "DRAFT"

    def test_tells_the_wrong_row_and_what_is_no_workbook(self) -> None:
        client = client_of(NHU_THANH, "RECORDER")
        address = reverse("filings:old-sheet", args=ARGUMENTS)
        said = {"document": "Báo cáo 12/BC-BCĐ"}
        shown = client.post(address, said | {"file": filled(client, "nhiều")}).content.decode()
        assert "không phải một số" in shown
        rubbish = SimpleUploadedFile("bieu.xlsx", b"rubbish")
        shown = client.post(address, said | {"file": rubbish}).content.decode()
        assert "Không mở được tệp" in shown
        assert "Chọn tệp Excel" in client.post(address, said).content.decode()

    def test_of_another_version_of_the_regime_is_a_sentence_and_keeps_the_words(self) -> None:
        client = client_of(NHU_THANH, "RECORDER")
        empty = client.get(reverse("filings:old-sheet-file", args=ARGUMENTS)).content
        book = load_workbook(BytesIO(empty))
        sheet: Any = book.active
        sheet["B2"] = "7"
        held = BytesIO()
        book.save(held)
        file = SimpleUploadedFile("bieu.xlsx", held.getvalue())
        said = {"document": "Báo cáo 12/BC-BCĐ", "file": file}
        shown = client.post(reverse("filings:old-sheet", args=ARGUMENTS), said).content.decode()
        for words in ("theo lần ban hành 7", "Tải tệp mẫu mới", "Báo cáo 12/BC-BCĐ"):
            assert words in shown
        assert not Record.objects.exists()

    def test_does_not_exist_for_others_or_for_a_period_to_come(self) -> None:
        address = reverse("filings:old-sheet", args=ARGUMENTS)
        assert client_of("P44n", "RECORDER").get(address).status_code == 404
        ahead = reverse("filings:old-sheet", args=[NHU_THANH, "2190"])
        assert client_of(NHU_THANH, "RECORDER").get(ahead).status_code == 404
