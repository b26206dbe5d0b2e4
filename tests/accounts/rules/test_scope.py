"""The rules of reach on a tree of five units, without a database."""

from datetime import date

from binhyen.accounts.rules.scope import Grant, applies, covered_units, covers, is_direct, stands_at
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

REFORM = date(2025, 7, 1)
TODAY = date(2026, 8, 18)
NATION, PROVINCE, COMMUNE, OLD, VILLAGE, BODY = range(6)


def country() -> Tree:
    tree = Tree(NATION)
    tree.put(NATION, Place(0, (Span(None, ALWAYS, FOREVER),)))
    tree.put(PROVINCE, Place(1, (Span(NATION, ALWAYS, FOREVER),)))
    tree.put(
        COMMUNE,
        Place(3, (Span(PROVINCE, REFORM, FOREVER),), predecessors=((REFORM, OLD),)),
    )
    tree.put(OLD, Place(3, (Span(PROVINCE, ALWAYS, REFORM),), successors=((REFORM, COMMUNE),)))
    tree.put(VILLAGE, Place(4, (Span(OLD, ALWAYS, REFORM), Span(COMMUNE, REFORM, FOREVER))))
    tree.put(BODY, Place(5, (Span(COMMUNE, REFORM, FOREVER),)))
    return tree


class TestCovers:
    def test_reaches_an_ended_unit_by_its_image(self) -> None:
        assert covers(country(), COMMUNE, OLD, TODAY)
        assert covers(country(), PROVINCE, OLD, TODAY)

    def test_gives_an_ended_root_nothing_but_itself(self) -> None:
        assert covers(country(), OLD, OLD, TODAY)
        assert not covers(country(), OLD, COMMUNE, TODAY)


class TestStandsAt:
    def test_names_village_and_commune(self) -> None:
        assert stands_at(country(), VILLAGE, TODAY) == (VILLAGE, COMMUNE)
        assert stands_at(country(), OLD, TODAY) == (COMMUNE,)


class TestApplies:
    def test_stops_one_level_below_without_acts_below(self) -> None:
        grant = Grant(PROVINCE, "RECORDER")
        assert not applies(country(), grant, VILLAGE, TODAY, ())
        assert applies(country(), Grant(PROVINCE, "RECORDER", acts_below=True), VILLAGE, TODAY, ())

    def test_leaves_an_attended_body_alone(self) -> None:
        grant = Grant(COMMUNE, "RECORDER")
        assert applies(country(), grant, BODY, TODAY, ())
        assert not applies(country(), grant, BODY, TODAY, {BODY})
        assert applies(country(), Grant(BODY, "RECORDER"), BODY, TODAY, {BODY})


class TestIsDirect:
    def test_does_not_need_acts_below_at_ones_own_unit(self) -> None:
        grant = Grant(PROVINCE, "RECORDER", acts_below=True)
        assert is_direct(country(), grant, PROVINCE, TODAY, ())
        assert not is_direct(country(), grant, COMMUNE, TODAY, ())


class TestCoveredUnits:
    def test_lists_what_covers_is_true_of(self) -> None:
        tree = country()
        for root in (NATION, PROVINCE, COMMUNE, OLD):
            found = covered_units(tree, [root], TODAY)
            above = {unit for unit, place in tree.places.items() if place.level <= 3}
            assert found == {unit for unit in above if covers(tree, root, unit, TODAY)}
