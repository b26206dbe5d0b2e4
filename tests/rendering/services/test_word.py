"""The Word file held against Decree 30/2020, element by element (docs/rules/decree-30.md)."""

import hashlib
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as File
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as Written

from binhyen.rendering.rules.document import Document, Heading, Level, Paragraph
from binhyen.rendering.services.word import render_docx
from tests.builders.rendering import (
    district_report,
    make_document,
    make_letterhead,
    make_table,
    movement_sheet,
)

HEAD, FIGURES, FOOT, SHEET = 0, 1, 2, 3


def opened(document: Document) -> File:
    return docx.Document(BytesIO(render_docx(document)))


@pytest.fixture(scope="module")
def report() -> File:
    return opened(district_report())


def find(file: File, text: str) -> Written:
    """Give the paragraph, in the text or in a table, that reads *text*."""
    for element in file.element.body.iter(qn("w:p")):
        written = Written(element, file._body)  # noqa: SLF001 -- python-docx iterates no cells
        if written.text == text:
            return written
    raise LookupError(text)


def mm(length: Length | None) -> float:
    assert length is not None
    return float(length.mm)


def size_of(written: Written) -> float:
    assert written.style is not None
    return float(written.style.font.size.pt)


def face_of(written: Written) -> tuple[bool, bool]:
    assert written.style is not None
    return bool(written.style.font.bold), bool(written.style.font.italic)


def alignment_of(written: Written) -> str:
    assert written.style is not None
    return str(written.style.paragraph_format.alignment).split(" ")[0]


def rule_after(written: Written) -> Any:
    """Give the drawn line below *written*, which is a paragraph's border."""
    following = written._p.getnext()  # noqa: SLF001
    return following.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")


class TestPage:
    def test_is_a4_with_the_margins_of_the_decree(self, report: File) -> None:
        page = report.sections[0]

        assert (round(mm(page.page_width)), round(mm(page.page_height))) == (210, 297)
        assert [round(mm(edge)) for edge in (page.top_margin, page.bottom_margin)] == [20, 20]
        assert [round(mm(edge)) for edge in (page.left_margin, page.right_margin)] == [30, 15]

    def test_is_numbered_in_the_top_margin_but_not_on_the_first(self, report: File) -> None:
        page = report.sections[0]
        number = page.header.paragraphs[0]

        assert page.different_first_page_header_footer
        assert page.first_page_header.paragraphs[0].text == ""
        assert "PAGE" in number._p.xml  # noqa: SLF001
        assert (alignment_of(number), size_of(number)) == ("CENTER", 14)
        assert mm(page.header_distance) < mm(page.top_margin)

    def test_is_set_in_times_new_roman_and_vietnamese(self, report: File) -> None:
        defaults = report.styles.element.find(qn("w:docDefaults"))

        assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
        used = {one.get(qn("w:ascii")) for one in report.styles.element.iter(qn("w:rFonts"))}
        assert "Times New Roman" in used
        assert {p.style.font.name for p in report.paragraphs if p.style} == {"Times New Roman"}

    def test_draws_no_line_with_underscores_and_floats_no_box(self, report: File) -> None:
        xml = report.element.xml

        assert not re.search("_{3,}|-{3,}", "".join(report.element.body.itertext()))
        assert "w:txbxContent" not in xml
        assert "w:drawing" not in xml

    def test_says_the_settings_of_the_format_once(self, report: File) -> None:
        tags = [one.tag for one in report.settings.element]

        assert len(tags) == len(set(tags))


