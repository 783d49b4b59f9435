"""Tables and queries on a real database."""
