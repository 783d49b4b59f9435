"""JSON as our records are kept and as Telegram is spoken to: by msgspec, at a tenth of json's cost."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec


def _spelled(value: Any) -> str:
    """A string of a kind of its own, as ``bot.texts.Html`` is, is a string. Raises TypeError for all else."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"JSON holds no {type(value).__name__}")


_ENCODER: Final = msgspec.json.Encoder(enc_hook=_spelled)


def encoded(value: Any) -> bytes:
    """As compact JSON in UTF-8. Raises TypeError for what it cannot hold, ValueError for half a character."""
    return _ENCODER.encode(value)


def stored(value: Any) -> bytes:
    """As ``encoded``, for what others wrote: half a character is kept as its number."""
    try:
        return encoded(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def decoded(text: bytes) -> Any:
    """What JSON says. Raises ValueError where it is none.

    What msgspec is too strict for, as half a character, is read as the standard library would.
    """
    try:
        return msgspec.json.decode(text)
    except ValueError:
        return json.loads(text.decode("utf-8", "replace"))
