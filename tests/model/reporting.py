"""Communes, provinces and the nation report, while the books and the map go on changing."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from binhyen.accounts.models import Officer
from binhyen.filings.models import Filing, Obligation, Period, Snapshot, Used
from binhyen.filings.rules.regime import Column
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.editing import edit_filing
from binhyen.filings.services.filing import (
    FilingError,
    accept,
    correct,
    open_filing,
    return_filing,
    submit,
)
from binhyen.filings.services.obligations import open_period
from binhyen.ledger.selectors.catalogue import forget_sets
from binhyen.ledger.services.declaring import OverlappingDeclarationError
from binhyen.rearrangement import services
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.units.models import Unit
from tests.builders.ledger import clerk, declare_figure, post, void
from tests.builders.rearrangement import DECREE, new
from tests.model.adding_up import Receiver, check_frozen, check_year_so_far
from tests.model.choices import picks, places
from tests.model.compared import DID
from tests.model.country import Country
from tests.model.events import directly_below, may_change
from tests.model.handed_in import ADDED, TYPES, Archive, Books
from tests.model.published import Places
from tests.model.worlds import country_of

KEYS = ("2026-M10", "2026-M11", "2026-M12")
CLOCK = [date(2026, 11, 5), date(2026, 11, 16), date(2026, 12, 5), date(2026, 12, 17)]
BOOKED_ON = [date(2026, 9, 20), date(2026, 10, 14), date(2026, 10, 15), date(2026, 11, 2),
             date(2026, 11, 20), date(2026, 12, 1)]  # fmt: skip
REARRANGED_ON = [date(2026, 10, 10), date(2026, 10, 25), date(2026, 11, 3)]
DIMS: dict[str, list[Any]] = {
    "TT01": [()],
    "TT02": [(), (("topic", "LAW"),), (("topic", "FIRE"),)],
    "TT10": [(), (("signatory", "HOUSEHOLD"),)],
    "MH02": [(("type", kind),) for kind in TYPES],
    "MH07": [(("rating", "GOOD"),), (("rating", "WEAK"),)],
    "DC01": [()],
    "CD02": [(("year", "2026"),)],
}
codes, booked = st.sampled_from(list(DIMS)), st.sampled_from(BOOKED_ON)
moments = st.sampled_from([0, 0, 1, 1, 2])


class Reporting(RuleBasedStateMachine):
    """Works through the services alone; the run is taken back at its end."""

    land: Places
    admin: Officer
    second: Officer

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        forget_sets()
        self.country: Country = self.land.country
        self.uids = dict(self.land.uids)
        self.hour, self.steps, self.made = 0, 0, 0
        self.records: list[UUID] = []
        self.archive = Archive()
        DID["runs"] += 1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()
        forget_sets()

    # --- time

    @property
    def today(self) -> date:
        return CLOCK[self.hour]

    @property
    def at(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 3, tzinfo=UTC)

    @property
    def periods(self) -> list[Period]:
        return list(Period.objects.filter(key__in=KEYS).order_by("key"))

    @initialize(
        lines=st.lists(st.tuples(codes, places, booked, picks), min_size=3, max_size=8),
        answers=st.integers(0, 2), but=picks,
    )  # fmt: skip
    def begin(self, lines: Any, answers: int, but: int) -> None:
        """October was reported by all but perhaps one; November is being written."""
        self._open_periods()
        for code, place, day, pick in lines:
            self._book(code, place, day, 1 + pick % 90, pick)
        self._all_hand_in(0, answers, but)

    @precondition(lambda self: self.hour + 1 < len(CLOCK))
    @rule()
    def time_passes(self) -> None:
        self.hour += 1
        self._open_periods()

    def _open_periods(self) -> None:
        for key in KEYS[: 2 if self.today < date(2026, 11, 15) else 3]:
            open_period(regime=movement_regime(), key=key, at=self.at)

    # --- books

    @rule(code=codes, place=places, day=booked, amount=st.integers(0, 90), pick=picks)
    def book(self, code: str, place: int, day: date, amount: int, pick: int) -> None:
        self._book(code, place, day, amount, pick)

    @precondition(lambda self: self.records)
    @rule(pick=picks)
    def reverse(self, pick: int) -> None:
        DID["reversed"] += 1
        void(self.records.pop(pick % len(self.records)))

    @rule(code=st.sampled_from(["TT02", "TT10", "MH02"]), place=places, day=booked,
          amount=st.integers(1, 300), pick=picks)  # fmt: skip
    def declare(self, code: str, place: int, day: date, amount: int, pick: int) -> None:
        unit = self._there(place, day)
        dims = DIMS[code][pick % len(DIMS[code])]
        end = max(day, self.country.last_day(unit)) if code == "MH02" else day
        try:
            with transaction.atomic():
                declare_figure(
                    self.uids[unit], code, day, min(end, date(2026, 12, 31)), amount, dims=dims
                )
        except OverlappingDeclarationError:
            return
        DID["declared"] += 1

    def _book(self, code: str, place: int, day: date, amount: int, pick: int) -> None:
        dims = DIMS[code][pick % len(DIMS[code])]
        unit = self._there(place, day)
        self.records.append(post(self.uids[unit], code, day, amount, dims=dims))
        DID["booked"] += 1

    def _there(self, place: int, day: date) -> int:
        units = [unit for unit in self.uids if self.country.valid(unit, day)]
        return units[place % len(units)]

    # --- filings

    @rule(moment=moments, place=places, answers=st.integers(0, 2), then=st.integers(0, 3))
    def hand_in(self, moment: int, place: int, answers: int, then: int) -> None:
        """Open, perhaps answer what is blank, send; often it is accepted there and then."""
        filing = self._opened(moment, place)
        if filing.state not in {"DRAFT", "RETURNED"}:
            return
        if answers:
            self._answer(filing, ADDED if answers == 1 else ADDED[:2])
        self._send(filing)
        if then > 1:
            self._accept(filing)

    @rule(moment=moments, answers=st.integers(0, 2), but=picks)
    def a_whole_country_hands_in(self, moment: int, answers: int, but: int) -> None:
        self._all_hand_in(moment, answers, but)

    def _all_hand_in(self, moment: int, answers: int, but: int) -> None:
        """A whole province or the nation reports, perhaps but one."""
        period = self._period(moment)
        obliged = Obligation.objects.filter(period=period).order_by("-unit__level", "unit")
        units = list(obliged.values_list("unit", flat=True))
        for place, unit in enumerate(units):
            if place != but % (3 * len(units)):
                filing = open_filing(period=period, unit=unit, by=clerk(), at=self.at)
                if filing.state in {"DRAFT", "RETURNED"}:
                    self._answer(filing, ADDED if answers else ())
                    self._send(filing)
                    self._accept(filing)

    @rule(moment=moments, answers=st.booleans())
    def the_nation_sums_up(self, moment: int, answers: bool) -> None:  # noqa: FBT001
        """The nation owes nobody a filing; its sheet can be read and answered all the same."""
        period, nation = self._period(moment), self.country.nation
        with_answers = dict.fromkeys(ADDED, "NIL") if answers else {}
        Filing.objects.update_or_create(
            period=period, unit_id=nation, version=1,
            defaults={"state": "DRAFT", "answers": with_answers},
        )  # fmt: skip

    @rule(moment=moments, place=places, accepts=st.booleans())
    def decide(self, moment: int, place: int, accepts: bool) -> None:  # noqa: FBT001
        period = self._period(moment)
        waiting = list(Filing.objects.filter(period=period, state="SUBMITTED").order_by("unit"))
        if not waiting:
            return
        filing = waiting[place % len(waiting)]
        if accepts:
            self._accept(filing)
            return
        try:
            with transaction.atomic():
                return_filing(filing=filing.pk, reason="Thiếu thôn Hạ", by=clerk(), at=self.at)
        except FilingError:
            assert self._newer(filing).exists()
            return
        DID["returned"] += 1

    @rule(place=places, then=st.integers(0, 4))
    def correct(self, place: int, then: int) -> None:
        """Whatever was sent may be written anew, of any month."""
        sent = Filing.objects.filter(state__in=["SUBMITTED", "ACCEPTED"], is_replaced=False)
        known = list(sent.filter(period__in=self.periods).order_by("period__key", "unit"))
        free = [one for one in known if not self._newer(one).exists()]
        if not free:
            return
        filing = free[place % len(free)]
        DID["corrected"] += 1
        made = correct(filing=filing.pk, by=clerk(), at=self.at)
        if then:
            self._send(made)
        if then > 1:
            self._accept(made)

    def _period(self, moment: int) -> Period:
        periods = self.periods
        return periods[min(moment, len(periods) - 1)]

    def _opened(self, moment: int, place: int) -> Filing:
        period = self._period(moment)
        obliged = Obligation.objects.filter(period=period).order_by("unit")
        units = list(obliged.values_list("unit", flat=True))
        unit = units[place % len(units)]
        return open_filing(period=period, unit=unit, by=clerk(), at=self.at)

    def _answer(self, filing: Filing, rows: Sequence[str]) -> None:
        """Say NIL where nothing was booked; over what was, it is refused and nothing changes."""
        cells = live_sheet(filing).columns[Column.THIS]
        told = [row for row in rows if cells[row].state == "NUMBER" and row not in filing.answers]
        free = {row: "NIL" for row in rows if row not in told}
        if told:
            with pytest.raises(FilingError):
                self._write(filing, {**free, told[0]: "NIL"})
        self._write(filing, free)
        DID["answered nil"] += len(free)

    def _write(self, filing: Filing, answers: dict[str, str]) -> None:
        filing.refresh_from_db()
        edit_filing(
            filing=filing.pk, base_revision=filing.revision, narrative={},
            answers={**filing.answers, **answers}, by=clerk(), at=self.at,
        )  # fmt: skip

    def _send(self, filing: Filing) -> None:
        filing = Filing.objects.select_related("period__version").get(pk=filing.pk)
        self.made += 1
        files = {"docx": f"lần {self.made}".encode(), "pdf": b"%PDF"}
        submit(
            filing=filing.pk, files=files, sheet=live_sheet(filing), revision=filing.revision,
            by=clerk(), at=self.at,
        )  # fmt: skip
        DID["sent"] += 1
        snapshot = Snapshot.objects.filter(filing=filing).latest("number")
        used = Used.objects.filter(parent=snapshot).values_list("child__cells", flat=True)
        if Obligation.objects.filter(period=filing.period, to=filing.unit_id).exists():
            DID["consolidated"] += 1
            check_frozen(snapshot.cells, snapshot.own, list(used))

    def _accept(self, filing: Filing) -> None:
        try:
            with transaction.atomic():
                accept(filing=filing.pk, by=clerk(), at=self.at)
        except FilingError:
            assert self._newer(filing).exists()
            return
        DID["accepted"] += 1

    def _newer(self, filing: Filing) -> Any:
        same = Filing.objects.filter(period=filing.period_id, unit=filing.unit_id)
        return same.filter(version__gt=filing.version)

    # --- the map

    @rule(kind=st.sampled_from(["MERGE", "SPLIT", "RENAME", "MOVE"]), place=places, other=picks,
          day=st.sampled_from(REARRANGED_ON))  # fmt: skip
    def rearrange(self, kind: str, place: int, other: int, day: date) -> None:
        """Communes change in a period or before it, entered in time or when all was frozen."""
        level, country = self.country.levels, self.country
        free = [one for one in self.uids if level[one] == 3 and may_change(country, one, day)]
        if not free or day > self.today:
            return
        unit = free[place % len(free)]
        alike = [
            o for o in free if o != unit and country.parent(o, day) == country.parent(unit, day)
        ]
        if kind == "MERGE" and not alike:
            return
        plan = self._planned(kind, unit, alike[other % (len(alike) or 1) :][:1], day)
        written = Kind.CHANGE if kind in {"RENAME", "MOVE"} else Kind[kind]
        event = services.enter_event(
            kind=written, on=day, decree=DECREE, title="Sắp xếp xã", plan=plan, by=self.admin,
            at=self.at,
        )  # fmt: skip
        services.confirm_event(event=event.pk, by=self.second, at=self.at)
        DID[kind.lower()] += 1
        self._read_the_map(event.pk)

    def _planned(self, kind: str, unit: int, alike: list[int], day: date) -> Plan:
        parent = self.country.parent(unit, day)
        if kind in {"RENAME", "MOVE"}:
            others = [o for o in self.uids if self.country.levels[o] == 1 and o != parent]
            to = others[0] if kind == "MOVE" else None
            change = Change(unit=unit, name=f"Đổi Mới {self.steps}", parent=to)
            return Plan(changes=(change,))
        above = Unit.objects.get(pk=parent or 0)
        ends = (unit, *(alike if kind == "MERGE" else ()))
        names = ("n1",) if kind == "MERGE" else ("n1", "n2")
        begins = tuple(
            new(name, f"Mới {self.steps} {name}", above, code=f"{90000 + 10 * self.steps + at}")
            for at, name in enumerate(names)
        )
        below = directly_below(self.country, ends, day)
        children = {child: names[at % len(names)] for at, child in enumerate(below)}
        return Plan(ends=ends, begins=begins, children=children)

    def _read_the_map(self, event: int) -> None:
        made = Event.objects.get(pk=event).written["units"]
        self.uids |= dict(Unit.objects.filter(pk__in=made).values_list("pk", "uid"))
        self.country = country_of(self.uids)
        self._open_periods()

    # --- what must be so after every step

    @invariant()
    def all_is_in_order(self) -> None:
        periods = self.periods
        if not periods:
            return
        self.steps += 1
        DID["steps"] += 1
        self.archive.look_through()
        books = [Books(self.country, period) for period in periods]
        chosen = books[self.steps % len(books)]
        above = [unit for unit, level in self.country.levels.items() if level <= 1]
        for unit in {above[0], above[1 + self.steps % (len(above) - 1)]}:
            Receiver(unit, chosen, DID).check(self.today)
        communes = [unit for unit, level in self.country.levels.items() if level == 3]
        latest = periods[-1]
        for unit in communes[self.steps % 3 :: 3]:
            if self.country.valid(unit, latest.end):
                check_year_so_far(unit, books, DID)
        DID["figures compared"] += sum(one.compared for one in books)
