"""Golden: every cell of three sheets reads the same in Word, PDF, Excel and the selector."""

import re
import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from openpyxl import load_workbook

from binhyen.filings.models import Filing
from binhyen.filings.rules.cells import Cell, CellState, Shape, difference
from binhyen.filings.rules.regime import Column
from binhyen.filings.selectors.papers import draft_document, issuer_of
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import Sheet, live_sheet
from binhyen.filings.services.files import WRITERS
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.catalogue import indicator
from tests.builders.filings import filing, period, taken_in
from tests.builders.ledger import declare_figure, post, unit

NHU_THANH, THANH_HOA, XUAN_THAI = "C16228n", "P38n", "C16258n"
IN_NOVEMBER, A_YEAR_BEFORE = date(2026, 11, 2), date(2025, 11, 2)
WORDS = {"EXACT": "", "ABOUT": "khoảng ", "OVER": "hơn ", "NEARLY": "gần ", "UNDER": "dưới "}
CELLS = (Column.THIS, Column.PREVIOUS, Column.LAST_YEAR, Column.CUMULATIVE)
FIRST_FIGURE = 3
pytestmark = pytest.mark.django_db


def district() -> Filing:
    declare_figure("D453b", "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY)
    declare_figure("D453b", "TT02", date(2014, 12, 15), date(2015, 12, 14), 20000, Hedge.ABOUT)
    return filing("D453b", period("2016"))


def commune() -> Filing:
    post(NHU_THANH, "TT01", IN_NOVEMBER, 12)
    post(NHU_THANH, "TT01", A_YEAR_BEFORE, 10)
    post(NHU_THANH, "TT02", IN_NOVEMBER, 16000, Hedge.OVER)
    post(NHU_THANH, "TT02", A_YEAR_BEFORE, 17234)
    post(NHU_THANH, "VK03a", IN_NOVEMBER, 2500)
    post(NHU_THANH, "HG03", IN_NOVEMBER, 20)
    post(NHU_THANH, "HG04", IN_NOVEMBER, 9)
    return filing(NHU_THANH, period("2026-M11"))


def province() -> Filing:
    of = period("2026-M11")
    for uid, amount in ((NHU_THANH, 12345), (XUAN_THAI, 700)):
        post(uid, "TT02", IN_NOVEMBER, amount, Hedge.ABOUT if amount == 700 else Hedge.EXACT)
        taken_in(filing(uid, of))
    post(THANH_HOA, "CD01", IN_NOVEMBER, 3)
    return filing(THANH_HOA, of)


@pytest.fixture(params=[district, commune, province])
def one(request: pytest.FixtureRequest) -> Filing:
    made: Filing = request.param()
    return made


def text_of(word: bytes) -> str:
    """Every word and cell of a Word file."""
    paper = docx.Document(BytesIO(word))
    return "".join(part.text or "" for part in paper.element.body.iter(qn("w:t")))


def dots(digits: str) -> str:
    return digits.replace(",", ".")


def said(cell: Cell, steps: int) -> str:
    """A cell written once more, from the selector's value and nothing of the product's."""
    amount = cell.amount
    lacking = " (1)" if cell.incomplete else ""
    if amount is None and lacking and cell.state is not CellState.NIL:
        return "không đủ số liệu"
    if cell.state is CellState.NOT_REPORTED:
        return "chưa báo cáo"
    if amount is None:
        return "–" if cell.shape is Shape.RATE else "……"
    if cell.state is CellState.NIL:
        return "không phát sinh"
    word = WORDS[str(cell.hedge)]
    mark = ""
    if word and cell.shape is not Shape.RATE:
        small = abs(cell.measure.hedged) * 20 < abs(cell.measure.amount)
        word, mark = ("", "*") if small else (word, "")
    if cell.shape is Shape.RATE:
        return f"{word}{Decimal(amount):.2f}{lacking}".replace(".", ",")
    whole, rest = divmod(int(amount), steps)
    decimals = f",{rest / steps:.3f}".replace(",0.", ",").rstrip("0") if rest else ""
    return f"{word}{dots(f'{whole:,}')}{decimals}{mark}{lacking}"


def change(this: Cell, before: Cell) -> str:
    found = difference(this, before)
    if found is None:
        return "–"
    word = "" if this.hedge is before.hedge is Hedge.EXACT else "khoảng "
    digits = dots(f"{abs(int(found[0])):,}")
    return f"{word}{'+' if found[0] > 0 else '−' if found[0] < 0 else ''}{digits}"


def expected(made: Filing, sheet: Sheet) -> list[list[str]]:
    rows = []
    for row in definition_of(made.period.version).rows:
        steps = indicator(row.indicator).steps_per_unit
        cells = [said(sheet.cell(row.key, column), steps) for column in CELLS]
        this, before = sheet.cell(row.key, Column.THIS), sheet.cell(row.key, Column.LAST_YEAR)
        if this.shape is not Shape.RATE:
            cells.append(change(this, before))
        rows.append(cells)
    return rows


def in_word(content: bytes) -> list[list[str]]:
    table = docx.Document(BytesIO(content)).tables[-1]
    texts = [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row._tr.tc_lst]  # noqa: SLF001
        for row in table.rows
    ]
    return [row[FIRST_FIGURE:] for row in texts if row[0].isdigit()]