class TestLetterhead:
    def test_stands_in_two_columns(self, report: File) -> None:
        left, right = report.tables[HEAD].rows[0].cells

        assert left.text.split() == [
            "ỦY",
            "BAN",
            "NHÂN",
            "DÂN",
            "HUYỆN",
            "TUYÊN",
            "HÓA",
            "BAN",
            "CHỈ",
            "ĐẠO",
            "138",
        ]
        assert right.text.splitlines()[:2] == [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ]

    @pytest.mark.parametrize(
        ("text", "size", "face"),
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, (True, False)),
            ("Độc lập - Tự do - Hạnh phúc", 14, (True, False)),
            ("ỦY BAN NHÂN DÂN", 13, (False, False)),
            ("BAN CHỈ ĐẠO 138", 13, (True, False)),
            ("Số: 142/BC-BCĐ138", 13, (False, False)),
            ("Tuyên Hóa, ngày 05 tháng 12 năm 2016", 13, (False, True)),
            ("BÁO CÁO", 14, (True, False)),
            ("Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2016", 14, (True, False)),
        ],
    )
    def test_has_sizes_and_faces_of_the_decree(
        self, report: File, text: str, size: float, face: tuple[bool, bool]
    ) -> None:
        written = find(report, text)

        assert (size_of(written), face_of(written), alignment_of(written)) == (size, face, "CENTER")

    @pytest.mark.parametrize(
        "text",
        [
            "BAN CHỈ ĐẠO 138",
            "Độc lập - Tự do - Hạnh phúc",
            "Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2016",
        ],
    )
    def test_has_real_rules(self, report: File, text: str) -> None:
        assert rule_after(find(report, text)).get(qn("w:val")) == "single"

    def test_writes_number_and_date_on_one_line(self, report: File) -> None:
        number, place = report.tables[HEAD].rows[1].cells

        assert number.text == "Số: 142/BC-BCĐ138"
        assert place.text == "Tuyên Hóa, ngày 05 tháng 12 năm 2016"

    def test_leaves_the_number_blank_until_there_is_one(self) -> None:
        file = opened(make_document(letterhead=make_letterhead(signed_on=None)))

        assert file.tables[HEAD].rows[1].cells[0].text == "Số:      /BC-BCĐ138"


class TestText:
    def test_is_justified_14_with_indent_and_spacing(self, report: File) -> None:
        style = find(report, "Tình hình an ninh, trật tự trên địa bàn huyện cơ bản ổn định. "
                     "Các xã, thị trấn duy trì sinh hoạt của Ban Chỉ đạo; việc tiếp nhận ý kiến "
                     "của Nhân dân có nền nếp.").style  # fmt: skip
        assert style is not None

        shape = style.paragraph_format
        assert style.font.size == Pt(14)
        assert str(shape.alignment).startswith("JUSTIFY")
        assert shape.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
        assert shape.space_before >= Pt(6)
        assert 1 <= shape.line_spacing <= 1.5

    def test_counts_its_sections_itself(self) -> None:
        heads = (Heading(Level.ROMAN, "Kết quả"), Heading(Level.ARABIC, "Ưu điểm"),
                 Heading(Level.LETTER, "Tuyên truyền"))  # fmt: skip
        file = opened(make_document(*heads, Paragraph("Hết.")))
        written = [p for p in file.paragraphs if p.style and p.style.name.startswith("Heading")]
        levels = file.part.numbering_part.element.iter(qn("w:lvl"))

        assert [p.text for p in written] == ["KẾT QUẢ", "Ưu điểm", "Tuyên truyền"]
        assert [face_of(p)[0] for p in written] == [True, True, False]
        shapes = [(one.find(qn("w:numFmt")).get(qn("w:val")),
                   one.find(qn("w:lvlText")).get(qn("w:val"))) for one in levels]  # fmt: skip
        assert shapes == [
            ("upperRoman", "%1."),
            ("decimal", "%2."),
            ("lowerLetter", "%3)"),
            ("bullet", "-"),
        ]

    def test_ends_as_documents_end(self, report: File) -> None:
        assert any(p.text.endswith("cơ sở./.") for p in report.paragraphs)

    def test_survives_what_is_pasted_into_it(self) -> None:
        pasted = "Một\x00\x0b<w:p/> & \ud800 \ufffe 😀\r\nHai" + "ạ" * 200_000

        assert "<w:p/> &" in "".join(
            p.text for p in opened(make_document(Paragraph(pasted))).paragraphs
        )


