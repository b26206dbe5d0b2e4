"""Filings (báo cáo): what a unit owes and by when, read from the ledger, submitted, consolidated.

A filing opens filled; submitting freezes a numbered snapshot that never changes. A parent adds
up its children's accepted snapshots and its own part, and never edits a child's number.
"""
