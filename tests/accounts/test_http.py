from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import translation

from binhyen.accounts.http import SignedInRequest, fill_in, reachable_unit_or_404
from tests.builders.accounts import MORNING, TODAY, officer_at
from tests.builders.units import make_unit


def request_of(user: object) -> SignedInRequest:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    fill_in(request, at=MORNING)
    return cast("SignedInRequest", request)


@pytest.mark.django_db
class TestFillIn:
    def test_gives_the_vietnamese_day(self) -> None:
        late = MORNING.replace(hour=18, minute=30)
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        fill_in(request, at=late)
        assert cast("SignedInRequest", request).day == TODAY.replace(day=19)

    def test_gives_a_stranger_an_empty_reach(self) -> None:
        assert request_of(AnonymousUser()).reach.grants == ()


@pytest.mark.django_db
class TestReachableUnitOr404:
    def test_finds_ones_own_and_hides_the_neighbour(self) -> None:
        own, other = make_unit(), make_unit()
        request = request_of(officer_at(own, "RECORDER"))
        assert reachable_unit_or_404(request, own.uid) == own
        for uid in (other.uid, "không có"):
            with pytest.raises(Http404):
                reachable_unit_or_404(request, uid)


@pytest.mark.django_db
class TestLanguageMiddleware:
    def test_says_in_which_language_a_page_is(self) -> None:
        client = Client()
        for language in ("vi", "en"):
            client.cookies["language"] = language
            answer = client.get("/dang-nhap/")
            assert answer["Content-Language"] == language
            assert f'<html lang="{language}"' in answer.content.decode()
            assert "Cookie" in answer["Vary"]

    @pytest.mark.parametrize("cookie", ["fr", "en-GB", "<b>", ""])
    def test_speaks_vietnamese_for_a_cookie_it_never_gave(self, cookie: str) -> None:
        client = Client()
        client.cookies["language"] = cookie
        assert client.get("/dang-nhap/")["Content-Language"] == "vi"

    def test_does_not_ask_the_browser_on_pages(self) -> None:
        answer = Client().get("/dang-nhap/", headers={"Accept-Language": "en-US,en;q=0.9"})
        assert answer["Content-Language"] == "vi"

    @pytest.mark.parametrize(
        ("asked", "language"),
        [
            ("en-GB,vi;q=0.5", "en"),
            ("vi,en;q=0.9", "vi"),
            ("fr, en;q=0.3", "en"),
            ("fr", "vi"),
            ("", "vi"),
        ],
    )
    def test_asks_the_caller_on_the_interface(self, asked: str, language: str) -> None:
        client = Client()
        client.cookies["language"] = "vi" if language == "en" else "en"
        answer = client.get("/api/v1/openapi.json", headers={"Accept-Language": asked})
        assert answer["Content-Language"] == language
        assert "Accept-Language" in answer["Vary"]

    def test_leaves_no_language_behind_for_the_next_request(self) -> None:
        client = Client()
        client.cookies["language"] = "en"
        client.get("/dang-nhap/")
        assert translation.get_language() == "vi"
