"""Sheets to print: a code that opens the bot, and how to report, in three lines."""
