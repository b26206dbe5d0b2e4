"""Through the door, and to those pages of the set to which an address alone does not lead.

Each way may be gone twice, for the phone and for the desk: it does only what is not done yet.
"""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Page

from scripts.environment import ROOT
from scripts.guide import press

PASSWORD = re.search(
    r'^PASSWORD = "(.+?)"', (ROOT / "src/binhyen/demonstration/rules.py").read_text(), re.MULTILINE
)
CODE_SECONDS, CODE_DIGITS = 30, 6
SECOND_STEP = "/dang-nhap/hai-buoc/"
Way = Callable[[Page, str], None]


def sign_in(page: Page, address: str, username: str) -> None:
    knock(page, address, username)
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


def knock(page: Page, address: str, username: str) -> None:
    """Send name and password; who has a second factor is then asked for a code."""
    page.goto(f"{address}/dang-nhap/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD.group(1) if PASSWORD else "")
    page.click("main button.primary")


def code_of(secret: str) -> str:
    """What a phone with this secret shows at the moment (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // CODE_SECONDS)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def to_turning_it_on(page: Page, address: str) -> None:
    """Say the password again, which such a step asks for."""
    page.goto(f"{address}{SECOND_STEP}bat/")
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD.group(1) if PASSWORD else "")
        press(page, "Tiếp tục")


def to_codes_shown_once(page: Page, address: str) -> None:
    """Turn the second factor on, or ask for new codes: either way they are seen this once."""
    to_turning_it_on(page, address)
    secret = page.locator(".secret")
    if secret.count():
        page.fill("#id_code", code_of(secret.inner_text()))
        press(page, "Bật")
    else:
        page.goto(f"{address}{SECOND_STEP}du-phong/moi/")
        press(page, "Lấy bộ mới")


def to_the_second_step(page: Page, address: str) -> None:
    page.context.clear_cookies()
    knock(page, address, "thanhhoa.admin.second")
    page.wait_for_url(f"**{SECOND_STEP}ma/")


def to_an_undoing(page: Page, address: str) -> None:
    """Confirm what the first administrator entered; until somebody records it can be undone."""
    page.goto(f"{address}/sap-xep/")
    page.locator("main a[href^='/sap-xep/']", has_text="Du Lâm").first.click()
    if page.get_by_role("button", name="Xác nhận sắp xếp").count():
        press(page, "Xác nhận sắp xếp")
    page.get_by_role("link", name="Hoàn tác").click()


def to_places_of_a_division(page: Page, address: str) -> None:
    page.goto(f"{address}/sap-xep/")
    drafted = page.locator("main a[href^='/sap-xep/']", has_text="Như Thanh")
    if drafted.count():
        drafted.first.click()
        page.get_by_role("link", name="Sửa nơi thuộc").click()
        return
    page.goto(f"{address}/sap-xep/moi/")
    page.get_by_label("Chia một đơn vị").check()
    page.fill("#id_q", "Như Thanh")
    press(page, "Tìm")
    page.locator("label.choice", has_text="Như Thanh").first.click()
    page.fill("#id_on", "01/12/2026")
    page.fill("#id_decree", "Nghị quyết 15/NQ-HĐND của Hội đồng nhân dân tỉnh Thanh Hóa")
    press(page, "Tiếp tục")
    for number, (name, code) in enumerate((("Vĩnh Lợi", "99139"), ("Hải Vân", "99140"))):
        page.get_by_label("Tên", exact=True).nth(number).fill(name)
        page.get_by_label("Mã", exact=True).nth(number).fill(code)
    press(page, "Tiếp tục")


WAYS: dict[str, Way] = {
    "/sap-xep/{n}/hoan-tac/": to_an_undoing,
    "/sap-xep/{n}/noi-thuoc/": to_places_of_a_division,
    f"{SECOND_STEP}bat/": to_turning_it_on,
    f"{SECOND_STEP}du-phong/": to_codes_shown_once,
    f"{SECOND_STEP}ma/": to_the_second_step,
}
