"""Figures and their lines through the interface."""

from datetime import date
from typing import Any

import pytest

from binhyen.accounts.models import Assignment
from binhyen.ledger.rules.hedges import Hedge
from tests.builders.api import ApiClient, body, client_at
from tests.builders.ledger import declare_figure, post, void
from tests.builders.units import make_area, make_organisation, the_unit

LEADER, RECORDER = Assignment.Role.LEADER, Assignment.Role.RECORDER
HAI_LONG, NHU_THANH_DISTRICT, NHU_THANH = "C16252b", "D403b", "C16228n"
YEAR = {"from_": "2021-12-15", "to": "2022-12-14"}
ITEM = {
    "unit", "own", "from", "to", "amount", "hedge", "state", "declared", "declared_amount",
    "unallocated", "cut_declarations", "lines_count", "numerator", "denominator",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> ApiClient:
    return client_at(the_unit("VN"), LEADER)


def items(client: ApiClient, **asked: Any) -> list[dict[str, Any]]:
    response = client.get("/figures", **{"indicator": "TT02", "unit": HAI_LONG, **YEAR, **asked})
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = body(response)["items"]
    return found


def lines(client: ApiClient, **asked: Any) -> list[dict[str, Any]]:
    question = {"indicator": "TT02", "unit": HAI_LONG, "limit": 2, **YEAR, **asked}
    response = client.get("/figures/lines", **question)
    assert response.status_code == 200, response.content
    page = body(response)
    found: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = body(client.follow(page["next"]))
        found += page["items"]
    return found


def total(found: list[dict[str, Any]]) -> int | None:
    return sum(line["amount"] for line in found) if found else None


class TestIndicators:
    def test_are_all_there_with_their_closed_values(self, nation: ApiClient) -> None:
        found = {one["code"]: one for one in body(nation.get("/indicators"))["items"]}
        assert len(found) == 108
        assert found["VK03a"]["smallest_step"] == 0.001
        assert not found["DC03"]["declarable"]
        kinds = [value["value"] for value in found["DC03"]["dimensions"][0]["values"]]
        assert kinds == ["RESIDENTIAL_AREA", "COMMUNE", "AGENCY", "ENTERPRISE", "SCHOOL"]


class TestFigures:
    def test_answer_exactly_what_is_promised(self, nation: ApiClient) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
        found = items(nation)
        assert set(found[0]) == ITEM
        assert found[0] == {
            "unit": HAI_LONG, "own": False, "from": "2021-12-15", "to": "2022-12-14",
            "amount": 120, "hedge": "ABOUT", "state": "NUMBER", "declared": False,
            "declared_amount": 0, "unallocated": 0, "cut_declarations": 0, "lines_count": 1,
            "numerator": None, "denominator": None,
        }  # fmt: skip

    def test_sum_over_children_months_and_dimensions(self, nation: ApiClient) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120, dims=(("topic", "LAW"),))
        post(HAI_LONG, "TT02", date(2022, 9, 15), 30)
        declare_figure(HAI_LONG, "TT02", date(2022, 1, 1), date(2022, 6, 30), 500)
        for by in ("child", "month", "dim:topic"):
            found = items(nation, by=by)
            assert sum(row["amount"] or 0 for row in found) == 650
        by_topic = {row["dimension"]: row["amount"] for row in items(nation, by="dim:topic")}
        assert by_topic == {"LAW": 120, None: 530}
        assert items(nation, dim__topic="LAW")[0]["amount"] == 120

    def test_name_what_stands_there_on_another_map(self, nation: ApiClient) -> None:
        asked = {"indicator": "TT02", "unit": HAI_LONG, **YEAR, "map": "today"}
        response = nation.get("/figures", **asked)
        assert response.status_code == 422
        assert body(response)["image"]["uid"] == NHU_THANH
        assert "Như Thanh" in body(response)["fields"][0]["detail"]
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        assert items(nation, unit=NHU_THANH, map="2026-01-01")[0]["amount"] == 120

    def test_read_one_organisation_of_a_unit(self, nation: ApiClient) -> None:
        union = make_organisation(the_unit(NHU_THANH))
        other = make_organisation(the_unit("C16249n"), "Trường tiểu học")
        window = {"from_": "2026-01-01", "to": "2026-06-30", "unit": NHU_THANH}
        post(union.uid, "TT02", date(2026, 3, 8), 40)
        post(NHU_THANH, "TT02", date(2026, 3, 9), 2)
        assert items(nation, **window)[0]["amount"] == 42
        assert items(nation, organisation=union.uid, **window)[0]["amount"] == 40
        wrong = {"indicator": "TT02", "organisation": other.uid, **window}
        assert nation.get("/figures", **wrong).status_code == 422

    def test_give_a_rate_with_both_parts(self, nation: ApiClient) -> None:
        on = date(2016, 12, 14)
        declare_figure("D453b", "MH07", on, None, 50, dims=(("rating", "FAIR"),))
        declare_figure("D453b", "MH07", on, None, 20, dims=(("rating", "WEAK"),))
        window = {"from_": "2016-01-01", "to": "2016-12-14", "unit": "D453b"}
        found = items(nation, indicator="MH08", **window)[0]
        assert (found["amount"], found["numerator"], found["denominator"]) == (71.43, 50, 70)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"indicator": "XX01"}, "indicator"),
            ({"from_": "2022-13-01"}, "from"),
            ({"from_": "2023-01-01"}, "to"),
            ({"map": "hôm nay"}, "map"),
            ({"map": "2022-02-30"}, "map"),
            ({"by": "year"}, "by"),
            ({"by": "dim:rating"}, "by"),
            ({"dim__rating": "FAIR"}, "dim.rating"),
            ({"dim__topic": "WEATHER"}, "dim.topic"),
            ({"topic": "LAW"}, "topic"),
            ({"by": "month", "from_": "1950-01-01"}, "to"),
        ],
    )
    def test_say_what_cannot_be_asked(
        self, nation: ApiClient, asked: dict[str, str], field: str
    ) -> None:
        question = {"indicator": "TT02", "unit": HAI_LONG, **YEAR, **asked}
        for path in ("/figures", "/figures/lines"):
            response = nation.get(path, **question)
            assert response.status_code == 422
            assert [one["field"] for one in body(response)["fields"]] == [field]

    def test_are_for_those_whose_reach_holds_the_unit(self) -> None:
        commune = client_at(the_unit(NHU_THANH), RECORDER)
        asked = {"indicator": "TT02", **YEAR}
        assert commune.get("/figures", unit=HAI_LONG, **asked).status_code == 200
        for unit in (NHU_THANH_DISTRICT, "C16249b", "VN", "C00000x"):
            for path in ("/figures", "/figures/lines"):
                assert commune.get(path, unit=unit, **asked).status_code == 404


