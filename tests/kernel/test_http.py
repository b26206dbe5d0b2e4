import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


class TestNoNullMiddleware:
    @pytest.mark.parametrize("path", ["/don-vi/?q=%00", "/style/?%00=1", "/don-vi/%00/"])
    def test_refuses_the_nul_sign_in_an_address(self, path: str) -> None:
        assert Client().get(path).status_code == 404

    def test_lets_everything_else_through(self) -> None:
        assert Client().get("/style/?q=B%E1%BA%AFc").status_code == 200
