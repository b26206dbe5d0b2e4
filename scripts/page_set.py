"""docs/pages: every page by role, on a phone by day and at a desk by night, small enough to keep.

`.venv/bin/python -m scripts.screenshots docs/pages --set` takes it anew: on a site of its own on
which it is always the same morning, after the guide's stories and two more were worked through.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page

from scripts.guide import STORIES, press
from scripts.pages import AFTER_WORK, DOOR, NOT_THERE, PAGES
from scripts.ways import WAYS, sign_in

ROLES = {
    "": "Ở cửa, chưa đăng nhập",
    "vinhloi": "Trưởng thôn",
    "nhuthanh.front": "Mặt trận xã",
    "nhuthanh": "Cán bộ xã",
    "nhuthanh.verifier": "Công an xã, người xác nhận",
    "nhuthanh.leader": "Lãnh đạo xã",
    "thanhhoa": "Cán bộ tỉnh",
    "thanhhoa.leader": "Lãnh đạo tỉnh nhận báo cáo",
    "quangtri.leader": "Lãnh đạo tỉnh xem số liệu",
    "nation.leader": "Lãnh đạo trung ương",
    "thanhhoa.admin": "Quản trị tỉnh",
    "thanhhoa.admin.second": "Quản trị tỉnh thứ hai",
    "admin": "Quản trị trung ương",
    "nation.oversight": "Giám sát trung ương",
}
PHONE, DESK = 360, 1280
LOWEST, HIGHEST = 780, {PHONE: 1600, DESK: 1400}  # what is further down is more of the same
COLOURS = 64
UNKNOWN = {"{pk}": r"[0-9a-f]{8}-[0-9a-f-]{27}", "{n}": r"\d+"}
HEAD = """# Mọi trang, theo vai

Do `.venv/bin/python -m scripts.screenshots docs/pages --set` chụp, không sửa tay: số liệu minh họa,
luôn vào sáng 26/11/2026. Mỗi trang hai ảnh: điện thoại 360 px ban ngày, máy bàn 1280 px ban đêm;
phần dưới của trang dài được cắt.
"""
# What the page is about first, then what one may do with it.
LINKS = """() => [...document.querySelectorAll('main a[href]')]
  .sort((one, other) => !!one.closest('.page-actions') - !!other.closest('.page-actions'))
  .map(one => one.pathname)"""


class LostError(Exception):
    """A page of the list could not be opened: it is not where the list says."""


class Taken(NamedTuple):
    """One page of the set: its address in the list, and what it calls itself."""

    address: str
    title: str


def pages_of(username: str) -> tuple[str, ...]:
    """Every address of the set that this officer opens, in the order in which they are found."""
    if not username:
        return (*DOOR, NOT_THERE)
    both = (*PAGES.get(username, ()), *AFTER_WORK.get(username, ()))
    return tuple(dict.fromkeys(both))


def name_of(address: str) -> str:
    words = re.sub(r"[^\w]+", "-", address.replace("{pk}", "mot").replace("{n}", "mot"))
    return words.strip("-") or "trang-chu"


def picture(username: str, address: str, width: int) -> str:
    return f"{username or 'cua'}/{name_of(address)}.{width}.webp"


def fitting(address: str) -> str:
    """Give the pattern of all paths that an address of the list may stand for."""
    fits = re.escape(address)
    for hole, kind in UNKNOWN.items():
        fits = fits.replace(re.escape(hole), kind)
    return fits


@dataclass
class Walk:
    """One officer's way through the pages; what was found is remembered for what comes after."""

    page: Page
    site: str
    found: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)

    def go(self, address: str, width: int) -> None:
        """Open a page anew on a screen of this width: what its script does may depend on it."""
        ground: Literal["dark", "light"] = "dark" if width == DESK else "light"
        self.page.emulate_media(color_scheme=ground, reduced_motion="reduce")
        self.page.set_viewport_size({"width": width, "height": LOWEST})
        if address in WAYS:
            WAYS[address](self.page, self.site)
            is_there = bool(re.fullmatch(fitting(address), urlsplit(self.page.url).path))
        else:
            is_there = self._opens(address)
        if not is_there:
            raise LostError(f"{address}: led to {self.page.url}")
        self.page.wait_for_load_state("networkidle")
        self.links[:0] = self.page.evaluate(LINKS)

    def _opens(self, address: str) -> bool:
        self.found[address] = actual = self._actual(address)
        answer = self.page.goto(self.site + actual)
        expected = 404 if address == NOT_THERE else 200
        is_at_it = urlsplit(self.page.url).path == urlsplit(actual).path
        return is_at_it and answer is not None and answer.status == expected

    def _actual(self, address: str) -> str:
        if "{" not in address:
            return address
        for known, real in self.found.items():
            if "{" in known and address.startswith(known):
                return real + address.removeprefix(known)
        fits = fitting(address)
        for link in self.links:
            if re.fullmatch(fits, link):
                return link
        raise LostError(f"No page before it leads to {address}")

    def shoot(self, width: int, name: Path) -> None:
        """Keep the page from its top, as on a screen so high; with few colours it stays small."""
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        long = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": min(long, HIGHEST[width])})
        seen = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB").quantize(COLOURS)
        name.parent.mkdir(exist_ok=True)
        seen.convert("RGB").save(name, lossless=True, quality=100, method=4)


