"""Pages of rearrangements."""
