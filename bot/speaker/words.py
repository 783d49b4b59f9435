"""How much text a message may carry, the text without its markup, and the label of a message sent again."""

from __future__ import annotations

import html
import re
from typing import Final

from bot.notices import Notice
from bot.sanitise import cut, units

TEXT_LIMIT: Final = 4096
"""UTF-16 units after the markup is read (sendMessage)."""

CAPTION_LIMIT: Final = 1024
"""As above (sendPhoto and its like)."""

_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def plain(text: str) -> str:
    """Telegram HTML as the reader sees it."""
    return html.unescape(_TAG.sub("", text))


def shortened(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` units, with a sign where the rest is missing."""
    return text if units(text) <= limit else cut(text, limit - 1)[0] + "…"


def limit_of(notice: Notice) -> int:
    """How much text this message may carry."""
    return CAPTION_LIMIT if notice.media else TEXT_LIMIT


def labelled(text: str, label: str, limit: int) -> str:
    """``text`` under ``label``; where both do not fit, the end of the text and its markup give way."""
    whole = f"{label}\n{text}" if text else label
    if units(plain(whole)) <= limit:
        return whole
    room = limit - units(plain(label)) - 1
    return f"{label}\n{html.escape(shortened(plain(text), room), quote=False)}"
