"""What a free text says about a report: one plain entry, text in, what was found out.

Pure, quick and never failing, whatever the text is. It runs before a transaction is open.
"""

from __future__ import annotations

from bot.understanding.dates import date_in, date_mentioned
from bot.understanding.findings import Found, categories_named, understand
from bot.understanding.greetings import is_greeting, is_thanks
from bot.understanding.telltales import bears_out

__all__ = [
    "Found",
    "bears_out",
    "categories_named",
    "date_in",
    "date_mentioned",
    "is_greeting",
    "is_thanks",
    "understand",
]
