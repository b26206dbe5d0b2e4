"""What a regime that is being written would look like, on real figures."""

from dataclasses import dataclass
from datetime import date

from binhyen.filings.rules.cells import Cell
from binhyen.filings.rules.periods import Window, window_of
from binhyen.filings.rules.regime import Definition, Row
from binhyen.filings.selectors.cells import Reading, unit_cells
from binhyen.filings.selectors.drafting import row_name


@dataclass(frozen=True, slots=True)
class Preview:
    """The sheet of one unit's last whole year, section by section."""

    window: Window
    sections: list[tuple[str, list[tuple[str, Row, Cell]]]]


def previewed(definition: Definition, unit: int, today: date) -> Preview:
    window = window_of(str(today.year - 1), definition.cut)
    cells = unit_cells(unit, Reading(window.start, window.end, window.end), definition.rows)
    sections = [
        (section.title, [(row_name(row), row, cells[row.key]) for row in section.rows])
        for section in definition.sections
    ]
    return Preview(window, sections)
