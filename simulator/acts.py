"""What people do on this Telegram: speak, edit, press, come, go and block the bot."""

from __future__ import annotations

from simulator import wording
from simulator.chats import Chat, Json, Message, Query, Topic
from simulator.files import File, media_json
from simulator.users import ANONYMOUS_ADMIN, CHANNEL_BOT, User
from simulator.world import World

SUPERGROUPS = -1_002_000_000_000
GROUPS = -4_000_000
TOPIC_COLOUR = 0x6FB9F0


def words(text: str) -> Json:
    """A text message's fields."""
    cleaned, entities = wording.written(text)
    return {"text": cleaned} | ({"entities": entities} if entities else {})


def picture(file: File, caption: str | None = None) -> Json:
    """The fields of a message with a file, be it a picture or another."""
    content: Json = {file.kind: media_json(file)}
    if caption:
        cleaned, entities = wording.written(caption)
        content |= {"caption": cleaned} | ({"caption_entities": entities} if entities else {})
    return content


def speak(
    world: World,
    user: User,
    chat: Chat,
    content: Json,
    *,
    reply_to: Message | None = None,
    anonymous: bool = False,
) -> Message:
    """Someone says something; the bot is told if it may see it."""
    if chat.is_private:
        _open(world, user)
    content = content | _reply(chat, reply_to)
    message = world.post(*_sender(world, user, chat, anonymous=anonymous, content=content))
    world.tell(message)
    return message


def edit(world: World, message: Message, content: Json) -> None:
    """Someone corrects what they said."""
    world.amend(message, content, drop=("text", "entities", "caption", "caption_entities"))
    world.tell_edit(message)


def delete(world: World, message: Message) -> None:
    """Someone takes a message back, which no bot is told."""
    message.is_deleted = True
    world.touch(message)


def press(world: World, user: User, message: Message, data: str) -> Query:
    """Someone presses a button, or pretends to."""
    return world.press(user, message, data)


def react(world: World, user: User, message: Message, emoji: str) -> None:
    """Someone puts an emoji under a message, which bots hear of in private or as admins."""
    chat = message.chat
    message.reactions.append(emoji)
    world.touch(message)
    if chat.is_private or chat.has_admin(world.bot.id):
        payload = {"chat": chat.json, "message_id": message.id, "user": user.json, "date": world.now}
        reaction = [{"type": "emoji", "emoji": emoji}]
        payload |= {"old_reaction": [], "new_reaction": reaction}
        world.updates.put("message_reaction", payload, chat.id)


def block(world: World, user: User) -> None:
    """Someone stops the bot."""
    user.has_blocked = True
    world.place(world.chats[user.id], world.bot, "kicked", user)


def unblock(world: World, user: User) -> None:
    """Someone lets the bot write again."""
    user.has_blocked = False
    world.place(world.chats[user.id], world.bot, "member", user)


def migrate(world: World, chat: Chat, by: User) -> Chat:
    """A group becomes a supergroup: another id, other messages, the same people."""
    new = Chat(
        SUPERGROUPS - 500_000 - world.number(), "supergroup", title=chat.title, members=dict(chat.members)
    )
    new.migrated_from = chat.id
    world.add_chat(new)
    world.tell(world.post(chat, by, {"migrate_to_chat_id": new.id}))
    chat.migrated_to = new.id
    world.tell(world.post(new, by, {"migrate_from_chat_id": chat.id, "sender_chat": chat.json}))
    return new


def open_topic(world: World, chat: Chat, by: User, name: str) -> int:
    """Someone opens a topic of a forum; its thread."""
    about = {"name": name, "icon_color": TOPIC_COLOUR}
    message = begin_topic(world, chat, by, about)
    world.tell(message)
    return message.id


def begin_topic(world: World, chat: Chat, by: User, about: Json) -> Message:
    """The message that opens a topic is the first in it."""
    is_own = by is world.bot
    message = world.post(chat, by, {"forum_topic_created": about}, is_own=is_own)
    message.body |= {"message_thread_id": message.id, "is_topic_message": True}
    chat.topics[message.id] = Topic(about["name"], is_own)
    return message


def delete_topic(world: World, chat: Chat, thread: int) -> None:
    """A topic is gone with all that was said in it, which no bot is told."""
    del chat.topics[thread]
    for message in chat.messages.values():
        if message.body.get("message_thread_id") == thread and not message.is_deleted:
            delete(world, message)


def join(world: World, chat: Chat, user: User, status: str, by: User) -> None:
    """Someone, or the bot, comes into a group or gets another standing in it."""
    was_there = chat.has(user.id)
    world.place(chat, user, status, by)
    if not was_there and not chat.is_channel:
        world.tell(world.post(chat, by, {"new_chat_members": [user.json]}))


def leave(world: World, chat: Chat, user: User, status: str, by: User) -> None:
    """Someone, or the bot, leaves (``left``) or is put out (``kicked``)."""
    if not chat.is_channel and user is not world.bot:
        world.tell(world.post(chat, by, {"left_chat_member": user.json}))
    world.place(chat, user, status, by)


def _open(world: World, user: User) -> None:
    """The first word to the bot lets it answer, and a word after blocking does so again."""
    if user.has_blocked:
        unblock(world, user)
    user.has_started = True


def _reply(chat: Chat, replied: Message | None) -> Json:
    if replied is None:
        return {}
    if chat.type == "supergroup" and not chat.is_forum:
        thread = replied.body.get("message_thread_id", replied.id)
        return {"reply_to_message": replied.plain, "message_thread_id": thread}
    return {"reply_to_message": replied.plain} | replied.topic


def _sender(
    world: World, user: User, chat: Chat, *, anonymous: bool, content: Json
) -> tuple[Chat, User | None, Json]:
    """Who appears as the sender: channels and anonymous admins speak as the chat itself."""
    if chat.is_channel:
        return chat, None, {"sender_chat": chat.json} | content
    if anonymous:
        return chat, world.users[ANONYMOUS_ADMIN], {"sender_chat": chat.json} | content
    return chat, user, content


def forward_from_channel(world: World, channel: Chat, group: Chat, content: Json) -> Message:
    """A post of a linked channel appears in its discussion group, sent by nobody who is a person."""
    sender = world.users.get(CHANNEL_BOT) or world.add_user(
        User(CHANNEL_BOT, "Channel", "Channel_Bot", is_bot=True)
    )
    origin = {"type": "channel", "chat": channel.json, "message_id": channel.last_id or 1, "date": world.now}
    fields: Json = {"sender_chat": channel.json, "is_automatic_forward": True, "forward_origin": origin}
    message = world.post(group, sender, fields | content)
    world.tell(message)
    return message
