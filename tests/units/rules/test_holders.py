from datetime import date

import pytest

from binhyen.units.rules.holders import (
    AlreadyEndedError,
    DividedLaterError,
    Holding,
    NotNeededError,
    NotYetThereError,
    holdings,
)
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

VIET_NAM, OLD_HAI_LONG, NEXT_HAI_LONG, NHU_THANH, EAST, DIVIDED = range(1, 7)
WAVE = date(2025, 1, 1)
REFORM = date(2025, 7, 1)


def country() -> Tree:
    """Hải Long, refounded on 1/1/2025, passes into Như Thanh; another commune is divided."""
    tree = Tree(VIET_NAM)
    tree.put(VIET_NAM, Place(0, (Span(None, ALWAYS, FOREVER),)))
    put = {
        OLD_HAI_LONG: ((ALWAYS, WAVE), [(WAVE, NEXT_HAI_LONG)], []),
        NEXT_HAI_LONG: ((WAVE, REFORM), [(REFORM, NHU_THANH)], [(WAVE, OLD_HAI_LONG)]),
        NHU_THANH: ((REFORM, FOREVER), [], [(REFORM, NEXT_HAI_LONG), (REFORM, DIVIDED)]),
        DIVIDED: ((ALWAYS, REFORM), [(REFORM, NHU_THANH), (REFORM, EAST)], []),
        EAST: ((REFORM, FOREVER), [], [(REFORM, DIVIDED)]),
    }
    for unit, ((start, end), after, before) in put.items():
        spans = (Span(VIET_NAM, start, end),)
        tree.put(unit, Place(3, spans, tuple(after), tuple(before)))
    return tree


class TestHoldings:
    def test_stay_under_the_commune_when_the_village_is_younger(self) -> None:
        found = holdings(country(), NHU_THANH, date(2026, 3, 1))
        assert found == [Holding(NHU_THANH, date(2026, 3, 1), FOREVER)]

    def test_begin_under_the_predecessor_when_the_village_is_older(self) -> None:
        found = holdings(country(), NHU_THANH, date(2025, 2, 1), NEXT_HAI_LONG)
        assert found == [
            Holding(NEXT_HAI_LONG, date(2025, 2, 1), REFORM),
            Holding(NHU_THANH, REFORM, FOREVER),
        ]

    def test_go_back_through_more_than_one_predecessor(self) -> None:
        found = holdings(country(), NHU_THANH, date(1990, 5, 19), OLD_HAI_LONG)
        assert found == [
            Holding(OLD_HAI_LONG, date(1990, 5, 19), WAVE),
            Holding(NEXT_HAI_LONG, WAVE, REFORM),
            Holding(NHU_THANH, REFORM, FOREVER),
        ]

    def test_follow_an_ended_commune_into_its_one_successor(self) -> None:
        found = holdings(country(), OLD_HAI_LONG, date(2020, 1, 1))
        assert [(held.unit, held.end) for held in found] == [
            (OLD_HAI_LONG, WAVE),
            (NEXT_HAI_LONG, REFORM),
            (NHU_THANH, FOREVER),
        ]

    def test_ask_which_predecessor_when_there_are_several(self) -> None:
        with pytest.raises(NotYetThereError) as refusal:
            holdings(country(), NHU_THANH, date(1990, 5, 19))
        assert set(refusal.value.fitting) == {OLD_HAI_LONG, DIVIDED}

    def test_refuse_a_predecessor_that_was_not_there_yet(self) -> None:
        with pytest.raises(NotYetThereError) as refusal:
            holdings(country(), NHU_THANH, date(1990, 5, 19), NEXT_HAI_LONG)
        assert set(refusal.value.fitting) == {OLD_HAI_LONG, DIVIDED}

    def test_refuse_a_predecessor_for_a_village_that_needs_none(self) -> None:
        with pytest.raises(NotNeededError):
            holdings(country(), NHU_THANH, date(2026, 3, 1), NEXT_HAI_LONG)

    def test_name_the_successor_after_the_end(self) -> None:
        with pytest.raises(AlreadyEndedError) as refusal:
            holdings(country(), NEXT_HAI_LONG, REFORM)
        assert refusal.value.successors == (NHU_THANH,)

    def test_will_not_guess_where_a_village_of_a_divided_commune_went(self) -> None:
        with pytest.raises(DividedLaterError) as refusal:
            holdings(country(), DIVIDED, date(2010, 1, 1))
        assert refusal.value.on == REFORM
        assert set(refusal.value.successors) == {NHU_THANH, EAST}

    def test_lead_a_village_of_a_divided_commune_to_the_part_it_names(self) -> None:
        found = holdings(country(), EAST, date(2010, 1, 1), DIVIDED)
        assert found == [
            Holding(DIVIDED, date(2010, 1, 1), REFORM),
            Holding(EAST, REFORM, FOREVER),
        ]
