"""Move balances to where a changed tree says they belong, in the transaction that changes it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Declared
from binhyen.ledger.queries.posting import add_changes, drop_rows_without_lines, hold_ledger
from binhyen.ledger.queries.reading import Single, line_sums
from binhyen.ledger.rules.measures import ZERO, Measure
from binhyen.ledger.rules.placement import Booked, Changes, contributions
from binhyen.ledger.selectors.catalogue import indicator_by_id, indicators
from binhyen.ledger.services.redrawing import redraw_all
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree

Key = TypeVar("Key")


@contextmanager
def rerolled(
    *, units: Iterable[int], since: date, why: str, by: Officer, at: datetime
) -> Iterator[None]:
    """Change the tree inside this block: the lines of *units* dated from *since* on follow it.

    *units* are the units whose place or life changes and the new ones; their villages and
    organisations are found here, before and after. What a declaration holds is worked out anew.
    """
    with transaction.atomic():
        hold_ledger()
        touched = _with_leaves(units)
        singles = list(_lines_since(touched, since))
        before = current_tree(leaves=touched)
        changes = contributions(before, booked_from(singles))
        above = _ancestors(before, touched)
        yield
        later = _with_leaves(units)
        fresh = list(_lines_since(later - touched, since))
        after = current_tree(leaves=touched | later)
        now = contributions(after, booked_from([*singles, *fresh]))
        was = contributions(before, booked_from(fresh)) if fresh else Changes()
        add_changes(_difference(now, changes, was))
        drop_rows_without_lines()
        above |= _ancestors(after, touched | later)
        affected = Declared.objects.filter(live=True, unit__in=touched | later | above)
        redraw_all(after, affected, why=why, by=by, at=at)


def _with_leaves(units: Iterable[int]) -> set[int]:
    found = set(units)
    leaves = UnitVersion.objects.filter(parent__in=found, unit__level__gt=Level.COMMUNE)
    return found | set(leaves.values_list("unit_id", flat=True))


def _lines_since(units: set[int], since: date) -> Iterator[Single]:
    if not units:
        return iter(())
    everything = [facts.id for facts in indicators().values()]
    return line_sums(everything, since, date.max, units=sorted(units))


def booked_from(singles: Iterable[Single]) -> Iterator[Booked]:
    """Grouped lines as the arithmetic sees them."""
    for single in singles:
        facts = indicator_by_id(single.indicator)
        yield Booked(
            unit=single.unit,
            indicator=single.indicator,
            day=single.day,
            span_from=single.span_from,
            dims=single.dims or None,
            transfer=single.transfer,
            rises=facts.rises,
            is_flow=facts.is_flow,
            measure=single.measure,
        )


def _ancestors(tree: Tree, units: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for unit in units:
        if unit in tree:
            for span in tree.places[unit].spans:
                if span.parent is not None:
                    found.update(tree.ancestors(span.parent, span.start) or {span.parent})
    return found


def _difference(now: Changes, *was: Changes) -> Changes:
    """What to add so that rows that held *was* hold *now*."""
    return Changes(
        balances=_minus(now.balances, [one.balances for one in was]),
        dims=_minus(now.dims, [one.dims for one in was]),
        spans=_minus(now.spans, [one.spans for one in was]),
        apart=_minus(now.apart, [one.apart for one in was]),
    )


def _minus(now: Mapping[Key, Measure], was: Iterable[Mapping[Key, Measure]]) -> dict[Key, Measure]:
    found = dict(now)
    for rows in was:
        for key, measure in rows.items():
            found[key] = found.get(key, ZERO) - measure
    return {key: measure for key, measure in found.items() if any(measure)}
