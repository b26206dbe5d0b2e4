"""What an event moves, before it is confirmed: units, villages, open things, figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from binhyen.ledger.models import Line, Standing
from binhyen.ledger.rules.maps import View
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.selectors.asking import Answer, Ask
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.reading import Reader
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.outcome import parent_of, parents_concerned
from binhyen.rearrangement.rules.plan import Plan
from binhyen.rearrangement.selectors.facts import children_of, plan_of
from binhyen.rearrangement.selectors.snapshots import created_by_key
from binhyen.records.models import Record
from binhyen.records.rules import books
from binhyen.units.models import Level, Unit, UnitVersion
from binhyen.units.rules.tree import ONE_DAY, Tree
from binhyen.units.selectors import current_tree, own_names, place_names

YEAR = timedelta(days=365)
MOST_INDICATORS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A unit in a list: its name with its place, its code, and its page when it has one."""

    name: str
    code: str = ""
    uid: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What goes to one target."""

    name: str
    units: tuple[str, ...]
    villages: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenThing:
    title: str
    book: str
    target: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator before and after; the last two are the same, always."""

    name: str
    unit_of_measure: str
    at_old: int
    at_new: int
    unallocated: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    ends: tuple[Named, ...]
    begins: tuple[Named, ...]
    keeps: tuple[Named, ...]
    changes: tuple[Named, ...]
    groups: tuple[Group, ...]
    open_things: tuple[OpenThing, ...]
    top: str
    figures: tuple[FigureRow, ...]
    since: date
    until: date


def preview_of(event: Event, today: date) -> Preview:
    """Show what confirming moves, or moved; reads only, also for a draft."""
    plan = plan_of(event)
    is_done = event.state == Event.State.CONFIRMED
    children = [] if is_done else children_of(plan.ends, event.on)
    known = current_tree({*plan.named(), *children})
    names = target_names(plan, event.on)
    created = created_by_key(event, plan) if is_done else {}
    news = [*created.values(), *plan.into]
    top = _top(known, plan, event.on)
    since, until = event.on - YEAR, max(today, event.on)
    return Preview(
        ends=_named(plan.ends, event.on - ONE_DAY),
        begins=tuple(
            Named(name=names[new.key], code=new.code, uid=_uid(created.get(new.key)))
            for new in plan.begins
        ),
        keeps=_named(plan.into, event.on),
        changes=_changes(plan, event.on),
        groups=_groups(event, plan, children, names),
        open_things=_open_things(plan, names),
        top=place_names([top], event.on)[top],
        figures=(
            _figures_done(known, plan, news, top, _Window(event.on, since, until))
            if is_done
            else _figures_ahead(known, plan, children, top, _Window(event.on, since, until))
        ),
        since=since,
        until=until,
    )


def target_names(plan: Plan, on: date) -> dict[str, str]:
    """Name every target as it will be called."""
    standing = own_names(plan.into, on)
    names = {new.key: new.full_name.strip() for new in plan.begins}
    return names | {f"u{unit}": standing.get(unit, "") for unit in plan.into}


def _named(units: Iterable[int], on: date) -> tuple[Named, ...]:
    wanted = list(units)
    places = place_names(wanted, on)
    uids = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "uid"))
    rows = UnitVersion.objects.on(on).filter(unit__in=wanted)
    codes = dict(rows.values_list("unit_id", "code"))
    return tuple(
        Named(places[unit], codes.get(unit, ""), uids[unit]) for unit in wanted if unit in places
    )


def _uid(unit: int | None) -> str:
    return Unit.objects.filter(pk=unit or 0).values_list("uid", flat=True).first() or ""


def _changes(plan: Plan, on: date) -> tuple[Named, ...]:
    wanted = [change.unit for change in plan.changes]
    was = {
        version.unit_id: version
        for version in UnitVersion.objects.on(on - ONE_DAY).filter(unit__in=wanted)
    }
    places = place_names(wanted, on - ONE_DAY)
    above = own_names([c.parent for c in plan.changes if c.parent is not None], on)
    found = []
    for change in plan.changes:
        old = was[change.unit]
        name, kind = change.name or old.name, change.type or old.type
        full = name if old.full_name == old.name else f"{kind} {name}"
        now = f"{full}, {above[change.parent]}" if change.parent in above else full
        code = change.code or old.code
        found.append(Named(now, code, _uid(change.unit), places[change.unit]))
    return tuple(found)


