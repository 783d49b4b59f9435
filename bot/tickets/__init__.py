"""The rules of a ticket: statuses, verbs, numbers, and who is told."""
