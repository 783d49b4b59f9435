"""What can be told of an update before it is decoded, whatever its shape."""

from __future__ import annotations

from typing import Any

from bot.protocols import Raw


def chat_of(raw: Raw) -> int:
    """The chat an update belongs to, or the person; 0 when neither is to be found.

    A button press belongs to the chat of its message, so that it cannot overtake a text there.
    """
    for event in raw.values():
        if not isinstance(event, dict):
            continue
        message = event.get("message")
        for holder in (event, message if isinstance(message, dict) else {}):
            if (chat := _id(holder.get("chat"))) is not None:
                return chat
        if (person := _id(event.get("from"))) is not None:
            return person
    return 0


def id_of(raw: Any) -> int | None:
    """The update's id, if it has one that can be stored."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 2**63 else None


def _id(value: Any) -> int | None:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 2**53 else None
