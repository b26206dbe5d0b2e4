"""What every page needs: names and keys, days, figures, the frame, components, fonts.

Owns no noun and reads no table; whatever knows what a unit or a record is lives above.
"""
