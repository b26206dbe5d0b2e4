"""Writes of filings."""
