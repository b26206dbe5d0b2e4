"""One consolidating unit and one period: official, provisional and what lies between them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from binhyen.filings.models import Filing
from binhyen.filings.rules.consolidation import Total
from binhyen.filings.rules.regime import Column
from binhyen.filings.selectors.receiving import reception
from binhyen.filings.selectors.sheets import Sheet, live_sheet
from tests.model.handed_in import (
    ADDED,
    DIVIDED,
    FLOWS,
    KINDS,
    SENT,
    Books,
    Stored,
    amounts,
    in_force,
    obliged_below,
    percent,
    standing_snapshot,
    taken_up,
    waits,
)

Pair = tuple[int, int]


@dataclass
class Receiver:
    """What a unit above finds on its desk for a period."""

    unit: int
    books: Books
    did: Counter[str]

    def __post_init__(self) -> None:
        self.period = self.books.period
        self.children = obliged_below(self.period, self.unit)
        self.accepted = in_force(self.period, self.children)
        self.inside = [c for c in self.children if self.books.is_part_of(c, self.unit)]
        self.answers = self._newest_answers()

    def check(self, today: date) -> None:
        if not self.children:
            return
        sheet = self._sheet()
        self._rate_of_reporting(sheet, today)
        for row in ADDED:
            self._added_up(row, sheet.totals[row])
            self._nil_where_all_said_so(row, sheet)
        for row in DIVIDED:
            self._divided_after_adding(row, sheet.totals[row])
        self._kinds_united(sheet.totals[KINDS])

    def _newest_answers(self) -> dict[str, str]:
        found = Filing.objects.filter(period=self.period, unit=self.unit).order_by("version")
        newest = found.last()
        return dict(newest.answers) if newest else {}

    def _sheet(self) -> Sheet:
        asked = Filing(period=self.period, unit_id=self.unit, version=1, answers=self.answers)
        return live_sheet(asked)

    def _rate_of_reporting(self, sheet: Sheet, today: date) -> None:
        """Never over 100 %: whoever sent is one of those who were to send."""
        seen = reception(self.period, self.unit, today)
        sent = [c for c in self.children if standing_snapshot(self.period, c, *SENT)]
        assert (seen.expected, sheet.expected) == (len(self.children), len(self.children))
        assert seen.received <= seen.expected
        assert sheet.received == len(self.accepted) <= seen.expected
        assert seen.received <= len(sent)

    # --- rows that add up

    def _own(self, row: str) -> int:
        """The total less what lies in a child's."""
        whole = self.books.amount(self.unit, row)
        return whole - sum(self.books.amount(child, row) for child in self.inside)

    def _added_up(self, row: str, total: Total) -> None:
        self.did["totals"] += 1
        official = self._own(row) + sum(
            amounts(cells[row])[0] for cells in self.accepted.values() if row in cells
        )
        missing = [c for c in self.children if c not in self.accepted]
        changes = {
            child: self.books.amount(child, row) - amounts(cells[row])[0]
            for child, cells in self.accepted.items()
        }
        known = self.books.figure(self.unit, row)
        where = f"{row} of {self.unit} for {self.period.key}"
        assert total.official.measure.amount == official, where
        assert total.provisional.amount == known.amount, where
        assert total.provisional.measure.n == known.lines_count, where
        not_received = sum(self.books.amount(child, row) for child in missing)
        assert total.not_received.measure.amount == not_received, where
        assert total.adjustments.measure.amount == sum(changes.values()), where
        parts = (total.official, total.not_received, total.adjustments, total.not_filed)
        assert sum(part.measure.amount for part in parts) == int(known.amount or 0), where

    def _nil_where_all_said_so(self, row: str, sheet: Sheet) -> None:
        """NIL is an answer of everybody; a number was booked by somebody; else nothing is told."""
        self.did["answers"] += 1
        official, shown = sheet.totals[row].official, sheet.cell(row, Column.THIS)
        said = [
            self.accepted[c][row].get("state", "BLANK") if c in self.accepted else ""
            for c in self.children
        ]
        own_lines = self.books.figure(self.unit, row).lines_count - sum(
            self.books.figure(child, row).lines_count for child in self.inside
        )
        booked = "NUMBER" in said or own_lines > 0 or self._own(row) != 0
        all_nil = set(said) == {"NIL"} and self.answers.get(row) == "NIL"
        where = f"{row} of {self.unit} for {self.period.key}: {said}, {self.answers.get(row)}"
        assert (official.state == "NUMBER") == booked, where
        assert (official.state == "NIL") == (all_nil and not booked), where
        if not booked:
            assert shown.amount == (0 if all_nil else None), where

    # --- rows that do not

    def _divided_after_adding(self, row: str, total: Total) -> None:
        """Numerators and denominators are added first, then divided once."""
        self.did["rates"] += 1
        whole = self.books.parts(self.unit, row)
        inside = [self.books.parts(child, row) for child in self.inside]
        accepted = [amounts(cells[row]) for cells in self.accepted.values()]
        official = _plus(_minus(whole, _sum(inside)), _sum(accepted))
        measures = total.official.measure.amount, total.official.denominator.amount
        where = f"{row} of {self.unit} for {self.period.key}"
        assert measures == official, where
        assert total.official.amount == percent(*official), where
        assert total.provisional.amount == percent(*whole), where
        parts = (total.official, total.not_received, total.adjustments, total.not_filed)
        assert _sum((p.measure.amount, p.denominator.amount) for p in parts) == whole, where

    def _kinds_united(self, total: Total) -> None:
        """A kind counts once, however many have it."""
        self.did["unions"] += 1
        filed = set[str]().union(
            *(cells[KINDS].get("keys", ()) for cells in self.accepted.values())
        )
        running = self.books.kinds(self.unit)
        where = f"kinds of {self.unit} for {self.period.key}"
        if len(self.inside) == len(self.children) == len(self._still_there()):
            own = self.books.kinds_outside(self.unit, self.children)
            assert total.official.keys == filed | own, where
        assert filed <= total.official.keys, where
        assert total.provisional.keys == running, where
        assert (total.official.amount or 0) == len(total.official.keys), where
        later = (total.not_received.keys, total.adjustments.keys, total.not_filed.keys)
        together = total.official.keys.union(*later)
        assert running <= together, where
        assert len(together) == len(total.official.keys) + sum(map(len, later)), where

    def _still_there(self) -> list[int]:
        return [c for c in self.children if self.books.country.valid(c, self.period.end)]


