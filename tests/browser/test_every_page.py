"""Every page somebody meets, on a phone by day and at a desk by night: whole, quiet, readable.

And not wider than a tablet, than a desk's screen enlarged twice, or than paper.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from binhyen.demonstration.rules import PASSWORD
from tests.builders.site import Site
from tests.builders.visitor import DESK, PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.xdist_group("pages"),
]

BOOKS = ("hoat-dong", "mo-hinh", "tuyen-truyen", "luc-luong", "so-khai")
DOOR = ("/dang-nhap/", "/dang-nhap/ma-mot-lan/", "/dang-nhap/quen-mat-khau/", "/style/")
PAGES = {
    "nhuthanh": (
        "/", "/so-lieu/", "/so-lieu/TT02/C16228n/", "/so-lieu/MH02/C16228n/?map=today",
        *(f"/{book}/?period=" for book in BOOKS), *(f"/{book}/ghi-moi/" for book in BOOKS),
        *(f"/{book}/nhap-excel/" for book in BOOKS[:-1]),
        *(f"/{book}/in/?period=" for book in BOOKS), "/don-vi/", "/don-vi/C16228n/",
        "/don-vi/C16228n/khu-dan-cu/", "/don-vi/C16228n/to-chuc/", "/tai-khoan/toi/",
        "/dang-nhap/hai-buoc/", "/dang-nhap/mat-khau/", "/sap-xep/", "/huong-dan/",
        "/bao-cao/", "/bao-cao/ngay-nghi/", "/bao-cao/so-lieu-cu/C16228n/2024/", "/ban-do/",
    ),
    "thanhhoa.leader": ("/bao-cao/",),
    "admin": (
        "/bao-cao/che-do/", "/bao-cao/che-do/moi/", "/bao-cao/che-do/PT-ANTQ/",
        "/bao-cao/che-do/PT-ANTQ/ky/", "/bao-cao/ngay-nghi/",
    ),
    "quangtri.leader": (
        "/", "/so-lieu/TT02/P44n/?period=2016&map=today", "/so-lieu/hai-ban-do/P44n/",
        "/so-lieu/TT02/P44n/phu-luc/?period=2016", "/ban-do/?code=TT02",
    ),
    "thanhhoa.admin": (
        "/", "/tai-khoan/", "/tai-khoan/moi/", "/tai-khoan/nhap/", "/tai-khoan/cho-xac-nhan/",
        "/sap-xep/moi/", "/nhat-ky/",
    ),
    "nation.leader": ("/", "/so-lieu/", "/so-lieu/TT02/VN/?period=2016", "/don-vi/VN/",
                      "/ban-do/", "/ban-do/?code=MH08&way=change&chosen=P38n",
                      "/ban-do/?unit=P48n", "/ban-do/?map=day&on=2025-06-30"),
    "nation.oversight": ("/", "/nhat-ky/"),
}  # fmt: skip


@pytest.fixture
def visitor(site: Site, chrome: Browser) -> Iterator[Visitor]:
    somebody = Visitor.open(chrome, site.address, width=DESK, dark=True)
    yield somebody
    somebody.close()


def wrong_of(visitor: Visitor, paths: tuple[str, ...]) -> list[str]:
    """Open each page at a desk by night; then the same page is on a phone by day."""
    found = []
    for path in paths:
        visitor.become(DESK, dark=True)
        looks = partial(visitor.go, path), partial(look_on_a_phone_by_day, visitor)
        for look in (*looks, visitor.fits_elsewhere):
            try:
                look()
            except AssertionError as error:
                found.append(str(error))
    return found


def look_on_a_phone_by_day(visitor: Visitor) -> None:
    visitor.become(PHONE, dark=False)
    visitor.look()


class TestPages:
    @pytest.mark.parametrize("username", PAGES)
    def test_are_whole_for(self, visitor: Visitor, username: str) -> None:
        visitor.sign_in(username, PASSWORD)
        assert "\n\n".join(wrong_of(visitor, PAGES[username])) == ""

    def test_at_the_door_are_whole(self, visitor: Visitor) -> None:
        assert "\n\n".join(wrong_of(visitor, DOOR)) == ""

    def test_that_are_not_there_say_so(self, visitor: Visitor) -> None:
        visitor.go("/khong-co/", status=404).reads("Không tìm thấy trang này")
        look_on_a_phone_by_day(visitor)
