"""Reads of the units slice."""

from binhyen.units.selectors.trees import current_tree

__all__ = ["current_tree"]
