"""The words a new filing opens with, and the names and numbers as a report writes them."""

from decimal import Decimal

from binhyen.filings.models import Filing
from binhyen.filings.rules.cells import Cell, Shape
from binhyen.filings.rules.figures import SMALLEST_SHOWN, is_small
from binhyen.filings.rules.narrative import drafted
from binhyen.filings.rules.regime import Column, Row
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import Sheet
from binhyen.kernel.numbers import decimal_vn, hedge_word, hedged
from binhyen.ledger.selectors.catalogue import closed_values, indicator
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import NotOnMapError, Query


def row_name(row: Row) -> str:
    """What a row is called: its label, or the indicator and the values it is cut to."""
    if row.label:
        return row.label
    labels = [
        closed_values().get((row.indicator, name), {}).get(value, value)
        for name, value in row.filters.items()
    ]
    name = indicator(row.indicator).name
    return f"{name}: {', '.join(labels)}" if labels else name


def in_words(row: Row, cell: Cell) -> str:
    """A cell in running text: "khoảng 26.000 lượt"; of a sensitive count no small number."""
    facts = indicator(row.indicator)
    amount = cell.amount
    if amount is None:
        return "chưa có số liệu"
    if facts.is_sensitive and is_small(cell):
        return f"không nêu, số ít hơn {SMALLEST_SHOWN}"
    if cell.shape is Shape.RATE:
        said = f"{hedge_word(cell.hedge)} {decimal_vn(Decimal(amount), 2)}".lstrip()
    else:
        said = hedged(facts.shown(int(amount)), cell.hedge)
    return f"{said} {facts.unit_of_measure}"


def drafted_narrative(filing: Filing, sheet: Sheet) -> dict[str, str]:
    definition = definition_of(filing.period.version)
    return drafted(
        definition,
        sheet.columns[Column.THIS],
        names={row.key: row_name(row) for row in definition.rows},
        say=in_words,
        weaknesses=weaknesses_of(filing, sheet),
    )


def weaknesses_of(filing: Filing, sheet: Sheet) -> list[str]:
    """Facts that show where the work is thin: dormant schemes, children that did not send."""
    found = []
    if sheet.expected > sheet.received:
        late = sheet.expected - sheet.received
        found.append(f"Còn {late} trong {sheet.expected} đơn vị chưa có báo cáo được chấp nhận.")
    dormant = dormant_sites(filing)
    if dormant:
        found.append(f"Có {dormant} điểm mô hình không hoạt động.")
    return found


def dormant_sites(filing: Filing) -> int:
    period = filing.period
    query = Query(
        "MH02",
        filing.unit_id,
        period.start,
        period.end,
        period.end,
        filters=(("life", "DORMANT"),),
    )
    try:
        amount = figures(query)[0].amount
    except NotOnMapError:
        return 0
    return amount if isinstance(amount, int) else 0
