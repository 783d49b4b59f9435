"""A message of the bot reaches its chat, by whatever method it was sent."""

from __future__ import annotations

from typing import Any

from simulator import markup, wording
from simulator.api import Api
from simulator.chats import Chat, Json, Message
from simulator.errors import wrong
from simulator.methods import targets
from simulator.params import Params
from simulator.tags import Entity


def text_of(params: Params) -> Json:
    """The ``text`` of a message and its entities. Raises Refused when it is empty or too long."""
    raw = params.text("text")
    if not raw:
        raise wrong("message text is empty")
    given = _given(params.object("entities"))
    text, entities = wording.formatted(raw, params.text("parse_mode"), given, limit=wording.TEXT_LIMIT)
    if not text:
        raise wrong("text must be non-empty")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(params: Params) -> Json:
    """The ``caption`` of a message and its entities, nothing when there is none."""
    return caption(params.text("caption"), params.text("parse_mode"), params.object("caption_entities"))


def caption(raw: str, mode: str, entities: Any) -> Json:
    """A caption and its entities as fields of a message."""
    text, entities = wording.formatted(raw, mode, _given(entities), limit=wording.CAPTION_LIMIT)
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def deliver(api: Api, params: Params, content: Json) -> Json:
    """Sends one message with this content where the call says."""
    keyboard = markup.check(params.object("reply_markup"))
    chat = targets.writable(api, params)
    frame = envelope(api, params, chat)
    api.flood.check(chat.id)
    return post(api, params, chat, frame | content, keyboard).body


def envelope(api: Api, params: Params, chat: Chat) -> Json:
    """The fields of a message that say where in the chat it stands."""
    fields = targets.topic(api, params, chat)
    replied = targets.replied(api, params, chat)
    if replied is not None:
        fields |= replied.topic if chat.is_forum and not fields else {}
        fields |= {"reply_to_message": replied.plain} if _goes_with(replied, fields, chat) else {}
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    return fields


def _goes_with(replied: Message, fields: Json, chat: Chat) -> bool:
    """In a forum nothing answers a message of another topic."""
    return not chat.is_forum or replied.topic == fields


def post(api: Api, params: Params, chat: Chat, content: Json, keyboard: Json | None = None) -> Message:
    """Puts a message of the bot into a chat, with its keyboard."""
    if keyboard is not None and "inline_keyboard" in keyboard:
        content = content | {"reply_markup": keyboard}
    if chat.is_channel:
        message = api.world.post(chat, None, {"sender_chat": chat.json} | content, is_own=True)
    else:
        message = api.world.post(chat, api.world.bot, content, is_own=True)
    message.keyboard = keyboard
    message.is_silent = params.flag("disable_notification")
    return message


def _given(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    if any(
        not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys()
        for entity in entities
    ):
        raise wrong("can't parse entities: expected an Object with type, offset and length")
    return entities
