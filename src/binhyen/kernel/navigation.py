"""The menu: what the site can do, in the words of the people who use it."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A door; with a role, only for those who hold it somewhere."""

    label: str | Promise
    url_name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    label: str | Promise
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str | Promise
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    label: str | Promise
    url: str
    icon: str
    here: bool


HOME: Final = Entry(_("Hôm nay"), "overview:home")
GROUPS: Final = (
    ("", (HOME,)),
    (
        _("Ghi sổ"),
        (
            Entry(_("Hoạt động"), "activities:list"),
            Entry(_("Mô hình"), "schemes:list"),
            Entry(_("Tuyên truyền"), "outreach:list"),
            Entry(_("Lực lượng"), "forces:list"),
            Entry(_("Số khai"), "records:declarations"),
        ),
    ),
    (
        _("Tổng hợp"),
        (
            Entry(_("Báo cáo"), "filings:list"),
            Entry(_("Số liệu"), "overview:figures"),
            Entry(_("Bản đồ"), "overview:map"),
            Entry(_("Đơn vị"), "units:list"),
            Entry(_("Sắp xếp đơn vị"), "rearrangement:list"),
        ),
    ),
    (
        _("Hệ thống"),
        (
            Entry(_("Tài khoản"), "accounts:officers", role="ADMINISTRATOR"),
            Entry(_("Nhật ký"), "accounts:audit"),
        ),
    ),
)
TABS: Final = (
    (HOME, "home", ()),
    (
        Entry(_("Ghi sổ"), "activities:list"),
        "pencil",
        ("schemes:list", "outreach:list", "forces:list", "records:declarations"),
    ),
    (Entry(_("Báo cáo"), "filings:list"), "file", ()),
    (
        Entry(_("Số liệu"), "overview:figures"),
        "chart",
        ("overview:map", "units:list", "rearrangement:list"),
    ),
)


def menu(request: HttpRequest) -> list[Group]:
    """Give the groups of the side menu; what this installation does not have is left out."""
    groups = []
    for label, entries in GROUPS:
        items = tuple(item for entry in entries if (item := _item(entry, request)))
        if items:
            groups.append(Group(label, items))
    return groups


def tabs(request: HttpRequest) -> list[Tab]:
    """Give the bar at the foot of a phone's window."""
    found = []
    for entry, icon, others in TABS:
        if url := _address(entry.url_name):
            addresses = [url, *(_address(name) for name in others)]
            here = any(_holds(address, request.path) for address in addresses if address)
            found.append(Tab(entry.label, url, icon, here))
    return found


def _item(entry: Entry, request: HttpRequest) -> Item | None:
    url = _address(entry.url_name)
    if not url or not _opens(entry, request):
        return None
    return Item(entry.label, url, _holds(url, request.path))


def _opens(entry: Entry, request: HttpRequest) -> bool:
    """Whether the door opens for who asks; the reach is put on the request by accounts, above."""
    reach = getattr(request, "reach", None)
    return not entry.role or (reach is not None and reach.has(entry.role))


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _holds(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
