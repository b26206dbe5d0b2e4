"""What Word, PDF and Excel say of the same document is the same, cell by cell."""

import re
import subprocess
import time
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook

from binhyen.rendering.rules.document import Appendix, Document, Form, Number, RowKind, Table
from binhyen.rendering.services.excel import render_xlsx
from binhyen.rendering.services.pdf import render_pdf
from binhyen.rendering.services.word import render_docx
from binhyen.rendering.services.wording import said
from tests.builders.rendering import district_report, make_document, movement_sheet

LINES = 100
SHEET = movement_sheet(LINES)
DIGITS = re.compile(r"[+−]?\d[\d.]*(?:,\d+)?")


@pytest.fixture(scope="module")
def document() -> Document:
    return make_document(appendices=(Appendix("Số liệu", (SHEET,)),))


def told(table: Table) -> list[list[str]]:
    return [
        [said(cell).text for cell in row.cells] for row in table.rows if row.kind is RowKind.LINE
    ]


def amounts(table: Table) -> list[list[float]]:
    return [
        [
            float(cell.amount) / (100 if cell.form is Form.SIGNED_PERCENT else 1)
            for cell in row.cells
            if isinstance(cell, Number)
        ]
        for row in table.rows
        if row.kind is RowKind.LINE
    ]


class TestWord:
    def test_says_every_cell_of_the_sheet(self, document: Document) -> None:
        sheet = docx.Document(BytesIO(render_docx(document))).tables[-1]
        rows = [[cell.text for cell in row.cells] for row in sheet.rows]

        assert [row for row in rows if row[0].isdigit()] == told(SHEET)


class TestPdf:
    def test_says_every_cell_of_the_sheet(self, document: Document) -> None:
        read = subprocess.run(
            ["pdftotext", "-raw", "-", "-"],
            input=render_pdf(document),
            capture_output=True,
            check=True,
        )
        text = " ".join(read.stdout.decode().split())
        at = text.index("Chỉ đạo, điều hành")

        for row in told(SHEET):
            for cell in row:
                found = text.find(cell, at)
                assert found >= 0, f"{cell} of {row} is missing"
                at = found + len(cell) if DIGITS.fullmatch(cell) else at


class TestExcel:
    def test_holds_every_number_of_the_sheet(self, document: Document) -> None:
        sheet = load_workbook(BytesIO(render_xlsx(document))).worksheets[0]
        lines = [row for row in sheet.iter_rows() if str(row[0].value).isdigit()]
        held = [[float(str(cell.value)) for cell in row if isinstance(cell.value, int | float)]
                for row in lines]  # fmt: skip

        assert held == [pytest.approx(row) for row in amounts(SHEET)]


class TestSpeed:
    def test_is_told(self) -> None:
        """Say how long one file takes; a figure, not a promise."""
        report = district_report()
        for render in (render_docx, render_pdf, render_xlsx):
            render(report)
            began = time.process_time()
            size = len(render(report))
            said_so = f"{(time.process_time() - began) * 1000:.0f} ms, {size:,} bytes"
            print(f"{render.__name__}: {said_so}")  # noqa: T201
