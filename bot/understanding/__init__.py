"""What a free text says about a report: one plain entry, text in, what was found out.

Pure, quick and never failing, whatever the text is. It runs before a transaction is open.
"""

from __future__ import annotations

from bot.understanding.dates import date_in
from bot.understanding.found import Flag, Found, Guess
from bot.understanding.greetings import is_greeting, is_thanks
from bot.understanding.model import Model
from bot.understanding.naming import categories_named
from bot.understanding.personal import Personal, PersonalKind, personal_in
from bot.understanding.reader import Knowledge, Reader, Understand, not_at_all
from bot.understanding.signs import Signs
from bot.understanding.telltales import bears_out, language_told
from bot.understanding.whereabouts import places_in

__all__ = [
    "Flag",
    "Found",
    "Guess",
    "Knowledge",
    "Model",
    "Personal",
    "PersonalKind",
    "Reader",
    "Signs",
    "Understand",
    "bears_out",
    "categories_named",
    "date_in",
    "is_greeting",
    "is_thanks",
    "language_told",
    "not_at_all",
    "personal_in",
    "places_in",
]
