"""Hides what identifies people in the words that groups see: NIK, phone numbers and e-mail addresses."""

from __future__ import annotations

import re
from typing import Final

_NIK: Final = r"(?<!\d)(?:\d[\s.-]?){15}\d(?!\d)"
_PHONE: Final = r"(?<!\d)(?<!\d[.,])(?:\+?62[\s.-]?|\(?0)\d{2,3}\)?(?:[\s.-]{0,2}\d){5,9}(?!\d)"
_MAIL: Final = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"

_IDENTIFIES: Final = re.compile(f"{_MAIL}|{_NIK}|{_PHONE}")
_SIGN: Final = re.compile(r"\w")


def masked(text: str) -> str:
    """The same text with a dot for each letter and digit of what identifies someone."""
    return _IDENTIFIES.sub(lambda found: _SIGN.sub("•", found[0]), text)
