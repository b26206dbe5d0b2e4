"""Bình Yên: the books, the ledger and the figures of the community-safety movement.

A thing is recorded once, where it happened; every figure at every level is the
balance of such records. It keeps no register of persons, no case files, nothing
classified. ARCHITECTURE.md draws the ladder of slices; each slice says what it refuses.
"""
