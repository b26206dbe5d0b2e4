"""Plain arithmetic and decisions of accounts: scope, secrets, tables of officers."""
