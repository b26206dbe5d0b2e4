"""Pages of figures, on real units of both epochs."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from binhyen.accounts.models import Officer
from binhyen.ledger.rules.hedges import Hedge
from binhyen.records.models import Record
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree
from tests.builders.ledger import declare_figure, post
from tests.builders.records import make_confirmed, make_officer, make_record

pytestmark = pytest.mark.django_db
HAI_LONG, NHU_THANH, THANH_HOA = "C16252b", "C16228n", "P38n"
SON_TINH, QUANG_NGAI, QUANG_TRI, TUYEN_HOA = "D527b", "P51n", "P44n", "D453b"
YEARS = "?period=free&since=2013-08-01&until=2025-06-30"
MANY = 55


def unit(uid: str) -> Unit:
    return Unit.objects.get(uid=uid)


def signed_in(client: Client, uid: str, *roles: str) -> Officer:
    officer = make_officer(unit(uid), *(roles or ("LEADER",)))
    client.force_login(officer)
    return officer


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def session(uid: str, **said: object) -> Record:
    """Write a session into the book of a unit that keeps its own, and have it confirmed."""
    writer, other = make_officer(unit(uid)), make_officer(unit(uid), "VERIFIER")
    return make_confirmed(unit(uid), writer, other, **said)


class TestFigureList:
    def test_shows_the_whole_catalogue_and_opens_what_is_known(self, client: Client) -> None:
        session(NHU_THANH)
        signed_in(client, NHU_THANH)

        shown = page(client, "/so-lieu/?period=2026")

        assert shown.count('class="short code"') == 108
        assert "/so-lieu/TT02/C16228n/?period=2026&amp;map=then" in shown
        assert '<span class="hedge">khoảng</span>' in shown

    def test_can_be_narrowed_to_what_is_known(self, client: Client) -> None:
        session(NHU_THANH)
        signed_in(client, NHU_THANH)

        shown = page(client, "/so-lieu/?period=2026&show=known")

        assert "TT02" in shown
        assert "VK02" not in shown

    def test_reads_a_province_in_few_queries(self, client: Client) -> None:
        session(NHU_THANH)
        signed_in(client, THANH_HOA)
        current_tree()
        page(client, "/so-lieu/?period=2026")

        with CaptureQueriesContext(connection) as queries:
            page(client, "/so-lieu/?period=2026&map=today")

        assert len(queries) <= MANY

    def test_takes_as_many_queries_for_many_indicators_as_for_one(self, client: Client) -> None:
        signed_in(client, THANH_HOA)
        counts = []
        for codes in (("TT01",), ("TT02", "TT08", "NH01", "MH02", "MH07", "LL09", "VK02")):
            for code in codes:
                post(NHU_THANH, code, date(2026, 3, 2), 5)
            page(client, "/so-lieu/?period=2026&map=today")
            with CaptureQueriesContext(connection) as queries:
                page(client, "/so-lieu/?period=2026&map=today")
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_finds_another_unit_without_diacritics_and_only_in_reach(self, client: Client) -> None:
        signed_in(client, THANH_HOA)

        shown = page(client, "/so-lieu/?find=nhu+thanh")

        assert "Xã Như Thanh, tỉnh Thanh Hóa" in shown
        assert "Không tìm thấy đơn vị nào" in page(client, "/so-lieu/?find=son+tinh+quang+ngai")

    def test_says_beside_the_field_what_is_wrong_with_a_day(self, client: Client) -> None:
        signed_in(client, NHU_THANH)

        shown = page(client, "/so-lieu/?period=free&since=2025-02-01&until=2025-01-01")

        assert "Ngày cuối không thể trước ngày đầu." in shown

    def test_names_what_stands_for_a_unit_that_is_not_on_the_map(self, client: Client) -> None:
        signed_in(client, THANH_HOA)

        shown = page(client, f"/so-lieu/?unit={HAI_LONG}&period=2022&map=today")

        assert "Ở chỗ ấy trên bản đồ đó là xã Như Thanh." in shown
        assert f"unit={NHU_THANH}" in shown

    def test_does_not_know_a_unit_out_of_reach(self, client: Client) -> None:
        signed_in(client, NHU_THANH)

        page(client, f"/so-lieu/?unit={THANH_HOA}", 404)
        page(client, "/so-lieu/?unit=NOWHERE", 404)

    def test_tells_an_officer_without_an_assignment_what_to_do(self, client: Client) -> None:
        client.force_login(Officer.objects.create(username="moi", display_name="Người mới"))

        assert "Chưa có phân công" in page(client, "/so-lieu/")

    def test_hides_a_small_cell_of_a_sensitive_indicator_from_above(self, client: Client) -> None:
        post(NHU_THANH, "TG01", date(2026, 3, 2), 3)
        signed_in(client, THANH_HOA)
        above = page(client, f"/so-lieu/?unit={NHU_THANH}&period=2026&show=known")
        signed_in(client, NHU_THANH)
        itself = page(client, "/so-lieu/?period=2026&show=known")

        assert "không nêu</span></td>" in above
        assert ">3</a>" in itself


class TestFigurePage:
    def test_opens_a_figure_to_its_declared_part_and_its_records(self, client: Client) -> None:
        declare_figure(SON_TINH, "TT02", date(2013, 8, 1), date(2023, 5, 12), 26000, Hedge.ABOUT)
        tree = current_tree()
        commune = tree.children(unit(SON_TINH).pk, date(2023, 6, 1))[0]
        uid = Unit.objects.get(pk=commune).uid
        for month in range(6, 12):
            post(uid, "TT02", date(2023, month, 3), 100)
        signed_in(client, QUANG_NGAI)

        shown = page(client, f"/so-lieu/TT02/{SON_TINH}/{YEARS}")

        assert "<strong>26.600</strong>" in shown
        assert "2,3 % có hồ sơ" in shown
        assert "vì phần khai báo là số ước lượng" in shown
        assert "7 dòng, cộng đúng 26.600" in shown
        assert "26.000 nằm ở dòng chưa phân bổ của tỉnh Quảng Ngãi" in shown

    def test_leads_to_each_record(self, client: Client) -> None:
        record = session(NHU_THANH)
        signed_in(client, NHU_THANH)

        shown = page(client, f"/so-lieu/TT02/{NHU_THANH}/?period=2026")

        assert f"/hoat-dong/{record.pk}/" in shown
        assert "1 dòng, cộng đúng 120" in shown

    def test_counts_a_draft_nowhere(self, client: Client) -> None:
        make_record(unit(NHU_THANH), make_officer(unit(NHU_THANH)))
        signed_in(client, NHU_THANH)

        shown = page(client, f"/so-lieu/TT02/{NHU_THANH}/?period=2026")

        assert "Chưa có bản ghi hay số khai nào trong kỳ này." in shown

    def test_keeps_years_closed_where_there_are_many_lines(self, client: Client) -> None:
        for year in (2022, 2023):
            for day in range(1, 29):
                post(HAI_LONG, "TT01", date(year, 2, day), 1)
        signed_in(client, THANH_HOA)
        address = f"/so-lieu/TT01/{HAI_LONG}/?period=free&since=2022-01-01&until=2023-12-31"

        newest = page(client, address)
        older = page(client, f"{address}&year=2022")

        assert (newest.count('<td class="day">'), older.count('<td class="day">')) == (28, 28)
        assert "28/02/2023" in newest
        assert "28/02/2022" in older
        assert "56 dòng, cộng đúng 56" in older

    def test_turns_the_pages_of_a_long_year(self, client: Client) -> None:
        for day in range(1, 29):
            post(HAI_LONG, "TT01", date(2022, 2, day), 1)
            post(HAI_LONG, "TT01", date(2022, 3, day), 1)
        signed_in(client, THANH_HOA)
        address = f"/so-lieu/TT01/{HAI_LONG}/?period=free&since=2022-01-01&until=2022-12-31"

        first = page(client, address)
        following = first.split('tr class="more"')[1].split('href="')[1].split('"')[0]
        rest = page(client, f"/so-lieu/TT01/{HAI_LONG}/{following.replace('&amp;', '&')}")

        assert first.count('<td class="day">') == 50
        assert rest.count('<td class="day">') == 6
        assert page(client, f"{address}&year=2022&after=nonsense").count('<td class="day">') == 50

    def test_says_which_declared_span_the_window_cuts(self, client: Client) -> None:
        declare_figure(SON_TINH, "TT02", date(2013, 8, 1), date(2023, 5, 12), 26000)
        signed_in(client, QUANG_NGAI)

        shown = page(client, f"/so-lieu/TT02/{SON_TINH}/?period=2023")

        assert "Còn 1 số khai cho 01/08/2013–12/05/2023, không tách được theo kỳ." in shown

    def test_shows_both_parts_of_a_rate_with_their_doors(self, client: Client) -> None:
        for rating, amount in (("FAIR", 50), ("WEAK", 20)):
            declare_figure(
                TUYEN_HOA, "MH07", date(2016, 12, 14), date(2017, 12, 14), amount,
                dims=(("rating", rating),),
            )  # fmt: skip
        signed_in(client, QUANG_TRI)

        shown = page(client, f"/so-lieu/MH08/{TUYEN_HOA}/?period=2016")

        assert "71,43" in shown
        assert "Xếp loại Tốt/Khá/TB/Yếu (khá)" in shown
        assert f"/so-lieu/MH07/{TUYEN_HOA}/?period=2016" in shown

    def test_lists_the_types_a_distinct_figure_counts(self, client: Client) -> None:
        post(HAI_LONG, "MH02", date(2022, 3, 1), 2, dims=(("type", "T1"),))
        post(HAI_LONG, "MH02", date(2022, 3, 1), 1)
        signed_in(client, THANH_HOA)

        shown = page(client, f"/so-lieu/MH01/{HAI_LONG}/?period=2022")

        assert "1 điểm chưa quy về danh mục" in shown
        assert "<li>T1</li>" in shown

    def test_lists_the_units_in_scope(self, client: Client) -> None:
        signed_in(client, NHU_THANH)

        shown = page(client, f"/so-lieu/DC03/{NHU_THANH}/?period=2025")

        assert "Các đơn vị thuộc diện" in shown
        assert "<li>Xã Như Thanh</li>" in shown

    def test_names_what_stands_for_a_unit_that_is_not_on_the_map(self, client: Client) -> None:
        signed_in(client, QUANG_NGAI)

        shown = page(client, f"/so-lieu/TT02/{SON_TINH}/?period=2023&map=today")

        assert "Ở chỗ ấy trên bản đồ đó là tỉnh Quảng Ngãi." in shown
        assert f"/so-lieu/TT02/{QUANG_NGAI}/?period=2023&amp;map=today" in shown

    def test_never_opens_a_sensitive_figure_to_lines(self, client: Client) -> None:
        post(NHU_THANH, "TG01", date(2026, 3, 2), 7)
        signed_in(client, NHU_THANH)

        shown = page(client, f"/so-lieu/TG01/{NHU_THANH}/?period=2026")

        assert "Các dòng làm nên số này" not in shown
        assert "không mở ra từng dòng" in shown

    def test_does_not_exist_out_of_reach_or_for_an_unknown_code(self, client: Client) -> None:
        signed_in(client, NHU_THANH)

        page(client, f"/so-lieu/TT02/{THANH_HOA}/", 404)
        page(client, f"/so-lieu/XX99/{NHU_THANH}/", 404)
        page(client, f"/so-lieu/TT02/{THANH_HOA}/excel/", 404)
        page(client, f"/so-lieu/TT02/{THANH_HOA}/phu-luc/", 404)
        page(client, f"/so-lieu/hai-ban-do/{THANH_HOA}/", 404)

    def test_takes_as_many_queries_for_thirty_lines_as_for_ten(self, client: Client) -> None:
        signed_in(client, THANH_HOA)
        address = f"/so-lieu/TT01/{HAI_LONG}/?period=2022"
        counts = []
        for month in (2, 3):
            for day in range(1, 11):
                post(HAI_LONG, "TT01", date(2022, month, day), 1)
            page(client, address)
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.append(len(queries))

        assert counts[1] <= counts[0] <= 60

    def test_takes_itself_apart_by_month_and_by_dimension(self, client: Client) -> None:
        post(HAI_LONG, "TT02", date(2022, 2, 3), 100, dims=(("topic", "LAW"),))
        post(HAI_LONG, "TT02", date(2022, 3, 3), 40)
        signed_in(client, THANH_HOA)
        address = f"/so-lieu/TT02/{HAI_LONG}/?period=2022"

        by_month = page(client, f"{address}&by=month")
        by_topic = page(client, f"{address}&by=dim:topic")

        assert '<td class="title">02/2022</td>' in by_month
        assert "since=2022-02-01&amp;until=2022-02-28" in by_month
        assert "chưa ghi rõ" in by_topic


class TestAppendix:
    def test_holds_every_line(self, client: Client) -> None:
        for day in range(1, 29):
            post(HAI_LONG, "TT01", date(2022, 2, day), 1)
            post(HAI_LONG, "TT01", date(2022, 3, day), 1)
        signed_in(client, THANH_HOA)

        shown = page(client, f"/so-lieu/TT01/{HAI_LONG}/phu-luc/?period=2022")

        assert shown.count('<td class="day">') == 56
        assert "Phụ lục" in shown


class TestWorkbookFile:
    def test_holds_numbers_as_numbers_that_sum_to_the_figure(self, client: Client) -> None:
        session(NHU_THANH, title="=HYPERLINK(0)")
        session(NHU_THANH, participants={"amount": 80, "hedge": "EXACT"}, on="2026-11-13")
        signed_in(client, NHU_THANH)

        response = client.get(f"/so-lieu/TT02/{NHU_THANH}/excel/?period=2026")
        sheet = load_workbook(BytesIO(response.content))["TT02"]

        amounts = [sheet.cell(row, 8).value for row in (7, 8)]
        titles = [sheet.cell(row, 4).value for row in (7, 8)]
        assert (sheet["C3"].value, set(amounts)) == (200, {80, 120})
        assert "'=HYPERLINK(0)" in titles


class TestTwoMaps:
    def test_put_the_provinces_of_then_beside_the_one_of_today(self, client: Client) -> None:
        declare_figure(
            TUYEN_HOA, "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY
        )
        signed_in(client, QUANG_TRI)

        shown = page(client, f"/so-lieu/hai-ban-do/{QUANG_TRI}/?period=2016")

        assert "Tỉnh Quảng Bình (cũ)" in shown
        assert "Hai cột cuối luôn bằng nhau" in shown
        assert shown.count("26.000") == 3

    def test_begin_with_the_half_year_before_the_reform(self, client: Client) -> None:
        signed_in(client, QUANG_TRI)

        assert "6 tháng đầu năm 2025" in page(client, f"/so-lieu/hai-ban-do/{QUANG_TRI}/")

    def test_say_so_when_the_window_knows_one_map_only(self, client: Client) -> None:
        signed_in(client, QUANG_TRI)

        shown = page(client, f"/so-lieu/hai-ban-do/{QUANG_TRI}/?period=2026")

        assert "Kỳ này ở sau ngày sắp xếp" in shown

    def test_draw_the_same_land_twice_with_what_divided_it(self, client: Client) -> None:
        signed_in(client, QUANG_TRI)

        shown = page(client, f"/so-lieu/hai-ban-do/{QUANG_TRI}/")
        then, now = shown.split("<figure>")[1:]

        assert (then.count('class="part '), now.count('class="part ')) == (2, 1)
        assert (then.count('class="old-line"'), now.count('class="old-line"')) == (0, 1)
        assert "14/06/2025" in then
        assert "/so-lieu/?period=2025-H1&amp;map=day&amp;unit=P45b&amp;on=2025-06-14" in then
        assert "Ranh giới minh họa, không có giá trị pháp lý." in shown

    @pytest.mark.parametrize(("uid", "name"), [("P48n", "Hoàng Sa"), ("P56n", "Trường Sa")])
    def test_hold_the_archipelago_on_both_drawings(
        self, client: Client, uid: str, name: str
    ) -> None:
        signed_in(client, uid)

        drawings = page(client, f"/so-lieu/hai-ban-do/{uid}/").split("<figure>")[1:]

        assert [name in one and 'class="ring"' in one for one in drawings] == [True, True]
