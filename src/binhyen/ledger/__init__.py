"""The ledger (sổ cái): every figure is the balance of lines that records posted; append-only.

A line is never changed or deleted, only reversed. Balances are derived and can be rebuilt
row for row. It refuses figures without a source, sums of different units of measure, and
free text or drill-down on sensitive indicators.
"""
