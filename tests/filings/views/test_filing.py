"""The page of a filing: opens filled, is edited, sent, corrected, in a browser without scripts."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.filings.models import Comment, Filing, Wording
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.selectors.viewing import sections_of
from tests.builders.accounts import officer_at
from tests.builders.filings import filing, period, sent, taken_in
from tests.builders.ledger import post
from tests.builders.units import the_unit

NHU_THANH, THANH_HOA = "C16228n", "P38n"
IN_NOVEMBER = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


def client_of(uid: str, *roles: str) -> Client:
    client = Client()
    client.force_login(officer_at(the_unit(uid), *roles))
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def of(one: Filing, name: str = "filing") -> str:
    return reverse(f"filings:{name}", args=[one.pk])


def said(one: Filing, **words: str) -> dict[str, Any]:
    one.refresh_from_db()
    return {"revision": str(one.revision)} | {f"narrative-{k}": v for k, v in words.items()}


class TestList:
    def test_opens_a_filing_with_one_button(self) -> None:
        client = client_of(NHU_THANH, "REPORTER")
        shown = page(client, "/bao-cao/")
        address = reverse("filings:opening", args=[period("2026-M11").pk, NHU_THANH])
        assert address in shown
        answer = client.post(address, follow=True)
        assert "Báo cáo tháng 11/2026, xã Như Thanh" in answer.content.decode()

    def test_shows_the_level_above_what_comes_in(self) -> None:
        shown = page(client_of(THANH_HOA, "REPORTER"), "/bao-cao/")
        assert "0/166" in shown
        assert "Tiếp nhận từ cấp dưới" in shown

    def test_offers_last_years_sheet_once_to_a_province_that_took_another_in(self) -> None:
        shown = page(client_of("P44n", "RECORDER"), "/bao-cao/")
        assert shown.count("Nhập biểu năm 2025") == 1


class TestPartOfTheSheet:
    def test_is_said_to_be_without_anything_by_one_button_and_what_was_typed_is_kept(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 14)
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        part = next(p for p in sections_of(one, live_sheet(one), NHU_THANH) if "TT03" in p.blanks)
        number = [p.title for p in sections_of(one, live_sheet(one), NHU_THANH)].index(part.title)
        assert f"Cả {len(part.blanks)} dòng trống: không phát sinh" in page(client, of(one))

        answer = client.post(
            of(one, "writing"),
            said(one, situation="Tình hình ổn định.") | {"nil": "NH01", "go": f"nothing:{number}"},
        )

        assert answer["Location"] == f"{of(one)}#phan-{number}"
        one.refresh_from_db()
        assert set(one.answers) == {"NH01", *part.blanks}
        assert "TT01" not in one.answers
        assert one.narrative["situation"] == "Tình hình ổn định."

    def test_is_taken_back_by_one_button(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        client.post(of(one, "writing"), said(one) | {"go": "nothing:0"})
        one.refresh_from_db()
        ticked = sorted(one.answers)
        assert "Bỏ “không phát sinh” của cả phần" in page(client, of(one))
        client.post(of(one, "writing"), said(one) | {"nil": ticked, "go": "something:0"})
        one.refresh_from_db()
        assert one.answers == {}

    def test_that_is_not_there_changes_nothing(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        client_of(NHU_THANH, "REPORTER").post(
            of(one, "writing"), said(one) | {"nil": "TT03", "go": "nothing:99"}
        )
        one.refresh_from_db()
        assert one.answers == {"TT03": "NIL"}


class TestPage:
    def test_opens_filled_and_every_figure_is_a_door(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 14)
        one = filing(NHU_THANH, period("2026-M11"))
        shown = page(client_of(NHU_THANH, "REPORTER"), of(one))
        assert "/so-lieu/TT01/C16228n/?period=2026-M11&amp;map=day&amp;on=2026-11-14" in shown
        for head in ("Kỳ này", "Kỳ trước", "Cùng kỳ năm trước", "Lũy kế năm", "So cùng kỳ"):
            assert head in shown
        assert "chưa báo cáo" in shown
        assert 'name="nil" value="TT03"' in shown

    def test_tells_adjustments_of_the_month_before_in_their_unit_of_measure(self) -> None:
        taken_in(filing(NHU_THANH, period("2026-M10")))
        post(NHU_THANH, "VK03a", date(2026, 10, 2), 12_500)  # kept in grams
        shown = page(client_of(NHU_THANH, "REPORTER"), of(filing(NHU_THANH, period("2026-M11"))))
        assert "+12,5 kg" in shown

    def test_hides_small_sensitive_counts_from_the_level_above(self) -> None:
        post(NHU_THANH, "HG02", IN_NOVEMBER, 3)
        one = sent(filing(NHU_THANH, period("2026-M11")))
        hidden = ">không nêu</span>"  # the cell; the words for those above never hold the number
        assert hidden in page(client_of(THANH_HOA, "APPROVER"), of(one))
        assert hidden not in page(client_of(NHU_THANH, "REPORTER"), of(one))

    def test_says_whom_it_goes_to_as_an_official_writes_it(self) -> None:
        of_commune = page(
            client_of(NHU_THANH, "REPORTER"), of(filing(NHU_THANH, period("2026-M11")))
        )
        assert "Gửi Ban Chỉ đạo 138 tỉnh Thanh Hóa, hạn" in of_commune
        of_province = page(
            client_of(THANH_HOA, "REPORTER"), of(filing(THANH_HOA, period("2026-M11")))
        )
        assert "Gửi Ban Chỉ đạo 138 Trung ương, hạn" in of_province

    def test_does_not_exist_for_another_commune(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        page(client_of("C16258n", "REPORTER"), of(one), 404)

    def test_tells_the_commune_where_it_stands_without_names(self) -> None:
        others = (("C14758n", 3), ("C14797n", 2), ("C16522n", 1), ("C16417n", 5), ("C15853n", 4))
        for uid, number in ((NHU_THANH, 9), *others):
            post(uid, "TT01", IN_NOVEMBER, number)
        month = period("2026-M11")
        one = taken_in(filing(NHU_THANH, month))
        leader = client_of(NHU_THANH, "LEADER")
        assert "một phần tư" not in page(leader, of(one))  # nobody else has sent
        for uid, _number in others:
            sent(filing(uid, month))
        assert "nhóm một phần tư cao nhất" in page(leader, of(one))


class TestWriting:
    def test_saves_words_and_answers_and_goes_on_to_sending(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        data = said(one, situation="Tình hình ổn định.") | {"nil": "TT03", "go": "review"}
        answer = client.post(of(one, "writing"), data)
        assert answer["Location"] == of(one, "submission")
        one.refresh_from_db()
        assert (one.narrative["situation"], one.answers) == ("Tình hình ổn định.", {"TT03": "NIL"})

    def test_refuses_nothing_happened_over_lines_and_keeps_what_was_typed(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        data = said(one, situation="Chưa mất chữ nào.") | {"nil": "TT01"}
        answer = client.post(of(one, "writing"), data)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "không thể ghi" in shown
        assert "Chưa mất chữ nào." in shown

    def test_takes_the_rubbish_of_an_office_program_out(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        pasted = '<!--[if mso]><xml>x</xml><![endif]--><p class="Mso">Hòa giải<o:p></o:p></p>'
        client_of(NHU_THANH, "REPORTER").post(of(one, "writing"), said(one, situation=pasted))
        one.refresh_from_db()
        assert one.narrative["situation"] == "Hòa giải"

    def test_of_200_000_letters_is_a_sentence_and_nothing_is_lost(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        data = said(one, situation="chữ " * 50_000)
        answer = client_of(NHU_THANH, "REPORTER").post(of(one, "writing"), data)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "viết gọn trong 60.000 chữ cái" in shown
        assert shown.count("chữ chữ") > 20_000

    def test_of_two_officers_keeps_both_and_shows_both(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        first, second = (client_of(NHU_THANH, "REPORTER") for _ in range(2))
        both = said(one)
        first.post(of(one, "writing"), both | {"narrative-situation": "Lời của Hoa"})
        answer = second.post(of(one, "writing"), both | {"narrative-situation": "Lời của Mai"})
        assert answer.status_code == 409
        shown = answer.content.decode()
        assert "Lời của Hoa" in shown
        assert "Lời của Mai" in shown
        kept = {w.narrative["situation"]: w.stood for w in Wording.objects.filter(filing=one)}
        assert kept == {"Lời của Hoa": True, "Lời của Mai": False}

    def test_is_for_reporters(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        answer = client_of(NHU_THANH, "LEADER").post(of(one, "writing"), said(one))
        assert answer.status_code == 403


class TestSubmission:
    def test_lists_what_to_look_at_then_sends(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        assert "chưa trả lời" in page(client, of(one, "submission"))
        shown = client.post(of(one, "submission"), said(one), follow=True).content.decode()
        assert "Đã gửi báo cáo, bản số 01." in shown
        one.refresh_from_db()
        assert one.state == "SUBMITTED"

    def test_says_before_the_signature_of_how_many_reports_it_is_made(self) -> None:
        one = filing(THANH_HOA, period("2026-M11"))
        signer = client_of(THANH_HOA, "APPROVER", "REPORTER")
        assert "Số chính thức gồm 0 trong" in page(signer, of(one, "submission"))

    def test_a_second_time_is_a_sentence(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        client = client_of(NHU_THANH, "REPORTER")
        shown = client.post(of(one, "submission"), said(one), follow=True).content.decode()
        assert "Báo cáo này đã gửi." in shown

    def test_is_signed_by_the_approver_where_there_is_one(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        signer = client_of(NHU_THANH, "APPROVER")
        reporter = client_of(NHU_THANH, "REPORTER")
        shown = reporter.post(of(one, "submission"), said(one), follow=True).content.decode()
        assert "Đã trình người ký." in shown
        one.refresh_from_db()
        assert one.state == "DRAFT"
        assert "Ký và gửi báo cáo" in page(signer, of(one, "submission"))
        signer.post(of(one, "submission"), said(one))
        one.refresh_from_db()
        assert one.state == "SUBMITTED"


class TestCorrection:
    def test_shows_the_change_since_and_the_differences_of_the_versions(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        one = taken_in(filing(NHU_THANH, period("2026-M11")))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 2)
        client = client_of(NHU_THANH, "REPORTER")
        assert "Điều chỉnh sau khi gửi" in page(client, of(one))
        shown = client.post(of(one, "correction"), follow=True).content.decode()
        assert "Bản số 02" in shown
        two = Filing.objects.get(unit=one.unit, period=one.period, version=2)
        shown = page(client, of(two, "versions"))
        assert "Bản này" in shown


class TestPeriodNotOpen:
    def test_is_said_in_a_sentence(self) -> None:
        early = datetime(2026, 11, 1, tzinfo=UTC)
        assert period("2026-M11", early).start == date(2026, 10, 15)


class TestTalking:
    def test_of_a_person_is_refused_and_the_words_stay(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M11")))
        province = client_of("P38n", "APPROVER")
        asked = {"text": "Gọi ông A, 0912 345 678", "row": ""}
        answer = province.post(of(one, "commenting"), asked)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "Phần này có số điện thoại." in shown
        assert "Gọi ông A, 0912 345 678" in shown
        assert not Comment.objects.exists()
        province.post(of(one, "commenting"), {"text": "Số buổi tăng rõ?", "row": "TT01"})
        (comment,) = Comment.objects.all()
        commune = client_of(NHU_THANH, "REPORTER")
        address = reverse("filings:answering", args=[one.pk, comment.pk])
        refused = commune.post(address, {"answer": "Hỏi CCCD 038099012345"})
        assert "Phần này có số giấy tờ tùy thân." in refused.content.decode()
        assert "Hỏi CCCD 038099012345" in refused.content.decode()

    def test_no_number_of_a_person_goes_into_the_words_of_a_report(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        client = client_of(NHU_THANH, "REPORTER")
        answer = client.post(of(one, "writing"), said(one, situation="Liên hệ 0912345678"))
        assert answer.status_code == 422
        assert "Liên hệ 0912345678" in answer.content.decode()
