"""The book of outreach channels (sổ kênh tuyên truyền): Zalo groups, loudspeakers, pages.

It says what opening, closing and counting a channel post. It refuses to keep members'
names; it keeps how many they were on a day.
"""
