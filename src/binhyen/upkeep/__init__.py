"""Keeping an installation alive: one backup file, probes, what the server says of itself.

Refuses to know what a record or a figure means: it carries every table as it stands.
"""
