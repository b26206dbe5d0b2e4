"""What an activity is and says. Plain Python: no Django, no clock, no database."""
