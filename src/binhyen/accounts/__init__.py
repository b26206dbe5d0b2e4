"""Who signs in, and what they may do, where, from–to (cán bộ, phân công).

Gives the rest of the house one answer: the Reach of an officer on a day.
Keeps one-time codes and API keys as hashes, and shows the log to those in scope.
It refuses sign-up, passwords by e-mail, and an assignment one gives oneself.
"""
