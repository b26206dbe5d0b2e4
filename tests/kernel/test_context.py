from datetime import date

from django.http import HttpRequest
from django.test import RequestFactory

from binhyen.kernel.context import shell


def request(**cookies: str) -> HttpRequest:
    made = RequestFactory().get("/")
    made.COOKIES = cookies
    made.day = date(2026, 11, 16)  # type: ignore[attr-defined]
    return made


class TestShell:
    def test_names_the_body_and_the_day(self) -> None:
        asked = request()
        asked.own_unit_name = "Ban Chỉ đạo 138"  # type: ignore[attr-defined]

        frame = shell(asked)["shell"]

        assert frame["own_unit"] == "Ban Chỉ đạo 138"
        assert frame["date"] == "Thứ Hai, 16/11/2026 (8/10 Bính Ngọ)"

    def test_keeps_the_text_size_and_ground_this_device_chose(self) -> None:
        frame = shell(request(text_size="125", theme="dark"))["shell"]

        assert (frame["text_size"], frame["theme"]) == ("125", "dark")

    def test_does_not_believe_a_forged_cookie(self) -> None:
        frame = shell(request(text_size='9" onload="x', theme="pink"))["shell"]

        assert (frame["text_size"], frame["theme"]) == ("100", "auto")
