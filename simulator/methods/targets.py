"""Where a call goes: the chat, the topic and the message it means, and whether the bot may write there."""

from __future__ import annotations

from simulator.api import Api
from simulator.chats import Chat, Json, Message
from simulator.errors import Refused, forbidden, late, wrong
from simulator.params import Params


def named(api: Api, params: Params, name: str = "chat_id") -> Chat:
    """The chat a call names, whether or not the bot may write there."""
    if not params.has(name):
        raise wrong(f"{name} is empty")
    number = params.number(name)
    chat = api.world.chats.get(number) if number else _by_username(api, params.text(name))
    if chat is None or (chat.owner is not None and not chat.messages and not chat.owner.has_started):
        raise _unknown(api, number)
    if chat.migrated_to is not None:
        parameters: Json = {"migrate_to_chat_id": chat.migrated_to}
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(text, is_wrong=False, parameters=parameters)
    return chat


def writable(api: Api, params: Params) -> Chat:
    """The chat a call names. Raises Refused unless the bot may write there."""
    chat = named(api, params)
    if chat.owner is not None:
        if chat.owner.is_deactivated:
            raise forbidden("user is deactivated")
        if chat.owner.has_blocked:
            raise forbidden("bot was blocked by the user")
        return chat
    _check_member(api, chat)
    if chat.is_channel and not chat.has_admin(api.world.bot.id):
        raise late("need administrator rights in the channel chat")
    if chat.members.get(api.world.bot.id) == "restricted":
        raise late("not enough rights to send text messages to the chat")
    return chat


def present(api: Api, params: Params) -> Chat:
    """The chat a call names. Raises Refused unless the bot is in it."""
    chat = named(api, params)
    if chat.owner is None:
        _check_member(api, chat)
    return chat


def replied(api: Api, params: Params, chat: Chat) -> Message | None:
    """The message that is replied to (ReplyParameters, or the older single parameters)."""
    asked = params.object("reply_parameters") or {}
    if not isinstance(asked, dict):
        raise wrong("object expected as reply parameters")
    number = int(asked.get("message_id") or params.number("reply_to_message_id"))
    if not number:
        return None
    found = chat.message(number)
    lenient = asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise late("message to be replied not found")
    return found


def topic(api: Api, params: Params, chat: Chat) -> Json:
    """The fields of a message that put it into a topic. Raises Refused if it may not stand there."""
    number = params.number("message_thread_id")
    if not number:
        return {}
    if number in chat.topics and chat.is_forum:
        if chat.topics[number].is_closed and not chat.has_admin(api.world.bot.id):
            raise late("TOPIC_CLOSED")
        return {"message_thread_id": number, "is_topic_message": True}
    if chat.type == "supergroup" and not chat.is_forum and chat.message(number):
        return {"message_thread_id": number}
    raise late("message thread not found")


def _by_username(api: Api, name: str) -> Chat | None:
    wanted = name.removeprefix("@").lower()
    shared = (chat for chat in api.world.chats.values() if chat.owner is None and chat.username)
    return next((chat for chat in shared if str(chat.username).lower() == wanted), None)


def _unknown(api: Api, number: int) -> Refused:
    user = api.world.users.get(number)
    if user is None:
        return late("chat not found")
    if user.is_bot:
        return forbidden("bot can't send messages to bots")
    return forbidden("bot can't initiate conversation with a user")


def _check_member(api: Api, chat: Chat) -> None:
    status = chat.members.get(api.world.bot.id, "left")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
