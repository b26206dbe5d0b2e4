"""The words a new filing opens with, and the names and numbers as a report writes them."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils import translation

from binhyen.filings.models import Comment, Filing
from binhyen.filings.rules.cells import Cell, Shape, difference
from binhyen.filings.rules.narrative import Change, Known, drafted
from binhyen.filings.rules.redrafting import Outdated, outdated
from binhyen.filings.rules.regime import Column, Definition, Row, Section
from binhyen.filings.rules.states import Act, State, allows
from binhyen.filings.selectors.cells import NO_SITES, SITES
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import obliged_children
from binhyen.filings.selectors.sheets import Sheet
from binhyen.kernel.numbers import decimal_vn, hedge_word, hedged, percent
from binhyen.kernel.text import fold_key
from binhyen.ledger.selectors.catalogue import closed_values, indicator
from binhyen.records.models import Record
from binhyen.units.models import Level, UnitVersion
from binhyen.units.selectors import own_names

COMPARED = ((Column.LAST_YEAR, "cùng kỳ năm trước"), (Column.PREVIOUS, "kỳ trước"))
WORK = ("CD", "TT", "NH", "MH02", "MH03", "MH04", "MH05", "YK01", "YK04", "LL05")


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
    """A cell in running text: "khoảng 26.000 lượt"."""
    facts = indicator(row.indicator)
    amount = cell.amount
    if amount is None:
        return "chưa có số liệu"
    if cell.shape is Shape.RATE:
        said = f"{hedge_word(cell.hedge)} {decimal_vn(Decimal(amount), 2)}".lstrip()
    else:
        said = hedged(facts.shown(int(amount)), cell.hedge)
    return f"{said} {facts.unit_of_measure}"


def drafted_narrative(filing: Filing, sheet: Sheet) -> dict[str, str]:
    """In Vietnamese whoever opens it: a report has one language.

    Sensitive rows stay in the sheet, where what could betray a small count is hidden from others.
    """
    definition = _openly(definition_of(filing.period.version))
    with translation.override("vi"):
        return drafted(
            definition,
            sheet.columns[Column.THIS],
            names={row.key: row_name(row) for row in definition.rows},
            say=in_words,
            known=known_of(filing, sheet),
        )


def words_outdated(filing: Filing, sheet: Sheet) -> list[Outdated]:
    """The drafted pieces the books have overtaken; of a filing that is still being written."""
    if not filing.drafted or not allows(State(filing.state), Act.EDIT):
        return []
    outline = definition_of(filing.period.version).outline
    now = drafted_narrative(filing, sheet)
    return outdated(outline, filing.narrative, filing.drafted, now)


def _openly(definition: Definition) -> Definition:
    """A definition without its sensitive rows."""
    sections = tuple(
        Section(
            title=section.title,
            rows=tuple(row for row in section.rows if not indicator(row.indicator).is_sensitive),
        )
        for section in definition.sections
    )
    return definition.model_copy(update={"sections": sections})


def known_of(filing: Filing, sheet: Sheet) -> Known:
    """What the ledger, the books and the reception show when the words are drafted."""
    against, changes = _changes(_openly(definition_of(filing.period.version)).rows, sheet)
    looking_back = [sheet.columns.get(column, {}) for column, _against in COMPARED]
    cells = [cell for column in looking_back for cell in column.items()]
    sites = sheet.sites if sheet.cell(SITES, Column.THIS).amount else NO_SITES
    return Known(
        against=against,
        changes=changes,
        received=sheet.received,
        expected=sheet.expected,
        missing=_missing(filing, sheet),
        dormant=sites.dormant,
        unconfirmed=_unconfirmed(filing),
        unmatched=sites.unmatched,
        adjusted=len(sheet.adjustments),
        incomplete=len({key for key, cell in cells if cell.incomplete}),
        unanswered=Comment.objects.filter(filing__unit=filing.unit_id, answer="").count(),
    )


def _changes(rows: Sequence[Row], sheet: Sheet) -> tuple[str, list[Change]]:
    """What is more or less than a year before, else than the period before.

    A total that lacks units is not compared: it would fall by what they have not sent.
    """
    if not sheet.is_whole:
        return "", []
    for column, against in COMPARED:
        found = [
            change
            for row in rows
            if (
                change := _change(
                    row, sheet.cell(row.key, Column.THIS), sheet.cell(row.key, column)
                )
            )
        ]
        if found:
            return against, found
    return "", []


def _change(row: Row, this: Cell, before: Cell) -> Change | None:
    compared = difference(this, before)
    if compared is None or not compared[0]:
        return None
    rises = compared[0] > 0
    word = "tăng" if rises else "giảm"
    how = f"{word} từ {in_words(row, before)}"
    if compared[1] is not None and this.shape is not Shape.RATE:
        how = f"{word} {percent(abs(compared[1]))}"
    is_work = row.indicator.startswith(WORK)
    return Change(row_name(row), f"{in_words(row, this)} ({how})", rises, is_work)


def _missing(filing: Filing, sheet: Sheet) -> list[str]:
    """The units below without an accepted report, by name."""
    if sheet.expected <= sheet.received:
        return []
    used = {one.filing.unit_id for one in sheet.used}
    names = own_names(set(obliged_children(filing)) - used, filing.period.end)
    return sorted(names.values(), key=fold_key)


def _unconfirmed(filing: Filing) -> int:
    """Records of the window that wait in the books of the unit and of what lies in it."""
    period, unit = filing.period, filing.unit_id
    leaves = UnitVersion.objects.on(period.end).filter(parent=unit, unit__level__gt=Level.COMMUNE)
    waiting = Record.objects.filter(
        Q(unit=unit) | Q(unit__in=leaves.values("unit")),
        state=Record.State.DRAFT,
        confirmed_revision=None,
        on__range=(period.start, period.end),
    )
    return waiting.count()
