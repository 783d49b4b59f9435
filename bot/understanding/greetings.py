"""Whether a text is nothing but a greeting or a try."""

from __future__ import annotations

from typing import Final

_GREETINGS: Final = frozenset(
    {
        "halo", "hallo", "hello", "hi", "hai", "hey", "p", "ping", "tes", "test", "start", "menu", "permisi",
        "pagi", "siang", "sore", "malam", "assalamualaikum", "assalamu'alaikum", "asalamualaikum", "salam",
        "bantuan", "help", "selamat", "pak", "bu", "bapak", "ibu", "kak", "mas", "mba", "mbak", "min",
        "admin", "good", "morning", "afternoon", "evening",
    }
)  # fmt: skip


def is_greeting(text: str) -> bool:
    """Every word of it is one; a text without words is a greeting too."""
    words = ("".join(filter(_spoken, part)) for part in text.casefold().split())
    return all(word in _GREETINGS for word in words if word)


def _spoken(character: str) -> bool:
    return character.isalnum() or character == "'"