def take_set(browser: Browser, site: str, folder: Path) -> None:
    """Work the stories through, then picture every page of every role and write the index."""
    for username, (width, height), story in (*STORIES, *MORE_WORK):
        page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        sign_in(page, site, username)
        for _name in story(page, site):
            page.set_viewport_size({"width": width, "height": height})
        page.close()
    kept: dict[str, list[Taken]] = {}
    lost: list[str] = []
    for username in ROLES:
        page = browser.new_page(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        if username:
            sign_in(page, site, username)
        kept[username] = [*walked(Walk(page, site), username, folder, lost)]
        page.close()
    write_index(folder, kept)
    if lost:
        raise SystemExit("\n".join(lost))


def walked(way: Walk, username: str, folder: Path, lost: list[str]) -> Iterator[Taken]:
    for address in pages_of(username):
        try:
            for width in (DESK, PHONE):
                way.go(address, width)
                way.shoot(width, folder / picture(username, address, width))
        except LostError as error:
            lost.append(f"{username}: {error}")
            continue
        title = " ".join(way.page.locator("h1").first.inner_text().split())
        print(f"{username or 'cua'} {address}: {title}")
        yield Taken(address, title)


def write_index(folder: Path, kept: dict[str, list[Taken]]) -> None:
    """README.md names every page of every role; a role's own page shows the pictures."""
    lines = [HEAD]
    for username, pages in kept.items():
        here = username or "cua"
        heading = ROLES[username] + (f" (`{username}`)" if username else "")
        lines += [f"## [{heading}]({here}.md)\n"]
        lines += [f"- {one.title}: `{one.address}`" for one in pages] + [""]
        shown = [f"# {heading}\n", "[Mọi vai](README.md)\n"]
        shown += [both_pictures(username, one) for one in pages]
        (folder / f"{here}.md").write_text("\n".join(shown), "utf-8")
    (folder / "README.md").write_text("\n".join(lines), "utf-8")


def both_pictures(username: str, one: Taken) -> str:
    phone, desk = (picture(username, one.address, width) for width in (PHONE, DESK))
    return f"""## {one.title}

`{one.address}`

<img src="{phone}" width="240" alt="{one.title}, điện thoại">
<img src="{desk}" width="640" alt="{one.title}, máy bàn">
"""


def all_reports_in_one_file(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/bao-cao/")
    received = page.locator("main a[href^='/bao-cao/tiep-nhan/']")
    received.filter(has_text="Tháng 11/2026").click()
    page.get_by_role("link", name="Tải trọn gói").click()
    press(page, "Lập tệp nén")
    yield "tron-goi"


def a_merge(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/sap-xep/moi/")
    page.get_by_label("Nhập nhiều đơn vị thành một").check()
    for name in ("Xuân Du", "Mậu Lâm"):
        page.fill("#id_q", name)
        press(page, "Tìm")
        page.locator("label.choice", has_text=name).first.click()
    page.fill("#id_on", "24/11/2026")
    page.fill("#id_decree", "Nghị quyết 12/NQ-HĐND của Hội đồng nhân dân tỉnh Thanh Hóa")
    press(page, "Tiếp tục")
    page.get_by_label("Tên", exact=True).fill("Du Lâm")
    page.get_by_label("Mã", exact=True).fill("99138")
    press(page, "Tiếp tục")
    yield "sap-xep"


def the_file_and_the_other_books(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/hoat-dong/nhap-excel/")
    page.get_by_role("link", name="Tuyên truyền quý IV.xlsx").click()
    press(page, "Ghi 3 dòng vào sổ")
    yield "tep"
    page.goto(f"{address}/tuyen-truyen/ghi-moi/")
    page.get_by_label("Tên kênh, nhóm").fill("An ninh Như Thanh")
    page.get_by_label("Nền tảng").select_option(label="Zalo")
    page.get_by_label("Ngày lập").fill("15/10/2026")
    page.get_by_label("Đếm ngày").first.fill("15/10/2026")
    page.get_by_label("Thành viên").first.fill("150")
    press(page, "Ghi vào sổ")
    yield "kenh"
    page.goto(f"{address}/luc-luong/ghi-moi/")
    page.get_by_label("Tên tổ").fill("Tổ bảo vệ an ninh, trật tự thôn Vĩnh Lợi")
    page.get_by_label("Loại tổ").select_option(label="Tổ bảo vệ an ninh, trật tự")
    page.get_by_label("Ngày thành lập").fill("01/07/2026")
    page.get_by_label("Đếm ngày").first.fill("01/07/2026")
    page.get_by_label("Thành viên").first.fill("3")
    press(page, "Ghi vào sổ")
    yield "to"


MORE_WORK = (
    ("nhuthanh", (PHONE, 780), the_file_and_the_other_books),
    ("thanhhoa", (DESK, 900), all_reports_in_one_file),
    ("thanhhoa.admin", (DESK, 900), a_merge),
)
