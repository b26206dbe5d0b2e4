"""The ledger against a model that knows only the design: random facts, every figure the same.

Every operation goes to the real services and to tests/model; then declarations, random figures
and, at the end of each run, every derived row are compared. BINHYEN_PROPERTY_EXAMPLES sets how
many runs are made (CONTRIBUTING.md).
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
)

from binhyen.ledger import services
from binhyen.ledger.models import Entry, Line, Standing
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.postings import Posting
from binhyen.ledger.selectors.catalogue import forget_sets, indicators
from binhyen.ledger.services.declaring import OverlappingDeclarationError
from tests.builders.ledger import clerk
from tests.model.balances import stored
from tests.model.choices import (
    BOOKED,
    DAYS,
    DECLARED,
    DIMS,
    LARGEST,
    SPANS,
    amounts,
    hedges,
    picks,
    places,
    questions,
)
from tests.model.compared import DID, Compared
from tests.model.declared import Declaration, Fact, Record
from tests.model.driving import drive
from tests.model.ledger import Ledger
from tests.model.worlds import World, empty_country, invented_world, real_world

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


class Machine(Compared, RuleBasedStateMachine):
    """Drives the ledger and the model side by side, inside a transaction it takes back."""

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


def _run(world: World, *, one_in: int = 1) -> None:
    class InWorld(Machine):
        pass

    InWorld.world = world
    drive(InWorld, one_in=one_in, steps=20)


@pytest.mark.django_db
class TestLedger:
    def test_says_what_the_model_says_in_an_invented_country(self) -> None:
        empty_country()
        _run(invented_world())

    def test_says_what_the_model_says_in_the_real_country(self) -> None:
        _run(real_world(), one_in=3)
