from typing import Any

import pytest
from django.test import Client

from binhyen.accounts.models import Officer
from binhyen.audit.services import record
from binhyen.units.models import Level, Unit
from tests.builders.accounts import MORNING, make_officer, officer_at
from tests.builders.questions import opened
from tests.builders.units import make_area, make_unit


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def happened(action: str, unit: Unit, actor: Officer | None = None, **detail: object) -> None:
    record(
        action,
        subject="ACTIVITY",
        subject_id="r1",
        unit_id=unit.pk,
        actor_id=actor.pk if actor else None,
        actor_name=actor.display_name if actor else "Cán bộ",
        at=MORNING,
        detail=detail,
    )


def actions(page: Any) -> list[str]:
    return [line.entry.action for line in page.context["lines"]]


@pytest.mark.django_db
class TestLog:
    def test_shows_what_lies_below_and_nothing_beside(self) -> None:
        province = make_unit(level=Level.PROVINCE)
        commune = make_unit(parent=province)
        happened("record.confirmed", make_area(commune))
        happened("record.voided", make_unit())

        page = signed_in(officer_at(province, "OVERSIGHT")).get("/nhat-ky/")
        assert actions(page) == ["record.confirmed"]

    def test_is_404_without_an_assignment(self) -> None:
        assert signed_in(make_officer()).get("/nhat-ky/").status_code == 404

    def test_shows_no_text_even_when_a_detail_holds_some(self) -> None:
        commune = make_unit()
        happened("record.created", commune, revision=3, title="Họp bàn chuyện kín")
        page = signed_in(officer_at(commune, "OVERSIGHT")).get("/nhat-ky/").content.decode()
        assert "lần sửa: 3" in page
        assert "Họp bàn chuyện kín" not in page

    def test_calls_a_period_as_people_do(self) -> None:
        commune = make_unit()
        for key in ("2026-M11", "2026-Q4", "2026-H1", "2026-9M", "2026", "CD-2026-1"):
            happened("filing.opened", commune, period=key)
        page = signed_in(officer_at(commune, "OVERSIGHT")).get("/nhat-ky/").content.decode()
        for words in (
            "tháng 11/2026", "quý IV/2026", "6 tháng đầu năm 2026", "9 tháng năm 2026", "năm 2026",
            "CD-2026-1",
        ):  # fmt: skip
            assert f"kỳ: {words}" in page

    def test_filters_by_day_action_officer_and_unit(self) -> None:
        commune = make_unit(name="Hải Long Trong")
        village = make_area(commune, "Vĩnh Lợi Trong")
        hoa = make_officer("Hoa", username="hoa.log")
        happened("record.created", commune, hoa)
        happened("record.confirmed", village)
        client = signed_in(officer_at(commune, "LEADER"))

        assert actions(client.get("/nhat-ky/?officer=hoa.log")) == ["record.created"]
        assert actions(client.get("/nhat-ky/?unit=Vĩnh Lợi Trong")) == ["record.confirmed"]
        assert actions(client.get("/nhat-ky/?action=record.created")) == ["record.created"]
        assert len(actions(client.get("/nhat-ky/?action=record"))) == 2
        assert actions(client.get("/nhat-ky/?since=19/08/2026")) == []
        assert len(actions(client.get("/nhat-ky/?since=18/08/2026&until=18/08/2026"))) == 2

    def test_asks_the_same_number_of_questions_for_many_entries(self) -> None:
        commune = make_unit()
        villages = [make_area(commune, f"Thôn {n}") for n in range(10)]
        actors = [officer_at(commune) for _ in range(10)]
        client = signed_in(officer_at(commune, "OVERSIGHT"))
        counts = []
        for more in (10, 190):
            for n in range(more):
                happened("record.created", villages[n % 10], actors[n % 10])
            page, asked_for = opened(client, "/nhat-ky/")
            counts.append((len(page.context["lines"]), asked_for))

        (few, asked_for_few), (many, asked_for_many) = counts
        assert (few, many) == (10, 50)
        assert asked_for_few == asked_for_many <= 15
