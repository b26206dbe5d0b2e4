"""Confirm, amend and withdraw declarations: figures known only as a total."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Declared, Entry, Excluded, Inside, Line, Standing
from binhyen.ledger.queries.posting import hold_ledger
from binhyen.ledger.rules.drawdown import (
    FOREVER,
    DeclaredLine,
    RecordLine,
    clashes,
    lines_of,
    one_year_after,
    reaches,
)
from binhyen.ledger.rules.drawdown import Terms as LiveTerms
from binhyen.ledger.rules.hedges import CODES, Hedge
from binhyen.ledger.rules.nesting import Declarations, Held, derive
from binhyen.ledger.rules.postings import Dims, Posting, canonical
from binhyen.ledger.selectors.catalogue import dimensions_of, indicator
from binhyen.ledger.services.desk import Desk, Replacement
from binhyen.ledger.services.drawing import (
    SOURCE,
    declarations_over,
    lock,
    record_lines,
    repost,
    standing_in,
    terms_of,
)
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree


class OverlappingDeclarationError(Exception):
    """Another live declaration covers part of the same, and neither lies inside the other."""

    def __init__(self, other: UUID) -> None:
        super().__init__(str(other))
        self.other = other


@dataclass(frozen=True, slots=True)
class Terms:
    """What a declaration says: a FLOW of a span, anything else of a day, believed until ``end``."""

    unit: int
    indicator: str
    amount: int
    hedge: Hedge
    dims: Dims
    start: date
    end: date | None
    within: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A live declaration that would cover what is about to be posted."""

    declaration: UUID
    indicator: str
    unit: int
    start: date
    end: date
    amount: int
    hedge: Hedge


def covering(*, placed: Sequence[tuple[int, Posting]]) -> list[Coverage]:
    """The live declarations these postings would be inside of: the question to ask first."""
    lines = record_lines(placed)
    tree = current_tree(leaves={unit for unit, _ in placed})
    over = declarations_over(tree, ((line.indicator, line.unit, line.day) for line in lines))
    declarations = Declarations(tree, over)
    found: dict[UUID, LiveTerms] = {}
    for line in lines:
        for terms in declarations.covering(line, None, frozenset()):
            found[terms.id] = terms
    codes = {indicator(p.indicator).id: p.indicator for _, p in placed}
    return [
        Coverage(t.id, codes[t.indicator], t.unit, t.start, t.end, t.amount, t.hedge)
        for t in found.values()
    ]


def _last_day(terms: Terms, kind: str) -> date:
    if kind == "FLOW":
        if terms.end is None:
            raise ValueError("a FLOW declaration has a last day")
        return terms.end
    if kind == "STATUS":
        return FOREVER
    return terms.end or one_year_after(terms.start)


@transaction.atomic
def declare(
    *,
    declaration: UUID,
    revision: int,
    terms: Terms,
    takes_in_standing: bool,
    why: str,
    by: Officer,
    at: datetime,
) -> None:
    """Confirm a declaration, or its amendment, and let what already stands be inside or outside."""
    hold_ledger()
    facts = indicator(terms.indicator)
    row = Declared(
        id=declaration,
        unit_id=terms.unit,
        indicator_id=facts.id,
        dims=canonical(terms.dims),
        amount=terms.amount,
        hedge=CODES[terms.hedge],
        start=terms.start,
        end=_last_day(terms, facts.kind),
        within=None if terms.within is None else [str(one) for one in terms.within],
        revision=revision,
        live=True,
    )
    tree = current_tree(leaves=[terms.unit])
    before = Declared.objects.filter(pk=declaration, live=True).first()
    live = _neighbours(tree, [terms_of(row), *([terms_of(before)] if before else [])])
    live = [one for one in live if one.id != declaration]
    _refuse_clash(tree, terms_of(row), live)
    row.save(force_insert=False)
    concerned = [*live, terms_of(row)]
    lock(one.id for one in concerned)
    if not takes_in_standing:
        _exclude_standing(tree, terms_of(row))
    _redraw(tree, concerned, why=why, by=by, at=at)


@transaction.atomic
def withdraw(*, declaration: UUID, revision: int, why: str, by: Officer, at: datetime) -> None:
    """Void a declaration: its lines are reversed, what was inside passes to what lies around it."""
    hold_ledger()
    row = Declared.objects.get(pk=declaration, live=True)
    tree = current_tree(leaves=[row.unit_id])
    live = [one for one in _neighbours(tree, [terms_of(row)]) if one.id != declaration]
    lock([*(one.id for one in live), declaration])
    Declared.objects.filter(pk=declaration).update(live=False, revision=revision)
    Inside.objects.filter(declared=declaration).delete()
    Inside.objects.filter(record=declaration).delete()
    gone = Replacement(
        record=declaration,
        revision=revision,
        source=SOURCE,
        kind=Entry.Kind.DECLARATION,
        lines=[],
        why=why,
    )
    _redraw(tree, live, why=why, by=by, at=at, also=gone)


def _neighbours(tree: Tree, terms: Iterable[LiveTerms]) -> list[LiveTerms]:
    """Every live declaration of the same indicator at, above or below these."""
    known: dict[UUID, LiveTerms] = {}
    for one in terms:
        above = reaches(tree, one.unit, one.day)
        for row in Declared.objects.filter(live=True, indicator=one.indicator):
            if row.unit_id not in tree:
                current_tree(leaves=[row.unit_id])
            other = terms_of(row)
            if other.unit in above or one.unit in reaches(tree, other.unit, other.day):
                known[other.id] = other
    return list(known.values())


