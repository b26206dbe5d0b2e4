"""The province: 1 of 166 received, the late reminded, one returned, the others accepted."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.audit.models import AuditEntry
from binhyen.filings.models import Comment, Filing, Obligation
from tests.builders.filings import filing, period, sent, taken_in
from tests.builders.ledger import post, unit
from tests.builders.questions import opened
from tests.filings.views.test_filing import client_of, of, page

NHU_THANH, THANH_HOA, XUAN_THAI = "C16228n", "P38n", "C16258n"
IN_OCTOBER = date(2026, 10, 2)
pytestmark = pytest.mark.django_db


def reception(name: str = "reception") -> str:
    return reverse(f"filings:{name}", args=[period("2026-M10").pk, THANH_HOA])


class TestReception:
    def test_counts_and_names_official_beside_provisional(self) -> None:
        post(NHU_THANH, "TT02", IN_OCTOBER, 100)
        taken_in(filing(NHU_THANH, period("2026-M10")))
        post(NHU_THANH, "TT02", IN_OCTOBER, 7)
        post(XUAN_THAI, "TT02", IN_OCTOBER, 30)
        shown = page(client_of(THANH_HOA, "APPROVER"), reception())
        for words in ("1/166", "165 chưa báo cáo", "Quá hạn", ">+37<", ">+30<", ">+7<"):
            assert words in shown
        assert "Xã Xuân Thái" in shown

    def test_names_what_waits_for_a_decision_before_the_many_late(self) -> None:
        sent(filing(XUAN_THAI, period("2026-M10")))
        client = client_of(THANH_HOA, "APPROVER")
        shown = page(client, reception())
        assert shown.index(">Xã Xuân Thái<") < shown.index(">Xã Như Thanh<")
        all_of_them = page(client, f"{reception()}?tat-ca=1")
        assert all_of_them.index(">Xã Như Thanh<") < all_of_them.index(">Xã Xuân Thái<")

    def test_leads_from_the_top_and_from_each_square_to_the_unit(self) -> None:
        one = sent(filing(XUAN_THAI, period("2026-M10")))
        client = client_of(THANH_HOA, "APPROVER")
        shown = page(client, reception())
        for address, words in (
            ("#cho-quyet-dinh", "Chờ quyết định: 1"), ("#cham", "Chậm: 165"),
            ("?da-nhan=1#cac-don-vi", "Đã nhận: 1"),
        ):  # fmt: skip
            assert f'href="{address}">{words}<' in shown
        for anchor in ("cho-quyet-dinh", "cham", f"don-vi-{NHU_THANH}"):
            assert f'id="{anchor}"' in shown
        assert f'href="{of(one)}" title="Xã Xuân Thái: Đã gửi"' in shown
        missing = 'title="Xã Như Thanh: Chưa báo cáo, quá hạn"'
        assert f'href="#don-vi-{NHU_THANH}" {missing}' in shown

        received = page(client, f"{reception()}?da-nhan=1")
        assert f'id="don-vi-{XUAN_THAI}"' in received
        assert f'id="don-vi-{NHU_THANH}"' not in received
        assert f'href="?#don-vi-{NHU_THANH}" {missing}' in received

    def test_asks_as_much_for_168_communes_as_for_40(self) -> None:
        counts = []
        for uid in ("P46n", "P79n"):
            address = reverse("filings:reception", args=[period("2026-M10").pk, uid])
            counts.append(opened(client_of(uid, "APPROVER"), f"{address}?tat-ca=1")[1])

        assert counts[0] == counts[1]

    def test_asks_as_much_for_many_filings_as_for_one(self) -> None:
        client, counts = client_of(THANH_HOA, "APPROVER"), []
        for uids in ((NHU_THANH,), (XUAN_THAI, "C14758n", "C14797n", "C14812n")):
            for uid in uids:
                post(uid, "TT02", IN_OCTOBER, 10)
                sent(filing(uid, period("2026-M10")))
            counts.append(opened(client, f"{reception()}?tat-ca=1")[1])

        assert counts[0] == counts[1]

    def test_hides_from_who_does_not_read_there(self) -> None:
        page(client_of(NHU_THANH, "APPROVER"), reception(), 404)


class TestReminder:
    def test_reminds_all_late_at_once_and_writes_it_down(self) -> None:
        client = client_of(THANH_HOA, "APPROVER")
        sent(filing(NHU_THANH, period("2026-M10")))
        shown = client.post(reception("reminder"), follow=True).content.decode()
        assert "Đã nhắc 165 đơn vị quá hạn." in shown
        assert AuditEntry.objects.get(action="obligation.reminded").detail["units"] == 165
        reminded = Obligation.objects.exclude(reminded_at=None)
        assert not reminded.filter(unit=unit(NHU_THANH)).exists()
        assert "nhắc gửi báo cáo lúc" in page(
            client_of(XUAN_THAI, "REPORTER"), of(filing(XUAN_THAI, period("2026-M10")))
        )

    def test_is_not_for_who_only_reads(self) -> None:
        assert client_of(THANH_HOA, "LEADER").post(reception("reminder")).status_code == 403


class TestDeciding:
    def test_returns_one_with_a_reason_and_accepts_the_others(self) -> None:
        one, other = (sent(filing(u, period("2026-M10"))) for u in (NHU_THANH, XUAN_THAI))
        client = client_of(THANH_HOA, "APPROVER")
        empty = client.post(of(one, "returning"), {"reason": " "})
        assert empty.status_code == 422
        assert "Ghi lý do trả lại" in empty.content.decode()
        client.post(of(one, "returning"), {"reason": "Thiếu khu phố 2"})
        client.post(
            reception("acceptance-of-all"),
            {"filing": [f"{one.pk}.{one.revision}", f"{other.pk}.{other.revision}"]},
        )
        assert dict(Filing.objects.values_list("unit__uid", "state")) == {
            NHU_THANH: "RETURNED",
            XUAN_THAI: "ACCEPTED",
        }
        assert "Thiếu khu phố 2" in page(client_of(NHU_THANH, "REPORTER"), of(one))

    def test_of_a_replaced_version_is_a_sentence(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M10")))
        reporter = client_of(NHU_THANH, "REPORTER")
        reporter.post(of(one, "correction"))
        sent(Filing.objects.get(version=2))
        client = client_of(THANH_HOA, "APPROVER")
        shown = client.post(of(one, "acceptance"), follow=True).content.decode()
        assert "Đơn vị đã gửi bản mới hơn; xem bản mới." in shown

    def test_a_return_that_comes_too_late_keeps_the_reason(self) -> None:
        one = sent(filing(NHU_THANH, period("2026-M10")))
        client = client_of(THANH_HOA, "APPROVER")
        client_of(THANH_HOA, "APPROVER").post(of(one, "acceptance"))
        answer = client.post(of(one, "returning"), {"reason": "Thiếu khu phố 2"})
        assert answer.status_code == 422
        for words in ("Báo cáo không ở trạng thái chờ duyệt.", "Thiếu khu phố 2"):
            assert words in answer.content.decode()

    def test_a_question_that_is_too_long_stands_as_it_was_typed(self) -> None:
        one = taken_in(filing(NHU_THANH, period("2026-M10")))
        asked = {"row": "TT02", "text": "Vì sao? " * 200}
        answer = client_of(THANH_HOA, "APPROVER").post(of(one, "commenting"), asked)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert shown.count("Vì sao?") == 200
        for words in ("Viết ngắn lại, không quá 1.000 chữ cái.", 'value="TT02" selected'):
            assert words in shown

    def test_an_answer_that_is_refused_stands_as_it_was_typed(self) -> None:
        one = taken_in(filing(NHU_THANH, period("2026-M10")))
        client_of(THANH_HOA, "APPROVER").post(of(one, "commenting"), {"text": "Vì sao giảm?"})
        address = reverse("filings:answering", args=[one.pk, Comment.objects.get().pk])
        first, second = (client_of(NHU_THANH, "REPORTER") for _ in range(2))
        long = first.post(address, {"answer": "Do mưa. " * 200})
        assert long.status_code == 422
        assert long.content.decode().count("Do mưa.") == 200
        first.post(address, {"answer": "Do mưa lũ."})
        late = second.post(address, {"answer": "Do dịch bệnh."}).content.decode()
        for words in ("Do mưa lũ.", "Ý kiến này đã có người trả lời.", "Do dịch bệnh."):
            assert words in late

    def test_comments_are_answered_in_place(self) -> None:
        one = taken_in(filing(NHU_THANH, period("2026-M10")))
        client_of(THANH_HOA, "APPROVER").post(
            of(one, "commenting"), {"row": "TT02", "text": "Vì sao giảm?"}
        )
        reporter = client_of(NHU_THANH, "REPORTER")
        shown = page(reporter, of(one))
        assert "Vì sao giảm?" in shown
        asked = reverse("filings:answering", args=[one.pk, Comment.objects.get().pk])
        assert f'action="{asked}"' in shown
        reporter.post(asked, {"answer": "Do mưa lũ."})
        assert "Do mưa lũ." in page(client_of(THANH_HOA, "LEADER"), of(one))
