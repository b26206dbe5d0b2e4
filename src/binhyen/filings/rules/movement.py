"""The movement's own regime, as it stands before anybody edits it (docs/rules/periods.md).

Due days are the usual ladder, not law: communes by the 18th since 01/7/2025, before that
communes by the 17th and districts by the 19th; provinces by the 25th (Decree 09/2019, art. 13).
"""

from collections.abc import Iterable
from datetime import date

from binhyen.filings.rules.periods import Frequency
from binhyen.filings.rules.regime import (
    Column,
    Definition,
    Due,
    FilingLevel,
    Part,
    Piece,
    Row,
    Section,
)
from binhyen.kernel.words import gettext_noop, kept

CODE = "PT-ANTQ"
REFORM = date(2025, 7, 1)
BASE_DATA = "K."


DECREE_09_IN_FORCE = date(2019, 3, 12)
DECREE_09 = kept(
    "Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ"
    " quy định về chế độ báo cáo của cơ quan hành chính nhà nước"
)


def movement(catalogue: Iterable[tuple[str, str]], legal_basis: str = DECREE_09) -> Definition:
    """Every group of the catalogue but the base data as a section; takes (code, group) pairs."""
    groups: dict[str, list[Row]] = {}
    for code, group in catalogue:
        if not group.startswith(BASE_DATA):
            groups.setdefault(group, []).append(Row(indicator=code))
    return Definition(
        name=gettext_noop("Báo cáo phong trào toàn dân bảo vệ an ninh Tổ quốc"),
        legal_basis=legal_basis,
        subject=kept("Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc"),
        frequencies=(
            Frequency.MONTH,
            Frequency.QUARTER,
            Frequency.HALF,
            Frequency.NINE_MONTHS,
            Frequency.YEAR,
        ),
        cut=14,
        levels=(FilingLevel.COMMUNE, FilingLevel.DISTRICT, FilingLevel.PROVINCE),
        due=(
            Due(level=FilingLevel.COMMUNE, day=17, until=date(2025, 6, 30)),
            Due(level=FilingLevel.DISTRICT, day=19, until=date(2025, 6, 30)),
            Due(level=FilingLevel.COMMUNE, day=18, since=REFORM),
            Due(level=FilingLevel.PROVINCE, day=25),
        ),
        sections=tuple(
            Section(title=title, rows=tuple(rows)) for title, rows in sorted(groups.items())
        ),
        columns=tuple(Column),
        outline=(
            Piece(key="situation", title=gettext_noop("Tình hình"), part=Part.SITUATION),
            Piece(key="results", title=gettext_noop("Kết quả thực hiện"), part=Part.RESULTS),
            Piece(key="weaknesses", title=gettext_noop("Tồn tại, hạn chế"), part=Part.WEAKNESSES),
            Piece(
                key="directions", title=gettext_noop("Phương hướng, nhiệm vụ"), part=Part.DIRECTIONS
            ),
            Piece(key="proposals", title=gettext_noop("Đề xuất, kiến nghị"), part=Part.PROPOSALS),
        ),
    )
