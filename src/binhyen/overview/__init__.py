"""Home, figure pages and trends (tổng quan): what a person sees first, and why it says so.

It reads the ledger and shows. It refuses to write anything and to rank people.
"""
