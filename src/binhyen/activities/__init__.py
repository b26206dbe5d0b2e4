"""The book of activities (sổ hoạt động): sessions, launches, festivals, patrols and more.

It says what one activity posts. It refuses a field for a person: it keeps counts only.
"""
