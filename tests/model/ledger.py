"""The ledger as lists of facts; every figure is a loop over all of them (DESIGN 5 and 6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple
from uuid import UUID

from tests.model.country import AREA, ORGANISATION, Country
from tests.model.declared import Declaration, Dims, Drawdown, Fact, Record

OWN = -1
DISTINCT_OF = {"MH01": ("MH02", "type")}
Row = int | str | tuple[int, int] | None


class Told(NamedTuple):
    """What an answer says of one row."""

    amount: int | None = None
    hedge: str = "EXACT"
    declared: int = 0
    unallocated: int = 0
    cut: int = 0
    lines: int = 0


class Put(NamedTuple):
    """A line and where a question finds it."""

    line: Fact
    row: int
    divided: bool
    cut: bool


@dataclass
class Ledger:
    """Standing facts only: an amended or voided record leaves the list."""

    country: Country
    kinds: dict[str, str]
    records: dict[UUID, Record] = field(default_factory=dict)
    declarations: dict[UUID, Declaration] = field(default_factory=dict)
    outside: set[tuple[UUID, UUID]] = field(default_factory=set)
    _lines: list[Fact] | None = None

    # --- what happens

    def book(self, record: Record) -> None:
        """The newest answer holds: naming a declaration takes back an earlier 'outside'."""
        self._lines = None
        self.records.pop(record.id, None)
        if record.lines:
            self.records[record.id] = record
        self.outside -= {(named, record.id) for named in record.within or ()}

    def clashes(self, one: Declaration) -> bool:
        """Whether another live declaration overlaps this one without nesting."""
        drawdown = self._drawdown()
        return any(drawdown.clash(one, other) for other in self.declarations.values())

    def declare(self, one: Declaration, *, takes_in_standing: bool) -> None:
        before = self.declarations.get(one.id)
        drawdown = self._drawdown()

        def reached(terms: Declaration | None) -> set[UUID]:
            if terms is None:
                return set()
            records = {
                r.id
                for r in self.records.values()
                if any(drawdown.covers(terms, n) for n in r.lines)
            }
            inner = {i.id for i in self.declarations.values() if drawdown.fits(i, terms)}
            return records | inner

        if takes_in_standing:
            self.outside = {pair for pair in self.outside if pair[0] != one.id}
        else:
            self.outside |= {(one.id, held) for held in reached(one) - reached(before)}
        self.outside -= {(named, one.id) for named in one.within or ()}
        self.declarations[one.id] = one
        self._lines = None

    def withdraw(self, key: UUID) -> None:
        del self.declarations[key]
        self._lines = None

    def _drawdown(self) -> Drawdown:
        return Drawdown(self.country, self.declarations, self.records, self.outside)

    def lines(self) -> list[Fact]:
        if self._lines is None:
            drawdown = self._drawdown()
            self._lines = [line for record in self.records.values() for line in record.lines]
            for one in self.declarations.values():
                self._lines += drawdown.lines(one)
        return self._lines

    # --- what is asked

    def figures(
        self,
        code: str,
        unit: int,
        start: date,
        end: date,
        on: date | None = None,
        by: str = "unit",
        filters: Dims = (),
    ) -> dict[Row, Told]:
        """Rows with something to tell; a row that is missing is BLANK."""
        if code in DISTINCT_OF:
            return self._distinct(code, unit, start, end, on, by, filters)
        puts = list(self._puts(code, unit, start, end, on, by, filters))
        rows: dict[Row, list[Put]] = {}
        for put in puts:
            rows.setdefault(self._row(put, by, start, end), []).append(put)
        return {row: self._told(found, unit if row == OWN else row) for row, found in rows.items()}

    def _row(self, put: Put, by: str, start: date, end: date) -> Row:
        if by.startswith("dim:"):
            return dict(put.line.dims).get(by.removeprefix("dim:"))
        if by == "month":
            first = put.line.span_from or put.line.day
            month = (put.line.day.year, put.line.day.month)
            return month if (first.year, first.month) == month else "declared"
        return put.row

    def _puts(
        self,
        code: str,
        unit: int,
        start: date,
        end: date,
        on: date | None,
        by: str,
        filters: Dims,
    ) -> Iterable[Put]:
        kind = self.kinds[code]
        if kind == "STATUS" and "year" not in dict(filters):
            filters = (*filters, ("year", str(end.year)))
        for line in self.lines():
            if line.indicator != code or not set(filters) <= set(line.dims):
                continue
            first = line.span_from or line.day
            cut = False
            if kind == "FLOW":
                if line.day < start or first > end:
                    continue
                cut = not (start <= first and line.day <= end)
            elif line.day > end:
                continue
            on_map = on or (line.day if kind == "FLOW" else end)
            if line.transfer and on_map < line.day:
                continue
            place, divided = self.country.image(line.unit, on_map)
            row = self._row_of(place, unit, on_map, by_child=by == "child")
            if row is not None:
                yield Put(line, row, divided and place == (unit if row == OWN else row), cut)

    def _row_of(self, place: int, unit: int, on: date, *, by_child: bool) -> int | None:
        chain = self.country.chain(place, on)
        if unit not in chain:
            return None
        if not by_child:
            return unit
        at = chain.index(unit)
        if at == 0 or self.country.levels[chain[at - 1]] == ORGANISATION:
            return OWN
        return chain[at - 1]

    def _told(self, puts: list[Put], _: Row) -> Told:
        whole = [put for put in puts if not put.cut]
        amount = sum(put.line.amount for put in whole)
        counts: dict[str, int] = {}
        for put in whole:
            if put.line.hedge != "EXACT":
                sign = -1 if put.line.takes_out else 1
                counts[put.line.hedge] = counts.get(put.line.hedge, 0) + sign
        left = [hedge for hedge, count in counts.items() if count]
        hedge = "EXACT" if not left or amount == 0 else left[0] if len(left) == 1 else "ABOUT"
        return Told(
            amount if whole else None,
            hedge,
            sum(put.line.amount for put in whole if put.line.declared),
            sum(put.line.amount for put in whole if put.divided),
            sum(1 for put in puts if put.cut),
            len(whole),
        )

    def _distinct(
        self, code: str, unit: int, start: date, end: date, on: date | None, by: str, filters: Dims
    ) -> dict[Row, Told]:
        """A union of values above zero; beside it, at its own unit, what was declared."""
        of, name = DISTINCT_OF[code]
        held: dict[Row, dict[str, int]] = {}
        lines: dict[Row, int] = {}
        for put in self._puts(of, unit, start, end, on, by, filters):
            values = held.setdefault(put.row, {})
            lines[put.row] = lines.get(put.row, 0) + 1
            value = dict(put.line.dims).get(name)
            if value is not None:
                values[value] = values.get(value, 0) + put.line.amount
        found: dict[Row, Told] = {
            row: Told(sum(1 for n in values.values() if n > 0), lines=lines[row])
            for row, values in held.items()
        }
        said = [
            n for n in self.lines()
            if n.indicator == code and n.day <= end and set(n.dims) == set(filters)
        ]  # fmt: skip
        for place in {n.unit for n in said}:
            own = [Put(n, place, False, False) for n in said if n.unit == place]  # noqa: FBT003
            row = self._row_of(place, unit, on or end, by_child=by == "child")
            told, counted = self._told(own, place), found.get(place, Told())
            if row == place and (told.amount or 0) > (counted.amount or 0):
                found[place] = told._replace(
                    declared=(told.amount or 0) - (counted.amount or 0),
                    lines=told.lines + counted.lines,
                )
        return found

    def rate(
        self, parts: tuple[str, str], unit: int, start: date, end: date, on: date | None
    ) -> tuple[int, int, Decimal | None]:
        """Both parts summed first; half up, two decimals."""
        sums = []
        for part in parts:
            total = 0
            for term in part.split("+"):
                code, _, rest = term.rstrip("]").partition("[")
                pairs = (f.partition("=") for f in rest.split(",") if f)
                filters = tuple((name, value) for name, _, value in pairs)
                told = self.figures(code, unit, start, end, on, filters=filters)
                total += sum(row.amount or 0 for row in told.values())
            sums.append(total)
        if sums[1] == 0:
            return sums[0], 0, None
        share = (Decimal(sums[0]) * 100 / sums[1]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return sums[0], sums[1], share

    def listed_children(
        self, unit: int, start: date, end: date, on: date | None, kind: str
    ) -> set[int]:
        """Whom a by=child answer names, also when they have nothing."""
        on = on or (None if kind == "FLOW" else end)
        first, last = (on, on) if on else (start, end)
        return {
            v.unit
            for v in self.country.versions
            if v.parent == unit
            and v.start <= last
            and first < v.end
            and self.country.levels[v.unit] <= AREA
        }
