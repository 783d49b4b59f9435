"""Reminders, the ladder, and what lapses."""
