from decimal import Decimal
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.overview.rules.scale import (
    MIDDLE,
    STEPS,
    edges,
    edges_around_zero,
    round_step,
    step_of,
)

SHARES = st.decimals(0, 100, places=2)
ANY = st.decimals(-5000, 5000, places=2)


def numbers(*written: float) -> list[Decimal]:
    return [Decimal(str(one)) for one in written]


class TestEdges:
    def test_begin_at_round_numbers(self) -> None:
        provinces = numbers(59.0, 59.2, 60.4, 61.9, 63.8, 66.4, 69.0, 71.2, 74.3, 79.2, 82.6, 83.4)

        assert edges(provinces) == tuple(numbers(65, 70, 75, 80))

    def test_are_the_same_in_whatever_order_the_values_come(self) -> None:
        values = numbers(3, 1, 4, 1.5)

        assert {edges(order) for order in permutations(values)} == {edges(values)}

    @pytest.mark.parametrize("values", [[], [None, None]])
    def test_are_none_where_nothing_is_known(self, values: list[Decimal | None]) -> None:
        assert edges(values) == ()

    def test_are_none_where_all_are_equal(self) -> None:
        assert edges(numbers(71.1, 71.1, 71.1)) == ()

    def test_leave_the_unknown_out(self) -> None:
        assert edges([*numbers(10, 50), None]) == edges(numbers(10, 50))

    def test_are_not_widened_by_one_unit_far_from_the_others(self) -> None:
        alike = numbers(*range(40, 60))

        assert edges([*alike, Decimal(9000)])[-1] < 60

    def test_tell_ties_apart_from_what_differs(self) -> None:
        values = numbers(*[80] * 19, 20)
        between = edges(values)

        assert step_of(Decimal(80), between) > step_of(Decimal(20), between)

    def test_hold_figures_below_zero(self) -> None:
        values = numbers(-40, -20, 0, 15)
        steps = [step_of(value, edges(values)) for value in values]

        assert steps == sorted(steps)
        assert edges(values)[0] < 0

    @pytest.mark.parametrize("count", [2, 3, 4])
    def test_part_even_a_few_units(self, count: int) -> None:
        values = numbers(*(10 * at for at in range(1, count + 1)))
        found = [step_of(value, edges(values)) for value in values]

        assert len(set(found)) == count

    @given(st.lists(ANY, min_size=1))
    def test_rise_by_one_width(self, values: list[Decimal]) -> None:
        between = edges(values)

        assert len(between) in {0, STEPS - 1}
        assert len({high - low for low, high in pairwise(between)}) <= 1

    @given(st.lists(SHARES, min_size=1))
    def test_of_shares_lie_above_zero(self, values: list[Decimal]) -> None:
        assert all(edge > 0 for edge in edges(values))


class TestStepOf:
    @given(st.lists(ANY, min_size=2))
    def test_never_shades_the_higher_lighter(self, values: list[Decimal]) -> None:
        between = edges(values)
        steps = [step_of(value, between) for value in sorted(values)]

        assert steps == sorted(steps)
        assert {0 <= step < STEPS for step in steps} == {True}

    def test_puts_a_value_on_an_edge_into_the_step_it_begins(self) -> None:
        assert step_of(Decimal(70), tuple(numbers(65, 70, 75, 80))) == 2

    def test_has_one_step_for_one_value(self) -> None:
        assert step_of(Decimal(71), ()) == MIDDLE


class TestEdgesAroundZero:
    def test_lie_alike_on_both_sides(self) -> None:
        between = edges_around_zero(numbers(-12, 3, 30, 44))

        assert [-edge for edge in reversed(between)] == list(between)

    @given(st.lists(ANY, min_size=1))
    def test_shade_a_fall_as_a_rise_of_the_same_size(self, values: list[Decimal]) -> None:
        between = edges_around_zero(values)

        for value in values:
            assert step_of(-value, between) == STEPS - 1 - step_of(value, between)

    @pytest.mark.parametrize("values", [[], [Decimal(0), Decimal(0)], [None]])
    def test_are_none_where_nothing_differs(self, values: list[Decimal | None]) -> None:
        assert edges_around_zero(values) == ()

    def test_keep_what_hardly_differs_white(self) -> None:
        between = edges_around_zero(numbers(-20, 1, 20))

        assert step_of(Decimal(1), between) == MIDDLE


class TestRoundStep:
    @given(st.decimals("0.01", 100_000, places=2))
    def test_is_at_least_as_wide_and_less_than_twice(self, width: Decimal) -> None:
        assert width <= round_step(width) <= 2 * width
