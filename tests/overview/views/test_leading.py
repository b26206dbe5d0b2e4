"""What a leader finds first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from binhyen.overview.rules.windows import year_holding
from tests.builders.ledger import declare_figure, post
from tests.builders.records import make_confirmed, make_officer
from tests.builders.units import the_unit

pytestmark = pytest.mark.django_db
NHU_THANH, MAU_LAM, THANH_HOA, NATION = "C16228n", "C16249n", "P38n", "VN"


def home_of(client: Client, uid: str, *roles: str) -> str:
    client.force_login(make_officer(the_unit(uid), *(roles or ("LEADER",))))
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


class TestLeadersPage:
    def test_shows_the_map_of_the_year_with_its_table(self, client: Client) -> None:
        post(NHU_THANH, "TT02", timezone.localdate(), 90)

        shown = home_of(client, THANH_HOA)

        assert 'class="map shapes"' in shown
        assert "Ranh giới minh họa, không có giá trị pháp lý" in shown
        assert "12 tháng qua" in shown

    def test_of_the_nation_shows_both_archipelagos(self, client: Client) -> None:
        shown = home_of(client, NATION)

        assert "Quần đảo Hoàng Sa" in shown
        assert "Quần đảo Trường Sa" in shown

    def test_names_units_that_have_said_nothing_this_year(self, client: Client) -> None:
        post(NHU_THANH, "TT02", timezone.localdate(), 90)

        shown = home_of(client, THANH_HOA)

        assert "Năm nay chưa có số" in shown
        assert "165/166 đơn vị" in shown

    def test_names_units_whose_figure_rests_on_documents(self, client: Client) -> None:
        window = year_holding(timezone.localdate())
        declare_figure(MAU_LAM, "TT02", window.start, window.end, 400)
        post(NHU_THANH, "TT02", timezone.localdate(), 90)

        shown = home_of(client, THANH_HOA)

        assert "Dưới một nửa có hồ sơ" in shown
        assert "1/166 đơn vị" in shown
        assert "way=evidence" in shown

    def test_counts_schemes_without_a_sign_of_life(self, client: Client) -> None:
        commune = the_unit(NHU_THANH)
        founded = timezone.localdate() - timedelta(days=127)
        make_confirmed(
            commune, make_officer(commune), make_officer(commune, "VERIFIER"), book="SCHEME",
            title="Dòng họ Lục tự quản", field="SECURITY", founded_on=str(founded),
            at=timezone.now(),
        )  # fmt: skip

        shown = home_of(client, THANH_HOA)

        assert "Mô hình không có hoạt động" in shown
        assert "1 mô hình" in shown

    def test_says_how_many_records_only_their_author_has_seen(self, client: Client) -> None:
        commune = the_unit(NHU_THANH)
        alone = make_officer(commune, "RECORDER", "VERIFIER")
        make_confirmed(commune, alone, alone, on=str(timezone.localdate()), at=timezone.now())
        other = make_officer(commune, "VERIFIER")
        for _number in range(3):
            make_confirmed(
                commune, alone, other, on=str(timezone.localdate()), at=timezone.now(),
            )  # fmt: skip

        shown = home_of(client, THANH_HOA)

        assert "do chính người ghi xác nhận (1/4)" in shown

    def test_is_for_who_keeps_no_book(self, client: Client) -> None:
        assert "Cần chú ý" not in home_of(client, THANH_HOA, "LEADER", "RECORDER")

    def test_of_a_commune_is_its_day(self, client: Client) -> None:
        assert "Cần chú ý" not in home_of(client, NHU_THANH)

    def test_asks_as_often_for_many_units_as_for_few(self, client: Client) -> None:
        client.force_login(make_officer(the_unit(THANH_HOA), "LEADER"))
        asked = []
        for uids in ((NHU_THANH,), (MAU_LAM, "C14758n", "C14797n", "C14812n")):
            for uid in uids:
                post(uid, "TT02", timezone.localdate(), 90)
            client.get("/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/")
            asked.append(len(queries))

        assert asked[1] <= asked[0] < 130
