"""Short messages that are no part of a report: greetings, thanks, a lone word of agreement or of a button."""

from __future__ import annotations

from typing import Final

_GREETINGS: Final = frozenset(
    {
        "halo", "hallo", "hello", "hi", "hai", "hey", "p", "ping", "tes", "test", "start", "menu", "permisi",
        "pagi", "siang", "sore", "malam", "assalamualaikum", "assalamu'alaikum", "asalamualaikum", "salam",
        "bantuan", "help", "selamat", "pak", "bu", "bapak", "ibu", "kak", "mas", "mba", "mbak", "min",
        "admin", "good", "morning", "afternoon", "evening", "there",
    }
)  # fmt: skip
_THANKS: Final = frozenset(
    {
        "terima", "kasih", "terimakasih", "makasih", "mksh", "trims", "thanks", "thank", "you", "thx",
        "banyak", "very", "much", "so", "sangat", "sekali", "atas", "bantuannya", "infonya", "responnya",
        "ya", "iya", "yes", "ok", "oke", "okay", "okey", "baik", "siap", "sip", "mantap", "sudah",
    }
)  # fmt: skip
_BUTTONS: Final = frozenset(
    {
        "setuju", "lanjut", "lewati", "kirim", "ubah", "batal", "kembali", "agree", "continue", "skip",
        "send", "change", "cancel", "back",
    }
)  # fmt: skip
"""Typed when the button is gone already."""

_SMALL_TALK: Final = _GREETINGS | _THANKS | _BUTTONS
_AT_MOST: Final = 40


def is_greeting(text: str) -> bool:
    """Nothing to go by: every word is one of these; a few signs without words are a greeting too."""
    return len(text) <= _AT_MOST and all(word in _SMALL_TALK for word in _words(text))


def is_thanks(text: str) -> bool:
    """A greeting that says thanks or agrees."""
    return is_greeting(text) and any(word in _THANKS for word in _words(text))


def _words(text: str) -> list[str]:
    spoken = ("".join(filter(_is_spoken, part)) for part in text.casefold().split())
    return [word for word in spoken if word]


def _is_spoken(character: str) -> bool:
    return character.isalnum() or character == "'"
