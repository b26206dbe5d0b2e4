"""Merges, splits, renamings (sắp xếp đơn vị): entered with a decree, confirmed by a second.

It tells units, ledger and records in one transaction and can take it back whole. It
refuses to undo once somebody has worked at the new unit.
"""
