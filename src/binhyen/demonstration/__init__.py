"""The demonstration: facts of five news articles and role accounts, through the doors people use.

Single things are records, totals are declarations with the article as their document. It holds
facts, no sentences of others, and no invented persons; production settings refuse to load it.
"""
