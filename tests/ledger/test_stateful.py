"""The ledger against a model that knows only the design: random facts, every figure the same.

Every operation goes to the real services and to tests/model; then declarations, random figures
and, at the end of each run, every derived row are compared. BINHYEN_PROPERTY_EXAMPLES sets how
many runs are made (CONTRIBUTING.md).
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from binhyen.ledger import services
from binhyen.ledger.models import Declared, Entry, Line, Standing
from binhyen.ledger.rules.hedges import HEDGES, Hedge
from binhyen.ledger.rules.postings import Posting
from binhyen.ledger.selectors.catalogue import dimensions_of, forget_sets, indicators
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query
from binhyen.ledger.services.checking import problems
from binhyen.ledger.services.declaring import OverlappingDeclarationError
from binhyen.units.selectors.trees import forget_trees
from tests.builders.ledger import clerk
from tests.model.balances import expected, stored
from tests.model.declared import Declaration, Dims, Drawdown, Fact, Record
from tests.model.ledger import OWN, Ledger, Told
from tests.model.worlds import World, empty_country, invented_world, real_world

EXAMPLES = int(os.environ.get("BINHYEN_PROPERTY_EXAMPLES", "12"))
STEPS = int(os.environ.get("BINHYEN_PROPERTY_STEPS", "20"))
PHASES = [Phase.generate] if "BINHYEN_NO_SHRINK" in os.environ else [Phase.generate, Phase.shrink]
AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
LARGEST = 2**40
DID: Counter[str] = Counter()

DAYS = [
    date(2014, 5, 1), date(2022, 8, 15), date(2023, 6, 1), date(2024, 6, 30), date(2024, 7, 1),
    date(2024, 12, 14), date(2024, 12, 15), date(2025, 3, 1), date(2025, 6, 30),
    date(2025, 7, 1), date(2025, 9, 16), date(2026, 2, 1), date(2026, 6, 1),
]  # fmt: skip
WINDOWS = [
    (date(2024, 12, 15), date(2025, 12, 14)),
    (date(2022, 1, 1), date(2022, 12, 31)),
    (date(2014, 1, 1), date(2026, 12, 31)),
    (date(2025, 6, 20), date(2025, 7, 10)),
    (date(2024, 6, 3), date(2025, 3, 1)),
    (date(2026, 1, 1), date(2026, 6, 30)),
]
SPANS = [
    (date(2024, 12, 15), date(2025, 6, 30)),
    (date(2024, 12, 15), date(2025, 12, 14)),
    (date(2025, 7, 1), date(2025, 12, 14)),
    (date(2014, 1, 1), date(2022, 12, 31)),
    (date(2022, 8, 1), date(2022, 8, 31)),
]
MAPS = [None, None, date(2020, 1, 1), date(2024, 8, 1), date(2025, 6, 30), date(2026, 11, 16)]
DIMS: dict[str, list[Dims]] = {
    "TT02": [(), (("topic", "LAW"),), (("topic", "FIRE"),),
             (("form", "MEETING"), ("topic", "LAW"))],
    "TT10": [(), (("signatory", "HOUSEHOLD"),)],
    "MH02": [(("type", "T1"),), (("type", "T2"),), (("field", "FIRE"), ("type", "T1")), ()],
    "MH07": [(("rating", "GOOD"),), (("rating", "WEAK"),), (("field", "FIRE"), ("rating", "GOOD"))],
    "DC01": [()],
    "CD02": [(("year", "2025"),), (("year", "2026"),)],
    "MH01": [(), (("field", "FIRE"),)],
}  # fmt: skip
BOOKED = ["TT02", "TT02", "TT10", "MH02", "MH02", "MH07", "DC01", "CD02"]
DECLARED = ["TT02", "TT02", "TT02", "TT10", "MH02", "MH02", "MH02", "MH07", "DC01", "CD02", "MH01"]
ASKED = ["TT02", "MH02", "MH07", "CD02", "MH01", "TT10", "DC01"]
RATES = ["MH08", "TT11"]

amounts = st.one_of(st.integers(0, 200), st.integers(1, LARGEST))
hedges = st.sampled_from([h.value for h in Hedge])
places = st.integers(0, 10_000)
picks = st.integers(0, 10_000)
questions = st.tuples(
    st.sampled_from(ASKED), places, st.sampled_from(WINDOWS), st.sampled_from(MAPS),
    st.sampled_from(["unit", "child", "child", "month", "dim"]), picks,
)  # fmt: skip


class Machine(RuleBasedStateMachine):
    """Drives the ledger and the model side by side, inside a transaction it takes back."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        forget_sets()
        self.by = clerk()
        self.model = Ledger(self.world.country, {c: f.kind for c, f in indicators().items()})
        self.made = 0
        self.held: list[UUID] = []

    def teardown(self) -> None:
        try:
            self._whole()
        finally:
            transaction.set_rollback(True)
            self.stack.close()
            forget_sets()

    # --- picking

    def _unit(self, place: int) -> int:
        units = self.world.near if place % 2 else self.world.units
        return units[place // 2 % len(units)]

    def _new_id(self) -> UUID:
        self.made += 1
        return UUID(int=self.made)

    def _within(self, answer: int, pick: int) -> tuple[UUID, ...] | None:
        """Mostly no answer; else outside of all, or inside one that lives."""
        if answer < 6:
            return None
        live = sorted(self.model.declarations)
        return (live[pick % len(live)],) if answer < 9 and live else ()

    # --- records

    @rule(
        code=st.sampled_from(BOOKED), place=places, day=st.sampled_from(DAYS), amount=amounts,
        hedge=hedges, dims=picks, more=st.integers(0, 5), later=st.sampled_from(DAYS),
        again=amounts, answer=st.integers(0, 9), question=questions,
    )  # fmt: skip
    def book(self, question: Any, answer: int, **said: Any) -> None:
        record = Record(self._new_id(), self._lines(**said), self._within(answer, said["dims"]))
        self._book(record)
        self.held.append(record.id)
        self._compare(question)

    @precondition(lambda self: self.held)
    @rule(
        pick=picks, code=st.sampled_from(BOOKED), place=places, day=st.sampled_from(DAYS),
        amount=amounts, hedge=hedges, dims=picks, more=st.integers(0, 5),
        later=st.sampled_from(DAYS), again=amounts, answer=st.integers(0, 9), question=questions,
    )  # fmt: skip
    def amend(self, pick: int, question: Any, answer: int, **said: Any) -> None:
        key = self.held[pick % len(self.held)]
        self._book(Record(key, self._lines(**said), self._within(answer, pick)))
        self._compare(question)

    @precondition(lambda self: self.model.records)
    @rule(pick=picks, question=questions)
    def void(self, pick: int, question: Any) -> None:
        standing = sorted(self.model.records)
        self._book(Record(standing[pick % len(standing)], ()))
        self._compare(question)

    def _lines(
        self,
        *,
        code: str,
        place: int,
        day: date,
        amount: int,
        hedge: str,
        dims: int,
        more: int,
        later: date,
        again: int,
    ) -> tuple[Fact, ...]:
        """One line; of a STOCK perhaps opened that day, recounted, moved or ended later."""
        chosen = DIMS[code][dims % len(DIMS[code])]
        hedge = hedge if amount else "EXACT"
        stock = self.model.kinds[code] == "STOCK"
        first = Fact(
            code, self._unit(place), day, amount, hedge, chosen, opens=stock and more in {1, 2}
        )
        if not stock or more < 2 or later < day:
            return (first,)
        out = Fact(code, first.unit, later, -amount, hedge, chosen, takes_out=True)
        if more == 2:
            return (first, out)
        moved = DIMS[code][again % len(DIMS[code])] if more == 3 else chosen
        return (first, out, Fact(code, first.unit, later, again, dims=moved))

    def _book(self, record: Record) -> None:
        DID["void" if not record.lines else "book"] += 1
        self._call_book(record)
        self.model.book(record)
        self._declared_lines()

    def _call_book(self, record: Record) -> None:
        services.book(
            record=record.id, revision=1, source="ACTIVITY",
            placed=[
                (n.unit, Posting(n.indicator, n.day, n.amount, Hedge(n.hedge), n.dims,
                                 n.takes_out, n.opens))
                for n in record.lines
            ],
            within=record.within, why="", by=self.by, at=AT,
        )  # fmt: skip

    # --- declarations

    @rule(
        code=st.sampled_from(DECLARED), place=places, span=st.sampled_from(SPANS),
        day=st.sampled_from(DAYS), until=st.sampled_from([None, None, *DAYS]),
        amount=st.one_of(st.integers(1, 400), st.integers(1, LARGEST)), hedge=hedges, dims=picks,
        answer=st.integers(0, 9), standing=st.integers(0, 3), question=questions,
    )  # fmt: skip
    def declare(self, question: Any, standing: int, **said: Any) -> None:
        self._declare(self._terms(self._new_id(), **said), takes_in_standing=standing > 0)
        self._compare(question)

    @rule(
        code=st.sampled_from(["TT02", "MH02"]), place=places, span=st.sampled_from(SPANS),
        day=st.sampled_from(DAYS), until=st.sampled_from([None, None, *DAYS]),
        amount=st.one_of(st.integers(1, 400), st.integers(1, LARGEST)), hedge=hedges, dims=picks,
        answer=st.integers(0, 9), standing=st.integers(0, 3), question=questions,
    )  # fmt: skip
    def declare_more(self, question: Any, standing: int, **said: Any) -> None:
        self._declare(self._terms(self._new_id(), **said), takes_in_standing=standing > 0)
        self._compare(question)

    @precondition(lambda self: self.model.declarations)
    @rule(
        pick=picks, amount=st.integers(1, 400), hedge=hedges, standing=st.integers(0, 1),
        day=st.sampled_from([None, None, *DAYS]), question=questions,
    )  # fmt: skip
    def amend_declaration(
        self, pick: int, amount: int, hedge: str, standing: int, day: date | None, question: Any
    ) -> None:
        live = sorted(self.model.declarations)
        one = self.model.declarations[live[pick % len(live)]]
        one = replace(one, amount=amount, hedge=hedge)
        if day and not one.flow and self.world.country.valid(one.unit, day):
            one = replace(one, start=day, end=max(day, one.end))
        self._declare(one, takes_in_standing=standing > 0)
        self._compare(question)

    @precondition(lambda self: self.model.declarations)
    @rule(pick=picks, question=questions)
    def withdraw(self, pick: int, question: Any) -> None:
        DID["withdraw"] += 1
        live = sorted(self.model.declarations)
        key = live[pick % len(live)]
        services.withdraw(declaration=key, revision=2, why="sai", by=self.by, at=AT)
        self.model.withdraw(key)
        self._declared_lines()
        self._compare(question)

    def _terms(
        self,
        key: UUID,
        *,
        code: str,
        place: int,
        span: tuple[date, date],
        day: date,
        until: date | None,
        amount: int,
        hedge: str,
        dims: int,
        answer: int,
    ) -> Declaration:
        chosen, kind = DIMS[code][dims % len(DIMS[code])], self.model.kinds[code]
        if kind != "FLOW" and code != "CD02" and dims % 3 == 0:
            chosen = ()
        unit, (start, end) = self._unit(place), span
        flow = kind == "FLOW"
        if not flow:
            start, end = day, until if until and until >= day else day.replace(year=day.year + 1)
        if kind == "STATUS":
            end = date(9999, 12, 31)
        if not self.world.country.valid(unit, end if flow else start):
            unit = self.world.country.image(unit, end if flow else start)[0]
        return Declaration(
            key, code, unit, amount, hedge, chosen, start, end, flow, self._within(answer, dims)
        )

    def _declare(self, one: Declaration, *, takes_in_standing: bool) -> None:
        DID["declare"] += 1
        clash = self.model.clashes(one)
        try:
            with transaction.atomic():
                self._call_declare(one, takes_in_standing=takes_in_standing)
        except OverlappingDeclarationError:
            assert clash, f"refused without need: {one}"
            return
        assert not clash, f"should be refused: {one}"
        self.model.declare(one, takes_in_standing=takes_in_standing)
        self._declared_lines()

    def _call_declare(self, one: Declaration, *, takes_in_standing: bool) -> None:
        services.declare(
            declaration=one.id, revision=1,
            terms=services.Terms(one.unit, one.indicator, one.amount, Hedge(one.hedge), one.dims,
                                 one.start, one.end, one.within),
            takes_in_standing=takes_in_standing, why="", by=self.by, at=AT,
        )  # fmt: skip

    # --- nothing is left of what was taken back

    @precondition(lambda self: self.made % 5 == 4)
    @rule(
        code=st.sampled_from(BOOKED), place=places, day=st.sampled_from(DAYS), amount=amounts,
        dims=picks, span=st.sampled_from(SPANS),
    )  # fmt: skip
    def take_back(
        self, code: str, place: int, day: date, amount: int, dims: int, span: tuple[date, date]
    ) -> None:
        DID["rolled back"] += 1
        before = (Line.objects.count(), Entry.objects.count(), Standing.objects.count(), stored())
        with transaction.atomic():
            record = Record(
                self._new_id(),
                self._lines(code=code, place=place, day=day, amount=amount, hedge="ABOUT",
                            dims=dims, more=0, later=day, again=0),
            )  # fmt: skip
            self._call_book(record)
            terms = self._terms(
                self._new_id(), code=code, place=place, span=span, day=day, until=None,
                amount=7, hedge="EXACT", dims=dims, answer=0,
            )  # fmt: skip
            if not self.model.clashes(terms):
                self._call_declare(terms, takes_in_standing=True)
            transaction.set_rollback(True)
        after = (Line.objects.count(), Entry.objects.count(), Standing.objects.count(), stored())
        assert before == after
        self._declared_lines()

    # --- any order

    @precondition(
        lambda self: self.model.records and self.model.declarations and not self.model.outside
    )
    @rule(shuffle=st.randoms(use_true_random=False), question=questions)
    def in_another_order(self, shuffle: Any, question: Any) -> None:
        """Book the same facts anew, in another order: the same lines stand."""
        DID["another order"] += 1
        now = self._stored_declared()
        with transaction.atomic():
            for record in list(self.model.records):
                self._call_book(Record(record, ()))
            for key in list(self.model.declarations):
                services.withdraw(declaration=key, revision=9, why="", by=self.by, at=AT)
            facts: list[Callable[[], None]] = [
                *(lambda r=r: self._call_book(r) for r in self.model.records.values()),
                *(
                    lambda d=d: self._call_declare(d, takes_in_standing=True)
                    for d in self.model.declarations.values()
                ),
            ]
            shuffle.shuffle(facts)
            for fact in facts:
                fact()
            assert self._stored_declared() == now
            self._compare(question)
            transaction.set_rollback(True)

    # --- comparing

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
        DID["asked"] += 1
        query = Query(code, unit, start, end, on, by, filters)
        kind = self.model.kinds[code]
        if by == "month" and kind != "FLOW":
            return
        if not self._on_map(code, unit, start, end, on):
            with pytest.raises(NotOnMapError):
                figures(query)
            return
        answered = figures(query)
        if by.startswith("dim:") and kind == "STATUS":
            filters = (*filters, *((("year", str(end.year)),) if not filters else ()))
        wanted = self.model.figures(code, unit, start, end, on, by, filters)
        found = {_key(row, by): _told(row) for row in answered}
        assert len(found) == len(answered), "two rows of one name"
        if by.startswith("dim:") or by == "month":
            found = {key: told._replace(unallocated=0, cut=0) for key, told in found.items()}
            wanted = {key: told._replace(unallocated=0, cut=0) for key, told in wanted.items()}
        # whoever was not there in the window has no row to say what it cuts
        wanted = {row: told for row, told in wanted.items() if told.lines or row in found}
        for row in found.keys() | wanted.keys():
            assert found.get(row, Told()) == wanted.get(row, Told()), (query, row)
        if by == "child" and self.world.country.levels[unit] <= 3:
            listed = self.model.listed_children(unit, start, end, on, kind)
            missing = listed - found.keys()
            assert not missing, (query, missing)
        if by == "child" and kind in {"FLOW", "STOCK", "STATUS"}:
            whole = figures(replace(query, by="unit"))[0]
            assert sum(row.amount or 0 for row in answered) == (whole.amount or 0), query

    def _rate(self, code: str, unit: int, start: date, end: date, on: date | None) -> None:
        parts = {"MH08": ("MH07[rating=GOOD]+MH07[rating=FAIR]", "MH07"),
                 "TT11": ("TT10[signatory=HOUSEHOLD]", "DC01")}[code]  # fmt: skip
        row = figures(Query(code, unit, start, end, on))[0]
        wanted = self.model.rate(parts, unit, start, end, on)
        assert (row.numerator, row.denominator, row.amount) == wanted, (code, unit, start, end, on)

    def _whole(self) -> None:
        """Every derived row is what the lines add up to; the ledger finds no fault in itself."""
        distinct = {f.id for f in indicators().values() if f.kind == "DISTINCT"}
        assert stored() == expected(self.world.country, distinct)
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


def _run(world: World, examples: int) -> None:
    class InWorld(Machine):
        pass

    InWorld.world = world
    run_state_machine_as_test(
        InWorld,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
            phases=PHASES, report_multiple_bugs=False,
        ),
    )  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def told() -> Iterator[None]:
    yield
    engine = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(f"\nproperties on {engine}: {dict(DID)}")  # noqa: T201 -- read in the closing note


@pytest.fixture(autouse=True)
def trees() -> Iterator[None]:
    """The country of one test is not that of the next."""
    forget_trees()
    yield
    forget_trees()


@pytest.mark.django_db
class TestLedger:
    def test_says_what_the_model_says_in_an_invented_country(self) -> None:
        empty_country()
        _run(invented_world(), EXAMPLES)

    def test_says_what_the_model_says_in_the_real_country(self) -> None:
        _run(real_world(), max(1, EXAMPLES // 3))
