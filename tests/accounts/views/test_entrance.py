import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from binhyen.accounts import services
from binhyen.accounts.models import Officer
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import MORNING, PASSWORD, make_officer, officer_at
from tests.builders.units import make_unit

DOOR = "/dang-nhap/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(DOOR, {"login": username, "password": password}, **extra)


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/toi/").status_code == 200


@pytest.mark.django_db
class TestLogin:
    def test_lets_an_officer_in_and_logs_it(self) -> None:
        officer = make_officer(username="hoa", password=PASSWORD)
        client = Client()
        assert sign_in(client, "hoa").status_code == 302
        assert is_in(client)
        assert AuditEntry.objects.get(action="officer.signed_in").actor_id == officer.pk

    def test_counts_the_tries_down_and_then_says_when_to_come_back(self) -> None:
        make_officer(username="hoa.locked", password=PASSWORD)
        client = Client()
        words = [sign_in(client, "hoa.locked", "sai").content.decode() for _ in range(6)]
        assert [re.findall(r"Còn (\d) lần thử", text) for text in words[:4]] == [
            ["4"],
            ["3"],
            ["2"],
            ["1"],
        ]
        assert re.search(r"Đề nghị thử lại sau \d\d:\d\d\.", words[5])

        refused = sign_in(client, "hoa.locked")
        assert refused.status_code == 200
        assert not is_in(client)

    def test_does_not_tell_whether_the_name_exists(self) -> None:
        make_officer(username="that", password=PASSWORD)
        client = Client()
        known = sign_in(client, "that", "sai").context["form"].non_field_errors()
        unknown = sign_in(client, "khong.co", "sai").context["form"].non_field_errors()
        assert known == unknown

    def test_keeps_a_locked_account_out(self) -> None:
        officer = make_officer(username="hoa", password=PASSWORD)
        client = Client()
        sign_in(client, "hoa")
        services.lock_officer(officer=officer, by=None, at=MORNING)
        assert not is_in(client)
        assert sign_in(client, "hoa").url == "/dang-nhap/dang-khoa/"

    def test_asks_the_second_step_where_it_is_on(self) -> None:
        officer = make_officer(username="hoa", password=PASSWORD)
        secret = "JBSWY3DPEHPK3PXP"
        TOTP.activate(officer, secret)
        client = Client()
        assert sign_in(client, "hoa").url == "/dang-nhap/hai-buoc/ma/"
        assert not is_in(client)

        page = client.post("/dang-nhap/hai-buoc/ma/", {"code": "000000"})
        assert "Mã chưa đúng" in page.content.decode()
        code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
        client.post("/dang-nhap/hai-buoc/ma/", {"code": code})
        assert is_in(client)

    def test_keeps_the_second_secret_encrypted(self) -> None:
        officer = make_officer()
        kept = TOTP.activate(officer, "JBSWY3DPEHPK3PXP").instance
        assert "JBSWY3DPEHPK3PXP" not in str(kept.data)

    def test_has_no_sign_up_and_no_mail(self) -> None:
        client = Client()
        for path in ("signup/", "password/reset/", "email/", "accounts/login/"):
            assert client.get(DOOR + path).status_code == 404


