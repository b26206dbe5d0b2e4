"""Bytes that are refused before anything opens them, each with its own sentence."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from time import process_time

import pytest

from binhyen.records.rules.sheets import xls as old
from binhyen.records.rules.sheets import xlsx as new
from binhyen.records.rules.sheets.grid import Grid, UnreadableFileError
from binhyen.records.rules.sheets.sniffing import MOST_BYTES, SPOILT, kind_of
from tests.builders.sheets import HEADS, part_of, repacked, session, xls, xlsx

SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx([HEADS, session()])


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        kind_of(content)
    return caught.value.sentence


def packed(name: str, held: bytes) -> bytes:
    return repacked(GOOD, {name: held})


class TestRawParts:
    @pytest.mark.parametrize(
        "said",
        [
            b"<c " * 20_000,
            b"<row " * 20_000,
            b"<mergeCell " * 20_000,
            b'<c r="A1" ' + b' r="A1"' * 20_000,
        ],
        ids=["cells", "rows", "merges", "one cell"],
    )
    def test_begun_and_never_closed_keep_nobody_waiting(self, said: bytes) -> None:
        spoilt = part_of(GOOD, SHEET) + b"<!-- " + said + b" -->"
        began = process_time()

        new.grids_of(packed(SHEET, spoilt))

        assert process_time() - began < 1


class TestKindOf:
    def test_goes_by_the_bytes_not_by_the_name(self) -> None:
        assert (kind_of(GOOD), kind_of(xls([HEADS, session()]))) == ("xlsx", "xls")

    def test_refuses_an_empty_file(self) -> None:
        assert refusal(b"").startswith("Tệp trống.")

    def test_refuses_what_is_too_large(self) -> None:
        assert refusal(b"PK" + b"\0" * MOST_BYTES).startswith("Tệp lớn hơn 10 MB.")

    def test_refuses_a_bomb_by_its_ratio(self) -> None:
        assert "mở ra sẽ rất lớn" in refusal(packed("xl/media/a.bin", b"\0" * 30_000_000))

    def test_refuses_a_package_that_unfolds_too_far(self) -> None:
        held = BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(8):
                package.writestr(f"xl/{number}.xml", (b"0123456789abcdef" * 64 + b"\n") * 20_000)

        assert "mở ra sẽ rất lớn" in refusal(held.getvalue())

    def test_refuses_a_package_of_thousands_of_parts(self) -> None:
        parts = {f"xl/media/{number}.txt": b"x" for number in range(1100)}

        assert "mở ra sẽ rất lớn" in refusal(repacked(GOOD, parts))

    def test_refuses_millions_of_cells(self) -> None:
        rows = b"".join(b'<row r="%d">%s</row>' % (n, b'<c r="A1"/>' * 90) for n in range(18_000))

        assert "quá nhiều ô" in refusal(packed(SHEET, b"<sheetData>" + rows + b"</sheetData>"))

    def test_refuses_millions_of_shared_strings(self) -> None:
        strings = b"".join(b"<si><t>%d</t></si>" % number for number in range(700_001))

        assert "quá nhiều ô" in refusal(packed("xl/sharedStrings.xml", strings))

    @pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
    def test_refuses_entities_that_unfold(self, code: str) -> None:
        lol = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>'

        assert "không an toàn" in refusal(packed("xl/sharedStrings.xml", lol.encode(code)))

    def test_refuses_macros_in_a_new_file(self) -> None:
        assert "macro" in refusal(packed("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"))

    def test_refuses_a_file_that_only_says_it_has_macros(self) -> None:
        types = part_of(GOOD, "[Content_Types].xml").replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

        assert "macro" in refusal(packed("[Content_Types].xml", types))

    def test_refuses_macros_in_an_old_file(self) -> None:
        content = xls([HEADS, session()]) + "_VBA_PROJECT_CUR".encode("utf-16-le")

        assert "macro" in refusal(content)

    def test_refuses_a_new_file_with_a_password(self) -> None:
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

        assert refusal(content).startswith("Tệp có mật khẩu")

    def test_refuses_links_to_other_files(self) -> None:
        assert "tệp khác" in refusal(packed("xl/externalLinks/externalLink1.xml", b"<a/>"))

    def test_refuses_a_web_page_called_xls(self) -> None:
        page = "<html><meta charset=utf-8><table><tr><td>Ngày</td></tr></table></html>"

        assert refusal(page.encode()).startswith("Tệp này là trang web")

    def test_refuses_a_table_of_2003_in_xml(self) -> None:
        start = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'

        assert "XML đời 2003" in refusal(start)

    def test_refuses_csv(self) -> None:
        assert "CSV" in refusal("TT;Ngày;Nội dung\n1;14/8/2026;Họp".encode())

    def test_refuses_pdf(self) -> None:
        assert "PDF" in refusal(b"%PDF-1.7\n\x80\x81")

    def test_refuses_a_word_file_called_xlsx(self) -> None:
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", "<w/>")

        assert "Word" in refusal(held.getvalue())

    def test_refuses_a_sheet_of_libreoffice(self) -> None:
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr("content.xml", "<office/>")

        assert "LibreOffice" in refusal(held.getvalue())

    def test_refuses_a_binary_workbook(self) -> None:
        assert "xlsb" in refusal(packed("xl/workbook.bin", b"\x83\x01"))

    def test_refuses_a_package_cut_off(self) -> None:
        assert refusal(GOOD[: len(GOOD) // 2]).startswith("Không mở được tệp")

    def test_refuses_a_picture(self) -> None:
        assert refusal(b"\x89PNG\r\n\x1a\n\0\0\0").startswith("Không mở được tệp")


def told_or_read(reader: Callable[[bytes], list[Grid]], content: bytes) -> str:
    """What a reader says of spoilt bytes; whatever it can still read is fine, a crash is not."""
    try:
        reader(content)
    except UnreadableFileError as error:
        return error.sentence
    return SPOILT


class TestSpoiltFiles:
    @pytest.mark.parametrize("cut", [600, 900, 1500, 2500, 4000])
    def test_of_before_2007_never_break_the_reader(self, cut: int) -> None:
        whole = xls([HEADS, *(session(number) for number in range(40))])
        content = whole[:cut] + b"\xff" * 64 + whole[cut + 64 :]

        assert told_or_read(old.grids_of, content) == SPOILT

    @pytest.mark.parametrize(
        ("name", "held"),
        [
            (SHEET, b"<worksheet><sheetData><row><c r='A1' t='s'><v>99</v></c></row></sheetData>"),
            (SHEET, b"not xml at all"),
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
            ("xl/styles.xml", b"<styleSheet><fonts>"),
        ],
    )
    def test_of_today_never_break_the_reader(self, name: str, held: bytes) -> None:
        assert told_or_read(new.grids_of, packed(name, held)) == SPOILT
