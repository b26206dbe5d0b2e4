"""The book of channels (kênh tuyên truyền): Zalo groups, pages, whatever carries news.

A channel is opened or already there, counted again, closed. Members are counts at a date.
Refuses: addresses and members of a group; it is linked to no service outside.
"""