class TestDraftDocument:
    def test_is_the_same_paper_for_an_officer_who_reads_english(self) -> None:
        made = district()
        papers, words = [], []
        for language in ("vi", "en"):
            with translation.override(language):
                papers.append(draft_document(made, live_sheet(made)))
                words.append(text_of(WRITERS["docx"](papers[-1])))

        assert papers[0] == papers[1]
        assert words[0] == words[1]
        assert "gần 26.000" in words[1]

    def test_word_says_what_the_selector_says(self, one: Filing) -> None:
        sheet = live_sheet(one)
        found = in_word(WRITERS["docx"](draft_document(one, sheet)))
        wanted = expected(one, sheet)
        assert [row[: len(cells)] for row, cells in zip(found, wanted, strict=True)] == wanted

    def test_excel_holds_the_numbers_word_prints(self, one: Filing) -> None:
        document = draft_document(one, live_sheet(one))
        printed = in_word(WRITERS["docx"](document))
        book = load_workbook(BytesIO(WRITERS["xlsx"](document))).worksheets[0]
        lines = [row for row in book.iter_rows(values_only=True) if str(row[0]).isdigit()]
        for words, row in zip(printed, lines, strict=True):
            for text, value in zip(words, row[FIRST_FIGURE:], strict=True):
                assert value_of(text) == (
                    pytest.approx(value) if isinstance(value, int | float) else value
                )

    def test_pdf_prints_the_cells_of_word_in_their_order(self, one: Filing) -> None:
        document = draft_document(one, live_sheet(one))
        read = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=WRITERS["pdf"](document),
            capture_output=True, check=True,
        )  # fmt: skip
        text = " ".join(read.stdout.decode().split())
        at = text.index("Phụ lục I")
        for row in in_word(WRITERS["docx"](document)):
            for cell in row:
                found = text.find(cell, at)
                assert found >= 0, f"{cell} of {row}"
                at = found + len(cell)

    @pytest.mark.one_database  # what the file holds is read on both above
    def test_libreoffice_opens_the_word_file_whole(self, tmp_path: Path) -> None:
        made = district()
        path = tmp_path / "bao-cao.docx"
        path.write_bytes(WRITERS["docx"](draft_document(made, live_sheet(made))))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        text = (tmp_path / "bao-cao.txt").read_text("utf-8")
        for words in ("BAN CHỈ ĐẠO 138", "gần 26.000", "Phụ lục I", "Tiền thưởng"):
            assert words in text


def value_of(text: str) -> float | str | None:
    """Read a printed cell back: its number as Excel holds it, else its words."""
    found = re.fullmatch(r"(?:\w+ )?([+−]?)([\d.]+)(?:,(\d+))?( %)?\*?(?: \(1\))?", text)
    if found is None:
        return text
    number = float(found[2].replace(".", "") + "." + (found[3] or "0"))
    number /= 100 if found[4] else 1
    return -number if found[1] == "−" else number


class TestIssuer:
    def test_is_called_as_on_the_day(self) -> None:
        issuer = issuer_of(unit("D453b"), date(2016, 12, 14))
        assert (issuer.name, issuer.place, issuer.parent) == (
            "huyện Tuyên Hóa", "Tuyên Hóa", "tỉnh Quảng Bình",
        )  # fmt: skip

    def test_a_unit_that_ended_is_called_as_on_its_last_day(self) -> None:
        assert issuer_of(unit("D453b"), date(2026, 1, 1)).parent == "tỉnh Quảng Bình"

    def test_a_city_named_after_a_person_keeps_its_kind(self) -> None:
        assert issuer_of(unit("P79n"), date(2026, 1, 1)).place == "Thành phố Hồ Chí Minh"
