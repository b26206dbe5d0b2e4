"""Backup and restore. Neither leaves an entry in the log: a restored log is the log of then."""
