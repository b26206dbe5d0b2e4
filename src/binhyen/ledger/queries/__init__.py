"""The one place with SQL written by hand; every statement runs on SQLite and on PostgreSQL."""
