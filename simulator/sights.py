"""Chats and messages as the browser page draws them."""

from __future__ import annotations

from typing import Any

from simulator import screen
from simulator.chats import SERVICES, Chat, Json, Message
from simulator.world import World


def chat(world: World, place: Chat) -> Json:
    """A chat in the list of chats."""
    title = place.title or world.bot.first_name
    return {
        "id": place.id,
        "title": title,
        "type": place.type,
        "forum": place.is_forum,
        "gone": place.migrated_to is not None,
    }


def changed(world: World, places: list[Chat], after: int) -> list[Json]:
    """The messages of these chats that changed after a beat of the pulse, oldest first."""
    return [message(world, one) for place in places for one in place.messages.values() if one.change > after]


def message(world: World, one: Message) -> Json:
    """A message with all that is drawn of it."""
    body = one.body
    sender: Json = body.get("sender_chat") or body.get("from") or {}
    seen = screen.shown(one)
    return {
        "id": one.id,
        "chat": one.chat.id,
        "change": one.change,
        "sender": sender.get("id"),
        "name": sender.get("title") or sender.get("first_name", ""),
        "own": one.is_own,
        "date": body["date"],
        "text": one.text,
        "entities": seen.entities,
        "rows": [[_button(button) for button in row] for row in one.rows],
        "media": seen.media,
        "file": _file(body, seen.media),
        "place": body.get("location"),
        "album": seen.album,
        "reply": _quote(body.get("reply_to_message")),
        "topic": _topic(one),
        "service": next(iter(SERVICES & body.keys()), None),
        "edited": seen.edited,
        "deleted": one.is_deleted,
        "silent": one.is_silent,
        "protected": seen.protected,
        "keyboard": one.keyboard if one.keyboard and "inline_keyboard" not in one.keyboard else None,
        "reactions": seen.reactions,
    }


def _topic(one: Message) -> str | None:
    """The name of the topic in which it stands."""
    found = one.chat.topics.get(one.body.get("message_thread_id", 0))
    return found.name if found else None


def _button(button: Json) -> Json:
    return {
        key: button[key] for key in ("text", "url", "style", "callback_data", "copy_text") if key in button
    }


def _file(body: Json, kind: str | None) -> Any:
    value = body.get(kind or "")
    found: Any = value[-1] if isinstance(value, list) else value
    if not isinstance(found, dict) or "file_id" not in found:
        return None
    return {
        "id": found["file_id"],
        "name": found.get("file_name"),
        "size": found["file_size"],
        "seconds": found.get("duration"),
    }


def _quote(replied: Json | None) -> Json | None:
    if replied is None or "forum_topic_created" in replied:
        return None
    name = replied.get("from", {}).get("first_name", "")
    return {
        "id": replied["message_id"],
        "name": name,
        "text": (replied.get("text") or replied.get("caption") or "")[:120],
    }
