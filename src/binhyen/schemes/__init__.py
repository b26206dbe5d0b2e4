"""The book of schemes (mô hình tự quản): types and sites, counted apart, always.

One record is one site from its first day to its end: founded or already there, rated, counted,
consolidated, dormant, ended. Refuses: an invented founding date, names of members.
"""