class TestLines:
    def test_sum_to_the_figure_on_every_map(self, nation: ApiClient) -> None:
        village = make_area(
            the_unit(HAI_LONG), valid_from=date(2010, 1, 1), valid_to=date(2025, 7, 1)
        )
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
        post(NHU_THANH_DISTRICT, "TT02", date(2022, 8, 16), 7)
        post("C16249b", "TT02", date(2022, 3, 16), 5)
        post(village.uid, "TT02", date(2022, 8, 17), 3)
        void(post(HAI_LONG, "TT02", date(2022, 8, 15), 99))
        changed = post(HAI_LONG, "TT02", date(2022, 9, 1), 10)
        post(HAI_LONG, "TT02", date(2022, 9, 1), 11, record=changed, revision=2)
        declare_figure(NHU_THANH_DISTRICT, "TT02", date(2022, 1, 1), date(2022, 6, 30), 500)
        asked = [
            (unit, "then") for unit in (HAI_LONG, NHU_THANH_DISTRICT, "P38b", "VN", village.uid)
        ] + [(unit, "today") for unit in (NHU_THANH, "P38n", "VN")]
        for unit, on in asked:
            found = lines(nation, unit=unit, map=on)
            figure = items(nation, unit=unit, map=on)[0]
            assert (total(found), len(found)) == (figure["amount"], figure["lines_count"])

    def test_lead_to_entry_and_record(self, nation: ApiClient) -> None:
        record = post(HAI_LONG, "TT02", date(2022, 8, 15), 120, Hedge.ABOUT)
        line = lines(nation)[0]
        assert (line["record"], line["revision"], line["source"]) == (str(record), 1, "ACTIVITY")
        assert (line["day"], line["unit"], line["hedge"]) == ("2022-08-15", HAI_LONG, "ABOUT")

    def test_of_a_stock_are_all_changes_up_to_the_day(self, nation: ApiClient) -> None:
        post(HAI_LONG, "MH02", date(2019, 8, 15), 3)
        post(HAI_LONG, "MH02", date(2022, 8, 15), -1, takes_out=True)
        post(NHU_THANH, "MH02", date(2026, 3, 1), 1)
        window = {"indicator": "MH02", "unit": NHU_THANH, "from_": "2026-01-01"}
        found = lines(nation, to="2026-06-30", **window)
        assert [line["amount"] for line in found] == [3, -1, 1]
        assert items(nation, to="2026-06-30", **window)[0]["amount"] == 3

    def test_own_keep_to_what_no_child_holds(self, nation: ApiClient) -> None:
        post(HAI_LONG, "TT02", date(2022, 8, 15), 120)
        post(NHU_THANH_DISTRICT, "TT02", date(2022, 8, 16), 7)
        assert total(lines(nation, unit=NHU_THANH_DISTRICT, own="true")) == 7

    def test_of_units_in_scope_are_the_units(self, nation: ApiClient) -> None:
        asked = {"indicator": "DC03", "unit": "P38n", "from_": "2026-01-01", "to": "2026-06-30"}
        found = lines(nation, **asked | {"limit": 100})
        assert len(found) == items(nation, **asked)[0]["amount"] == 166

    def test_refuse_a_page_nobody_gave(self, nation: ApiClient) -> None:
        asked = {"indicator": "TT02", "unit": HAI_LONG, **YEAR, "after": "0_2022-01-01_9" * 3}
        assert nation.get("/figures/lines", **asked).status_code == 422


