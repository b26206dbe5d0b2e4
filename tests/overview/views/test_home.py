"""What each officer finds first."""

import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from binhyen.accounts.models import Assignment
from binhyen.overview.rules.windows import months_until
from binhyen.records.models import Record
from binhyen.units.models import Unit
from tests.builders.ledger import post
from tests.builders.records import make_confirmed, make_officer, make_record

pytestmark = pytest.mark.django_db
NHU_THANH, THANH_HOA = "C16228n", "P38n"
HELPED = (
    "Ghi một việc", "Xác nhận", "Lập và gửi báo cáo", "Đọc một con số", "Tài khoản và đơn vị",
)  # fmt: skip


def unit(uid: str) -> Unit:
    return Unit.objects.get(uid=uid)


def home(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


class TestHome:
    def test_sends_whoever_is_not_signed_in_to_the_door(self, client: Client) -> None:
        assert client.get("/").status_code == 302

    def test_lets_a_verifier_confirm_at_once_what_another_wrote(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        record = make_record(commune, make_officer(commune)).record
        client.force_login(make_officer(commune, "VERIFIER"))

        shown = home(client)
        address = f"/hoat-dong/{record.pk}/xac-nhan/"
        client.post(address, {"revision": "1", "next": "/"})

        assert f'action="{address}"' in shown
        assert Record.objects.get(pk=record.pk).state == "CONFIRMED"

    def test_says_who_must_confirm_an_officers_own_record(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        officer = make_officer(commune, "RECORDER", "VERIFIER")
        make_officer(commune, "VERIFIER")
        record = make_record(commune, officer).record
        client.force_login(officer)

        shown = home(client)

        assert "Đồng chí ghi; cần người thứ hai xác nhận" in shown
        assert f"/hoat-dong/{record.pk}/xac-nhan/" not in shown

    def test_shows_a_recorder_once_what_waits_for_others(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        officer = make_officer(commune)
        waiting = make_record(commune, officer).record
        other = make_record(commune, make_officer(commune)).record
        client.force_login(officer)

        shown = home(client)

        above, latest = shown.split("Mới ghi<")
        assert "Đã ghi, chờ xác nhận" in above
        assert "Ghi hoạt động mới" in above
        assert f"/hoat-dong/{waiting.pk}/" in above
        assert f"/hoat-dong/{waiting.pk}/" not in latest
        assert f"/hoat-dong/{other.pk}/" in latest

    def test_asks_about_a_scheme_without_a_sign_of_life(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        writer, other = make_officer(commune), make_officer(commune, "VERIFIER")
        founded = timezone.localdate() - timedelta(days=127)
        scheme = make_confirmed(
            commune, writer, other, book="SCHEME", title="Dòng họ Lục tự quản",
            field="SECURITY", founded_on=str(founded), at=timezone.now(),
        )  # fmt: skip
        client.force_login(writer)

        assert "127 ngày chưa có hoạt động" in home(client)
        day = timezone.localdate() - timedelta(days=3)
        make_confirmed(
            commune, writer, other, kind="SESSION", title="Họp mô hình", on=str(day),
            schemes=[str(scheme.pk)], at=timezone.now(),
        )  # fmt: skip
        assert "127 ngày chưa có hoạt động" not in home(client)

    def test_names_the_units_whose_work_has_nobody_in_charge(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        writer = make_officer(commune)
        make_record(commune, writer)
        Assignment.objects.filter(officer=writer).update(ends_on=timezone.localdate())
        client.force_login(make_officer(unit(THANH_HOA), "LEADER"))

        shown = home(client)

        assert "Chưa có người phụ trách" in shown
        assert "1 đơn vị chưa có người phụ trách" in shown

    def test_shows_a_province_the_units_below_with_doors(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        writer, other = make_officer(commune), make_officer(commune, "VERIFIER")
        day = timezone.localdate() - timedelta(days=1)
        make_confirmed(commune, writer, other, on=str(day), at=timezone.now())
        client.force_login(make_officer(unit(THANH_HOA), "LEADER"))

        shown = home(client)

        assert f"/so-lieu/TT02/{NHU_THANH}/" in shown
        assert "đơn vị chưa có bản ghi hay số khai" in shown

    def test_shows_a_long_table_of_units_page_by_page(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.modules["binhyen.overview.views.home"], "MOST_BELOW", 1)
        day = timezone.localdate() - timedelta(days=1)
        for uid in (NHU_THANH, "C16249n"):
            place = unit(uid)
            writer, other = make_officer(place), make_officer(place, "VERIFIER")
            make_confirmed(place, writer, other, on=str(day), at=timezone.now())
        client.force_login(make_officer(unit(THANH_HOA), "LEADER"))

        pages = home(client), client.get("/?page=2").content.decode()
        # the map above has its own table, of every unit
        first, second = (shown.partition('id="below"')[2] for shown in pages)

        assert f"/so-lieu/TT02/{NHU_THANH}/" in first
        assert f"/so-lieu/TT02/{NHU_THANH}/" not in second
        assert "/so-lieu/TT02/C16249n/" in second
        assert 'href="?page=2#below"' in first

    def test_tells_a_new_commune_what_to_do_first(self, client: Client) -> None:
        client.force_login(make_officer(unit(NHU_THANH)))

        shown = home(client)

        assert "Sổ chưa có bản ghi nào" in shown
        assert "Chưa có số liệu để vẽ" in shown

    def test_opens_a_level_where_it_stands_now(self, client: Client) -> None:
        post(NHU_THANH, "MH02", timezone.localdate(), 3)
        client.force_login(make_officer(unit(NHU_THANH)))

        door = home(client).partition('href="/so-lieu/MH02/')[2].partition('"')[0]
        opened = client.get(f"/so-lieu/MH02/{door.replace('&amp;', '&')}").content.decode()

        assert "<strong>3</strong>" in opened

    def test_takes_no_more_queries_for_more_records(self, client: Client) -> None:
        commune = unit(NHU_THANH)
        writer = make_officer(commune)
        client.force_login(make_officer(commune, "VERIFIER"))
        counts = []
        for _round in range(2):
            for _number in range(3):
                make_record(commune, writer)
            home(client)
            with CaptureQueriesContext(connection) as queries:
                home(client)
            counts.append(len(queries))

        assert counts[1] <= counts[0] <= 60


class TestHelpPage:
    def test_says_how_each_role_does_its_work(self, client: Client) -> None:
        client.force_login(make_officer(unit(NHU_THANH)))

        shown = client.get("/huong-dan/").content.decode()

        assert all(f"<h2>{words}</h2>" in shown for words in HELPED)

    def test_tells_a_commune_in_which_quarter_its_last_month_stands(self, client: Client) -> None:
        (month,) = months_until(timezone.localdate(), 1)
        for number, uid in enumerate((NHU_THANH, "C16249n", "C14758n", "C14797n", "C14812n")):
            post(uid, "TT02", month.end, 100 - number)
        client.force_login(make_officer(unit(NHU_THANH)))

        shown = home(client)

        assert "Trong nhóm một phần tư cao nhất" in shown
        assert "của 5 đơn vị cùng cấp đã có số" in shown
