from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from binhyen.kernel.pages import render_page

FRAGMENT = "kernel/_legend.html"


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return request


def is_whole(content: bytes) -> bool:
    return b"<html" in content


class TestRenderPage:
    def test_gives_the_whole_page_to_a_browser(self) -> None:
        assert is_whole(render_page(asked(), "404.html", FRAGMENT, {}).content)

    def test_gives_the_fragment_to_htmx(self) -> None:
        answer = render_page(asked(HX_Request="true"), "404.html", FRAGMENT, {})

        assert not is_whole(answer.content)
        assert "chưa trả lời" in answer.content.decode()

    def test_gives_the_whole_page_to_a_boosted_link_and_to_a_restored_history(self) -> None:
        for header in ("HX_Boosted", "HX_History_Restore_Request"):
            request = asked(**{"HX_Request": "true", header: "true"})

            assert is_whole(render_page(request, "404.html", FRAGMENT, {}).content)

    def test_tells_caches_that_the_two_differ(self) -> None:
        assert "HX-Request" in render_page(asked(), "404.html", FRAGMENT, {})["Vary"]
