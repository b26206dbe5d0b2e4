import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from binhyen.kernel import navigation


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include(([path("", answer, name="home")], "overview"))),
    path("activities/", include(([path("", answer, name="list")], "activities"))),
    path("schemes/", include(([path("", answer, name="list")], "schemes"))),
    path("officers/", include(([path("", answer, name="officers")], "accounts"))),
]


class OneRole:
    """What the menu asks of a reach."""

    def __init__(self, role: str) -> None:
        self.role = role

    def has(self, role: str) -> bool:
        return role == self.role


pytestmark = pytest.mark.urls(__name__)


class TestMenu:
    def test_leaves_out_what_the_site_does_not_have(self) -> None:
        groups = navigation.menu(RequestFactory().get("/"))

        assert [[str(item.label) for item in group.items] for group in groups] == [
            ["Hôm nay"],
            ["Hoạt động", "Mô hình"],
        ]

    @pytest.mark.parametrize(("role", "shown"), [("ADMINISTRATOR", True), ("RECORDER", False)])
    def test_shows_accounts_to_those_who_look_after_them(self, role: str, *, shown: bool) -> None:
        request = RequestFactory().get("/")
        request.reach = OneRole(role)  # type: ignore[attr-defined]  # put there by accounts

        labels = [str(item.label) for group in navigation.menu(request) for item in group.items]
        assert ("Tài khoản" in labels) is shown

    def test_marks_where_one_is(self) -> None:
        groups = navigation.menu(RequestFactory().get("/schemes/7/"))

        here = [str(item.label) for group in groups for item in group.items if item.here]
        assert here == ["Mô hình"]


class TestTabs:
    def test_marks_the_books_together(self) -> None:
        tabs = navigation.tabs(RequestFactory().get("/schemes/7/"))

        assert [(str(tab.label), tab.here) for tab in tabs] == [
            ("Hôm nay", False),
            ("Ghi sổ", True),
        ]
