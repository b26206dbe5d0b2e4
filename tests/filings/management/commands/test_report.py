"""`binhyen report`: one unit's report of a period, without a server."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from binhyen.filings.models import Obligation, Period
from binhyen.filings.services.importing import import_regimes
from binhyen.ledger.rules.hedges import Hedge
from tests.builders.ledger import declare_figure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regime() -> None:
    import_regimes(folder=settings.REFERENCE_DATA)


def report(out: Path, unit: str = "D453b", period: str = "2016") -> bytes:
    call_command("report", unit=unit, period=period, out=out, verbosity=0)
    return out.read_bytes()


class TestReport:
    def test_writes_the_district_of_article_002_as_a_draft(self, tmp_path: Path) -> None:
        declare_figure("D453b", "TT02", date(2015, 12, 15), date(2016, 12, 14), 26000, Hedge.NEARLY)
        file = docx.Document(BytesIO(report(tmp_path / "bao-cao.docx")))
        heading = [cell.text for row in file.tables[0].rows for cell in row.cells]
        assert heading[0].startswith("ỦY BAN NHÂN DÂN\nHUYỆN TUYÊN HÓA\nBAN CHỈ ĐẠO 138")
        assert heading[2] == "Số:      /BC-BCĐ\nDỰ THẢO"
        text = "\n".join(one.text for one in file.paragraphs)
        assert "Kính gửi: Ban Chỉ đạo 138 tỉnh Quảng Bình" in text
        assert "Lượt người tham dự: gần 26.000 lượt." in text
        assert "2019" not in text

    def test_makes_nobody_owe_the_period_it_looks_at(self, tmp_path: Path) -> None:
        report(tmp_path / "bao-cao.docx")
        assert not Period.objects.filter(key="2016").exists()
        assert not Obligation.objects.filter(unit__uid="D453b").exists()

    @pytest.mark.parametrize(("name", "begins"), [("r.pdf", b"%PDF"), ("r.xlsx", b"PK")])
    def test_writes_pdf_and_excel_by_the_name(
        self, tmp_path: Path, name: str, begins: bytes
    ) -> None:
        assert report(tmp_path / name).startswith(begins)

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"unit": "X1"}, "No unit"),
            ({"period": "2016-M13"}, "is no period"),
            ({"period": "2199"}, "nothing is owed yet"),
        ],
    )
    def test_says_in_a_sentence_what_cannot_be(
        self, tmp_path: Path, more: dict[str, str], sentence: str
    ) -> None:
        with pytest.raises(CommandError, match=sentence):
            report(tmp_path / "r.docx", **more)

    def test_knows_three_kinds_of_file(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"\.docx, \.pdf or \.xlsx"):
            report(tmp_path / "r.odt")