@pytest.mark.django_db
class TestPasswordChange:
    def test_ends_every_session(self) -> None:
        make_officer(username="hoa", password=PASSWORD)
        here, elsewhere = Client(), Client()
        sign_in(here, "hoa")
        sign_in(elsewhere, "hoa")
        answer = here.post(
            "/dang-nhap/mat-khau/",
            {"oldpassword": PASSWORD, "password1": "mùa gặt 2027!", "password2": "mùa gặt 2027!"},
        )
        assert answer.status_code == 302
        assert not is_in(elsewhere)
        assert not is_in(here)
        assert AuditEntry.objects.filter(action="password.changed").count() == 1

    def test_tells_an_officer_without_a_password_how_to_get_one(self, client: Client) -> None:
        client.force_login(make_officer("Cán bộ chưa có mật khẩu"))

        shown = client.get("/dang-nhap/mat-khau/")

        assert shown.status_code == 200
        said = shown.content.decode()
        assert "Đồng chí chưa có mật khẩu" in said
        assert "Đề nghị quản trị của đơn vị, hoặc của cấp trên, cấp mã một lần" in said
        assert reverse("account_redeem_code") in said
        assert 'name="password1"' not in said

    def test_changes_nothing_for_an_officer_without_a_password(self, client: Client) -> None:
        officer = make_officer("Cán bộ chưa có mật khẩu")
        client.force_login(officer)

        answer = client.post("/dang-nhap/mat-khau/", {"password1": PASSWORD, "password2": PASSWORD})

        assert answer.status_code == 200
        assert not Officer.objects.get(pk=officer.pk).has_usable_password()

    def test_asks_a_stranger_to_sign_in(self, client: Client) -> None:
        assert client.get("/dang-nhap/mat-khau/")["Location"].startswith(DOOR)


@pytest.mark.django_db
class TestForgotten:
    def test_sends_people_to_their_administrator(self) -> None:
        page = Client().get(reverse("account_reset_password")).content.decode()
        assert "liên hệ quản trị" in page


@pytest.mark.django_db
class TestRedeem:
    def post(self, client: Client, username: str, code: str, password: str = PASSWORD) -> Any:
        return client.post(
            "/dang-nhap/ma-mot-lan/",
            {"username": username, "code": code, "password1": password, "password2": password},
        )

    def test_lets_a_new_officer_choose_a_password_and_come_in(self) -> None:
        officer = make_officer(username="thon.vinhloi")
        code = services.issue_code(officer=officer, by=None, at=MORNING.replace(year=2126))
        client = Client()
        assert self.post(client, "thon.vinhloi", code).url == DOOR
        sign_in(client, "thon.vinhloi")
        assert is_in(client)

    def test_ends_the_sessions_opened_before(self) -> None:
        officer = make_officer(username="hoa", password=PASSWORD)
        open_session = Client()
        sign_in(open_session, "hoa")
        code = services.issue_code(officer=officer, by=None, at=MORNING.replace(year=2126))
        self.post(Client(), "hoa", code, "mùa gặt 2027!")
        assert not is_in(open_session)

    def test_refuses_a_short_password(self) -> None:
        officer = make_officer(username="thon.ngan")
        code = services.issue_code(officer=officer, by=None, at=MORNING.replace(year=2126))
        page = self.post(Client(), "thon.ngan", code, "ngan1")
        assert page.status_code == 200
        assert not Officer.objects.get(pk=officer.pk).has_usable_password()

    def test_locks_after_five_wrong_codes(self) -> None:
        officer = make_officer(username="thon.khoa")
        code = services.issue_code(officer=officer, by=None, at=MORNING.replace(year=2126))
        client = Client()
        for _ in range(5):
            self.post(client, "thon.khoa", "aaaa-bbbb-cccc")
        page = self.post(client, "thon.khoa", code)
        assert "Đề nghị thử lại sau" in page.content.decode()


@pytest.mark.django_db
class TestDoorPages:
    @pytest.mark.parametrize(
        "path",
        [
            "/dang-nhap/ra/",
            "/dang-nhap/mat-khau/",
            "/dang-nhap/xac-nhan-lai/",
            "/dang-nhap/hai-buoc/",
            "/dang-nhap/hai-buoc/bat/",
        ],
    )
    def test_speak_vietnamese(self, path: str) -> None:
        officer_at(make_unit(), "RECORDER", username="hoa", password=PASSWORD)
        client = Client()
        sign_in(client, "hoa")
        page = client.get(path, follow=True)
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", page.content.decode())
        assert page.status_code == 200
        assert not re.search(r"\b(Password|Sign|Code|Confirm|Authenticator|Please|the)\b", text)
