"""What the pages of records say in their own words."""
