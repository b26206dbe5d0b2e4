"""Which balances a line belongs to."""

from datetime import date

from binhyen.ledger.rules.buckets import EVER, bucket_of, year_row
from binhyen.ledger.rules.measures import Measure
from binhyen.ledger.rules.placement import Booked, contributions
from binhyen.units.rules.tree import FOREVER, Place, Span, Tree

REFORM, LATER = date(2025, 7, 1), date(2026, 3, 3)
ONE = Measure(amount=1, n=1, posted=1)


def merged_commune() -> Tree:
    """Nation 1, province 2; commune 3 became part of 5 on the day of the reform."""
    tree = Tree(1)
    tree.put(1, Place(0, (Span(None, date.min, FOREVER),)))
    tree.put(2, Place(1, (Span(1, date.min, FOREVER),)))
    tree.put(3, Place(3, (Span(2, date.min, REFORM),), successors=((REFORM, 5),)))
    tree.put(5, Place(3, (Span(2, REFORM, FOREVER),), predecessors=((REFORM, 3),)))
    return tree


def line(*, is_flow: bool, transfer: bool = False) -> Booked:
    return Booked(3, 7, LATER, None, None, transfer, True, is_flow, ONE)  # noqa: FBT003


class TestALineDatedAfterItsUnitEnded:
    def test_of_a_level_counts_where_the_unit_last_lay(self) -> None:
        changes = contributions(merged_commune(), [line(is_flow=False)])
        third = bucket_of(LATER)
        rows = {(u, False, 7, b): ONE for u in (2, 3) for b in (third, year_row(third), EVER)}
        assert (changes.balances, changes.apart) == (rows, {})

    def test_of_a_flow_stands_apart(self) -> None:
        changes = contributions(merged_commune(), [line(is_flow=True)])
        assert (changes.balances, changes.apart) == ({}, {(7, LATER, 3, LATER, 0, False): ONE})

    def test_of_a_transfer_stands_apart_since_it_counts_from_its_day_on(self) -> None:
        changes = contributions(merged_commune(), [line(is_flow=False, transfer=True)])
        assert (changes.balances, changes.apart) == ({}, {(7, LATER, 3, LATER, 0, True): ONE})
