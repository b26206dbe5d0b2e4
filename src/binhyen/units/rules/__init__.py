"""The arithmetic of units through time. Pure: no Django, no clock, no database."""
