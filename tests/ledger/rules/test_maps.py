"""Where to look for the lines of a view: never too few units, whatever became of villages."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.ledger.rules.maps import View, near
from binhyen.units.rules.tree import ALWAYS, FOREVER, Place, Span, Tree

REFORM = date(2025, 7, 1)
TURNS = (date(2023, 1, 1), REFORM, date(2026, 3, 1))
BORDERS = (ALWAYS, *TURNS, FOREVER)
MAPS = (date(2020, 1, 1), *TURNS)
PROVINCES, COMMUNES, LEAVES = range(2, 4), range(10, 16), range(20, 28)
Lives = dict[int, tuple[int, int]]  # the first and the last of the four times a unit lived in


@st.composite
def countries(draw: st.DrawFn) -> Tree:
    """Two provinces; communes and villages that begin, move, end and become one another."""
    tree = Tree(1)
    tree.put(1, Place(0, (Span(None, ALWAYS, FOREVER),)))
    for province in PROVINCES:
        tree.put(province, Place(1, (Span(1, ALWAYS, FOREVER),)))
    lives = _people(draw, tree, 3, COMMUNES, dict.fromkeys(PROVINCES, (0, 3)))
    _people(draw, tree, 4, LEAVES, lives)
    return tree


def _people(draw: st.DrawFn, tree: Tree, level: int, units: range, above: Lives) -> Lives:
    """Give each its days under one after another, and those that end there successors."""
    times = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
    lives: Lives = {}
    stays: dict[int, tuple[Span, ...]] = {}
    for unit in units:
        first, last = draw(times)
        there = [
            [one for one, (begun, ended) in above.items() if begun <= at <= ended]
            for at in range(first, last + 1)
        ]
        if all(there):
            lives[unit] = (first, last)
            stays[unit] = tuple(
                Span(draw(st.sampled_from(found)), BORDERS[at], BORDERS[at + 1])
                for at, found in enumerate(there, start=first)
            )
    steps = [
        (old, TURNS[ended], new)
        for old, (_begun, ended) in lives.items()
        for new, (begun, later) in lives.items()
        if new != old and ended < len(TURNS) and begun <= ended + 1 <= later
        if draw(st.integers(0, 2)) == 0
    ]
    for unit in lives:
        after = sorted((day, new) for old, day, new in steps if old == unit)
        before = sorted((day, old) for old, day, new in steps if new == unit)
        tree.put(unit, Place(level, stays[unit], tuple(after), tuple(before)))
    return lives


def lying_under(tree: Tree, above: frozenset[int]) -> set[int]:
    """What the database finds: leaves that ever had one of these above them."""
    return {
        leaf
        for leaf in LEAVES
        if leaf in tree and any(span.parent in above for span in tree.places[leaf].spans)
    }


class TestNear:
    @settings(max_examples=100, deadline=None)
    @given(countries())
    def test_holds_every_unit_whose_lines_may_lie_in_the_view(self, tree: Tree) -> None:
        for on in MAPS:
            for asked in (*PROVINCES, *COMMUNES):
                if asked not in tree or not tree.valid(asked, on):
                    continue
                view = View(tree, asked, on, by_child=False)
                found = near(view)
                reached = found.units | lying_under(tree, found.above)
                lying = {
                    unit
                    for unit in tree.places
                    if view.row_of(tree.image(unit, on).unit, on) is not None
                }
                assert lying <= reached, (asked, on, lying - reached)

    def test_looks_at_a_village_that_came_out_of_a_divided_commune(self) -> None:
        tree = Tree(1)
        tree.put(1, Place(0, (Span(None, ALWAYS, FOREVER),)))
        tree.put(2, Place(1, (Span(1, ALWAYS, FOREVER),)))
        tree.put(10, Place(3, (Span(2, ALWAYS, REFORM),), ((REFORM, 11), (REFORM, 12))))
        for commune in (11, 12):
            tree.put(commune, Place(3, (Span(2, REFORM, FOREVER),), (), ((REFORM, 10),)))
        tree.put(20, Place(4, (Span(10, ALWAYS, REFORM),), ((REFORM, 21),)))
        tree.put(21, Place(4, (Span(11, REFORM, FOREVER),), (), ((REFORM, 20),)))
        found = near(View(tree, 11, REFORM, by_child=False))
        assert (found.above, 20 in found.units) == (frozenset({11}), True)
        assert 20 not in near(View(tree, 12, REFORM, by_child=False)).units
