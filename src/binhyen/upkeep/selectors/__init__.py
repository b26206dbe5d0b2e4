"""Reads: everything an installation keeps, as lines."""
