"""What a unit owes and by when; what waits at the unit above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from binhyen.accounts.selectors import Reach, body_names
from binhyen.filings.models import Comment, Filing, Obligation, Period
from binhyen.filings.rules.states import SENT, State
from binhyen.ledger.rules.maps import kin
from binhyen.units.models import Level
from binhyen.units.selectors import current_tree, own_names

AHEAD, BACK = timedelta(days=45), timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Duty:
    """One filing a unit owes, and how far it is."""

    obligation: Obligation
    name: str
    to_name: str
    filing: Filing | None
    today: date

    @property
    def period(self) -> Period:
        return self.obligation.period

    @property
    def due_on(self) -> date:
        return self.obligation.due_on

    @property
    def days(self) -> int:
        """Days left; negative when it is late."""
        return (self.due_on - self.today).days

    @property
    def is_late(self) -> bool:
        return self.days < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days)

    @property
    def state(self) -> str:
        return self.filing.state if self.filing else "MISSING"

    @property
    def is_returned(self) -> bool:
        return self.state == State.RETURNED

    @property
    def reminded_at(self) -> datetime | None:
        return self.obligation.reminded_at


@dataclass(frozen=True, slots=True)
class Arriving:
    """How far a period has come in at a unit."""

    period: Period
    expected: int
    accepted: int
    waiting: int
    returned: int
    due_on: date
    today: date

    @property
    def received(self) -> int:
        return self.accepted + self.waiting

    @property
    def missing(self) -> int:
        return self.expected - self.received

    @property
    def is_late(self) -> bool:
        return self.due_on < self.today and self.received < self.expected


def standing_units(reach: Reach) -> list[int]:
    """The units an officer works at, and the ended ones whose filings are now theirs."""
    tree = current_tree(leaves=reach.roots)
    found: dict[int, None] = {}
    for root in reach.roots:
        if tree.level(root) > Level.COMMUNE:
            continue
        found[root] = None
        for other in kin(tree, root) - {root}:
            if not tree.valid(other, reach.on) and tree.image(other, reach.on).unit == root:
                found[other] = None
    return list(found)


def duties(units: Iterable[int], today: date) -> list[Duty]:
    """What these units have still to send, the earliest due first."""
    window = Q(due_on__range=(today - BACK, today + AHEAD))
    rows = list(
        Obligation.objects.filter(window, unit__in=units)
        .select_related("period", "unit", "to")
        .order_by("due_on", "period__start", "unit")
    )
    return [duty for duty in with_filings(rows, today) if duty.state not in SENT]


def all_duties(units: Iterable[int], today: date) -> list[Duty]:
    """Everything these units owe or have sent, the latest period first."""
    rows = list(
        Obligation.objects.filter(unit__in=units)
        .select_related("period", "unit", "to")
        .order_by("-period__end", "-period__start", "unit")[:200]
    )
    return with_filings(rows, today)


def with_filings(rows: Sequence[Obligation], today: date) -> list[Duty]:
    newest = newest_filings(rows)
    names = own_names({row.unit_id for row in rows}, today)
    bodies = body_names({row.to_id for row in rows}, today)
    return [
        Duty(
            obligation=row,
            name=names[row.unit_id],
            to_name=bodies[row.to_id],
            filing=newest.get((row.period_id, row.unit_id)),
            today=today,
        )
        for row in rows
    ]


def newest_filings(rows: Sequence[Obligation]) -> dict[tuple[int, int], Filing]:
    """The newest version of each unit and period."""
    periods = {row.period_id for row in rows}
    filings = Filing.objects.filter(period__in=periods)
    units = {row.unit_id for row in rows}
    if len(units) < 100:  # noqa: PLR2004 -- a long list is as quick to read whole
        filings = filings.filter(unit__in=units)
    found: dict[tuple[int, int], Filing] = {}
    for filing in filings.defer("narrative", "answers").order_by("version"):
        found[filing.period_id, filing.unit_id] = filing
    return found


def arriving(to: int, today: date) -> list[Arriving]:
    """The periods whose filings come in at a unit about now, the latest first."""
    rows = list(
        Obligation.objects.filter(to=to, due_on__range=(today - BACK, today + AHEAD))
        .values("period", "due_on")
        .annotate(n=Count("pk"))
        .order_by("-period__end")
    )
    periods = {one.pk: one for one in Period.objects.filter(pk__in=[row["period"] for row in rows])}
    found = []
    for row in rows:
        states = states_of(row["period"], to)
        found.append(
            Arriving(
                period=periods[row["period"]],
                expected=row["n"],
                accepted=states.count(State.ACCEPTED),
                waiting=states.count(State.SUBMITTED),
                returned=states.count(State.RETURNED),
                due_on=row["due_on"],
                today=today,
            )
        )
    return found


def states_of(period: int, to: int) -> list[str]:
    """The state of the newest version of every unit that sends to this one."""
    obliged = Obligation.objects.filter(period=period, to=to).values("unit")
    found: dict[int, str] = {}
    rows = Filing.objects.filter(period=period, unit__in=obliged).order_by("version")
    for unit, state, version in rows.values_list("unit", "state", "version"):
        if state == State.DRAFT and version > 1:
            continue  # a correction being written does not take back what was sent
        found[unit] = state
    return list(found.values())


def answers_from_above(units: Iterable[int]) -> list[Filing]:
    """The last filings the unit above decided about."""
    rows = Filing.objects.filter(unit__in=units, decided_at__isnull=False)
    return list(rows.select_related("period", "decided_by").order_by("-decided_at")[:3])


def open_comments(units: Iterable[int]) -> list[Comment]:
    """What the unit above asked and nobody has answered."""
    rows = Comment.objects.filter(filing__unit__in=units, answer="")
    return list(rows.select_related("filing__period", "by").order_by("-at")[:5])
