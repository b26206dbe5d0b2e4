"""Re-post the declarations that a change of records or of declarations touches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum

from binhyen.ledger.models import Declared, Entry, Excluded, Indicator, Inside, Line
from binhyen.ledger.rules.drawdown import (
    DeclaredLine,
    RecordLine,
    Taken,
    Terms,
    lines_of,
    reaches,
)
from binhyen.ledger.rules.hedges import CODES, HEDGES
from binhyen.ledger.rules.nesting import Declarations, Held, derive
from binhyen.ledger.rules.postings import Posting, parsed
from binhyen.ledger.selectors.catalogue import dimension_set, indicator, indicator_by_id
from binhyen.ledger.services.desk import Desk, NewLine, Replacement
from binhyen.units.rules.tree import Tree

SOURCE = "DECLARATION"


def record_lines(placed: Sequence[tuple[int, Posting]]) -> list[RecordLine]:
    return [
        RecordLine(unit, indicator(p.indicator).id, p.on, tuple(sorted(p.dims)), p.amount)
        for unit, p in placed
    ]


def terms_of(row: Declared) -> Terms:
    return Terms(
        id=row.pk,
        unit=row.unit_id,
        indicator=row.indicator_id,
        dims=parsed(row.dims),
        amount=row.amount,
        hedge=HEDGES[row.hedge],
        start=row.start,
        end=row.end,
        is_flow=indicator_by_id(row.indicator_id).kind == Indicator.Kind.FLOW,
        within=None if row.within is None else tuple(UUID(one) for one in row.within),
    )


def declarations_over(tree: Tree, keys: Iterable[tuple[int, int, date]]) -> list[Terms]:
    """The live declarations of an indicator at or above a unit on a day, for many at once."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for indicator_id, unit, day in set(keys):
        wanted[indicator_id] |= reaches(tree, unit, day)
    if not wanted:
        return []
    units = set().union(*wanted.values())
    rows = Declared.objects.filter(live=True, indicator__in=wanted, unit__in=units)
    return [terms_of(row) for row in rows if row.unit_id in wanted[row.indicator_id]]


def draw_down_for_record(
    desk: Desk,
    tree: Tree,
    *,
    record: UUID,
    placed: Sequence[tuple[int, Posting]],
    within: Sequence[UUID] | None,
) -> None:
    """Let a record's new lines take over what they cover, and give back what the old ones did."""
    lines = record_lines(placed)
    over = declarations_over(tree, ((line.indicator, line.unit, line.day) for line in lines))
    held = list(Inside.objects.filter(record=record).values_list("declared", flat=True))
    if not over and not held:
        return
    concerned = _component(tree, over, held)
    lock(terms.id for terms in concerned)
    declarations = Declarations(tree, _fresh(concerned))
    excluded = frozenset(Excluded.objects.filter(record=record).values_list("declared", flat=True))
    opened = min((p.on for _, p in placed if p.opens), default=None)
    taken = declarations.taken(lines, within, excluded, opened)
    Inside.objects.filter(record=record).delete()
    Inside.objects.bulk_create(
        [
            Inside(declared_id=key, record=record, day=take.day, amount=take.amount)
            for key, found in taken.items()
            for take in found
        ]
    )
    repost(desk, declarations, why="Hồ sơ trong số khai thay đổi")


def _component(tree: Tree, over: Sequence[Terms], held: Sequence[UUID]) -> list[Terms]:
    """The declarations concerned with everything that lies around or inside them."""
    known = {terms.id: terms for terms in over}
    for row in Declared.objects.filter(pk__in=set(held) - known.keys()):
        known[row.pk] = terms_of(row)
    keys = [(t.indicator, t.unit, t.day) for t in known.values()]
    for terms in declarations_over(tree, keys):
        known[terms.id] = terms
    return list(known.values())


def lock(ids: Iterable[UUID]) -> None:
    """Lock declarations by an UPDATE each, in one order for everybody."""
    for key in sorted(ids):
        Declared.objects.filter(pk=key).update(touched=F("touched") + 1)


def _fresh(terms: Iterable[Terms]) -> list[Terms]:
    rows = Declared.objects.filter(pk__in=[one.id for one in terms], live=True)
    return [terms_of(row) for row in rows]


def repost(desk: Desk, declarations: Declarations, why: str) -> None:
    """Post again every declaration whose lines are no longer what its terms and insides say."""
    ids = [terms.id for terms in declarations.live]
    taken, passed = derive(declarations, _held_by_records(declarations))
    Inside.objects.filter(declared__in=ids, record__in=ids).delete()
    Inside.objects.bulk_create(
        Inside(declared_id=outer, record=inner, day=take.day, amount=take.amount)
        for outer, inner, take in passed
    )
    _replace_changed(desk, declarations, taken, why)


def _held_by_records(declarations: Declarations) -> list[Held]:
    """What records hold of these declarations; of a FLOW only the sum matters."""
    flows = [terms.id for terms in declarations.live if terms.is_flow]
    others = [terms.id for terms in declarations.live if not terms.is_flow]
    ids = [*flows, *others]
    found = []
    if flows:
        sums = Inside.objects.filter(declared__in=flows).exclude(record__in=ids).order_by()
        for key, day, amount in sums.values_list("declared", "day").annotate(Sum("amount")):
            found.append(Held(key, key, day, amount))
    if others:
        rows = Inside.objects.filter(declared__in=others).exclude(record__in=ids)
        found += [Held(*row) for row in rows.values_list("declared", "record", "day", "amount")]
    return found


def _replace_changed(
    desk: Desk, declarations: Declarations, taken: dict[UUID, list[Taken]], why: str
) -> None:
    revisions = dict(Declared.objects.filter(pk__in=taken).values_list("pk", "revision"))
    desk.read_standing(taken)
    for terms in declarations.inner_first():
        stop = declarations.stops[terms.id]
        wanted = _new_lines(terms, lines_of(terms, taken[terms.id], stop))
        if _differ(desk.lines_of(terms.id), wanted):
            desk.replace(
                Replacement(
                    record=terms.id,
                    revision=revisions[terms.id],
                    source=SOURCE,
                    kind=Entry.Kind.DECLARATION,
                    lines=wanted,
                    why=why,
                )
            )


def _new_lines(terms: Terms, lines: Iterable[DeclaredLine]) -> list[NewLine]:
    dims = dimension_set(terms.indicator, terms.dims)
    return [
        NewLine(
            unit=terms.unit,
            indicator=terms.indicator,
            day=line.day,
            amount=line.amount,
            hedge=terms.hedge,
            dims=dims,
            span_from=line.span_from,
            takes_out=line.takes_out,
            declared=True,
        )
        for line in lines
    ]


def _differ(old: Sequence[Line], new: Sequence[NewLine]) -> bool:
    """Whether what stands is not what should stand."""
    stands = [
        (o.unit_id, o.day, o.span_from, o.dims_id, o.amount, o.hedge_sign, o.hedge) for o in old
    ]
    wanted = [
        (n.unit, n.day, n.span_from, n.dims, n.amount, -1 if n.takes_out else 1, CODES[n.hedge])
        for n in new
    ]
    return stands != wanted


def standing_in(terms: Terms) -> Q:
    """Lines an indicator's declaration could cover, before the tree decides."""
    window = Q(day__gte=terms.start, day__lte=terms.end) if terms.is_flow else Q()
    return window & Q(indicator=terms.indicator, declared=False, transfer=False)
