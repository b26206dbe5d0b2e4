"""Re-post the declarations that a change of records or of declarations touches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Q, Sum

from binhyen.kernel.words import kept
from binhyen.ledger.models import Declared, Entry, Excluded, Indicator, Inside, Line
from binhyen.ledger.queries.posting import any_live
from binhyen.ledger.rules.drawdown import (
    DeclaredLine,
    RecordLine,
    Taken,
    Terms,
    ever_above,
    lines_of,
)
from binhyen.ledger.rules.hedges import CODES, HEDGES
from binhyen.ledger.rules.nesting import Declarations, Held, Passing
from binhyen.ledger.rules.postings import Posting, parsed
from binhyen.ledger.selectors.catalogue import dimension_set, indicator, indicator_by_id
from binhyen.ledger.services.desk import Booking, Desk, NewLine, Replacement
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

SOURCE = "DECLARATION"
BATCH = 5000


def record_lines(placed: Sequence[tuple[int, Posting]]) -> list[RecordLine]:
    return [
        RecordLine(unit, indicator(p.indicator).id, p.on, tuple(sorted(p.dims)), p.amount)
        for unit, p in placed
    ]


def terms_of(row: Declared) -> Terms:
    kind = indicator_by_id(row.indicator_id).kind
    return Terms(
        id=row.pk,
        unit=row.unit_id,
        indicator=row.indicator_id,
        dims=parsed(row.dims),
        amount=row.amount,
        hedge=HEDGES[row.hedge],
        start=row.start,
        end=row.end,
        is_flow=kind == Indicator.Kind.FLOW,
        within=None if row.within is None else tuple(UUID(one) for one in row.within),
        adds_up=kind != Indicator.Kind.DISTINCT,
    )


def declarations_over(tree: Tree, keys: Iterable[tuple[int, int, date, date]]) -> list[Terms]:
    """The live declarations that could hold an indicator's lines of a unit and days, on any map."""
    wanted: dict[int, set[int]] = defaultdict(set)
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for indicator_id, unit, start, end in set(keys):
        wanted[indicator_id] |= ever_above(tree, unit)
        first[indicator_id] = min(start, first.get(indicator_id, start))
        last[indicator_id] = max(end, last.get(indicator_id, end))
    flows = [one for one in wanted if indicator_by_id(one).kind == Indicator.Kind.FLOW]
    others = [one for one in wanted if indicator_by_id(one).kind != Indicator.Kind.FLOW]
    rows: list[Declared] = []
    if flows:
        begun = max(last[one] for one in flows)
        ended = min(first[one] for one in flows)
        rows += _live_at(flows, wanted, ended, begun)
    if others:
        rows += _live_at(others, wanted, date.min, date.max)
    return [
        terms_of(row)
        for row in rows
        if row.unit_id in wanted[row.indicator_id]
        and (
            row.indicator_id not in flows
            or (row.start <= last[row.indicator_id] and row.end >= first[row.indicator_id])
        )
    ]


def _live_at(
    chosen: Sequence[int], units: Mapping[int, set[int]], first: date, last: date
) -> Iterable[Declared]:
    """Live declarations of these indicators at any of their units: one question for all."""
    places = set().union(*(units[one] for one in chosen))
    if not any_live(chosen, places, first, last):  # as nearly always
        return ()
    return Declared.objects.filter(
        live=True, indicator__in=chosen, unit__in=places, start__lte=last, end__gte=first
    )


def over_lines(tree: Tree, lines: Iterable[RecordLine]) -> list[Terms]:
    return declarations_over(tree, ((n.indicator, n.unit, n.day, n.day) for n in lines))


def with_all_around(tree: Tree, seeds: Iterable[Terms]) -> list[Terms]:
    """These declarations, all that they could lie in, and all of the same units, live ones only."""
    fresh = {terms.id: terms for terms in seeds}
    known: dict[UUID, Terms] = {}
    while fresh:
        known |= fresh
        tree = current_tree(leaves={terms.unit for terms in fresh.values()})
        keys = [(t.indicator, t.unit, t.start, t.end) for t in fresh.values()]
        over = declarations_over(tree, keys)
        fresh = {terms.id: terms for terms in over if terms.id not in known}
    return list(known.values())


