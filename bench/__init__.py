"""Measures of the ledger on a generated country; `make bench` writes docs/benchmarks.md."""
