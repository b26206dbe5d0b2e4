"""Filings through the interface: opened filled, written, sent, returned, sent again, accepted."""

from datetime import date
from typing import Any

import pytest

from binhyen.filings.models import Filing, Period
from binhyen.ledger.rules.hedges import Hedge
from tests.builders.api import ApiClient, body, client_at
from tests.builders.filings import filing, overtaken, period, sent
from tests.builders.ledger import declare_figure, post
from tests.builders.units import the_unit

NHU_THANH, THANH_HOA = "C16228n", "P38n"
IN_NOVEMBER = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


def reporter(uid: str = NHU_THANH) -> ApiClient:
    return client_at(the_unit(uid), "REPORTER")


def opened(client: ApiClient, uid: str = NHU_THANH, key: str = "2026-M11") -> str:
    period("2026-M11")
    (one,) = body(client.get("/filings", unit=uid, period=key))["items"]
    return f"/filings/{one['id']}"


def cell(told: Any, row: str) -> Any:
    (found,) = [one for one in told["cells"] if one["row"] == row]
    return found


class TestList:
    def test_of_a_unit_and_a_period_opens_the_filing_filled(self) -> None:
        declare_figure("D453b", "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY)
        client = client_at(the_unit("VN"), "REPORTER", acts_below=True)
        told = body(client.get(opened(client, "D453b", "2016")))
        assert cell(told, "TT02")["this"] == {
            "state": "NUMBER", "amount": 26000, "hedge": "NEARLY", "incomplete": False,
        }  # fmt: skip
        assert "gần 26.000" in told["narrative"]["results"]
        assert (told["receiver"], told["from"], told["to"]) == ("P44b", "2015-12-15", "2016-12-14")

    def test_of_a_period_not_open_is_a_sentence(self) -> None:
        answer = reporter().get("/filings", unit=NHU_THANH, period="2031")
        assert answer.status_code == 422
        assert "chưa mở" in body(answer)["detail"]

    def test_of_no_period_at_all_is_a_sentence(self) -> None:
        answer = reporter().get("/filings", unit=NHU_THANH, period="2026-M13")
        assert answer.status_code == 422

    def test_for_a_leader_opens_nothing(self) -> None:
        client = client_at(the_unit(NHU_THANH), "LEADER")
        assert body(client.get("/filings", unit=NHU_THANH, period="2026-M11"))["items"] == []
        assert not Filing.objects.exists()

    def test_of_a_year_long_past_makes_no_other_unit_late(self) -> None:
        period("2026-M11")

        answer = reporter().get("/filings", unit=NHU_THANH, period="2025-M08")

        assert answer.status_code == 422
        assert "Kỳ này đã qua và chưa từng mở." in body(answer)["detail"]
        assert not Period.objects.filter(key="2025-M08").exists()

    def test_with_a_key_that_only_reads_opens_nothing(self) -> None:
        period("2026-M11")
        reader = client_at(the_unit(NHU_THANH), "REPORTER", can_write=False)

        assert body(reader.get("/filings", unit=NHU_THANH, period="2026-M11"))["items"] == []
        assert not Filing.objects.exists()

    def test_elsewhere_is_not_there(self) -> None:
        one = filing(NHU_THANH, period("2026-M11"))
        stranger = reporter("C16258n")
        assert stranger.get(f"/filings/{one.pk}").status_code == 404
        assert stranger.get("/filings", unit=NHU_THANH).status_code == 404
        assert body(stranger.get("/filings"))["items"] == []


class TestPut:
    def test_writes_words_and_answers(self) -> None:
        client = reporter()
        path = opened(client)
        change = {
            "narrative": {"situation": "Ổn định."},
            "cells": [{"row": "TT03", "state": "NIL"}],
        }
        told = body(client.put(path, change, if_match="1"))
        assert (told["revision"], told["narrative"]["situation"]) == (2, "Ổn định.")
        assert (cell(told, "TT03")["state"], cell(told, "TT05")["state"]) == ("NIL", "BLANK")
        again = client.put(path, change, if_match='"1"')
        assert (again.status_code, again["ETag"]) == (200, '"2"')

    def test_needs_the_revision_and_shows_both_when_it_is_stale(self) -> None:
        client = reporter()
        path = opened(client)
        change = {"narrative": {"situation": "Của Hoa"}}
        assert client.put(path, change).status_code == 428
        client.put(path, change, if_match="1")
        answer = client.put(path, {"narrative": {"situation": "Của Mai"}}, if_match="1")
        assert answer.status_code == 412
        told = body(answer)
        assert told["present"]["narrative"]["situation"] == "Của Hoa"
        assert told["offered"]["narrative"]["situation"] == "Của Mai"

    def test_refuses_nothing_happened_over_lines(self) -> None:
        post(NHU_THANH, "TT01", IN_NOVEMBER, 1)
        client = reporter()
        answer = client.put(
            opened(client), {"cells": [{"row": "TT01", "state": "NIL"}]}, if_match="1"
        )
        assert answer.status_code == 422
        assert body(answer)["fields"][0]["field"] == "cells.TT01"

    def test_refuses_a_row_or_a_piece_the_regime_does_not_know(self) -> None:
        client = reporter()
        path = opened(client)
        row = client.put(path, {"cells": [{"row": "XX99", "state": "NIL"}]}, if_match="1")
        piece = client.put(path, {"narrative": {"poem": "…"}}, if_match="1")
        assert (row.status_code, piece.status_code) == (422, 422)


class TestRedrafting:
    def test_tells_piece_by_piece_what_the_books_have_changed(self) -> None:
        client = reporter()
        path = f"/filings/{overtaken(NHU_THANH).pk}"
        answer = client.get(f"{path}/redrafting")
        (one,) = body(answer)["items"]
        assert (one["key"], one["is_edited"], answer["ETag"]) == ("results", False, '"1"')
        assert [line.rpartition(": ")[2] for line in (*one["gone"], *one["new"])] == [
            "12 buổi.", "14 buổi.",
        ]  # fmt: skip
        assert "14 buổi" in one["text"]

    def test_drafts_anew_what_nobody_edited_and_what_is_named(self) -> None:
        client = reporter()
        path = f"/filings/{overtaken(NHU_THANH).pk}"
        client.put(path, {"narrative": {"results": "Lời của Hoa."}}, if_match="1")
        told = body(client.post(f"{path}/redrafting", {}, if_match="2"))
        assert (told["revision"], told["narrative"]["results"]) == (2, "Lời của Hoa.")
        told = body(client.post(f"{path}/redrafting", {"pieces": ["results"]}, if_match="2"))
        assert told["revision"] == 3
        assert "14 buổi" in told["narrative"]["results"]
        assert body(client.get(f"{path}/redrafting"))["items"] == []

    def test_keeps_what_its_writer_says(self) -> None:
        client = reporter()
        path = f"/filings/{overtaken(NHU_THANH).pk}"
        client.put(path, {"narrative": {"results": "Lời của Hoa."}}, if_match="1")
        told = body(client.post(f"{path}/redrafting/kept", {"pieces": ["results"]}, if_match="2"))
        assert told["narrative"]["results"] == "Lời của Hoa."
        assert body(client.get(f"{path}/redrafting"))["items"] == []

    def test_is_refused_to_who_has_not_read_the_newest_words(self) -> None:
        client = reporter()
        path = f"/filings/{overtaken(NHU_THANH).pk}"
        assert client.post(f"{path}/redrafting", {}).status_code == 428
        client.put(path, {"narrative": {"situation": "Ổn định."}}, if_match="1")
        for act, asked in (("redrafting", {}), ("redrafting/kept", {"pieces": ["results"]})):
            answer = client.post(f"{path}/{act}", asked, if_match="1")
            assert answer.status_code == 412
            assert body(answer)["present"]["narrative"]["situation"] == "Ổn định."

    def test_knows_the_pieces_and_who_writes_and_until_when(self) -> None:
        client, signer = reporter(), client_at(the_unit(NHU_THANH), "APPROVER")
        one = overtaken(NHU_THANH)
        path = f"/filings/{one.pk}/redrafting"
        poem = client.post(path, {"pieces": ["poem"]}, if_match="1")
        assert (poem.status_code, body(poem)["fields"][0]["field"]) == (422, "pieces")
        assert signer.get(path).status_code == 200
        assert signer.post(path, {}, if_match="1").status_code == 403
        assert client_at(the_unit(NHU_THANH), "LEADER").get(path).status_code == 403
        sent(one)
        assert client.post(path, {}, if_match="1").status_code == 409
        assert body(client.get(path))["items"] == []


class TestLife:
    def test_is_sent_returned_sent_again_and_accepted(self) -> None:
        commune, province = reporter(), client_at(the_unit(THANH_HOA), "APPROVER")
        path = opened(commune)
        assert province.post(f"{path}/submission").status_code == 403
        assert body(commune.post(f"{path}/submission"))["state"] == "SUBMITTED"
        assert commune.post(f"{path}/submission").status_code == 409
        assert commune.post(f"{path}/acceptance").status_code == 403
        assert province.post(f"{path}/return", {"reason": " "}).status_code == 422
        told = body(province.post(f"{path}/return", {"reason": "Thiếu khu phố 2"}))
        assert (told["state"], told["reason"]) == ("RETURNED", "Thiếu khu phố 2")
        commune.post(f"{path}/submission")
        assert body(province.post(f"{path}/acceptance"))["state"] == "ACCEPTED"
        assert province.post(f"{path}/acceptance").status_code == 409

    def test_a_correction_is_the_next_version(self) -> None:
        commune = reporter()
        one = sent(filing(NHU_THANH, period("2026-M11")))
        told = body(commune.post(f"/filings/{one.pk}/correction"))
        assert (told["version"], told["state"]) == (2, "DRAFT")
        assert commune.post(f"/filings/{one.pk}/correction").status_code == 409

    def test_a_consolidation_says_how_many_were_received(self) -> None:
        client = client_at(the_unit(THANH_HOA), "REPORTER")
        told = body(client.get(opened(client, THANH_HOA)))
        assert (told["received"], told["expected"]) == (0, 166)


class TestDocument:
    def test_is_the_bytes_that_were_sent(self) -> None:
        commune = reporter()
        path = opened(commune)
        commune.post(f"{path}/submission")
        first = commune.get(f"{path}/document.docx")
        assert first["Content-Type"].endswith("wordprocessingml.document")
        assert first.content[:2] == b"PK"
        assert commune.get(f"{path}/document.docx").content == first.content
        assert commune.get(f"{path}/document.pdf").content[:4] == b"%PDF"
        assert reporter("C16258n").get(f"{path}/document.docx").status_code == 404
