"""What the bytes of a file really are, before any library opens them: never by its name.

A file that would unfold into gigabytes, that carries macros, a password, links to other files or
XML entities is refused with a sentence; so is what only looks like an Excel file.
"""

import re
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from binhyen.records.rules.sheets.grid import UnreadableFileError

Kind = Literal["xlsx", "xls"]

MOST_BYTES = 10 * 1024 * 1024
MOST_UNFOLDED = 160 * 1024 * 1024
MOST_PARTS = 1000
MOST_TIMES_LARGER = 250
SMALL_PART = 1024 * 1024
MOST_CELLS = 1_600_000
MOST_STRINGS = 700_000
MOST_STYLES = 4 * 1024 * 1024
MOST_MERGES = 60_000
LOOKED_AT = 2048
SPACE = 32

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # BIFF without its container
SAVE_AGAIN = "Mở tệp bằng Excel, chọn Lưu thành, loại Excel Workbook (.xlsx), rồi gửi lại."
LOCKED = "Tệp có mật khẩu nên không đọc được. Bỏ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi gửi lại."
MACROS = "Hệ thống không nhận tệp có macro. Lưu thành Excel Workbook (.xlsx) rồi gửi lại."
LINKS = (
    "Tệp có công thức lấy số từ tệp khác nên không chắc là số mới nhất. "
    "Chép bảng, dán giá trị (Paste Values) sang tệp mới rồi gửi lại."
)
TOO_BIG = "Tệp lớn hơn 10 MB. Bỏ hình ảnh và trang tính không dùng, hoặc chia thành nhiều tệp."
UNFOLDS = "Tệp nén khác thường, mở ra sẽ rất lớn. Chép bảng sang một tệp Excel mới rồi gửi lại."
TOO_MANY = "Tệp có quá nhiều ô. Mỗi tệp không quá 20.000 dòng; chia thành nhiều tệp rồi gửi lại."
SPOILT = "Không mở được tệp: tệp hỏng hoặc không phải tệp Excel. " + SAVE_AGAIN
ENTITY = "Tệp có phần khai báo không an toàn nên không đọc. " + SAVE_AGAIN
DECLARED = tuple(
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)
SHEET_PART = re.compile(r"^/?xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def kind_of(content: bytes) -> Kind:
    """Say whether it is a new or an old Excel file that may be opened; anything else is refused."""
    if not content:
        raise UnreadableFileError("Tệp trống. Chọn tệp Excel đã điền.")
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(TOO_BIG)
    if content.startswith(b"PK"):
        _check_package(content)
        return "xlsx"
    if content.startswith(OLE):
        _check_container(content)
        return "xls"
    if content.startswith(OLD_EXCEL):
        return "xls"
    raise UnreadableFileError(_not_excel(content[:LOOKED_AT]))


def _not_excel(start: bytes) -> str:
    plain = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain or b"mso-application" in plain:
        return f"Tệp này là bảng XML đời 2003. {SAVE_AGAIN}"
    if plain.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style")):
        return f"Tệp này là trang web đặt tên Excel. {SAVE_AGAIN}"
    if plain.startswith(b"%pdf"):
        return "Tệp này là PDF. Gửi tệp Excel (.xlsx hoặc .xls)."
    if all(byte >= SPACE or byte in b"\t\r\n" for byte in start):
        return f"Tệp này là văn bản hoặc CSV, không phải tệp Excel. {SAVE_AGAIN}"
    return SPOILT


def _check_container(content: bytes) -> None:
    """Look for what an old compound file may carry; stream names stand in it as UTF-16."""
    names = {name: name.encode("utf-16-le") in content for name in _STREAMS}
    if names["EncryptedPackage"]:
        raise UnreadableFileError(LOCKED)
    if names["_VBA_PROJECT_CUR"] or names["_VBA_PROJECT"]:
        raise UnreadableFileError(MACROS)
    if names["WordDocument"]:
        raise UnreadableFileError("Tệp này là Word. Gửi tệp Excel (.xlsx hoặc .xls).")
    if not (names["Workbook"] or names["Book"]):
        raise UnreadableFileError(SPOILT)


_STREAMS = (
    "EncryptedPackage", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "WordDocument", "Workbook", "Book",
)  # fmt: skip


def _check_package(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check_sizes(parts)
            _check_names({part.filename for part in parts}, package)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_part(part, package.read(part))
    except (BadZipFile, KeyError, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(SPOILT) from error
    except RuntimeError as error:  # zipfile says so of a package with a password
        raise UnreadableFileError(LOCKED) from error


def _check_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise UnreadableFileError(UNFOLDS)
    for part in parts:
        times = part.file_size / max(1, part.compress_size)
        if part.file_size > SMALL_PART and times > MOST_TIMES_LARGER:
            raise UnreadableFileError(UNFOLDS)


def _check_names(names: set[str], package: ZipFile) -> None:
    low = {name.lower().lstrip("/") for name in names}
    if any("vbaproject" in name or "/macrosheets/" in name for name in low):
        raise UnreadableFileError(MACROS)
    if "[content_types].xml" not in low:
        office = "mimetype" in low or "content.xml" in low
        raise UnreadableFileError(f"Tệp này của LibreOffice. {SAVE_AGAIN}" if office else SPOILT)
    types = package.read(next(n for n in names if n.lower() == "[content_types].xml"))
    if b"macroEnabled" in types:
        raise UnreadableFileError(MACROS)
    if "xl/workbook.bin" in low:
        raise UnreadableFileError(f"Tệp này là Excel nhị phân (.xlsb). {SAVE_AGAIN}")
    if any(name.startswith("word/") for name in low):
        raise UnreadableFileError("Tệp này là Word. Gửi tệp Excel (.xlsx hoặc .xls).")
    if not any(name.startswith("xl/worksheets/") for name in low):
        raise UnreadableFileError(SPOILT)
    if any(name.startswith("xl/externallinks/") for name in low):
        raise UnreadableFileError(LINKS)


def _check_part(part: ZipInfo, held: bytes) -> None:
    if any(mark in held for mark in DECLARED):
        raise UnreadableFileError(ENTITY)
    if held.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in held[:64]:
        raise UnreadableFileError(SPOILT)  # Excel writes UTF-8; the checks below read bytes
    name = part.filename.lower()
    if SHEET_PART.match(part.filename):
        cells = held.count(b"<c ") + held.count(b"<c>") + held.count(b":c ")
        if cells > MOST_CELLS or held.count(b"<mergeCell ") > MOST_MERGES:
            raise UnreadableFileError(TOO_MANY)
    elif name.endswith("sharedstrings.xml") and held.count(b"<si") > MOST_STRINGS:
        raise UnreadableFileError(TOO_MANY)
    elif name.endswith("styles.xml") and len(held) > MOST_STYLES:
        raise UnreadableFileError(UNFOLDS)
