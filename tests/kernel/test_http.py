import gzip
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


class TestNoNullMiddleware:
    @pytest.mark.parametrize("path", ["/don-vi/?q=%00", "/style/?%00=1", "/don-vi/%00/"])
    def test_refuses_the_nul_sign_in_an_address(self, path: str) -> None:
        assert Client().get(path).status_code == 404

    def test_lets_everything_else_through(self) -> None:
        assert Client().get("/style/?q=B%E1%BA%AFc").status_code == 200


class TestPressMiddleware:
    PAGE = "/style/"

    def test_presses_a_page_for_who_can_unpress_it(self) -> None:
        plain, pressed = Client().get(self.PAGE), Client(HTTP_ACCEPT_ENCODING="gzip").get(self.PAGE)

        assert "Content-Encoding" not in plain
        assert pressed["Content-Encoding"] == "gzip"
        assert int(pressed["Content-Length"]) == len(pressed.content) < len(plain.content) / 2
        assert gzip.decompress(pressed.content).lstrip().startswith(b"<!doctype html>")
        assert "Accept-Encoding" in pressed["Vary"]

    @pytest.mark.parametrize(
        ("site", "pressed"),
        [("same-origin", True), ("none", True), ("same-site", False), ("cross-site", False)],
    )
    def test_presses_nothing_another_site_asked_for(self, site: str, pressed: bool) -> None:  # noqa: FBT001 -- a case
        answer = Client(HTTP_ACCEPT_ENCODING="gzip").get(
            self.PAGE, headers={"Sec-Fetch-Site": site}
        )
        assert answer.has_header("Content-Encoding") is pressed

    def test_leaves_what_shows_a_secret_once(self) -> None:
        answer = Client(HTTP_ACCEPT_ENCODING="gzip").get("/dang-nhap/ma-mot-lan/")
        assert "no-store" in answer["Cache-Control"]
        assert "Content-Encoding" not in answer

    def test_leaves_what_is_no_page(self) -> None:
        answer = Client(HTTP_ACCEPT_ENCODING="gzip").get("/api/v1/openapi.json")
        assert len(answer.content) > 1000
        assert "Content-Encoding" not in answer

    def test_never_sends_the_same_csrf_token_twice(self) -> None:
        """What makes pressing safe: a token guessed letter by letter is another one each time."""
        client, tokens, lengths = Client(HTTP_ACCEPT_ENCODING="gzip"), set(), set()
        for _ in range(8):
            answer = client.get("/dang-nhap/quen-mat-khau/")
            page = gzip.decompress(answer.content).decode()
            tokens |= set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[:1])
            lengths.add(len(answer.content))
        assert len(tokens) == 8
        assert len(lengths) > 1
