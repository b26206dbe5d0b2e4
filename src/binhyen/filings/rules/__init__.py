"""Periods, due dates, sheets and consolidation. Pure: no Django, no clock, no database."""