class TestTables:
    def test_repeat_both_lines_of_their_head(self, report: File) -> None:
        again = [
            row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None  # noqa: SLF001
            for row in report.tables[SHEET].rows
        ]

        assert again == [True, True] + [False] * (len(again) - 2)

    def test_never_split_a_row_and_say_their_widths(self, report: File) -> None:
        for table in report.tables:
            rows = list(table._tbl.iter(qn("w:tr")))  # noqa: SLF001
            assert all(r.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in rows)
            widths = [int(one.get(qn("w:w"))) for one in table._tbl.iter(qn("w:tcW"))]  # noqa: SLF001
            assert min(widths) > 0

    def test_fill_the_width_of_the_text(self, report: File) -> None:
        grid = report.tables[SHEET]._tbl.tblGrid  # noqa: SLF001

        total = sum(column.w or 0 for column in grid.gridCol_lst)
        assert total == pytest.approx(Mm(252), rel=0.001)

    def test_write_numbers_to_the_right_and_states_in_italics(self, report: File) -> None:
        rows = report.tables[FIGURES].rows
        number, state = rows[1].cells[3].paragraphs[0], rows[5].cells[3].paragraphs[0]

        assert number.text == "gần 26.000"
        assert str(number.alignment).startswith("RIGHT")
        assert (state.text, state.runs[0].italic) == ("không phát sinh", True)


class TestFoot:
    def test_lists_recipients_left_and_signature_right(self, report: File) -> None:
        left, right = report.tables[FOOT].rows[0].cells
        label, first = left.paragraphs[0], left.paragraphs[1]

        assert (label.text, size_of(label), face_of(label)) == ("Nơi nhận:", 12, (True, True))
        assert (first.text, size_of(first), face_of(first)) == ("- Như trên;", 11, (False, False))
        assert left.paragraphs[-1].text == "- Lưu: VT, CAH."
        assert [p.text for p in right.paragraphs[:2]] == ["TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"]
        assert {(size_of(p), face_of(p)) for p in right.paragraphs[:2]} == {(14, (True, False))}

    def test_says_that_a_draft_is_not_signed(self) -> None:
        file = opened(district_report(draft=True))

        assert face_of(find(file, "DỰ THẢO")) == (True, False)
        assert file.tables[FOOT].rows[0].cells[1].paragraphs[-1].text == "(bản nháp, chưa ký)"


class TestAppendices:
    def test_turn_the_page_for_a_wide_sheet_and_count_from_one(self, report: File) -> None:
        text, wide, narrow = report.sections

        assert mm(wide.page_width) > mm(wide.page_height)
        assert mm(narrow.page_width) < mm(narrow.page_height)
        starts = [one._sectPr.find(qn("w:pgNumType")) for one in (wide, narrow)]  # noqa: SLF001
        assert [one.get(qn("w:start")) for one in starts] == ["1", "1"]
        assert text.left_margin == wide.left_margin

    def test_are_headed_with_number_title_and_document(self, report: File) -> None:
        title = find(report, "TỔNG HỢP SỐ LIỆU PHONG TRÀO NĂM 2016")

        assert (size_of(find(report, "Phụ lục I")), face_of(title)) == (14, (True, False))
        assert face_of(find(report, "Phụ lục II")) == (True, False)
        assert any(p.text.startswith("(Kèm theo Báo cáo số 142") for p in report.paragraphs)


class TestRenderDocx:
    def test_gives_the_same_bytes_again(self) -> None:
        once, again = (hashlib.sha256(render_docx(district_report())).hexdigest() for _ in "12")

        assert once == again

    def test_names_no_person_and_no_hour(self) -> None:
        with ZipFile(BytesIO(render_docx(district_report()))) as packed:
            properties = packed.read("docProps/core.xml").decode()
            stamps = {part.date_time for part in packed.infolist()}

            names = packed.namelist()

        assert "python" not in properties
        assert not [one for one in names if "app.xml" in one or "thumbnail" in one]
        assert "<dc:creator>BAN CHỈ ĐẠO 138</dc:creator>" in properties
        assert stamps == {(1980, 1, 1, 0, 0, 0)}

    def test_opens_in_libreoffice_without_repair(self, tmp_path: Path) -> None:
        (tmp_path / "report.docx").write_bytes(
            render_docx(make_document(make_table(), movement_sheet(5)))
        )
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip

        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
