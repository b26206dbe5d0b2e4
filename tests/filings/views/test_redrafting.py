"""The officer is told before sending that the books have changed, and loses no word of theirs."""

import pytest

from binhyen.filings.models import Filing
from tests.builders.filings import IN_NOVEMBER, overtaken
from tests.builders.ledger import post
from tests.filings.views.test_filing import NHU_THANH, client_of, of, page, said

WARNED = "Sổ đã thay đổi sau khi soạn lời"
pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Filing:
    return overtaken(NHU_THANH)


class TestBeforeSending:
    def test_says_what_changed_and_drafts_anew_with_one_button(self, one: Filing) -> None:
        client = client_of(NHU_THANH, "REPORTER")
        shown = page(client, of(one, "submission"))
        assert WARNED in shown
        assert "12 buổi." in shown
        assert "14 buổi." in shown
        data = {"revision": str(one.revision), "go": "redraft"}
        shown = client.post(of(one, "redrafting"), data, follow=True).content.decode()
        assert WARNED not in shown
        one.refresh_from_db()
        assert "14 buổi" in one.narrative["results"]

    def test_tells_a_signer_who_cannot_write(self, one: Filing) -> None:
        signer = client_of(NHU_THANH, "APPROVER")
        shown = page(signer, of(one, "submission"))
        assert WARNED in shown
        assert "Người lập báo cáo soạn lại phần này" in shown
        assert signer.post(of(one, "redrafting"), {"revision": "1"}).status_code == 403


class TestWhileWriting:
    def test_what_was_typed_is_saved_first(self, one: Filing) -> None:
        client = client_of(NHU_THANH, "REPORTER")
        data = said(one, situation="Vừa gõ.", **{
            key: text for key, text in one.narrative.items() if key != "situation"
        })  # fmt: skip
        shown = client.post(of(one, "writing"), data | {"go": "redraft"}, follow=True)
        assert "Đã soạn lại theo sổ" in shown.content.decode()
        one.refresh_from_db()
        assert one.narrative["situation"] == "Vừa gõ."
        assert "14 buổi" in one.narrative["results"]

    def test_an_edited_piece_is_kept_or_replaced_as_its_writer_says(self, one: Filing) -> None:
        client = client_of(NHU_THANH, "REPORTER")
        mine = "Lời của Hoa."
        shown = client.post(
            of(one, "writing"), said(one, results=mine) | {"go": "redraft"}, follow=True
        ).content.decode()
        assert WARNED in shown
        assert mine in shown
        client.post(of(one, "writing"), said(one, results=mine) | {"go": "keep:results"})
        assert WARNED not in page(client, of(one))
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        client.post(of(one, "writing"), said(one, results=mine) | {"go": "anew:results"})
        one.refresh_from_db()
        assert "15 buổi" in one.narrative["results"]
        assert mine in page(client, of(one, "versions"))


class TestHistory:
    def test_shows_the_words_that_did_not_come_to_stand(self, one: Filing) -> None:
        first, second = (client_of(NHU_THANH, "REPORTER") for _ in range(2))
        both = said(one)
        first.post(of(one, "writing"), both | {"narrative-situation": "Lời của Hoa"})
        second.post(of(one, "writing"), both | {"narrative-situation": "Lời của Mai"})
        shown = page(first, of(one, "versions"))
        assert "Lời của Mai" in shown
        assert "không được dùng vì người khác đã lưu trước" in shown
