"""What a figure is, how it adds up, and what it must not be added to."""

from typing import Final

HOW: Final = {
    "FLOW": "Cộng theo thời gian và theo đơn vị.",
    "STOCK": "Số tại một ngày. Cộng theo đơn vị, không cộng theo thời gian.",
    "STATUS": "Tính theo năm. Cộng theo đơn vị, không cộng qua các năm.",
    "DISTINCT": "Đếm loại khác nhau, nên không cộng các đơn vị với nhau.",
    "RATE": "Cộng tử số và mẫu số trước rồi mới chia. Không lấy trung bình.",
}
MEANING: Final = {
    "TT01": "Số buổi tuyên truyền trực tiếp. Một buổi tại nhiều nơi được ghi theo số buổi.",
    "TT02": "Tổng lượt dự các buổi tuyên truyền trực tiếp. Một người dự hai buổi là hai lượt.",
    "TT03": "Số lần phát động phong trào.",
    "TT04": "Tổng lượt dự các lần phát động.",
    "TT08": "Số nhóm, trang đang hoạt động tại ngày xem.",
    "TT09": "Số thành viên các nhóm theo lần đếm gần nhất.",
    "NH01": "Số điểm tổ chức Ngày hội 19/8.",
    "NH03": "Tổng lượt người tham gia Ngày hội.",
    "MH01": "Số loại mô hình có ít nhất một điểm đang duy trì, theo danh mục toàn quốc.",
    "MH02": "Số điểm mô hình đang duy trì tại ngày xem, gồm cả điểm không hoạt động.",
    "MH03": "Số điểm mô hình ra mắt trong kỳ.",
    "MH05": "Số điểm mô hình lập theo một mô hình đã có.",
    "MH06": "Số điểm mô hình kết thúc trong kỳ.",
    "MH07": "Số điểm mô hình theo lần xếp loại gần nhất.",
    "LL01": "Số tổ bảo vệ an ninh, trật tự ở cơ sở tại ngày xem.",
    "LL02": "Số thành viên các tổ bảo vệ an ninh, trật tự theo lần đếm gần nhất.",
    "LL05": "Số lượt tuần tra trong kỳ.",
    "LL09": "Số tổ an ninh xã hội, tổ liên gia tự quản tại ngày xem.",
    "DC03": "Số khu dân cư, xã và tổ chức có trong danh mục đơn vị tại ngày cuối.",
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
        return MEANING[code]
    if kind == "RATE":
        return "Tỷ lệ phần trăm của tử số trên mẫu số."
    when = "trong kỳ" if kind == "FLOW" else "tại ngày xem"
    return f"Số {unit_of_measure} {when}, theo bản ghi đã xác nhận và số khai."
