"""Writes of the units slice."""
