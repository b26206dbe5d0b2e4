"""Writing down on a phone and at a desk, without scripts, with every kind of slip."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binhyen.accounts.models import Officer
from binhyen.records import services
from binhyen.records.models import Record, RecordOrganiser, Revision
from binhyen.records.rules import book as book_of
from tests.builders.records import NOON, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_organisation, make_unit

pytestmark = pytest.mark.django_db
NEW = "/hoat-dong/ghi-moi/"


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def typed(officer_unit: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the last step."""
    return {
        "id": str(uuid4()),
        "step": "3",
        "go": "save",
        "unit": officer_unit,
        "kind": "SESSION",
        "when": "TODAY",
        "title": "Phòng cháy",
        "venue": "Nhà văn hóa thôn",
        "participants": "1.284",
        "hedge": "ABOUT",
        "sessions": "1",
        "items-n": "1",
        **changes,
    }


class TestCreation:
    def test_walks_three_steps_and_writes_at_the_end(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))

        first = client.post(NEW, typed(commune.uid, step="1", go="next"))
        second = client.post(NEW, typed(commune.uid, step="2", go="next"))
        last = client.post(NEW, typed(commune.uid))

        assert (first.context["step"], second.context["step"]) == (2, 3)
        assert ("Lượt người dự", "khoảng 1.284 lượt người") in [
            line[:2] for line in second.context["review"]
        ]
        record = Record.objects.get()
        assert last["Location"] == reverse("activities:record", args=[record.pk])
        assert record.on == timezone.localdate()
        assert record.measures == [[1, "buổi", "EXACT"], [1284, "lượt", "ABOUT"]]

    def test_of_a_double_click_writes_once(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))
        sent = typed(commune.uid)

        answers = [client.post(NEW, sent).status_code for _ in range(2)]

        assert answers == [302, 302]
        assert Record.objects.count() == 1

    def test_says_what_is_wrong_beside_its_field_and_keeps_the_rest(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))

        answer = client.post(NEW, typed(commune.uid, step="2", go="next", participants="abc"))
        form = answer.context["form"]

        assert answer.status_code == 422
        assert form.errors == {"participants": ["Nhập bằng chữ số, ví dụ 90 hoặc 1.284."]}
        assert form["title"].value() == "Phòng cháy"
        assert not Record.objects.exists()

    def test_takes_a_number_with_its_hedge_as_people_say_it(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))
        said = "khoảng 1.200 lượt người"

        answer = client.post(NEW, typed(commune.uid, step="2", go="next", participants=said))
        form = answer.context["form"]

        assert answer.context["step"] == 3
        assert (form["participants"].value(), form["hedge"].value()) == ("1.200", "ABOUT")

    def test_asks_again_where_the_word_and_the_choice_differ(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))
        both = typed(commune.uid, step="2", go="next", participants="khoảng 120", hedge="OVER")

        answer = client.post(NEW, both)

        assert list(answer.context["form"].errors) == ["participants"]

    def test_goes_back_to_the_step_of_the_first_fault(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))
        tomorrow = typed(commune.uid, when="OTHER", on="31/12/2999")

        answer = client.post(NEW, tomorrow)

        assert answer.context["step"] == 1
        assert list(answer.context["form"].errors) == ["on"]

    def test_refuses_a_hedged_zero_beside_the_number(self) -> None:
        commune = make_unit()
        answer = signed_in(make_officer(commune)).post(NEW, typed(commune.uid, participants="0"))

        assert list(answer.context["form"].errors) == ["participants"]

    def test_warns_of_what_looks_written_twice(self) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))
        client.post(NEW, typed(commune.uid))

        answer = client.post(NEW, typed(commune.uid), follow=True)

        assert "Trong xã đã có bản ghi cùng loại, cùng ngày, cùng tên." in answer.content.decode()
        assert Record.objects.count() == 2

    def test_does_not_exist_for_those_who_write_nowhere(self) -> None:
        assert signed_in(make_officer(make_unit(), "LEADER")).get(NEW).status_code == 404

    def test_refuses_a_unit_out_of_reach(self) -> None:
        commune, elsewhere = make_unit(), make_unit()
        answer = signed_in(make_officer(commune)).post(NEW, typed(elsewhere.uid))

        assert list(answer.context["form"].errors) == ["unit"]

    def test_writes_what_was_handed_over_row_by_row(self) -> None:
        commune = make_unit()
        rows = {
            "kind": "OTHER",
            "other_kind": "HANDOVER",
            "items-n": "2",
            "items-0-class": "EXPLOSIVES",
            "items-0-amount": "8,5",
            "items-0-hedge": "EXACT",
            "items-1-class": "",
            "items-1-amount": "",
            "items-1-hedge": "EXACT",
        }
        answer = signed_in(make_officer(commune)).post(NEW, typed(commune.uid, **rows))

        assert answer.status_code == 302
        assert Revision.objects.get().content["items"] == [
            {"class": "EXPLOSIVES", "amount": "8.5", "hedge": "EXACT"}
        ]

    def test_asks_whether_one_dot_means_a_thousand(self) -> None:
        commune = make_unit()
        rows = {"kind": "OTHER", "other_kind": "HANDOVER", "items-0-class": "EXPLOSIVES"}
        sent = typed(commune.uid, **rows, **{"items-0-amount": "1.234"})

        answer = signed_in(make_officer(commune)).post(NEW, sent)

        assert answer.context["form"].errors == {
            "items-0-amount": ["“1.234” có thể là số nguyên hoặc số lẻ. Ghi 1234 hoặc 1,234."]
        }

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            (
                "/mo-hinh/ghi-moi/",
                {
                    "title": "Camera an ninh",
                    "field": "SECURITY",
                    "existing_on": "01/02/2025",
                    "counts-n": "1",
                    "counts-0-on": "01/03/2025",
                    "counts-0-members": "40",
                    "counts-0-members_hedge": "ABOUT",
                    "counts-0-households_hedge": "EXACT",
                },
            ),
            (
                "/tuyen-truyen/ghi-moi/",
                {"title": "Nhóm Zalo", "platform": "ZALO", "opened_on": "01/02/2025"},
            ),
            (
                "/luc-luong/ghi-moi/",
                {"title": "Tổ bảo vệ", "kind": "SECURITY", "founded_on": "01/02/2025"},
            ),
            (
                "/so-khai/ghi-moi/",
                {
                    "step": "3",
                    "go": "save",
                    "indicator": "MH07",
                    "amount": "50",
                    "hedge": "EXACT",
                    "on_day": "01/02/2025",
                    "dim_rating": "FAIR",
                    "document": "Báo cáo năm",
                    "takes_in_standing": "yes",
                },
            ),
        ],
    )
    def test_writes_in_every_book(self, address: str, said: dict[str, str]) -> None:
        commune = make_unit()
        client = signed_in(make_officer(commune))

        assert client.get(address).status_code == 200
        answer = client.post(address, {"id": str(uuid4()), "unit": commune.uid, **said})

        assert answer.status_code == 302
        assert Record.objects.get().on.isoformat() == "2025-02-01"


