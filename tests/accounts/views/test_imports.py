import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from binhyen.accounts.models import Assignment, Officer
from tests.builders.accounts import officer_at
from tests.builders.units import make_area, make_unit

HEADS = "Tên đăng nhập\tTên hiển thị\tĐơn vị\tVai trò\tTừ ngày\n"
ADDRESS = "/tai-khoan/nhap/"


@pytest.fixture
def client(db: None) -> Client:
    commune = make_unit(name="Hải Long Vang")
    make_area(commune, "Vĩnh Lợi Hạ")
    client = Client()
    client.force_login(officer_at(commune, "ADMINISTRATOR"))
    return client


class TestOfficerImport:
    def test_tells_what_is_wrong_row_by_row_and_opens_nothing(self, client: Client) -> None:
        table = (
            HEADS
            + "thon.a\tTrưởng thôn\tVĩnh Lợi Hạ\tghi sổ\t01/09/2026\nA\t\tĐâu\tgì\t32/1/2026\n"
        )
        page = client.post(ADDRESS, {"table": table, "confirmed": "1"})
        good, bad = page.context["checked"]
        assert (good.row.number, good.errors, good.roles) == (2, (), ("RECORDER",))
        assert (bad.row.number, len(bad.errors)) == (3, 5)
        assert not Officer.objects.filter(username="thon.a").exists()

    def test_opens_accounts_only_after_the_dry_run(self, client: Client) -> None:
        table = HEADS + "thon.a\tTrưởng thôn\tvinh loi ha\tghi sổ; xác nhận\t\n"
        page = client.post(ADDRESS, {"table": table})
        assert page.context["wrong_count"] == 0
        assert not Officer.objects.filter(username="thon.a").exists()

        page = client.post(ADDRESS, {"table": page.context["table"], "confirmed": "1"})
        assert page.context["issued"][0].code in page.content.decode()
        assert Assignment.objects.filter(officer__username="thon.a").count() == 2

    def test_reads_an_excel_file(self, client: Client) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["Đơn vị", "TÊN ĐĂNG NHẬP", "Chức danh", "Vai trò"])
        sheet.append(["xã Hải Long Vang", "xa.hailong", "Phó Chủ tịch", "duyệt, ký"])
        out = io.BytesIO()
        book.save(out)
        page = client.post(ADDRESS, {"file": SimpleUploadedFile("bang.xlsx", out.getvalue())})
        (line,) = page.context["checked"]
        assert (line.errors, line.roles) == ((), ("APPROVER",))

    @pytest.mark.parametrize(
        ("name", "content"),
        [("bang.xlsx", b"khong phai"), ("bang.doc", b"x"), ("bang.csv", b"\xff\xfe\x00")],
    )
    def test_answers_a_file_it_cannot_read_with_a_sentence(
        self, client: Client, name: str, content: bytes
    ) -> None:
        page = client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})
        assert page.status_code == 200
        assert page.context["form"].non_field_errors()


class TestOfficerSheet:
    def test_is_read_back_by_the_import(self, client: Client) -> None:
        sheet = client.get("/tai-khoan/mau.xlsx").content
        page = client.post(ADDRESS, {"file": SimpleUploadedFile("mau.xlsx", sheet)})
        (line,) = page.context["checked"]
        assert line.errors == ("Không tìm thấy đơn vị này trong phạm vi quản trị.",)
