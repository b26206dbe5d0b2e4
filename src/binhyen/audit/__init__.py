"""Who did what, when, where (nhật ký thao tác).

One entry a write, kept for ever: the database itself refuses to change or delete one.
It stands below units and accounts, so it stores ids and names as they were written.
It refuses to hold personal data or the text of a record.
"""
