"""Backups: made, counted, restored, and tried out before they are needed."""