class TestAmendment:
    def test_keeps_the_confirmed_revision_counting(self) -> None:
        commune = make_unit()
        officer = make_officer(commune, "RECORDER", "VERIFIER")
        record = make_record(commune, officer).record
        services.confirm(record=record.pk, by=officer, at=NOON)
        address = reverse("activities:amendment", args=[record.pk])
        sent = typed(commune.uid, base="1", when="OTHER", on="14/11/2025", participants="102")

        answer = signed_in(officer).post(address, sent | {"id": str(record.pk)})

        record.refresh_from_db()
        assert answer.status_code == 302
        assert (record.state, record.revision, record.confirmed_revision) == ("DRAFT", 2, 1)

    def test_shows_both_versions_of_a_stale_write_and_loses_nothing(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer).record
        content = book_of("ACTIVITY").parse(
            {"kind": "SESSION", "title": "Bản của người khác", "on": "2026-11-14"}
        )
        services.write_revision(
            record=record.pk, base_revision=1, content=content, by=make_officer(commune), at=NOON
        )
        address = reverse("activities:amendment", args=[record.pk])
        sent = typed(commune.uid, base="1", when="OTHER", on="14/11/2025", title="Bản của tôi")
        client = signed_in(officer)

        answer = client.post(address, sent | {"id": str(record.pk)})
        text = answer.content.decode()

        assert answer.status_code == 409
        assert "Bản của người khác" in text
        assert "Bản của tôi" in text
        assert Record.objects.get().title == "Bản của người khác"
        again = client.post(address, sent | {"id": str(record.pk), "base": "2"})
        assert again.status_code == 302
        assert Record.objects.get().title == "Bản của tôi"