class TestSensitive:
    WINDOW = {"indicator": "TG01", "from_": "2026-01-01", "to": "2026-06-30"}

    @pytest.fixture
    def tips(self) -> None:
        for unit, amount in ((NHU_THANH, 3), ("C16249n", 12), ("C16234n", 40)):
            post(unit, "TG01", date(2026, 3, 8), amount)

    def test_a_small_cell_is_hidden_with_a_second_one(self, tips: None) -> None:
        province = client_at(the_unit("P38n"), LEADER)
        rows = {r["unit"]: r for r in items(province, unit="P38n", by="child", **self.WINDOW)}
        assert (rows[NHU_THANH]["amount"], rows[NHU_THANH]["state"]) == (None, "SUPPRESSED")
        assert (rows["C16249n"]["amount"], rows["C16249n"]["state"]) == (None, "SUPPRESSED")
        assert rows["C16234n"]["amount"] == 40
        assert rows[NHU_THANH]["lines_count"] == 0
        assert items(province, unit="P38n", **self.WINDOW)[0]["amount"] == 55

    def test_asking_one_by_one_tells_no_more(self, tips: None) -> None:
        province = client_at(the_unit("P38n"), LEADER)
        states = [
            items(province, unit=unit, by=by, **self.WINDOW)[0]["state"]
            for unit in (NHU_THANH, "C16249n")
            for by in ("unit", "child")
        ]
        assert states == ["SUPPRESSED"] * 4
        assert items(province, unit="C16234n", **self.WINDOW)[0]["amount"] == 40

    def test_the_unit_itself_sees_its_own(self, tips: None) -> None:
        commune = client_at(the_unit(NHU_THANH), RECORDER)
        assert items(commune, unit=NHU_THANH, **self.WINDOW)[0]["amount"] == 3

    def test_nobody_opens_it_to_its_lines(self, tips: None) -> None:
        commune = client_at(the_unit(NHU_THANH), RECORDER)
        response = commune.get("/figures/lines", unit=NHU_THANH, **self.WINDOW)
        assert response.status_code == 404
