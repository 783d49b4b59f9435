"""Measures the bot against a bare aiogram bot on the same simulator, in the same run: ``make bench``."""