def _refuse_clash(tree: Tree, mine: LiveTerms, live: Iterable[LiveTerms]) -> None:
    reached = reaches(tree, mine.unit, mine.day)
    for other in live:
        if clashes(mine, other, reached, reaches(tree, other.unit, other.day)):
            raise OverlappingDeclarationError(other.id)


def _below(tree: Tree, unit: int) -> set[int] | None:
    """Every unit that is or was, by image, at or below *unit*; None for the nation."""
    if tree.level(unit) == Level.NATION:
        return None
    if tree.is_leaf(unit):
        return {unit}
    held, queue = set[int](), [unit]
    while queue:
        here = queue.pop()
        if here in held:
            continue
        held.add(here)
        queue += [*tree.children_ever(here), *(new for _, new in tree.places[here].successors)]
    leaves = UnitVersion.objects.filter(parent__in=held, unit__level__gt=Level.COMMUNE)
    return held | set(leaves.values_list("unit_id", flat=True))


def _exclude_standing(tree: Tree, terms: LiveTerms) -> None:
    records = _standing_by_record(tree, [terms])
    Excluded.objects.bulk_create(
        [Excluded(declared_id=terms.id, record=record) for record in records],
        ignore_conflicts=True,
    )


def _redraw(
    tree: Tree,
    concerned: Sequence[LiveTerms],
    *,
    why: str,
    by: Officer,
    at: datetime,
    also: Replacement | None = None,
) -> None:
    """Work out anew who is inside what among these declarations, and post what changed."""
    desk = Desk(by=by, at=at)
    if also is not None:
        desk.read_standing([also.record])
        desk.replace(also)
    refill_inside(tree, concerned)
    declarations = Declarations(tree, concerned)
    repost(desk, declarations, why=why)
    desk.post(current_tree(leaves=desk.units()))


def redraw_all(
    tree: Tree, rows: Iterable[Declared], *, why: str, by: Officer, at: datetime
) -> None:
    """Work out anew these declarations and all that concern them: the tree changed."""
    for indicator_id, found in _by_indicator(rows).items():
        concerned = _neighbours(tree, [terms_of(row) for row in found])
        lock(one.id for one in concerned)
        _redraw(current_tree(leaves=[t.unit for t in concerned]), concerned, why=why, by=by, at=at)
        assert all(one.indicator == indicator_id for one in concerned)  # noqa: S101


def _by_indicator(rows: Iterable[Declared]) -> dict[int, list[Declared]]:
    found: dict[int, list[Declared]] = {}
    for row in rows:
        found.setdefault(row.indicator_id, []).append(row)
    return found


def refill_inside(tree: Tree, concerned: Sequence[LiveTerms]) -> None:
    """Fill the table of what records take over, from the standing lines."""
    ids = [one.id for one in concerned]
    Inside.objects.filter(declared__in=ids).delete()
    Inside.objects.bulk_create(standing_insides(tree, concerned), batch_size=1000)


def standing_insides(tree: Tree, concerned: Sequence[LiveTerms]) -> list[Inside]:
    """What each standing record takes over of these declarations, derived from its lines."""
    ids = [one.id for one in concerned]
    if not concerned:
        return []
    lines = _standing_by_record(tree, concerned)
    units = {line.unit for found in lines.values() for line in found}
    tree = current_tree(leaves=units)
    declarations = Declarations(tree, concerned)
    answers = {
        row.record: (row.within, row.opened_on)
        for row in Standing.objects.filter(pk__in=lines.keys())
    }
    excluded: dict[UUID, set[UUID]] = {}
    for record, key in Excluded.objects.filter(declared__in=ids).values_list("record", "declared"):
        excluded.setdefault(record, set()).add(key)
    rows = []
    for record, found in lines.items():
        within, opened = answers[record]
        chosen = None if within is None else [UUID(one) for one in within]
        taken = declarations.taken(found, chosen, frozenset(excluded.get(record, ())), opened)
        rows += [
            Inside(declared_id=key, record=record, day=take.day, amount=take.amount)
            for key, takes in taken.items()
            for take in takes
        ]
    return rows


def derived_lines(rows: Sequence[Declared]) -> list[tuple[UUID, list[DeclaredLine]]]:
    """What live declarations should post, worked out from terms and standing lines alone."""
    tree = current_tree(leaves={row.unit_id for row in rows})
    found = []
    for group in _by_indicator(rows).values():
        terms = [terms_of(row) for row in group]
        declarations = Declarations(tree, terms)
        held = [
            Held(row.declared_id, row.record, row.day, row.amount)
            for row in standing_insides(tree, terms)
        ]
        taken, _ = derive(declarations, held)
        for one in terms:
            lines = lines_of(one, taken[one.id], declarations.stops[one.id])
            found.append((one.id, lines))
    return found


def _standing_by_record(tree: Tree, concerned: Sequence[LiveTerms]) -> dict[UUID, list[RecordLine]]:
    """Each standing line once, though several declarations could cover it."""
    seen: dict[int, tuple[UUID, RecordLine]] = {}
    for one in concerned:
        rows = Line.objects.filter(standing_in(one), entry__in=Standing.objects.values("entry"))
        units = _below(tree, one.unit)
        if units is not None:
            rows = rows.filter(unit__in=units)
        for key, record, unit, day, dims, amount in rows.values_list(
            "pk", "entry__record", "unit_id", "day", "dims_id", "amount"
        ):
            line = RecordLine(unit, one.indicator, day, dimensions_of(dims), amount)
            seen[key] = (record, line)
    found: dict[UUID, list[RecordLine]] = {}
    for record, line in seen.values():
        found.setdefault(record, []).append(line)
    return found
