"""Chains of levels: what a thing counts, counted again on a later day. Plain Python.

A recount takes the old level out, with the hedge it came in with, and puts the new one in
(docs/rules/postings.md); so "about 100, then exactly 105" ends exact.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from binhyen.ledger.rules import Posting
from binhyen.records.rules.content import Counted

Dims = tuple[tuple[str, str], ...]


def counted_again(
    indicator: str,
    counts: Iterable[tuple[date, Counted]],
    *,
    dims: Dims,
    ended_on: date | None = None,
) -> list[Posting]:
    """Every change of one counted level, in order of days; ending takes the last level out."""
    found: list[Posting] = []
    standing: Counted | None = None
    for on, level in sorted(counts, key=lambda counted: counted[0]):
        found += taken_out(indicator, on, standing, dims)
        found.append(Posting(indicator, on, level.amount, level.hedge, dims))
        standing = level
    if ended_on is not None:
        found += taken_out(indicator, ended_on, standing, dims)
    return found


def taken_out(indicator: str, on: date, level: Counted | None, dims: Dims) -> list[Posting]:
    if level is None:
        return []
    return [Posting(indicator, on, -level.amount, level.hedge, dims, takes_out=True)]


def moved(
    indicator: str,
    steps: Iterable[tuple[date, Dims]],
    *,
    ended_on: date | None = None,
    opens: bool = False,
) -> list[Posting]:
    """One thing moving between dimension values: in at the first, out and in at each later one."""
    found: list[Posting] = []
    standing: Dims | None = None
    for on, dims in sorted(steps, key=lambda step: step[0]):
        if standing is not None:
            found.append(Posting(indicator, on, -1, dims=standing, takes_out=True))
        found.append(Posting(indicator, on, 1, dims=dims, opens=opens and standing is None))
        standing = dims
    if ended_on is not None and standing is not None:
        found.append(Posting(indicator, ended_on, -1, dims=standing, takes_out=True))
    return found


def first_repeated(days: Sequence[date]) -> int | None:
    """The place of the first day that stands twice in a list of dated changes."""
    seen: set[date] = set()
    for number, day in enumerate(days):
        if day in seen:
            return number
        seen.add(day)
    return None


def first_outside(days: Sequence[date], start: date, end: date | None) -> int | None:
    """The place of the first day before the thing began or after it ended."""
    for number, day in enumerate(days):
        if day < start or (end is not None and day > end):
            return number
    return None
