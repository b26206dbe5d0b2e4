"""Reads of the rearrangement slice."""

from binhyen.rearrangement.selectors.facts import (
    children_of,
    facts_of,
    open_records_of,
    plan_of,
    problems_of,
)
from binhyen.rearrangement.selectors.undoing import obstacles

__all__ = [
    "children_of",
    "facts_of",
    "obstacles",
    "open_records_of",
    "plan_of",
    "problems_of",
]
