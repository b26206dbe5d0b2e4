"""Holds the ledger and the model side by side and asks both the same."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from binhyen.ledger.models import Declared, Line, Standing
from binhyen.ledger.rules.hedges import HEDGES
from binhyen.ledger.selectors.catalogue import dimensions_of, indicators
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query
from binhyen.ledger.services.checking import problems
from tests.model.balances import expected, stored
from tests.model.choices import DIMS, RATES
from tests.model.declared import Dims, Drawdown
from tests.model.ledger import OWN, Ledger, Told
from tests.model.worlds import World

DID: Counter[str] = Counter()


class Compared:
    """What every machine over the ledger has: a world, a model, and the comparisons."""

    world: World
    model: Ledger

    def answers(self, query: Query) -> list[Figure]:
        return figures(query)

    def _unit(self, place: int) -> int:
        units = self.world.near if place % 2 else self.world.units
        return units[place // 2 % len(units)]

    def _stored_declared(self) -> dict[UUID, list[tuple[Any, ...]]]:
        codes = {facts.id: code for code, facts in indicators().items()}
        live = set(Declared.objects.filter(live=True).values_list("pk", flat=True))
        entries = dict(Standing.objects.filter(pk__in=live).values_list("entry_id", "record"))
        found: dict[UUID, list[tuple[Any, ...]]] = {key: [] for key in live}
        for line in Line.objects.filter(entry__in=entries).order_by("pk"):
            found[entries[line.entry_id]].append(
                (codes[line.indicator_id], line.unit_id, line.span_from, line.day, line.amount,
                 HEDGES[line.hedge].value, line.hedge_sign, dimensions_of(line.dims_id))
            )  # fmt: skip
        return found

    def _declared_lines(self) -> None:
        """What every declaration posts is what the model says it should."""
        drawdown = Drawdown(
            self.world.country, self.model.declarations, self.model.records, self.model.outside
        )
        wanted = {
            key: [
                (n.indicator, n.unit, n.span_from, n.day, n.amount, n.hedge,
                 -1 if n.takes_out else 1, n.dims)
                for n in drawdown.lines(one)
            ]
            for key, one in self.model.declarations.items()
        }  # fmt: skip
        found = self._stored_declared()
        assert found == wanted, _explained(self.model, drawdown, found, wanted)

    def _compare(self, question: Any) -> None:
        code, place, (start, end), on, by, pick = question
        unit = self._unit(place)
        if by == "dim":
            by = "dim:" + {"TT02": "topic", "TT10": "signatory", "MH07": "rating",
                           "CD02": "year"}.get(code, "type" if code == "MH02" else "")  # fmt: skip
        if by == "dim:" or (code == "MH01" and by not in {"unit", "child"}):
            by = "unit"
        known = [dims for dims in DIMS[code] if code != "DC01"]
        filters = known[pick % len(known)] if known and pick % 3 == 0 and by != "month" else ()
        self._ask(code, unit, start, end, on, by, filters)
        self._ask(code, self.world.country.nation, start, end, on, "child", ())
        if self._on_map("MH08", unit, end, end, on):
            self._rate(RATES[pick % 2], unit, start, end, on)

    def _on_map(self, code: str, unit: int, start: date, end: date, on: date | None) -> bool:
        country = self.world.country
        if on is None and self.model.kinds[code] == "FLOW":
            return country.first_day(unit) <= end and start <= country.last_day(unit)
        return country.valid(unit, on or end)

    def _ask(
        self, code: str, unit: int, start: date, end: date, on: date | None, by: str, filters: Dims
    ) -> None:
        query = Query(code, unit, start, end, on, by, filters)
        kind = self.model.kinds[code]
        if by == "month" and kind != "FLOW":
            return
        if not self._on_map(code, unit, start, end, on):
            with pytest.raises(NotOnMapError):
                self.answers(query)
            return
        answered = self.answers(query)
        if by.startswith("dim:") and kind == "STATUS":
            filters = (*filters, *((("year", str(end.year)),) if not filters else ()))
        wanted = self.model.figures(code, unit, start, end, on, by, filters)
        found = {_key(row, by): _told(row) for row in answered}
        DID["asked"] += 1
        DID["rows with lines"] += sum(1 for told in found.values() if told.lines)
        assert len(found) == len(answered), "two rows of one name"
        if by.startswith("dim:") or by == "month":
            found = {key: told._replace(unallocated=0, cut=0) for key, told in found.items()}
            wanted = {key: told._replace(unallocated=0, cut=0) for key, told in wanted.items()}
        # whoever was not there in the window has no row to say what it cuts
        wanted = {row: told for row, told in wanted.items() if told.lines or row in found}
        for row in found.keys() | wanted.keys():
            told, should = found.get(row, Told()), wanted.get(row, Told())
            assert told == should, f"{query}, row {row}: {told}, should be {should}"
        if by == "child" and self.world.country.levels[unit] <= 3:
            listed = self.model.listed_children(unit, start, end, on, kind)
            missing = listed - found.keys()
            assert not missing, (query, missing)
        if by == "child" and kind in {"FLOW", "STOCK", "STATUS"}:
            whole = self.answers(replace(query, by="unit"))[0]
            assert sum(row.amount or 0 for row in answered) == (whole.amount or 0), query

    def _rate(self, code: str, unit: int, start: date, end: date, on: date | None) -> None:
        parts = {"MH08": ("MH07[rating=GOOD]+MH07[rating=FAIR]", "MH07"),
                 "TT11": ("TT10[signatory=HOUSEHOLD]", "DC01")}[code]  # fmt: skip
        row = self.answers(Query(code, unit, start, end, on))[0]
        wanted = self.model.rate(parts, unit, start, end, on)
        assert (row.numerator, row.denominator, row.amount) == wanted, (code, unit, start, end, on)

    def _whole(self) -> None:
        """Every derived row is what the lines add up to; the ledger finds no fault in itself."""
        distinct = {f.id for f in indicators().values() if f.kind == "DISTINCT"}
        flows = {f.id for f in indicators().values() if f.kind == "FLOW"}
        assert stored() == expected(self.world.country, distinct, flows)
        if DID["runs"] % 40 == 0:
            assert problems() == []
        DID["runs"] += 1


def _key(row: Figure, by: str) -> Any:
    if by == "child":
        return OWN if row.own else row.unit
    if by == "month":
        first, last = (row.start.year, row.start.month), (row.end.year, row.end.month)
        return first if first == last else "declared"
    return row.dimension if by.startswith("dim:") else row.unit


def _told(row: Figure) -> Told:
    assert (row.amount is None) == (row.state == "BLANK")
    assert row.amount is None or isinstance(row.amount, int)
    return Told(
        row.amount, row.hedge.value, row.declared_amount, row.unallocated, row.cut_declarations,
        row.lines_count,
    )  # fmt: skip


def _explained(model: Ledger, drawdown: Drawdown, found: Any, wanted: Any) -> str:
    told = ["", "declarations:", *map(str, model.declarations.values()), "records:"]
    told += [str(record) for record in model.records.values()]
    told.append(f"outside: {model.outside}")
    for key in found.keys() | wanted.keys():
        if found.get(key) != wanted.get(key):
            told += [
                f"{key} posts {found.get(key)}", f"should post {wanted.get(key)}",
                f"taken {drawdown.taken(model.declarations[key])}",
            ]  # fmt: skip
    return "\n".join(told)