def _sum(pairs: Iterable[Pair]) -> Pair:
    found = list(pairs)
    return sum(one for one, _ in found), sum(other for _, other in found)


def _plus(one: Pair, other: Pair) -> Pair:
    return one[0] + other[0], one[1] + other[1]


def _minus(one: Pair, other: Pair) -> Pair:
    return one[0] - other[0], one[1] - other[1]


def check_frozen(cells: Stored, own: Stored, children: list[Stored]) -> None:
    """A consolidated version, as it lies in the archive, is what it used and its own part."""
    for row in ADDED:
        parts = [own[row], *(child[row]["THIS"] for child in children)]
        assert amounts(cells[row]["THIS"])[0] == sum(amounts(part)[0] for part in parts), row


def check_year_so_far(unit: int, books: list[Books], did: Counter[str]) -> None:
    """In the latest period the year so far is all that was booked: no change twice, none lost.

    Earlier periods count where they were accepted; a correction nobody decided on is left alone.
    """
    *earlier, latest = books
    if any(waits(one.period, unit) for one in earlier):
        return
    did["years so far"] += 1
    filing = Filing(period=latest.period, unit_id=unit, version=1)
    sheet = live_sheet(filing)
    counted = [one for one in earlier if standing_snapshot(one.period, unit, "ACCEPTED")]
    for row in FLOWS:
        wanted = sum(one.amount(unit, row) for one in (*counted, latest))
        wanted -= taken_up(latest.period, unit, row)
        told = sheet.cell(row, Column.CUMULATIVE).measure.amount
        assert told == wanted, f"{row} of {unit} until {latest.period.key}"
