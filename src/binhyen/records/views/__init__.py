"""The pages every book has: its list, one record, writing down, deciding."""
