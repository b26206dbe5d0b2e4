"""What has come in at a unit for a period: who sent, who is late, official beside provisional."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from binhyen.filings.models import Filing, Obligation, Period
from binhyen.filings.rules.cells import Cell, CellState, Shape
from binhyen.filings.rules.consolidation import Total
from binhyen.filings.rules.regime import Row
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.units.selectors import own_names

FEW = 2


@dataclass(frozen=True, slots=True)
class Sender:
    """One obliged unit and what has come from it."""

    obligation: Obligation
    name: str
    filing: Filing | None
    today: date

    @property
    def state(self) -> str:
        """MISSING where nothing has come yet, also while a first draft is being written."""
        if self.filing is None or self.filing.state == State.DRAFT:
            return "MISSING"
        return self.filing.state

    @property
    def anchor(self) -> str:
        """Where its row stands on a page."""
        return f"don-vi-{self.obligation.unit.uid}"

    @property
    def is_late(self) -> bool:
        return self.state in {"MISSING", State.RETURNED} and self.obligation.due_on < self.today

    @property
    def days_late(self) -> int:
        """How late it came, or is by now; never below zero."""
        sent = self.filing.submitted_at if self.filing and self.state != "MISSING" else None
        day = localdate(sent) if sent else self.today
        return max(0, (day - self.obligation.due_on).days)

    @property
    def waits(self) -> bool:
        return self.state != State.ACCEPTED


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One row of the consolidation, as people write it."""

    row: Row
    name: str
    facts: Facts
    total: Total
    hides: bool

    @property
    def difference(self) -> int | None:
        """Provisional less official; of a rate nothing is subtracted."""
        one, other = self.total.provisional.amount, self.total.official.amount
        if self.hides or self.total.official.shape is Shape.RATE:
            return None
        if one is None and other is None:
            return None
        return int(one or 0) - int(other or 0)

    @property
    def parts(self) -> tuple[tuple[str, Cell], ...]:
        total = self.total
        return (
            ("not_received", total.not_received),
            ("adjustments", total.adjustments),
            ("not_filed", total.not_filed),
        )


@dataclass(frozen=True, slots=True)
class Reception:
    """Everything the unit above sees of one period."""

    period: Period
    senders: list[Sender]

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.senders)

    @property
    def expected(self) -> int:
        return len(self.senders)

    @property
    def received(self) -> int:
        return self.accepted + self.waiting

    @property
    def accepted(self) -> int:
        return self.count(State.ACCEPTED)

    @property
    def waiting(self) -> int:
        return self.count(State.SUBMITTED)

    @property
    def returned(self) -> int:
        return self.count(State.RETURNED)

    @property
    def missing(self) -> int:
        return self.count("MISSING")

    @property
    def late(self) -> list[Sender]:
        return [one for one in self.senders if one.is_late]

    @property
    def to_decide(self) -> list[Sender]:
        return [one for one in self.senders if one.state == State.SUBMITTED]

    @property
    def in_time(self) -> list[Sender]:
        """Who owes something and has time yet."""
        return [
            one for one in self.senders
            if one.waits and one.state != State.SUBMITTED and not one.is_late
        ]  # fmt: skip

    @property
    def came_in(self) -> list[Sender]:
        return [one for one in self.senders if one.state in {State.SUBMITTED, State.ACCEPTED}]

    @property
    def due_on(self) -> date:
        return max(one.obligation.due_on for one in self.senders)


def reception(period: Period, to: int, today: date) -> Reception:
    """The obliged units in the order of their codes, each with the version that counts."""
    rows = list(
        Obligation.objects.filter(period=period, to=to).select_related("unit").order_by("unit__uid")
    )
    names = own_names([row.unit_id for row in rows], period.end)
    filings = sent_filings(period, [row.unit_id for row in rows])
    return Reception(
        period,
        [Sender(row, names[row.unit_id], filings.get(row.unit_id), today) for row in rows],
    )


def sent_filings(period: Period, units: list[int]) -> dict[int, Filing]:
    """The version of each unit that the level above looks at; a correction counts once sent."""
    found: dict[int, Filing] = {}
    rows = Filing.objects.filter(period=period, unit__in=units).defer("narrative", "answers")
    for filing in rows.order_by("version"):
        if filing.state == State.DRAFT and filing.version > 1:
            continue
        found[filing.unit_id] = filing
    return found


def totals(period: Period, to: int, *, is_own: bool) -> list[TotalRow]:
    """Official beside provisional, row by row, where anything is known.

    What would show one unit's small sensitive count to the level above is hidden.
    """
    filing = Filing.objects.filter(period=period, unit=to).order_by("-version").first()
    asked = Filing(pk=filing.pk if filing else None, period=period, unit_id=to, version=1)
    sheet = live_sheet(asked)
    found = []
    for row in definition_of(period.version).rows:
        total = sheet.totals.get(row.key)
        if total is None or not _is_known(total):
            continue
        facts = indicator(row.indicator)
        if facts.is_sensitive and not (is_own and sheet.received >= FEW):
            continue
        found.append(TotalRow(row, row_name(row), facts, total, hides=facts.is_sensitive))
    return found


def _is_known(total: Total) -> bool:
    return CellState.NUMBER in {total.official.state, total.provisional.state}
