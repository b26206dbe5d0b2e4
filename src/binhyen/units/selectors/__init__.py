"""Reads of the units slice."""

from binhyen.units.selectors.listing import (
    Lineage,
    Step,
    UnitFact,
    UnitPage,
    lineage,
    unit_by_uid,
    units_on,
)
from binhyen.units.selectors.naming import own_name, own_names, place_name, place_names
from binhyen.units.selectors.search import former_units_matching, units_matching, units_valid
from binhyen.units.selectors.trees import current_tree, one_tree, with_leaves

__all__ = [
    "Lineage",
    "Step",
    "UnitFact",
    "UnitPage",
    "current_tree",
    "former_units_matching",
    "lineage",
    "one_tree",
    "own_name",
    "own_names",
    "place_name",
    "place_names",
    "unit_by_uid",
    "units_matching",
    "units_on",
    "units_valid",
    "with_leaves",
]
