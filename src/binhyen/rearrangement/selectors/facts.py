"""What must be known of the units of an event: what lies below them, what they left open."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.checks import Facts, Problem, problems
from binhyen.rearrangement.rules.plan import Kind, Plan
from binhyen.records.models import Record
from binhyen.records.rules import books
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import ONE_DAY, Tree
from binhyen.units.selectors import current_tree, own_names


def plan_of(event: Event) -> Plan:
    return Plan.model_validate(event.plan)


def children_of(units: Iterable[int], on: date) -> list[int]:
    """List all that lies right below these units on that day or later: units, villages, bodies."""
    versions = UnitVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), parent__in=list(units)
    )
    rows = versions.order_by("unit__level", "sort_key", "unit_id")
    return list(dict.fromkeys(rows.values_list("unit_id", flat=True)))


def open_records_of(unit: int, on: date) -> list[Record]:
    """List what a unit leaves open: running schemes, channels, teams kept there, and drafts."""
    tree = current_tree((unit,))
    kept_by = [unit, *_wholly_before(tree, unit, on - ONE_DAY)]
    here = Q(unit__in=kept_by, continued_at=None) | Q(continued_at__in=kept_by)
    running = Q(book__in=[book.code for book in books() if book.opens], on__lt=on)
    running &= Q(ends_on=None) | Q(ends_on__gte=on)
    running &= Q(pk__in=Record.objects.counting().values("pk"))
    found = Record.objects.filter(here).filter(running | Q(state=Record.State.DRAFT))
    return list(found.exclude(book="DECLARATION").order_by("book", "title", "pk"))


def _wholly_before(tree: Tree, unit: int, on: date) -> list[int]:
    """List the ended units that passed into this one undivided, however many steps back."""
    found, waiting = list[int](), [unit]
    while waiting:
        for _day, before in tree.places[waiting.pop()].predecessors:
            image = tree.image(before, on)
            if before not in found and image.unit == unit and not image.divided:
                found.append(before)
                waiting.append(before)
    return found


def facts_of(kind: Kind, on: date, plan: Plan) -> Facts:
    """Gather what the checks need, in a handful of queries."""
    children = children_of(plan.ends, on)
    tree = current_tree({*plan.named(), *children, *_parents(plan)})
    parents = _parents(plan) | {_parent_of(tree, change.unit) for change in plan.changes}
    taken = {
        (parent, version_type, key): unit
        for parent, version_type, key, unit in _standing(plan, on)
        .filter(parent__in=parents - {0})
        .values_list("parent_id", "type", "exact_key", "unit_id")
    }
    codes = _codes(plan, on)
    known = {*plan.named(), *children, *parents, *codes.values()} & set(tree.places)
    heirs = {heir for u in plan.named() if u in tree for _, heir in tree.places[u].successors}
    opened = open_records_of(plan.ends[0], on) if kind == Kind.SPLIT and plan.ends else []
    return Facts(
        tree=tree,
        names=own_names(known | heirs, on),
        children=tuple(children),
        open_records=frozenset(str(record.pk) for record in opened),
        taken=taken,
        codes=codes,
    )


def problems_of(event: Event) -> list[Problem]:
    """Say everything that keeps the event from being confirmed."""
    plan, kind = plan_of(event), Kind(event.kind)
    return problems(kind, event.on, event.decree, plan, facts_of(kind, event.on, plan))


def _parents(plan: Plan) -> set[int]:
    found = {new.parent for new in plan.begins} | {change.parent for change in plan.changes}
    return {parent for parent in found if parent is not None}


def _parent_of(tree: Tree, unit: int) -> int:
    return (tree.places[unit].spans[-1].parent or 0) if unit in tree else 0


def _standing(plan: Plan, on: date) -> QuerySet[UnitVersion]:
    versions = UnitVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return versions.exclude(unit__in=plan.ends)


def _codes(plan: Plan, on: date) -> dict[tuple[int, str], int]:
    wanted = {new.code for new in plan.begins} | {change.code or "" for change in plan.changes}
    rows = _standing(plan, on).filter(code__in=wanted - {""}, unit__level__lte=Level.COMMUNE)
    return {
        (level, code): unit
        for level, code, unit in rows.values_list("unit__level", "code", "unit_id")
    }
