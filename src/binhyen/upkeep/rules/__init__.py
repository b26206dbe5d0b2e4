"""Plain Python: the seal of a backup, its lines, the shape of a log line."""
