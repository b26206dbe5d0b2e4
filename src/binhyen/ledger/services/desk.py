"""The posting desk: gathers what one transaction posts, then writes it in one order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from binhyen.accounts.models import Officer
from binhyen.kernel.statements import insert
from binhyen.ledger.models import Entry, Line, Standing
from binhyen.ledger.queries.posting import add_changes
from binhyen.ledger.rules.hedges import CODES, HEDGES, Hedge
from binhyen.ledger.rules.measures import measure_of
from binhyen.ledger.rules.placement import Booked, contributions
from binhyen.ledger.rules.postings import Posting
from binhyen.ledger.rules.transfers import Move
from binhyen.ledger.selectors.catalogue import indicator_by_id
from binhyen.units.rules.tree import Tree

BATCH = 5000
Placed = Sequence[tuple[int, Posting]]


@dataclass(frozen=True, slots=True)
class Booking:
    """What a record stands for from now on: postings, each at a unit; none of them voids it.

    *within* is the answer to "đã nằm trong số khai?": None takes part in every innermost live
    declaration, a list only in those. *moves* say where an open thing of a divided unit went.
    *is_first*: the record never stood for anything; the database refuses when it does.
    """

    record: UUID
    revision: int
    source: str
    placed: Placed
    within: Sequence[UUID] | None
    why: str
    moves: Sequence[Move] = ()
    is_first: bool = False

    @property
    def opened_on(self) -> date | None:
        return min((posting.on for _, posting in self.placed if posting.opens), default=None)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line about to be posted."""

    unit: int
    indicator: int
    day: date
    amount: int
    hedge: Hedge = Hedge.EXACT
    dims: int | None = None
    span_from: date | None = None
    takes_out: bool = False
    declared: bool = False
    opens: bool = False
    transfer: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a record stands for from now on; no lines when it stands for nothing."""

    record: UUID
    revision: int
    source: str
    kind: Entry.Kind
    lines: Sequence[NewLine]
    why: str = ""
    within: list[str] | None = None
    opened_on: date | None = None
    is_first: bool = False


@dataclass
class Desk:
    """Posts replacements: the reversal of what a record stood by, and its new entry."""

    by: Officer
    at: datetime
    replacements: list[Replacement] = field(default_factory=list)
    standing: dict[UUID, int] = field(default_factory=dict)
    standing_lines: dict[int, list[Line]] = field(default_factory=dict)

    def read_standing(self, records: Iterable[UUID]) -> None:
        """Fetch the entries these records stand by, once, with their lines."""
        wanted = [record for record in records if record not in self.standing]
        for start in range(0, len(wanted), BATCH):
            rows = Standing.objects.filter(pk__in=wanted[start : start + BATCH])
            found = dict(rows.values_list("record", "entry_id"))
            self.standing.update(found)
            grouped: dict[int, list[Line]] = defaultdict(list)
            if found:
                for line in Line.objects.filter(entry__in=found.values()).order_by("pk"):
                    grouped[line.entry_id].append(line)
            self.standing_lines.update(grouped)

    def lines_of(self, record: UUID) -> list[Line]:
        return self.standing_lines.get(self.standing.get(record, 0), [])

    def units(self) -> set[int]:
        """Every unit whose place in the tree posting needs."""
        old = {line.unit_id for lines in self.standing_lines.values() for line in lines}
        return old | {line.unit for new in self.replacements for line in new.lines}

    def replace(self, replacement: Replacement) -> None:
        if self.standing.get(replacement.record) or replacement.lines:
            self.replacements.append(replacement)

    def post(self, tree: Tree) -> None:
        """Write entries, lines, what each record now stands by, and the balances, last."""
        if not self.replacements:
            return
        entries: list[Entry] = []
        lines: list[tuple[int, Line]] = []
        for new in self.replacements:
            self._reverse(new, entries, lines)
            if new.lines:
                lines += [(len(entries), _line(line)) for line in new.lines]
                entries.append(self._entry(new, new.kind))
        insert(Entry, entries)
        for place, line in lines:
            line.entry_id = entries[place].pk
        insert(Line, [line for _, line in lines])
        self._stand(entries)
        add_changes(contributions(tree, (booked(line) for _, line in lines)))

    def _reverse(
        self, new: Replacement, entries: list[Entry], lines: list[tuple[int, Line]]
    ) -> None:
        standing = self.standing.get(new.record)
        if standing is None:
            return
        lines += [(len(entries), _reversed(line)) for line in self.lines_of(new.record)]
        entry = self._entry(new, Entry.Kind.REVERSAL)
        entry.reverses_id = standing
        entries.append(entry)

    def _entry(self, new: Replacement, kind: Entry.Kind) -> Entry:
        return Entry(
            record=new.record,
            revision=new.revision,
            kind=kind,
            source=new.source,
            posted_at=self.at,
            by=self.by.pk,
            by_name=self.by.display_name,
            why=new.why,
        )

    def _stand(self, entries: Sequence[Entry]) -> None:
        by_record = {e.record: e.pk for e in entries if e.kind != Entry.Kind.REVERSAL}
        gone = [new.record for new in self.replacements if not new.lines]
        if gone:
            Standing.objects.filter(pk__in=gone).delete()
        standing = [new for new in self.replacements if new.lines]
        insert(Standing, [_standing(new, by_record) for new in standing if new.is_first])
        Standing.objects.bulk_create(
            [_standing(new, by_record) for new in standing if not new.is_first],
            update_conflicts=True,
            unique_fields=["record"],
            update_fields=["entry", "within", "opened_on"],
        )


def _standing(new: Replacement, entries: Mapping[UUID, int]) -> Standing:
    return Standing(
        record=new.record,
        entry_id=entries[new.record],
        within=new.within,
        opened_on=new.opened_on,
    )


def _line(new: NewLine) -> Line:
    return Line(
        unit_id=new.unit,
        indicator_id=new.indicator,
        day=new.day,
        span_from=new.span_from,
        dims_id=new.dims,
        amount=new.amount,
        sign=1,
        hedge_sign=-1 if new.takes_out else 1,
        hedge=CODES[new.hedge] if new.amount else 0,
        declared=new.declared,
        opens=new.opens,
        transfer=new.transfer,
    )


def _reversed(line: Line) -> Line:
    """The exact contrary: same day, span and dimensions; amount and both signs turned."""
    return Line(
        unit_id=line.unit_id,
        indicator_id=line.indicator_id,
        day=line.day,
        span_from=line.span_from,
        dims_id=line.dims_id,
        amount=-line.amount,
        sign=-line.sign,
        hedge_sign=-line.hedge_sign,
        hedge=line.hedge,
        declared=line.declared,
        opens=line.opens,
        transfer=line.transfer,
    )


def booked(line: Line) -> Booked:
    """A stored line as the arithmetic sees it."""
    facts = indicator_by_id(line.indicator_id)
    return Booked(
        unit=line.unit_id,
        indicator=line.indicator_id,
        day=line.day,
        span_from=line.span_from,
        dims=line.dims_id,
        transfer=line.transfer,
        rises=facts.rises,
        is_flow=facts.is_flow,
        measure=measure_of(
            amount=line.amount,
            hedge=HEDGES[line.hedge],
            sign=line.sign,
            hedge_sign=line.hedge_sign,
            declared=line.declared,
        ),
    )
