"""Administrators at work beside the officers of the books: merges, splits, names, undoing."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from binhyen.accounts.models import Officer
from binhyen.ledger.selectors.catalogue import forget_sets
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.services.checking import problems
from binhyen.overview.selectors.checking import record_problems
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, NewUnit, Plan
from binhyen.rearrangement.selectors.facts import open_records_of
from binhyen.units.models import Unit
from tests.model.asked import questions
from tests.model.books import first_day
from tests.model.choices import picks, places
from tests.model.compared import DID
from tests.model.country import AREA, Country
from tests.model.desk import EVER, Desk, Paper
from tests.model.events import (
    Rearrangement,
    after,
    all_below,
    directly_below,
    may_change,
    may_hold,
)
from tests.model.ledger import Ledger
from tests.model.worlds import country_of

DAYS = [date(2024, 7, 1), date(2025, 3, 1), date(2025, 7, 1), date(2026, 2, 1), date(2026, 6, 1)]
DECREE = "Nghị quyết 12/NQ-HĐND ngày 20/08/2026"
TYPES = {1: "tỉnh", 3: "xã", AREA: "thôn"}
NEW = 1_000_000
COMPARED = ["TT02", "MH01", "MH02", "MH09a", "TT09"]
days = st.sampled_from(DAYS)


@dataclass
class Done:
    """A confirmed event: what it moved, its row, and who was at work since, and where."""

    moved: Rearrangement
    event: Event
    at: datetime
    papers: int
    before: dict[UUID, list[tuple[int, date]]]
    touched: bool = False


class Administration(Desk):
    """Numbers of units stay the same from run to run; ``keys`` says which row each is now."""

    admin: Officer
    second: Officer

    def __init__(self) -> None:
        super().__init__()
        self.first = self.land.country
        self.land = replace(self.land, uids=dict(self.land.uids), numbers={})
        self.keys = {number: number for number in self.land.uids}
        self.done: list[Done] = []
        self.begun = 0

    def teardown(self) -> None:
        try:
            self._rows_are_as_the_model_says()
            assert problems() == []
            assert list(record_problems()) == []
        finally:
            super().teardown()

    # --- events

    @rule(kind=st.sampled_from(["MERGE", "MERGE", "JOIN", "SPLIT", "SPLIT", "RENAME", "MOVE"]),
          place=places, other=picks, day=days, given=picks, question=questions)  # fmt: skip
    def rearrange(
        self, kind: str, place: int, other: int, day: date, given: int, question: Any
    ) -> None:
        unit = self._standing(place, day)
        if unit is None:
            return
        event = self._planned(kind, unit, other, day, given)
        if event is not None:
            self._carry_out(event)
            DID[kind.lower()] += 1
            self._rows_are_as_the_model_says()
        self._compare(question)

    def _standing(self, place: int, day: date) -> int | None:
        country = self.model.country
        found = [
            unit
            for unit, level in country.levels.items()
            if level in TYPES and may_change(country, unit, day)
        ]
        return found[place % len(found)] if found else None

    def _planned(
        self, kind: str, unit: int, other: int, day: date, given: int
    ) -> Rearrangement | None:
        country = self.model.country
        parent = country.parent(unit, day)
        if parent is None or not may_hold(country, parent, day):
            return None
        alike = [
            one
            for one, level in country.levels.items()
            if level == country.levels[unit] and one != unit and may_change(country, one, day)
        ]
        match kind:
            case "RENAME":
                return Rearrangement("CHANGE", day, changes=((unit, None),))
            case "MOVE":
                return self._moving(unit, day, other)
            case "SPLIT":
                return self._dividing(unit, parent, day, given)
        ends = (unit, *alike[other % (len(alike) or 1) :][:1])
        if len(ends) == 1:
            return None
        merge = Rearrangement("MERGE", day, ends, begins=((NEW + self.begun, parent),))
        if kind == "JOIN":
            merge = Rearrangement("MERGE", day, ends[:1], into=ends[1:])
        return self._with_all_below(merge)

    def _moving(self, unit: int, day: date, other: int) -> Rearrangement | None:
        """A village passes to another commune, a commune to another province."""
        country = self.model.country
        level = {AREA: 3, 3: 1}.get(country.levels[unit])
        hosts = [
            one
            for one, its in country.levels.items()
            if its == level and may_change(country, one, day)
        ]
        hosts = [one for one in hosts if one != country.parent(unit, day)]
        if not hosts:
            return None
        return Rearrangement("CHANGE", day, changes=((unit, hosts[other % len(hosts)]),))

    def _dividing(self, unit: int, parent: int, day: date, given: int) -> Rearrangement:
        """Each village is given its commune, each open thing perhaps."""
        parts = ((NEW + self.begun, parent), (NEW + self.begun + 1, parent))
        below = directly_below(self.model.country, [unit], day)
        goes = tuple(
            (child, parts[given >> at & 1][0]) for at, child in enumerate(below)
        )  # fmt: skip
        opened = [record.pk for record in open_records_of(self.keys[unit], day)]
        gives = tuple(
            (key, parts[given >> at & 1][0])
            for at, key in enumerate(opened)
            if given >> (at + 5) & 1
        )
        return Rearrangement("SPLIT", day, (unit,), begins=parts, goes=goes, gives=gives)

    def _with_all_below(self, event: Rearrangement) -> Rearrangement:
        below = directly_below(self.model.country, event.ends, event.on)
        return replace(event, goes=tuple((child, event.targets[0]) for child in below))

    def _carry_out(self, moved: Rearrangement) -> None:
        """Enter and confirm it, and let the model follow."""
        self.begun = max([self.begun, *(number - NEW + 1 for number, _ in moved.begins)])
        at = datetime.now(tz=UTC)
        event = services.enter_event(
            kind=moved.kind, on=moved.on, decree=DECREE, title="Sắp xếp đơn vị",
            plan=self._plan(moved), by=self.admin, at=at,
        )  # fmt: skip
        event = services.confirm_event(event=event.pk, by=self.second, at=at)
        for (number, _), key in zip(moved.begins, event.written["units"], strict=True):
            uid = Unit.objects.values_list("uid", flat=True).get(pk=key)
            self.keys[number], self.land.uids[number] = key, uid
            self.land.numbers[uid] = number
        before = {key: list(self.papers[key].kept) for key, _ in moved.gives}
        for one in self.done:
            one.touched = True
        self.done.append(Done(moved, event, at, len(self.papers), before))
        self._live_in(after(self.model.country, moved))
        for key, target in moved.gives:
            DID["given on"] += 1
            self.papers[key].kept.append((target, moved.on))
            if self.papers[key].state != "VOIDED" and self.papers[key].counts:
                self.stand(key)

    def _plan(self, moved: Rearrangement) -> Plan:
        levels = self.model.country.levels
        level = levels[moved.ends[0]] if moved.ends else 0
        name = {number: f"Bình Yên {number - NEW + 1}" for number, _ in moved.begins}
        target = {number: f"n{at}" for at, (number, _) in enumerate(moved.begins, 1)}
        target |= {unit: f"u{self.keys[unit]}" for unit in moved.into}
        return Plan(
            ends=tuple(self.keys[unit] for unit in moved.ends),
            into=tuple(self.keys[unit] for unit in moved.into),
            begins=tuple(
                NewUnit(
                    key=target[number], name=name[number], type=TYPES[level],
                    code=str(90000 + number - NEW) if level < AREA else "",
                    parent=self.keys[parent], level=level,
                )
                for number, parent in moved.begins
            ),
            changes=tuple(
                Change(
                    unit=self.keys[unit], name=f"Đổi Mới {len(self.done)}",
                    parent=None if parent is None else self.keys[parent],
                )
                for unit, parent in moved.changes
            ),
            children={self.keys[child]: target[heir] for child, heir in moved.goes},
            open_records={str(key): target[heir] for key, heir in moved.gives},
        )  # fmt: skip

    def _live_in(self, country: Country) -> None:
        self.model.country, self.model._lines = country, None  # noqa: SLF001 -- it has no other
        known = [unit for unit in self.keys if any(v.unit == unit for v in country.versions)]
        new = [unit for unit in known if unit >= NEW]
        self.land = replace(
            self.land, country=country, units=tuple(known), near=(*self.land.near[:4], *new)
        )
        self.world = self.land

    # --- undoing

    @precondition(lambda self: self.done)
    @rule(pick=picks, latest=st.booleans(), question=questions)
    def undo(self, pick: int, latest: bool, question: Any) -> None:  # noqa: FBT001
        one = self.done[-1 if latest else pick % len(self.done)]
        free = not one.touched and self._unchanged_since(one)
        with_work = self._worked_there(one)
        try:
            with transaction.atomic():
                services.undo_event(
                    event=one.event.pk, reason="Nhập nhầm", by=self.admin,
                    at=datetime.now(tz=UTC),
                )  # fmt: skip
        except services.NotUndoableError as error:
            if free:
                raise AssertionError("refused without need") from error
            DID["undoing refused"] += 1
            return
        assert not with_work, f"undone over somebody's work: {one.moved}"
        DID["undone"] += 1
        self.done.remove(one)
        for number, _ in one.moved.begins:
            del self.keys[number]
        country = self.first
        for other in self.done:
            country = after(country, other.moved)
        self._live_in(country)
        for key, kept in one.before.items():
            self.papers[key].kept[:] = kept
            if self.papers[key].state != "VOIDED" and self.papers[key].counts:
                self.stand(key)
        self._rows_are_as_the_model_says()
        self._compare(question)

    def _unchanged_since(self, one: Done) -> bool:
        return len(self.papers) == one.papers and not any(
            paper.touched > one.at for paper in self.papers.values()
        )

    def _worked_there(self, one: Done) -> bool:
        """Whether a book at the new unit or below it was written in since."""
        there = all_below(self.model.country, one.moved.heads, one.moved.on)
        return any(
            paper.unit in there or any(unit in there for unit, _ in paper.kept)
            for paper in self.papers.values()
            if paper.touched > one.at
        )

    # --- rows, and any order

    def _rows_are_as_the_model_says(self) -> None:
        numbers = {key: number for number, key in self.keys.items()}
        stored = country_of(numbers)
        assert sorted(
            (numbers[v.unit], -1 if v.parent is None else numbers[v.parent], v.start, v.end)
            for v in stored.versions
        ) == sorted(
            (v.unit, -1 if v.parent is None else v.parent, v.start, v.end)
            for v in self.model.country.versions
        )
        assert sorted((numbers[o], numbers[n], on) for o, n, on in stored.successions) == sorted(
            self.model.country.successions
        )

    @precondition(lambda self: self.done and self.papers)
    @rule(shuffle=st.randoms(use_true_random=False), question=questions)
    def in_another_order(self, shuffle: Any, question: Any) -> None:
        """Begin anew with the same confirmed facts and events in another order."""
        facts = {
            key: paper
            for key, paper in self.papers.items()
            if paper.counts and paper.state != "VOIDED"
        }
        said = [paper.contents[(paper.counts or 1) - 1] for paper in facts.values()]
        asks = any(not content.get("takes_in_standing", True) for content in said)
        given = any(one.moved.gives for one in self.done)
        if asks or given or self.model.outside:
            return
        before = self._told()
        if self._again(facts, shuffle):
            DID["another order"] += 1
            assert self._told() == before
        self._rows_are_as_the_model_says()
        self._compare(question)

    def _again(self, facts: dict[UUID, Paper], shuffle: Any) -> bool:
        events = [one.moved for one in self.done]
        countries = [self.first]
        for event in events:
            countries.append(after(countries[-1], event))
        turns: list[list[UUID]] = [[] for _ in countries]
        for key, paper in facts.items():
            day = first_day(paper.contents[(paper.counts or 1) - 1])
            possible = [
                at
                for at, country in enumerate(countries)
                if paper.unit in country.levels and country.valid(paper.unit, day)
            ]
            turns[shuffle.choice(possible)].append(key)
        transaction.set_rollback(True)
        self.stack.close()
        self.stack.enter_context(transaction.atomic())
        forget_sets()
        self.papers, self.done = {}, []
        self.keys = {number: key for number, key in self.keys.items() if number < NEW}
        self.model = Ledger(self.first, self.model.kinds)
        self._live_in(self.first)
        whole = True
        for at, keys in enumerate(turns):
            shuffle.shuffle(keys)
            for key in keys:
                whole &= self._put_back(key, facts[key])
            if at < len(events):
                self._carry_out(events[at])
        return whole

    def _put_back(self, key: UUID, paper: Paper) -> bool:
        at = (paper.counts or 1) - 1
        content, within = paper.contents[at], paper.withins[at]
        sent = self._sent(paper.slug, paper.unit, content, within)
        self._call("post", paper.path, {"id": str(key), **sent}, expected=201)
        self.papers[key] = Paper(paper.slug, paper.unit, [content], [within])
        self._confirm(key)
        return self.papers[key].state == "CONFIRMED"

    def _told(self) -> dict[Any, tuple[Any, ...]]:
        """What the nation and its provinces are told by child, as of today and of its time."""
        country = self.model.country
        found: dict[Any, tuple[Any, ...]] = {}
        for unit, level in country.levels.items():
            if level > 1 or not any(v.unit == unit for v in country.versions):
                continue
            for code, on in product(COMPARED, (None, self.today)):
                if not self._on_map(code, unit, *EVER, on):
                    continue
                for row in self.answers(Query(code, unit, *EVER, on, "child")):
                    found[unit, code, on, row.unit, row.own] = (
                        row.amount, row.hedge, row.declared_amount, row.unallocated
                    )  # fmt: skip
        return found
