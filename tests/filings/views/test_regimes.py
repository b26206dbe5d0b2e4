"""Regimes in versions with a preview, a thematic period, and the days off."""

from datetime import date

import pytest
from django.test import Client

from binhyen.filings.models import Holiday, Obligation, Period, RegimeVersion
from tests.filings.views.test_filing import client_of, page

pytestmark = pytest.mark.django_db
SAID = {
    "code": "CD-LUADAO",
    "name": "Chuyên đề phòng chống lừa đảo",
    "legal_basis": "Kế hoạch 12/KH-BCĐ",
    "subject": "Kết quả phòng chống lừa đảo",
    "frequencies": ["FREE"],
    "cut": "14",
    "levels": ["COMMUNE"],
    "columns": ["THIS"],
    "sheet": "# I. Tuyên truyền\nTT01\nTT02 | Lượt người nghe",
    "valid_from": "01/01/2026",
    "due_COMMUNE": "20",
    "part_RESULTS": "Kết quả",
}


@pytest.fixture
def province() -> Client:
    return client_of("P38n", "ADMINISTRATOR")


class TestCreation:
    def test_previews_then_issues_a_regime_for_one_province(self, province: Client) -> None:
        shown = province.post("/bao-cao/che-do/moi/", SAID | {"go": "preview"}).content.decode()
        assert "Lượt người nghe" in shown
        assert not RegimeVersion.objects.filter(regime__code="CD-LUADAO").exists()
        province.post("/bao-cao/che-do/moi/", SAID)
        assert "CD-LUADAO" in page(province, "/bao-cao/che-do/")
        opening = {"key": "CD-2026-1", "name": "đợt 1 năm 2026", "start": "01/08/2026",
                   "end": "30/09/2026"}  # fmt: skip
        province.post("/bao-cao/che-do/CD-LUADAO/ky/", opening)
        period = Period.objects.get(key="CD-2026-1")
        duties = Obligation.objects.filter(period=period)
        assert (duties.count(), {one.due_on for one in duties}) == (166, {date(2026, 10, 20)})
        again = province.post("/bao-cao/che-do/CD-LUADAO/ky/", opening)
        assert "Đã có kỳ mang mã này." in again.content.decode()

    def test_opens_thematic_periods_only_where_the_regime_has_them(self) -> None:
        nation = client_of("VN", "ADMINISTRATOR")
        opening = {"key": "PT-1", "name": "đợt 1", "start": "01/08/2026", "end": "30/09/2026"}
        answer = nation.post("/bao-cao/che-do/PT-ANTQ/ky/", opening)
        assert "Chế độ này không có kỳ chuyên đề." in answer.content.decode()
        assert 'value="đợt 1"' in answer.content.decode()

    def test_an_unknown_indicator_is_a_sentence_and_nothing_is_lost(self, province: Client) -> None:
        said = SAID | {"sheet": "# I. Tuyên truyền\nTT01\nXX99\nTT01"}
        answer = province.post("/bao-cao/che-do/moi/", said)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "Dòng 3: không có chỉ tiêu XX99." in shown
        assert "Dòng 4: chỉ tiêu TT01 đã có ở dòng trên." in shown
        assert "Chuyên đề phòng chống lừa đảo" in shown

    def test_says_of_each_field_what_is_to_be_written(self, province: Client) -> None:
        shown = province.post("/bao-cao/che-do/moi/", {"go": "preview"}).content.decode()
        for words in (
            "Ghi tên chế độ.",
            "Chọn ít nhất một cấp phải gửi.",
            "Chọn các cột của biểu.",
        ):
            assert words in shown
        assert "Trường này là bắt buộc." not in shown

    def test_an_unknown_part_of_an_indicator_is_a_sentence(self, province: Client) -> None:
        said = SAID | {"sheet": "# I\nTT02 topic=LAW\nTT02 topic=X\nTT02 thon=1\nTT02 nghe luật"}
        shown = province.post("/bao-cao/che-do/moi/", said).content.decode()
        for words in ("Dòng 3: topic là một trong: ", "Dòng 4: chỉ tiêu TT02 không chia theo thon.",
                      "Dòng 5: “nghe luật” chưa đọc được"):  # fmt: skip
            assert words in shown
        assert "Dòng 2" not in shown

    def test_says_that_a_level_which_must_report_needs_its_day(self, province: Client) -> None:
        shown = page(province, "/bao-cao/che-do/moi/")
        assert shown.count("(cần khi cấp này phải gửi)") == 3
        answer = province.post("/bao-cao/che-do/moi/", SAID | {"due_COMMUNE": ""})
        assert "Ghi hạn gửi của cấp này." in answer.content.decode()

    def test_begins_as_the_movements_own_and_lists_the_codes_one_may_write(
        self, province: Client
    ) -> None:
        shown = page(province, "/bao-cao/che-do/moi/")
        assert 'value="Tồn tại, hạn chế"' in shown
        assert "Mã của các chỉ tiêu" in shown
        assert "Buổi tuyên truyền trực tiếp" in shown

    def test_of_the_movement_holds_from_the_first_period_on(self, province: Client) -> None:
        shown = page(province, "/bao-cao/che-do/")
        assert "kỳ đầu tiên" in shown
        assert "01/01/1946" not in shown

    def test_is_not_for_communes(self) -> None:
        page(client_of("C16228n", "ADMINISTRATOR"), "/bao-cao/che-do/moi/", 404)


class TestVersion:
    def test_of_the_movement_is_the_nations_and_never_edits_the_one_before(
        self, province: Client
    ) -> None:
        page(province, "/bao-cao/che-do/PT-ANTQ/", 404)
        nation = client_of("VN", "ADMINISTRATOR")
        assert "TT01" in page(nation, "/bao-cao/che-do/PT-ANTQ/")
        before = RegimeVersion.objects.filter(regime__code="PT-ANTQ").latest("number")
        said = {name: text for name, text in SAID.items() if name != "code"}
        nation.post("/bao-cao/che-do/PT-ANTQ/", said | {"valid_from": "01/01/2027"})
        after = RegimeVersion.objects.filter(regime__code="PT-ANTQ").latest("number")
        assert after.number == before.number + 1
        before.refresh_from_db()
        assert before.definition["name"] != SAID["name"]


class TestHolidays:
    def test_are_kept_by_the_nation_and_read_by_all(self) -> None:
        nation = client_of("VN", "ADMINISTRATOR")
        said = {"day": "18/12/2026", "name": "Nghỉ thử", "source": "Thông báo 1"}
        nation.post("/bao-cao/ngay-nghi/", said)
        reader = client_of("C16228n", "LEADER")
        assert "Nghỉ thử" in page(reader, "/bao-cao/ngay-nghi/")
        assert reader.post("/bao-cao/ngay-nghi/", said).status_code == 404
        day = Holiday.objects.get(day=date(2026, 12, 18))
        nation.post(f"/bao-cao/ngay-nghi/{day.pk}/bo/")
        assert not Holiday.objects.filter(pk=day.pk).exists()

    def test_a_day_that_is_none_is_a_sentence(self) -> None:
        nation = client_of("VN", "ADMINISTRATOR")
        answer = nation.post("/bao-cao/ngay-nghi/", {"day": "31/02/2026", "name": "Thử"})
        assert answer.status_code == 422
        assert "Ghi ngày theo dạng" in answer.content.decode()
