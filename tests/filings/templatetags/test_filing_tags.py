"""Golden: every cell of three sheets reads the same on the page, in the API and in Word."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.filings.models import Filing
from binhyen.filings.selectors.papers import draft_document
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.files import WRITERS
from tests.builders.accounts import officer_at
from tests.builders.api import client_at
from tests.builders.units import the_unit
from tests.filings.selectors.test_papers import commune, district, in_word, province, value_of

ROW = re.compile(r'<tr id="dong-[^"]+"[^>]*>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r'<td class="num[^"]*"[^>]*>(.*?)</td>', re.DOTALL)
TAG = re.compile(r"<(?:svg|style).*?</(?:svg|style)>|<[^>]+>", re.DOTALL)
UNANSWERED = re.compile(r'<span class="unanswered".*?</span>(?:<span class="spoken">.*?</span>)?')
pytestmark = pytest.mark.django_db


@pytest.fixture(params=[district, commune, province])
def one(request: pytest.FixtureRequest) -> Filing:
    make: Callable[[], Filing] = request.param
    return make()


def on_page(one: Filing) -> list[list[str]]:
    """The figures as a reader sees them, who answers nothing."""
    client = Client()
    client.force_login(officer_at(the_unit("VN"), "LEADER"))
    html = client.get(reverse("filings:filing", args=[one.pk])).content.decode()
    return [[_words(cell) for cell in CELL.findall(row)] for row in ROW.findall(html)]


def _words(html: str) -> str:
    plain = unescape(TAG.sub("", UNANSWERED.sub("……", html)))
    return " ".join(plain.replace("chưa đủ", "(1)").split())


class TestPage:
    def test_says_what_word_says_in_every_cell(self, one: Filing) -> None:
        printed = in_word(WRITERS["docx"](draft_document(one, live_sheet(one))))
        different = [
            (shown, words) for shown, words in zip(on_page(one), printed, strict=True)
            if shown != words
        ]  # fmt: skip
        assert different == []


class TestSectionRows:
    def test_mark_what_has_nothing_to_compare_so_that_a_phone_leaves_it_out(self) -> None:
        client = Client()
        client.force_login(officer_at(the_unit("C16228n"), "REPORTER"))
        shown = client.get(reverse("filings:filing", args=[commune().pk])).content.decode()
        assert '<tr id="dong-TT03" class="waiting bare">' in shown
        assert '<tr id="dong-TT01">' in shown


class TestApi:
    def test_holds_the_number_word_prints_in_every_cell(self, one: Filing) -> None:
        printed = in_word(WRITERS["docx"](draft_document(one, live_sheet(one))))
        answer = client_at(the_unit("VN"), "LEADER").get(f"/filings/{one.pk}")
        told = json.loads(answer.content)["cells"]
        assert len(told) == len(printed) == len(definition_of(one.period.version).rows)
        for row, words in zip(told, printed, strict=True):
            cells = [row[name] for name in ("this", "previous", "last_year", "cumulative")]
            numbers = [cell["amount"] for cell in cells]
            share = row["difference_percent"]
            numbers += [row["difference"], None if share is None else share / 100]
            for text, number in zip(words, numbers, strict=True):
                value = value_of(text)
                wanted = value if isinstance(value, int | float) else None
                assert number == (None if wanted is None else pytest.approx(wanted)), (row, text)
