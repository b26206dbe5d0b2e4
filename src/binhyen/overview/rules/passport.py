"""What a figure is, how it adds up, and what it must not be added to."""

from typing import Final

from binhyen.kernel.words import gettext as _
from binhyen.kernel.words import gettext_noop

HOW: Final = {
    "FLOW": gettext_noop("Cộng theo thời gian và theo đơn vị."),
    "STOCK": gettext_noop("Số tại một ngày. Cộng theo đơn vị, không cộng theo thời gian."),
    "STATUS": gettext_noop("Tính theo năm. Cộng theo đơn vị, không cộng qua các năm."),
    "DISTINCT": gettext_noop("Đếm loại khác nhau, nên không cộng các đơn vị với nhau."),
    "RATE": gettext_noop("Cộng tử số và mẫu số trước rồi mới chia. Không lấy trung bình."),
}
MEANING: Final = {
    "TT01": gettext_noop(
        "Số buổi tuyên truyền trực tiếp. Một buổi tại nhiều nơi được ghi theo số buổi."
    ),
    "TT02": gettext_noop(
        "Tổng lượt dự các buổi tuyên truyền trực tiếp. Một người dự hai buổi là hai lượt."
    ),
    "TT03": gettext_noop("Số lần phát động phong trào."),
    "TT04": gettext_noop("Tổng lượt dự các lần phát động."),
    "TT08": gettext_noop("Số nhóm, trang đang hoạt động tại ngày xem."),
    "TT09": gettext_noop("Số thành viên các nhóm theo lần đếm gần nhất."),
    "NH01": gettext_noop("Số điểm tổ chức Ngày hội 19/8."),
    "NH03": gettext_noop("Tổng lượt người tham gia Ngày hội."),
    "MH01": gettext_noop(
        "Số loại mô hình có ít nhất một điểm đang duy trì, theo danh mục toàn quốc."
    ),
    "MH02": gettext_noop("Số điểm mô hình đang duy trì tại ngày xem, gồm cả điểm không hoạt động."),
    "MH03": gettext_noop("Số điểm mô hình ra mắt trong kỳ."),
    "MH05": gettext_noop("Số điểm mô hình lập theo một mô hình đã có."),
    "MH06": gettext_noop("Số điểm mô hình kết thúc trong kỳ."),
    "MH07": gettext_noop("Số điểm mô hình theo lần xếp loại gần nhất."),
    "LL01": gettext_noop("Số tổ bảo vệ an ninh, trật tự ở cơ sở tại ngày xem."),
    "LL02": gettext_noop("Số thành viên các tổ bảo vệ an ninh, trật tự theo lần đếm gần nhất."),
    "LL05": gettext_noop("Số lượt tuần tra trong kỳ."),
    "LL09": gettext_noop("Số tổ an ninh xã hội, tổ liên gia tự quản tại ngày xem."),
    "DC03": gettext_noop("Số khu dân cư, xã và tổ chức có trong danh mục đơn vị tại ngày cuối."),
}
_ATTENDANCES: Final = ("TT02", "TT04", "NH03", "CD10b", "YK02")
_PERSONS: Final = ("TT09", "MH09a", "LL02", "LL07b", "LL08")
_SITES: Final = ("MH02", "MH03", "MH05", "MH04")
_APART: Final = (_ATTENDANCES, _PERSONS, _SITES)
_ALSO_APART: Final = {"MH01": ("MH02",), "TT01": ("TT03", "CD07"), "LL01": ("LL09",),
                      "LL09": ("LL01", "MH02"), "TT08": ("MH02",)}  # fmt: skip


def not_added_to(code: str) -> list[str]:
    """The indicators people are tempted to add to this one."""
    found = [other for group in _APART if code in group for other in group if other != code]
    return [*found, *(other for other in _ALSO_APART.get(code, ()) if other not in found)]


def meaning(code: str, unit_of_measure: str, kind: str) -> str:
    """Say what is counted; what has no words of its own is said by its unit of measure."""
    if code in MEANING:
        return _(MEANING[code])
    if kind == "RATE":
        return _("Tỷ lệ phần trăm của tử số trên mẫu số.")
    when = _("trong kỳ") if kind == "FLOW" else _("tại ngày xem")
    return _("Số {unit_of_measure} {when}, theo bản ghi đã xác nhận và số khai.").format(
        unit_of_measure=unit_of_measure, when=when
    )
