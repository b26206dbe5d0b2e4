"""SQL about whole tables, for backup and restore; every statement knows both databases."""
