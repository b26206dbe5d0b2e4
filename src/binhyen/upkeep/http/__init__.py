"""Around every request: its number, its line in the log, its measures; probes; limits of haste."""
