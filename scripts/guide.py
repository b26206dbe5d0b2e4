"""The pictures of docs/huong-dan, each taken where the guide's step stands on the real screen.

A story a role, in the order in which the work goes from the village to the province: what
one writes, the next confirms, signs, takes in. Each `yield` names the picture to take there.
"""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page

MORNING = datetime(2026, 11, 26, 2, 12, tzinfo=UTC)  # of every picture; 09:12 in Vietnam
PHONE = (360, 780)
DESK = (1280, 800)
LARGEST_BYTES = 80_000
COLOURS = (64, 32, 16)
BELOW = 90  # room for the bar that stands at the foot of a phone
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SESSIONS = (
    ("Phòng, chống cháy nổ ở khu dân cư", 120),
    ("Giao nộp vũ khí, vật liệu nổ", 64),
    ("An toàn giao thông cho học sinh", 210),
)
Story = Callable[[Page, str], Iterator[str]]


def village_head(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    yield "thon-hom-nay"
    page.get_by_role("link", name="Ghi hoạt động mới").first.click()
    page.get_by_label("Nơi làm").fill("Nhà văn hóa thôn")
    page.get_by_label("Nội dung").fill("Phòng, chống lừa đảo qua mạng")
    down_to(page.locator(".form-end"))
    yield "thon-viec-gi"
    press(page, "Tiếp tục")
    page.get_by_label("Lượt người dự").fill("85")
    yield "thon-bao-nhieu-nguoi"
    press(page, "Tiếp tục")
    down_to(page.locator(".form-end"))
    yield "thon-xem-lai"
    press(page, "Ghi vào sổ")
    yield "thon-da-ghi"


def commune_officer(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    yield "xa-hom-nay"
    page.goto(f"{address}/hoat-dong/nhap-excel/")
    page.set_input_files("#id_file", files=[an_office_sheet()])
    press(page, "Gửi và đọc thử")
    page.get_by_text("Đọc được cả").wait_for(timeout=60_000)
    yield "xa-nhap-excel"
    page.goto(f"{address}/")
    page.locator(".due-act .button").first.click()
    yield "xa-bao-cao"
    press(page, "Xem lại và gửi")
    yield "xa-trinh-ky"
    press(page, "Trình ký")


def verifier(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    top(page.locator(".card:has(.waiting-records)"))
    yield "xac-nhan-hom-nay"
    page.get_by_role("link", name="Phòng, chống lừa đảo qua mạng").first.click()
    yield "xac-nhan-ban-ghi"
    press(page, "Xác nhận")
    page.goto(f"{address}/hoat-dong/?period=")
    page.get_by_role("link", name="Phòng, chống lừa đảo qua mạng").first.click()
    page.get_by_role("link", name="Hủy bản ghi").click()
    yield "xac-nhan-huy"


def commune_leader(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    page.locator(".due-act .button").first.click()
    page.get_by_role("link", name="Xem lại và ký gửi").or_(
        page.get_by_role("button", name="Xem lại và gửi")
    ).first.click()
    yield "lanh-dao-ky"
    press(page, "Ký và gửi báo cáo")


def province_officer(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    yield "tinh-hom-nay"
    page.locator(".home table a[href^='/bao-cao/']").first.click()
    yield "tinh-tiep-nhan"
    press(page, "Lập báo cáo của cấp này")
    yield "tinh-bao-cao"


def province_leader(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    top(page.locator(".card:has(.attention)"))
    yield "lanh-dao-hom-nay"
    page.locator(".attention a[href^='/bao-cao/']").first.click()
    page.get_by_role("link", name="Xem Xã Như Thanh").click()
    top(page.locator(".sending"))
    yield "lanh-dao-chap-nhan"


def leader_reading(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/so-lieu/TT02/P44n/?period=2016&map=today")
    yield "lanh-dao-con-so"


def administrator(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/tai-khoan/")
    yield "quan-tri-tai-khoan"
    page.get_by_role("link", name="Mở tài khoản").click()
    page.get_by_label("Tên hiển thị").fill("Cán bộ xã Hoạt Giang")
    page.get_by_label("Tên đăng nhập").fill("hoatgiang")
    page.get_by_label("Đơn vị", exact=True).fill("Hoạt Giang")
    page.get_by_label("ghi sổ").check()
    page.get_by_label("lập báo cáo").check()
    down_to(page.get_by_role("button", name="Mở tài khoản"))
    yield "quan-tri-mo-tai-khoan"
    page.goto(f"{address}/sap-xep/moi/")
    page.get_by_label("Nhập nhiều đơn vị thành một").check()
    page.fill("#id_q", "Như Thanh")
    press(page, "Tìm")
    yield "quan-tri-sap-xep"


def front(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/")
    yield "mat-tran-hom-nay"
    page.get_by_role("link", name="Ghi hoạt động mới").first.click()
    page.get_by_label("Nội dung").fill("Phổ biến quy ước tự quản của khu dân cư")
    press(page, "Tiếp tục")
    page.get_by_label("Lượt người dự").fill("40")
    page.get_by_label("Khoảng").check()
    page.evaluate("scrollTo(0, 0)")
    yield "mat-tran-khoang-bao-nhieu"
    press(page, "Tiếp tục")
    press(page, "Ghi vào sổ")


STORIES: tuple[tuple[str, tuple[int, int], Story], ...] = (
    ("vinhloi", PHONE, village_head),
    ("nhuthanh.front", PHONE, front),
    ("nhuthanh", PHONE, commune_officer),
    ("nhuthanh.verifier", PHONE, verifier),
    ("nhuthanh.leader", PHONE, commune_leader),
    ("thanhhoa", DESK, province_officer),
    ("thanhhoa.leader", DESK, province_leader),
    ("quangtri.leader", DESK, leader_reading),
    ("thanhhoa.admin", DESK, administrator),
)


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words).first.click()
    page.wait_for_load_state()


def top(part: Locator) -> None:
    """Bring *part* to the top of the screen, as a thumb would."""
    part.first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 16)")


def down_to(part: Locator) -> None:
    """Make the next picture long enough to show the page from its top down to *part*."""
    page = part.page
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    end = part.first.evaluate("one => Math.ceil(one.getBoundingClientRect().bottom + scrollY)")
    width = page.evaluate("innerWidth")
    page.set_viewport_size({"width": width, "height": end + BELOW})


def an_office_sheet() -> FilePayload:
    """Give a table as an office keeps it: a title, a TT column, the weeks before."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["THEO DÕI TUYÊN TRUYỀN"])
    sheet.append(["TT", "Loại việc", "Ngày", "Nội dung", "Nơi làm", "Lượt người"])
    for number, (words, people) in enumerate(SESSIONS, 1):
        day = MORNING.date() - timedelta(days=7 * number)
        sheet.append([number, "Tuyên truyền", f"{day:%d/%m/%Y}", words, "Hội trường xã", people])
    content = io.BytesIO()
    book.save(content)
    return {"name": "Tuyên truyền quý IV.xlsx", "mimeType": SHEET, "buffer": content.getvalue()}


def shot(page: Page, name: Path) -> None:
    """Keep what stands on the screen, with few colours, so that the guide stays light."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in COLOURS:
        picture.quantize(colours).save(name, optimize=True)
        if name.stat().st_size <= LARGEST_BYTES:
            break
    print(f"{page.url} -> {name.name} {name.stat().st_size:,} bytes")


def picture_guide(
    browser: Browser, address: str, folder: Path, sign_in: Callable[[Page, str, str], None]
) -> None:
    """Work through every story and keep its pictures; the site's books grow by that work."""
    at_door = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="vi-VN")
    at_door.goto(f"{address}/dang-nhap/")
    shot(at_door, folder / "dang-nhap.png")
    for username, (width, height), story in STORIES:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", locale="vi-VN"
        )
        page = context.new_page()
        sign_in(page, address, username)
        for name in story(page, address):
            shot(page, folder / f"{name}.png")
            page.set_viewport_size({"width": width, "height": height})
        context.close()
