"""Pages of the accounts slice, one file a resource."""