def _groups(
    event: Event, plan: Plan, children: list[int], names: dict[str, str]
) -> tuple[Group, ...]:
    """List who goes where; of a confirmed event, who went."""
    going: dict[str, list[int]] = defaultdict(list)
    moved = children or [row["unit_id"] for row in event.written.get("before", [])]
    for child in dict.fromkeys(moved):
        target = plan.target_of(child)
        if target is not None and child not in set(plan.named()):
            going[target].append(child)
    levels = dict(Unit.objects.filter(pk__in=moved).values_list("pk", "level"))
    called = own_names(moved, event.on)

    def of(units: list[int], *wanted: Level) -> tuple[str, ...]:
        return tuple(sorted(called.get(unit, "") for unit in units if levels[unit] in wanted))

    return tuple(
        Group(
            name=names.get(target, ""),
            units=of(units, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
            villages=of(units, Level.AREA),
            bodies=of(units, Level.ORGANISATION),
        )
        for target, units in going.items()
    )


def _open_things(plan: Plan, names: dict[str, str]) -> tuple[OpenThing, ...]:
    words = {book.code: book.one for book in books()}
    records = Record.objects.filter(pk__in=plan.open_records).order_by("book", "title")
    return tuple(
        OpenThing(
            title=record.title,
            book=words.get(record.book, ""),
            target=names.get(plan.open_records[str(record.pk)], ""),
        )
        for record in records
    )


# --- figures


@dataclass(frozen=True, slots=True)
class _Window:
    """The day of the event, and from when to when figures are read."""

    on: date
    since: date
    until: date


def _given(plan: Plan, on: date) -> dict[int, int]:
    """Add up the levels that a draft's open things would take to their new unit."""
    standing = Standing.objects.filter(record__in=plan.open_records).values("entry")
    lines = Line.objects.filter(entry__in=standing, indicator__kind="STOCK", day__lt=on)
    rows = lines.order_by().values_list("indicator").annotate(Sum("amount"))
    return dict(rows)


def _top(tree: Tree, plan: Plan, on: date) -> int:
    """Find the lowest unit that holds all of it before and after."""
    parents = parents_concerned(tree, plan, on)
    parents |= {p for unit in plan.named() if (p := parent_of(tree, unit, on)) is not None}
    return tree.lowest_common(parents, on) if parents else tree.nation


def _figures_done(
    tree: Tree, plan: Plan, news: list[int], top: int, window: _Window
) -> tuple[FigureRow, ...]:
    """Read both maps of what was carried out."""
    changing = [change.unit for change in plan.changes]
    eve = window.on - ONE_DAY
    olds = _sums(tree, [*plan.ends, *plan.into, *changing], eve, window)
    later = _sums(tree, [*news, *changing], window.on, window)
    before, was = _whole(tree, top, eve, window)
    after, now = _whole(tree, top, window.on, window)
    rows = [
        FigureRow(
            name=facts.name,
            unit_of_measure=facts.unit_of_measure,
            at_old=olds[facts.id].amount,
            at_new=later[facts.id].amount,
            unallocated=now[facts.id] - was[facts.id],
            before=before[facts.id].amount,
            after=after[facts.id].amount,
        )
        for facts in _readable()
        if olds[facts.id].n or later[facts.id].n
    ]
    return tuple(rows[:MOST_INDICATORS])


def _figures_ahead(
    tree: Tree, plan: Plan, children: list[int], top: int, window: _Window
) -> tuple[FigureRow, ...]:
    """Say what will be: one successor takes all, several what their places and open things have."""
    eve = window.on - ONE_DAY
    changing = [change.unit for change in plan.changes]
    olds = _sums(tree, [*plan.ends, *plan.into, *changing], eve, window)
    going = [child for child in children if plan.target_of(child) is not None]
    parts, given = _sums(tree, going, eve, window), _given(plan, window.on)
    before, _unallocated = _whole(tree, top, eve, window)
    rows = []
    for facts in _readable():
        key = facts.id
        if olds[key].n:
            at_old, total = olds[key].amount, before[key].amount
            divided = len(plan.targets()) > 1
            at_new = parts[key].amount + given.get(key, 0) if divided else at_old
            rows.append(
                FigureRow(
                    name=facts.name,
                    unit_of_measure=facts.unit_of_measure,
                    at_old=at_old,
                    at_new=at_new,
                    unallocated=at_old - at_new,
                    before=total,
                    after=total,
                )
            )
    return tuple(rows[:MOST_INDICATORS])


def _readable() -> list[Facts]:
    """The indicators whose sums may be shown to whoever stands above."""
    shown = (facts for facts in indicators().values() if not facts.is_sensitive)
    return [facts for facts in shown if facts.kind in {"FLOW", "STOCK"}]


def _sums(tree: Tree, units: list[int], on: date, window: _Window) -> dict[int, Measure]:
    found: dict[int, Measure] = defaultdict(lambda: ZERO)
    for unit in units:
        day = on if tree.valid(unit, on) else window.on
        if tree.valid(unit, day):
            for answer in _answers(tree, unit, day, window):
                for (_row, key, _group), measure in answer.sums.items():
                    found[key] = found[key] + measure
    return found


def _whole(
    tree: Tree, top: int, on: date, window: _Window
) -> tuple[dict[int, Measure], dict[int, int]]:
    found: dict[int, Measure] = defaultdict(lambda: ZERO)
    unallocated: dict[int, int] = defaultdict(int)
    for answer in _answers(tree, top, on, window):
        for (_row, key, _group), measure in answer.sums.items():
            found[key] = found[key] + measure
        for (_row, key), amount in answer.unallocated.items():
            unallocated[key] += amount
    return found, unallocated


def _answers(tree: Tree, unit: int, on: date, window: _Window) -> list[Answer]:
    view = View(tree, unit, on, by_child=False)
    return [
        Reader(Ask(_of_kind("FLOW"), window.since, window.until, view)).read(),
        Reader(Ask(_of_kind("STOCK"), None, window.until, view)).read(),
    ]


def _of_kind(kind: str) -> tuple[int, ...]:
    return tuple(facts.id for facts in _readable() if facts.kind == kind)