class TestLikeAnEarlierOne:
    def test_copies_what_it_was_and_asks_anew_what_is_said_each_time(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer, venue="Nhà văn hóa thôn").record

        form = signed_in(officer).get(NEW, {"like": str(record.pk)}).context["form"]

        kept = {name: form[name].value() for name in ("title", "venue", "kind", "unit")}
        assert kept == {
            "title": record.title, "venue": "Nhà văn hóa thôn", "kind": "SESSION",
            "unit": commune.uid,
        }  # fmt: skip
        assert not form["participants"].value()
        assert form["when"].value() == "TODAY"
        assert form["id"].value() != record.pk

    def test_takes_the_day_it_is_asked_for(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer).record
        asked = {"like": str(record.pk), "on": "2026-11-14"}
        form = signed_in(officer).get(NEW, asked).context["form"]
        assert (form["when"].value(), form["on"].value().isoformat()) == ("OTHER", "2026-11-14")

    def test_offers_the_last_one_at_the_officers_places(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer, title="Họp thôn").record
        page = signed_in(officer).get(NEW)
        assert page.context["last"][0] == record
        assert "Như lần trước: Họp thôn" in page.content.decode()

    def test_of_a_record_out_of_reach_is_not_found(self) -> None:
        record = make_record(other := make_unit(), make_officer(other)).record
        client = signed_in(make_officer(make_unit()))
        assert client.get(NEW, {"like": str(record.pk)}).status_code == 404
        assert client.get(NEW, {"like": "khong-phai-ma"}).status_code == 404


class TestOneAfterAnother:
    def test_asks_everything_on_one_page_and_goes_on_to_the_next(self) -> None:
        commune = make_unit()
        officer = make_officer(commune)
        client = signed_in(officer)
        page = client.get(NEW, {"whole": "1"})
        assert page.context["step"] is None
        assert page.content.decode().count("autofocus") == 1

        sent = typed(commune.uid, go="again", whole="1")
        answer = client.post(NEW, {k: v for k, v in sent.items() if k != "step"})

        record = Record.objects.get()
        query = f"?like={record.pk}&on={record.on.isoformat()}&whole=1"
        assert answer["Location"] == NEW + query
        following = client.get(answer["Location"]).context["form"]
        assert following["title"].value() == "Phòng cháy"

    def test_keeps_the_page_and_what_was_typed_when_something_is_wrong(self) -> None:
        commune = make_unit()
        sent = typed(commune.uid, go="again", whole="1", participants="abc")
        answer = signed_in(make_officer(commune)).post(NEW, sent)
        assert (answer.status_code, answer.context["step"]) == (422, None)
        assert answer.context["form"]["title"].value() == "Phòng cháy"


class TestOrganisers:
    def test_a_commune_names_its_organisations_and_villages(self) -> None:
        commune = make_unit()
        women = make_organisation(commune, valid_from=None)
        village = make_area(commune, "Vĩnh Lợi", valid_from=None)
        client = signed_in(make_officer(commune))

        offered = [
            uid for uid, _name in client.get(NEW).context["form"].fields["organisers"].choices
        ]
        client.post(NEW, typed(commune.uid, organisers=[women.uid, village.uid]))

        assert {women.uid, village.uid} <= set(offered)
        named = RecordOrganiser.objects.values_list("unit", flat=True)
        assert set(named) == {women.pk, village.pk}

    def test_amending_loses_none_of_them(self) -> None:
        commune, other = make_unit(), make_unit()
        officer = make_officer(commune)
        record = make_record(commune, officer, organisers=(other.pk,)).record
        address = reverse("activities:amendment", args=[record.pk])
        form = signed_in(officer).get(address).context["form"]

        offered = [uid for uid, _name in form.fields["organisers"].choices]
        sent = typed(
            commune.uid, id=str(record.pk), base="1", organisers=form["organisers"].value()
        )
        signed_in(officer).post(address, sent)

        assert other.uid in offered
        assert Record.objects.get().revision == 2
        assert list(RecordOrganiser.objects.values_list("unit", flat=True)) == [other.pk]
