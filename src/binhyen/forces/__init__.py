"""The book of teams (sổ lực lượng): grassroots forces at villages and communes.

It says what founding, ending and counting a team post. It refuses names: counts only.
"""
