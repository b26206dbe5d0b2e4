"""The book of schemes (sổ mô hình): types and sites, counted apart, always.

It says what founding, rating, consolidating and ending a scheme post. It refuses to
invent a founding date for a scheme that was simply there.
"""