def with_answers(tree: Tree, live: Sequence[Terms]) -> Declarations:
    """Live declarations with what people said of one inside the other."""
    ids = [terms.id for terms in live]
    pairs = Excluded.objects.filter(declared__in=ids, record__in=ids)
    return Declarations(tree, live, frozenset(pairs.values_list("declared", "record")))


def draw_down(desk: Desk, tree: Tree, bookings: Sequence[Booking]) -> None:
    """Let records' new lines take over what they cover, and give back what the old ones did.

    What never stood for anything is inside nothing yet, so only the others are asked for.
    """
    lines = {one.record: record_lines(one.placed) for one in bookings}
    every = [line for found in lines.values() for line in found]
    stood = [one.record for one in bookings if one.record in desk.standing]
    over = [*over_lines(tree, every), *_holding(stood)]
    for one in bookings:
        if one.within:  # the newest answer holds
            Excluded.objects.filter(record=one.record, declared__in=one.within).delete()
    if not over:
        return
    concerned = with_all_around(tree, over)
    lock(terms.id for terms in concerned)
    tree = current_tree(leaves={terms.unit for terms in concerned} | {n.unit for n in every})
    declarations = with_answers(tree, _fresh(concerned))
    for some in batches(stood):
        Inside.objects.filter(record__in=some).delete()
    Inside.objects.bulk_create(_taken(declarations, bookings, lines), batch_size=1000)
    repost(desk, declarations, why=kept("Hồ sơ trong số khai thay đổi"))


def _holding(records: Sequence[UUID]) -> list[Terms]:
    """The live declarations these records are inside of."""
    found: dict[UUID, Terms] = {}
    for some in batches(records):
        held = Inside.objects.filter(record__in=some).values("declared")
        found |= {row.pk: terms_of(row) for row in Declared.objects.filter(live=True, pk__in=held)}
    return list(found.values())


def _taken(
    declarations: Declarations,
    bookings: Sequence[Booking],
    lines: Mapping[UUID, Sequence[RecordLine]],
) -> list[Inside]:
    excluded: dict[UUID, set[UUID]] = defaultdict(set)
    for some in batches([one.record for one in bookings]):
        rows = Excluded.objects.filter(record__in=some)
        for record, declared in rows.values_list("record", "declared"):
            excluded[record].add(declared)
    return [
        Inside(declared_id=key, record=one.record, day=take.day, amount=take.amount)
        for one in bookings
        for key, found in declarations.taken(
            lines[one.record], one.within, frozenset(excluded[one.record]), one.opened_on
        ).items()
        for take in found
    ]


def batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


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
    held = _held_by_records(declarations)
    passing = Passing(declarations, held, _further_below(held, ids))
    passing.work_out()
    Inside.objects.filter(declared__in=ids, record__in=ids).delete()
    Inside.objects.bulk_create(
        Inside(declared_id=row.declared, record=row.record, day=row.day, amount=row.amount)
        for row in passing.passed
    )
    _replace_changed(desk, declarations, passing.taken, why)


def _held_by_records(declarations: Declarations) -> list[Held]:
    """What is held of these declarations from below; of a FLOW only the sum matters."""
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


def _further_below(held: Sequence[Held], ids: Sequence[UUID]) -> list[Held]:
    """Where else the same records are held: by declarations below, which are held in turn."""
    found: list[Held] = []
    fresh = {row.record for row in held if row.record != row.declared}
    while fresh:
        rows = Inside.objects.filter(record__in=fresh).exclude(declared__in=ids)
        below = [Held(*row) for row in rows.values_list("declared", "record", "day", "amount")]
        found += below
        fresh = {row.declared for row in below} - {row.record for row in found}
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
