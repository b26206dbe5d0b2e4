"""Confirm, amend and withdraw declarations: figures known only as a total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from binhyen.accounts.models import Officer
from binhyen.ledger.models import Declared, Entry, Excluded
from binhyen.ledger.queries.posting import hold_ledger
from binhyen.ledger.rules.drawdown import FOREVER, clashes, one_year_after
from binhyen.ledger.rules.drawdown import Terms as LiveTerms
from binhyen.ledger.rules.hedges import CODES, Hedge
from binhyen.ledger.rules.nesting import Declarations
from binhyen.ledger.rules.postings import Dims, Posting, canonical
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.ledger.services.desk import Replacement
from binhyen.ledger.services.drawing import (
    SOURCE,
    declarations_over,
    over_lines,
    record_lines,
    terms_of,
    with_all_around,
)
from binhyen.ledger.services.redrawing import (
    declarations_under,
    inside_of,
    records_in,
    redraw,
)
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
    over = with_all_around(tree, over_lines(tree, lines))
    tree = current_tree(leaves=[*(terms.unit for terms in over), *(n.unit for n in lines)])
    declarations = Declarations(tree, over)
    opened = min((p.on for _, p in placed if p.opens), default=None)
    found: dict[UUID, LiveTerms] = {}
    for line in lines:
        for terms in declarations.covering(line, None, opened_on=opened):
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
    mine = terms_of(row)
    tree = current_tree(leaves=[mine.unit])
    known = Declared.objects.filter(pk=declaration, live=True).first()
    before = terms_of(known) if known else None
    _refuse_clash(tree, mine)
    row.save(force_insert=False)
    _answer(tree, mine, before, takes_in_standing=takes_in_standing)
    redraw(tree, [mine, *([before] if before else [])], why=why, by=by, at=at)


@transaction.atomic
def withdraw(*, declaration: UUID, revision: int, why: str, by: Officer, at: datetime) -> None:
    """Void a declaration: its lines are reversed, what was inside passes to what lies around it."""
    hold_ledger()
    row = Declared.objects.get(pk=declaration, live=True)
    tree = current_tree(leaves=[row.unit_id])
    Declared.objects.filter(pk=declaration).update(live=False, revision=revision)
    gone = Replacement(
        record=declaration,
        revision=revision,
        source=SOURCE,
        kind=Entry.Kind.DECLARATION,
        lines=[],
        why=why,
    )
    redraw(tree, [terms_of(row)], why=why, by=by, at=at, also=gone)


def _refuse_clash(tree: Tree, mine: LiveTerms) -> None:
    near = [*declarations_over(tree, [(mine.indicator, mine.unit, mine.start, mine.end)])]
    near += declarations_under(tree, [mine])
    tree = current_tree(leaves={mine.unit, *(other.unit for other in near)})
    for other in near:
        if clashes(tree, mine, other):
            raise OverlappingDeclarationError(other.id)


def _answer(
    tree: Tree, mine: LiveTerms, before: LiveTerms | None, *, takes_in_standing: bool
) -> None:
    """Keep the answer to "what stands already: inside or outside?".

    Outside are those that stand now; an amendment asks only of what it newly covers.
    """
    Excluded.objects.filter(record=mine.id, declared__in=mine.within or ()).delete()
    if takes_in_standing:
        Excluded.objects.filter(declared=mine.id).delete()
        return
    held = set(records_in(tree, [mine])) | {one.id for one in inside_of(tree, mine)}
    if before is not None:
        held -= set(records_in(tree, [before])) | {one.id for one in inside_of(tree, before)}
    Excluded.objects.bulk_create(
        [Excluded(declared_id=mine.id, record=one) for one in sorted(held)],
        ignore_conflicts=True,
    )
