"""Units through time (đơn vị hành chính): identities, their names and places, what became of them.

A national code is not an identity; a Unit is. Facts stay at the unit that made them and are
read on the map of any date through images (rules.py). An organisation is a leaf unit too
(docs/adr/0004). It refuses to guess: what a source does not say stays unknown.
"""
