"""What the pages of overview read; no page asks the ledger twice for the same thing."""
