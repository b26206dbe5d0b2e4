"""Open periods and keep the set of who owes what, until the period's last day freezes it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from binhyen.filings.models import Filing, Obligation, Period, Regime, RegimeVersion
from binhyen.filings.rules.calendar import due_on
from binhyen.filings.rules.periods import END_OF_MONTH, keys_holding
from binhyen.filings.rules.regime import Definition, FilingLevel
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.regimes import calendar, definition_of, version_for, window_in
from binhyen.units.models import Level, TreeClock
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

LEVELS = {
    FilingLevel.PROVINCE: Level.PROVINCE,
    FilingLevel.DISTRICT: Level.DISTRICT,
    FilingLevel.COMMUNE: Level.COMMUNE,
}
ABOUT = timedelta(days=40)


class PeriodNotOpenError(Exception):
    """The period begins after today: nothing can be owed for it yet."""

    def __init__(self, start: date) -> None:
        super().__init__(str(start))
        self.start = start


class PeriodPassedError(Exception):
    """The period was not opened in its time: every unit of the country would be late with it."""


@transaction.atomic
def open_period(*, regime: Regime, key: str, at: datetime, due_only: bool = False) -> Period:
    """Open a period, or find it open; bring the set of obliged units up to date.

    *due_only*: one that passed long ago is opened for nobody who asks for one unit alone.
    """
    today = localdate(at)
    period = Period.objects.filter(regime=regime, key=key).first()
    if period is not None and period.start > today:
        raise PeriodNotOpenError(period.start)
    if period is None:
        draft = definition_of(version_for(regime, today))
        end = window_in(regime, key, draft).end
        version = version_for(regime, end)
        window = window_in(regime, key, definition_of(version))
        if window.start > today:
            raise PeriodNotOpenError(window.start)
        if due_only and key not in due_keys(regime, today):
            raise PeriodPassedError
        period, _ = Period.objects.get_or_create(
            regime=regime,
            key=key,
            defaults={
                "version": version,
                "frequency": window.frequency,
                "name": window.name,
                "start": window.start,
                "end": window.end,
            },
        )
    follow_tree(period=period, at=at)
    return period


@transaction.atomic
def follow_tree(*, period: Period, at: datetime) -> None:
    """Before the last day the set follows the tree; on the first call after it, it freezes.

    A draft of a unit that ended goes on at its one successor; a frozen set is left alone.
    """
    if period.is_frozen:
        return
    today = localdate(at)
    definition = definition_of(period.version)
    tree = current_tree()
    day = min(today, period.end)
    wanted = obliged(tree, definition, day, period.end)
    owner = period.regime.owner_id
    if owner != tree.nation:  # a province's own regime binds the province alone
        wanted = {unit: to for unit, to in wanted.items() if tree.within(unit, owner, day)}
    rows = {row.unit_id: row for row in Obligation.objects.filter(period=period)}
    days = calendar(period.end, period.end + 2 * ABOUT)
    due = {
        level: due_on(period.end, definition.due_day(level, period.end) or END_OF_MONTH, days)
        for level in {level for _, level in wanted.values()}
    }
    new = [
        Obligation(period=period, unit_id=unit, to_id=to, due_on=due[level])
        for unit, (to, level) in wanted.items()
        if unit not in rows
    ]
    Obligation.objects.bulk_create(new, batch_size=1000, ignore_conflicts=True)
    for unit in rows.keys() - wanted.keys():
        _pass_on(tree, period, unit, day)
    period.is_frozen, period.followed = today > period.end, tree_stamp()
    period.save(update_fields=["is_frozen", "followed"])


def obliged(
    tree: Tree, definition: Definition, day: date, end: date
) -> dict[int, tuple[int, FilingLevel]]:
    """The units valid on *day* that the regime makes report, and to whom each reports."""
    found = {}
    for level in definition.levels:
        if level not in LEVELS or definition.due_day(level, end) is None:
            continue
        for unit, place in list(tree.places.items()):
            if place.level == LEVELS[level] and (parent := tree.parent(unit, day)) is not None:
                found[unit] = (parent, level)
    return found


def _pass_on(tree: Tree, period: Period, unit: int, day: date) -> None:
    """A unit that ended before the period did owes nothing; its draft goes to its successor."""
    image = tree.image(unit, day)
    drafts = Filing.objects.filter(period=period, unit=unit, state=State.DRAFT)
    taken = Filing.objects.filter(period=period, unit=image.unit).exists()
    if not image.divided and not taken:
        drafts.update(unit=image.unit)
    if not Filing.objects.filter(period=period, unit=unit).exclude(state=State.DRAFT).exists():
        drafts.delete()
        Obligation.objects.filter(period=period, unit=unit).delete()


def keep_open(*, regime: Regime, at: datetime) -> None:
    """Open what is due, and follow the tree where it changed; two reads when in order."""
    today, stamp = localdate(at), tree_stamp()
    wanted = due_keys(regime, today)
    held = Period.objects.filter(Q(key__in=wanted) | Q(is_frozen=False), regime=regime)
    known = {period.key: period for period in held.select_related("version")}
    for key in wanted:
        if key not in known:
            open_period(regime=regime, key=key, at=at)
    for period in known.values():
        if not period.is_frozen and (period.end < today or period.followed != stamp):
            follow_tree(period=period, at=at)


def due_keys(regime: Regime, today: date) -> list[str]:
    """Every period whose window holds today or ended in the last forty days."""
    try:
        definition = definition_of(version_for(regime, today))
    except RegimeVersion.DoesNotExist:
        return []
    days = [today - ABOUT + timedelta(days=past) for past in range(0, ABOUT.days + 1, 8)]
    keys = {
        key: None
        for day in days
        for frequency, key in keys_holding(day, definition.cut).items()
        if frequency in definition.frequencies
    }
    return list(keys)


def tree_stamp() -> int:
    return TreeClock.objects.filter(pk=1).values_list("stamp", flat=True).first() or 0
