import re
import shutil
import subprocess

import pytest

from binhyen.rendering.rules.document import Document, Paragraph
from binhyen.rendering.services.pdf import render_pdf
from tests.builders.rendering import district_report, make_document

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")


def pages(document: Document) -> list[str]:
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=render_pdf(document),
        capture_output=True,
        check=True,
    )
    return read.stdout.decode().split("\f")[:-1]


class TestRenderPdf:
    def test_gives_the_same_bytes_again(self) -> None:
        assert render_pdf(district_report()) == render_pdf(district_report())

    def test_carries_its_own_face_and_no_other(self) -> None:
        faces = set(re.findall(rb"/FontName /[A-Z]{6}\+(\w+)", render_pdf(make_document())))

        assert faces <= {b"LiberationSerif", b"TimesNewRomanPSMT", b"TimesNewRomanPS"}

    @needs_poppler
    def test_numbers_pages_from_the_second_and_appendices_anew(self) -> None:
        firsts = [page.split()[0] for page in pages(district_report())]
        begins = firsts.index("Phụ")

        assert firsts[:2] == ["ỦY", "2"]
        assert firsts[begins : begins + 3] == ["Phụ", "2", "3"]

    @needs_poppler
    def test_writes_the_number_beside_the_date(self) -> None:
        lines = pages(district_report())[0].splitlines()

        assert any("Số: 142/BC-BCĐ138" in one and "ngày 05 tháng 12" in one for one in lines)

    @needs_poppler
    def test_says_that_a_draft_is_not_signed(self) -> None:
        text = "".join(pages(district_report(draft=True)))

        assert "DỰ THẢO" in text
        assert "(bản nháp, chưa ký)" in text

    @needs_poppler
    def test_reads_no_code_in_what_an_officer_wrote(self) -> None:
        text = pages(make_document(Paragraph('#panic("x") *đậm* $1/2$ \\ <nhãn> @ai 😀 "q"')))[0]

        assert '#panic("x") *đậm* $1/2$ \\ <nhãn> @ai □ "q"./.' in text
