"""Reads of records, for the books' own pages, the home page and the API."""
