"""The files of a filing from its page: the bytes that were sent, and no small secret upwards."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from binhyen.filings.models import Filing
from binhyen.filings.selectors.keeping import kept_file
from binhyen.filings.services.sending import send
from tests.builders.accounts import officer_at
from tests.builders.filings import AFTER_ALL, filing, period
from tests.builders.ledger import clerk, post
from tests.builders.units import the_unit

NHU_THANH, THANH_HOA, QUANG_TRI = "C16228n", "P38n", "P44n"
IN_NOVEMBER = date(2026, 11, 2)
pytestmark = pytest.mark.django_db


def asked(uid: str, one: Filing, kind: str = "docx") -> Any:
    client = Client()
    client.force_login(officer_at(the_unit(uid), "REPORTER"))
    return client.get(reverse("filings:document", args=[one.pk, kind]))


def row(answer: Any, name: str) -> list[str]:
    table = docx.Document(BytesIO(answer.content)).tables[-1]
    return next(
        texts for line in table.rows if name in (texts := [cell.text for cell in line.cells])
    )


@pytest.fixture
def one() -> Filing:
    post(NHU_THANH, "TT02", IN_NOVEMBER, 1234)
    return filing(NHU_THANH, period("2026-M11"))


class TestDocument:
    @pytest.mark.parametrize(
        ("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")]
    )
    def test_has_its_name_and_kind(self, one: Filing, kind: str, begins: bytes) -> None:
        answer = asked(NHU_THANH, one, kind)
        assert answer.content.startswith(begins)
        name = f"bao-cao-2026-m11-xa-nhu-thanh.{kind}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_is_what_was_frozen_once_it_is_sent(self, one: Filing) -> None:
        send(filing=one.pk, revision=one.revision, by=clerk(), at=AFTER_ALL)
        one.refresh_from_db()
        before = asked(NHU_THANH, one).content
        post(NHU_THANH, "TT02", IN_NOVEMBER, 1)
        assert asked(THANH_HOA, one).content == before == kept_file(one, "docx")

    def test_tells_the_level_above_no_small_sensitive_count(self, one: Filing) -> None:
        post(NHU_THANH, "TG01", IN_NOVEMBER, 3)
        for _ in range(2):
            assert row(asked(NHU_THANH, one), "Nguồn tin quần chúng cung cấp")[3] == "3"
            above = asked(THANH_HOA, one)
            assert row(above, "Nguồn tin quần chúng cung cấp")[3] == "không nêu"
            one.refresh_from_db()
            if one.state == "DRAFT":
                send(filing=one.pk, revision=one.revision, by=clerk(), at=AFTER_ALL)
                one.refresh_from_db()

    def test_does_not_exist_for_another_province_or_as_another_kind(self, one: Filing) -> None:
        assert asked(QUANG_TRI, one).status_code == 404
        assert asked(NHU_THANH, one, "odt").status_code == 404
