"""The switch of language: on this device before the door, with the account behind it."""

from typing import Any

import pytest
from django.test import Client

from binhyen.accounts.models import Officer
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import PASSWORD, make_officer

pytestmark = pytest.mark.django_db
SWITCH, DOOR, OWN = "/ngon-ngu/", "/dang-nhap/", "/tai-khoan/toi/"


def choose(client: Client, language: str, back: str = DOOR, **more: Any) -> Any:
    return client.post(SWITCH, {"language": language, "next": back}, **more)


def sign_in(client: Client, officer: Officer) -> None:
    client.post(DOOR, {"login": officer.username, "password": PASSWORD})


class TestChoose:
    def test_turns_the_door_into_english_on_this_device_only(self) -> None:
        here, elsewhere = Client(), Client()

        choose(here, "en")

        assert "<h1>Sign in</h1>" in here.get(DOOR).content.decode()
        assert "<h1>Đăng nhập</h1>" in elsewhere.get(DOOR).content.decode()

    def test_stays_with_the_account_after_signing_in_again_elsewhere(self) -> None:
        officer = make_officer(password=PASSWORD)
        here, elsewhere = Client(), Client()
        sign_in(here, officer)
        choose(here, "en", OWN)
        here.post("/dang-nhap/ra/")

        sign_in(elsewhere, officer)

        assert "<title>My account" in elsewhere.get(OWN).content.decode()

    def test_of_the_account_goes_before_that_of_the_device(self) -> None:
        officer = make_officer(password=PASSWORD)
        client = Client()
        sign_in(client, officer)
        choose(client, "vi", OWN)
        client.cookies["language"] = "en"

        assert "<title>Tài khoản của tôi" in client.get(OWN).content.decode()

    def test_leaves_the_account_of_others_alone(self) -> None:
        officer, _other = make_officer(), make_officer()
        client = Client()
        client.force_login(officer)

        choose(client, "en")

        assert list(Officer.objects.filter(language="en")) == [officer]

    def test_is_one_line_of_the_log_however_often_it_is_pressed(self) -> None:
        client = Client()
        client.force_login(make_officer())

        for _ in range(3):
            choose(client, "en")

        assert AuditEntry.objects.filter(action="officer.language_chosen").count() == 1

    def test_is_only_posted(self) -> None:
        client = Client()

        assert client.get(SWITCH, {"language": "en"}).status_code == 405
        assert "language" not in client.cookies

    def test_is_refused_to_another_sites_form(self) -> None:
        officer = make_officer()
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer)

        assert choose(client, "en").status_code == 403
        assert not Officer.objects.filter(language="en").exists()

    @pytest.mark.parametrize("language", ["fr", "", "en-GB", "EN", "vi'; --"])
    def test_knows_two_languages_only(self, language: str) -> None:
        officer = make_officer()
        client = Client()
        client.force_login(officer)

        assert choose(client, language).status_code == 302
        assert "language" not in client.cookies
        assert Officer.objects.get(pk=officer.pk).language == officer.language

    def test_leads_back_to_the_page_it_was_pressed_on(self) -> None:
        assert choose(Client(), "en", "/don-vi/?q=Hải").url == "/don-vi/?q=H%E1%BA%A3i"

    @pytest.mark.parametrize(
        "back",
        ["https://xau.vn/", "//xau.vn/", "/\\xau.vn", "javascript:alert(1)", "xau.vn", ""],
    )
    def test_leads_to_no_page_but_ours(self, back: str) -> None:
        assert choose(Client(), "en", back).url == "/"

    def test_keeps_the_cookie_from_scripts_and_other_sites(self) -> None:
        client = Client()
        choose(client, "en")
        cookie = client.cookies["language"]

        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert cookie["max-age"] == 365 * 24 * 60 * 60
