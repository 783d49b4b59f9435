"""Changing what was sent: texts, captions, keyboards, and taking messages back."""

from __future__ import annotations

from simulator import markup
from simulator.api import Api
from simulator.chats import Chat, Json, Message
from simulator.errors import late, wrong
from simulator.methods import targets
from simulator.methods.delivery import caption_of, text_of
from simulator.params import Params

DELETABLE = 48 * 3600  # deleteMessage, in seconds

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)


def edit_message_text(api: Api, params: Params) -> Json:
    """editMessageText: without a keyboard in the call the message loses the one it had."""
    content = text_of(params)
    message = _own(api, params)
    if "text" not in message.body:
        raise wrong("there is no text in the message to edit")
    return _change(api, message, content | _keyboard(params), ("text", "entities", "reply_markup"))


def edit_message_caption(api: Api, params: Params) -> Json:
    """editMessageCaption."""
    content = caption_of(params)
    message = _own(api, params)
    if "text" in message.body:
        raise wrong("there is no caption in the message to edit")
    return _change(api, message, content | _keyboard(params), ("caption", "caption_entities", "reply_markup"))


def edit_message_reply_markup(api: Api, params: Params) -> Json:
    """editMessageReplyMarkup."""
    return _change(api, _own(api, params), _keyboard(params), ("reply_markup",))


def delete_message(api: Api, params: Params) -> bool:
    """deleteMessage: within 48 hours, its own and what people said in private, others as an admin only."""
    chat = targets.present(api, params)
    message = chat.message(params.number("message_id"))
    if message is None:
        raise late("message to delete not found")
    if not _may_delete(api, chat, message):
        raise late("message can't be deleted for everyone")
    message.is_deleted = True
    api.world.touch(message)
    return True


def _may_delete(api: Api, chat: Chat, message: Message) -> bool:
    if api.world.now - message.body["date"] > DELETABLE:
        return False
    return message.is_own or chat.is_private or chat.has_admin(api.world.bot.id)


def _own(api: Api, params: Params) -> Message:
    if not params.has("chat_id") or not params.has("message_id"):
        raise wrong("message identifier is not specified")
    chat = targets.writable(api, params)
    message = chat.message(params.number("message_id"))
    if message is None:
        raise late("message to edit not found")
    if not message.is_own:
        raise wrong("message can't be edited")
    return message


def _keyboard(params: Params) -> Json:
    keyboard = markup.inline_only(params.object("reply_markup"))
    return {"reply_markup": keyboard} if keyboard else {}


def _change(api: Api, message: Message, content: Json, parts: tuple[str, ...]) -> Json:
    if {part: message.body[part] for part in parts if part in message.body} == content:
        raise late(NOT_MODIFIED)
    api.flood.check(message.chat.id)
    api.world.amend(message, content, drop=parts)
    return message.body
