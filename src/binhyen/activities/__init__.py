"""The book of activities (sổ hoạt động): sessions, launches, festivals, patrols, handovers.

What was done on one day by one unit, alone or with others. Posts the counting indicators of its
kind. Refuses: names of those who took part, who handed something over, or whom a patrol met.
"""
