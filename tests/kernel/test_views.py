import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


class TestStyle:
    def test_shows_every_component(self) -> None:
        page = Client().get("/style/")

        assert page.status_code == 200
        for words in ("Chờ xác nhận", "Dòng 1 đến 12 trong 144", "Bước 2 trong 3", "chưa trả lời"):
            assert words in page.content.decode()


class TestDisplay:
    def test_keeps_the_choice_and_goes_back(self) -> None:
        client = Client()

        answer = client.post("/display/", {"text_size": "125", "next": "/style/?page=2"})

        assert answer["Location"] == "/style/?page=2"
        assert 'data-text="125"' in client.get("/style/").content.decode()

    def test_goes_nowhere_else(self) -> None:
        answer = Client().post("/display/", {"theme": "dark", "next": "https://example.org/"})

        assert answer["Location"] == "/"

    def test_keeps_no_value_it_does_not_know(self) -> None:
        answer = Client().post("/display/", {"theme": "pink"})

        assert "theme" not in answer.cookies


class TestErrorPages:
    def test_say_that_a_page_is_not_there(self) -> None:
        answer = Client().get("/no-such-page/")

        assert answer.status_code == 404
        assert "Không tìm thấy trang này" in answer.content.decode()
