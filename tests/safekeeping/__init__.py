"""Backups that are made, closed, counted, opened, and tried out."""
