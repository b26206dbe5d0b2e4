"""A filing, or a unit and a period without one, as the one description all its files come from.

Papers are Vietnamese, whatever language their maker reads (docs/adr/0013).
"""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.timezone import localdate

from binhyen.filings.models import Filing, Snapshot
from binhyen.filings.rules.cells import Cell
from binhyen.filings.rules.figures import Line
from binhyen.filings.rules.paper import Facts, Issuer, document
from binhyen.filings.rules.regime import Column, Definition, Row
from binhyen.filings.rules.states import SENT
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import Sheet, frozen_sheet, live_sheet
from binhyen.kernel.text import fold_key
from binhyen.kernel.words import kept
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.rendering.rules.document import Document
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import ONE_DAY
from binhyen.units.selectors import current_tree, own_name

CAPITAL = kept("Hà Nội")
FULL_NAME_PLACES = kept({"Hồ Chí Minh"})  # a city named after a person keeps its kind


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a filing has come when it is printed: drafts have neither number nor day."""

    draft: bool = True
    signed_on: date | None = None


@translation.override("vi")
def draft_document(filing: Filing, sheet: Sheet) -> Document:
    """What the filing would look like if it were sent now, marked as a draft."""
    return document(facts_of(filing, sheet, filing.narrative, Standing()))


@translation.override("vi")
def document_to_send(filing: Filing, sheet: Sheet, on: date) -> Document:
    """What is frozen on the day the filing is sent."""
    return document(facts_of(filing, sheet, filing.narrative, Standing(draft=False, signed_on=on)))


@translation.override("vi")
def sent_document(snapshot: Snapshot, sheet: Sheet | None = None) -> Document:
    """What a snapshot said on its day; *sheet* with cells hidden from a reader, else whole."""
    filing = snapshot.filing
    sheet = sheet or frozen_sheet(snapshot)
    standing = Standing(draft=False, signed_on=localdate(snapshot.taken_at))
    return document(facts_of(filing, sheet, snapshot.narrative, standing))


def document_of(filing: Filing) -> Document:
    """The filing as it stands: what was sent, else a draft read from the ledger now."""
    if filing.state in SENT:
        snapshot = latest_snapshot(filing)
        if snapshot is not None:
            return sent_document(snapshot)
    return draft_document(filing, live_sheet(filing))


def facts_of(filing: Filing, sheet: Sheet, narrative: dict[str, str], standing: Standing) -> Facts:
    period = filing.period
    definition = definition_of(period.version)
    day = standing.signed_on or period.end
    return Facts(
        issuer=issuer_of(filing.unit_id, day),
        subject=definition.subject,
        legal_basis=definition.legal_basis,
        period_name=period.name,
        window=(period.start, period.end),
        code=period.regime.code,
        sections=definition.sections,
        columns=definition.columns,
        lines={row.key: line_of(row, sheet) for row in definition.rows},
        pieces=[(piece.title, narrative.get(piece.key, "")) for piece in definition.outline],
        adjustments=adjusted_lines(definition, sheet),
        received=sheet.received,
        expected=sheet.expected,
        number=filing.number,
        signed_on=standing.signed_on,
        draft=standing.draft,
    )


def line_of(row: Row, sheet: Sheet) -> Line:
    """A row of the sheet as it is printed."""
    facts = indicator(row.indicator)
    cells = {column: sheet.cell(row.key, column) for column in sheet.columns}
    return Line(row.key, row_name(row), facts.unit_of_measure, cells, facts.steps_per_unit)


def adjusted_lines(definition: Definition, sheet: Sheet) -> list[Line]:
    """The rows an earlier period's later changes are reported in."""
    found = []
    for row in definition.rows:
        if row.key in sheet.adjustments:
            facts = indicator(row.indicator)
            cells: dict[Column, Cell] = {Column.THIS: sheet.adjustments[row.key]}
            line = Line(row.key, row_name(row), facts.unit_of_measure, cells, facts.steps_per_unit)
            found.append(line)
    return found


def issuer_of(unit: int, on: date) -> Issuer:
    """The committee of a unit as it was called on *on*, or on the unit's nearest day."""
    tree = current_tree(leaves=[unit])
    place = tree.places[unit]
    day = on if tree.valid(unit, on) else max(place.start, min(on, place.end - ONE_DAY))
    level = tree.level(unit)
    if level == Level.NATION:
        return Issuer(level, own_name(unit, day), CAPITAL)
    parent = tree.parent(unit, day)
    above = own_name(parent, day) if parent is not None else ""
    parent_level = tree.level(parent) if parent is not None else int(Level.NATION)
    return Issuer(level, own_name(unit, day), place_of(unit, day), above, parent_level)


def place_of(unit: int, on: date) -> str:
    """The name before the date: bare, but with its kind where the bare name would mislead."""
    versions = UnitVersion.objects.filter(unit=unit).order_by("valid_from")
    found = next((one for one in versions.on(on)), None) or versions.last()
    if found is None:
        return ""
    if found.name.isdecimal() or found.name in FULL_NAME_PLACES:
        return found.full_name[:1].upper() + found.full_name[1:]
    return found.name


def file_name(filing: Filing, kind: str) -> str:
    """A name every system takes: bao-cao-2016-huyen-tuyen-hoa.docx."""
    name = own_name(filing.unit_id, filing.period.end)
    words = fold_key(f"{filing.period.key} {name}").split()
    plain = "-".join(words).encode("ascii", "ignore").decode()
    version = f"-ban-{filing.version}" if filing.version > 1 else ""
    return f"bao-cao-{plain}{version}.{kind}"
