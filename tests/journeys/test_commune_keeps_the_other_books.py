"""Schemes, channels and teams of xã Như Thanh: what each posts, and when."""

from datetime import date

import pytest

from tests.builders.caller import Caller
from tests.journeys.calendar import TODAY, days_ago, vietnamese
from tests.journeys.conftest import Come
from tests.journeys.steps import COMMUNE, choose_in, confirm, open_more, path_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

YEAR_START = date(TODAY.year, 1, 1)


def at(ministry: Caller, code: str, on: date, **asked: str) -> int:
    """Read a figure of the commune from the year's first day to *on*; unknown counts as none."""
    row = ministry.figure(code, COMMUNE, YEAR_START.isoformat(), on.isoformat(), **asked)
    return row["amount"] or 0


class TestScheme:
    def test_is_founded_rated_and_ended(self, come: Come, ministry: Caller) -> None:
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        founded, rated, ended = days_ago(20), days_ago(12), days_ago(6)
        before = {code: at(ministry, code, rated) for code in ("MH02", "MH03")}
        good = at(ministry, "MH07", rated, dim__rating="GOOD")

        officer.go("/mo-hinh/ghi-moi/").type_into("Tên mô hình", "Camera an ninh Vĩnh Lợi")
        choose_in(officer, "Lĩnh vực", "An ninh trật tự")
        officer.type_into("Ngày ra mắt", vietnamese(founded))
        officer.type_into("Xếp loại ngày", vietnamese(rated))
        choose_in(officer, "Mức", "Tốt").press("Ghi vào sổ").look()
        record = path_of(officer)
        confirm(second, record)
        assert at(ministry, "MH02", rated) == before["MH02"] + 1
        assert at(ministry, "MH03", rated) == before["MH03"] + 1
        assert at(ministry, "MH07", rated, dim__rating="GOOD") == good + 1
        assert at(ministry, "MH02", days_ago(21)) == before["MH02"]

        officer.go(record).press("Sửa").look()
        open_more(officer).type_into("Ngày kết thúc", vietnamese(ended))
        choose_in(officer, "Lý do kết thúc", "Hoàn thành").press("Ghi bản sửa").look()
        confirm(second, record)
        assert at(ministry, "MH02", days_ago(7)) == before["MH02"] + 1
        assert at(ministry, "MH02", TODAY) == before["MH02"]
        assert at(ministry, "MH07", TODAY, dim__rating="GOOD") == good
        assert at(ministry, "MH06", TODAY) >= 1
        assert at(ministry, "MH03", TODAY) == before["MH03"] + 1

    def test_known_from_before_is_no_new_one(self, come: Come, ministry: Caller) -> None:
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        standing, new = at(ministry, "MH02", TODAY), at(ministry, "MH03", TODAY)

        officer.go("/mo-hinh/ghi-moi/").type_into("Tên mô hình", "Dòng họ Lê tự quản")
        choose_in(officer, "Lĩnh vực", "An ninh trật tự")
        officer.type_into("Đã có từ trước, biết từ ngày", vietnamese(days_ago(30)))
        officer.press("Ghi vào sổ").look()
        confirm(second, path_of(officer))

        assert at(ministry, "MH02", TODAY) == standing + 1
        assert at(ministry, "MH03", TODAY) == new


class TestZaloGroup:
    def test_is_counted_again_and_closed(self, come: Come, ministry: Caller) -> None:
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        groups, members = at(ministry, "TT08", TODAY), at(ministry, "TT09", TODAY)

        officer.go("/tuyen-truyen/ghi-moi/").type_into("Tên kênh, nhóm", "An ninh Như Thanh")
        choose_in(officer, "Nền tảng", "Zalo")
        officer.type_into("Ngày lập", vietnamese(days_ago(40)))
        officer.type_into("Đếm ngày", vietnamese(days_ago(40)))
        officer.type_into("Thành viên", "150").press("Thêm lần đếm").look()
        officer.page.fill("#id_counts-1-on", vietnamese(days_ago(2)))
        officer.page.fill("#id_counts-1-members", "1.284")
        officer.press("Ghi vào sổ").look()
        record = path_of(officer)
        confirm(second, record)
        assert at(ministry, "TT08", TODAY) == groups + 1
        assert at(ministry, "TT09", days_ago(3)) == members + 150
        assert at(ministry, "TT09", TODAY) == members + 1284

        officer.go(record).press("Sửa")
        open_more(officer).type_into("Ngày đóng", vietnamese(TODAY))
        officer.press("Ghi bản sửa").look()
        confirm(second, record)
        assert at(ministry, "TT08", TODAY) == groups
        assert at(ministry, "TT09", TODAY) == members


class TestTeam:
    def test_of_security_posts_itself_and_its_members(self, come: Come, ministry: Caller) -> None:
        officer, second = come("nhuthanh"), come("nhuthanh.verifier")
        teams, members = at(ministry, "LL01", TODAY), at(ministry, "LL02", TODAY)

        officer.go("/luc-luong/ghi-moi/").type_into("Tên tổ", "Tổ bảo vệ ANTT thôn Vĩnh Lợi")
        choose_in(officer, "Loại tổ", "Tổ bảo vệ an ninh, trật tự")
        officer.type_into("Ngày thành lập", vietnamese(days_ago(10)))
        officer.type_into("Đếm ngày", vietnamese(days_ago(10)))
        officer.type_into("Thành viên", "3").press("Ghi vào sổ").look()
        confirm(second, path_of(officer))

        assert at(ministry, "LL01", TODAY) == teams + 1
        assert at(ministry, "LL02", TODAY) == members + 3
