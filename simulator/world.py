"""All there is on this Telegram: people, chats, messages, presses, files and what the bot was told."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from simulator.chats import SERVICES, Chat, Json, Message, Query, member_json
from simulator.files import Files
from simulator.ledger import Ledger
from simulator.pulse import Pulse
from simulator.updates import Updates
from simulator.users import ANONYMOUS_ADMIN, User

QUERY_LANES = 3 << 33  # callback queries have a queue for each user, apart from that of the chat


def real_time() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class World:
    """The state of this Telegram and the changes that everything else is made of."""

    def __init__(self, bot: User, clock: Callable[[], datetime], ledger: Ledger) -> None:
        self.bot = bot
        self.clock = clock
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files = Files()
        self.ledger = ledger
        self.updates = Updates(clock)
        self.pulse = Pulse()
        self.delivered: list[Message] = []
        self.settings: Json = {}
        self._numbers = itertools.count(1)
        self.add_user(User(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True))

    @property
    def now(self) -> int:
        return int(self.clock().timestamp())

    def number(self) -> int:
        """A number that was not used before."""
        return next(self._numbers)

    def add_user(self, user: User) -> User:
        """An account; people also get the private chat with the bot, in which nothing was said yet."""
        self.users[user.id] = user
        if not user.is_bot:
            self.chats[user.id] = Chat(user.id, "private", owner=user, members={user.id: "member"})
        return user

    def add_chat(self, chat: Chat) -> Chat:
        """A group or a channel."""
        self.chats[chat.id] = chat
        return chat

    def post(self, chat: Chat, sender: User | None, content: Json, *, is_own: bool = False) -> Message:
        """A new message in a chat; telling the bot of it is another step."""
        chat.last_id += 1
        body: Json = {"message_id": chat.last_id}
        if sender is not None:
            body["from"] = sender.json
        body["chat"] = chat.json
        body["date"] = self.now
        body |= content
        message = Message(chat.last_id, chat, body, is_own)
        chat.messages[message.id] = message
        if is_own:
            self.delivered.append(message)
        self.touch(message)
        return message

    def touch(self, message: Message) -> None:
        """Marks a message as changed for those who look on."""
        self.pulse.beat()
        message.change = self.pulse.count

    def amend(self, message: Message, content: Json, *, drop: tuple[str, ...] = ()) -> None:
        """A message is edited; what it was is kept."""
        message.edits.append(dict(message.body))
        for key in drop:
            message.body.pop(key, None)
        message.body |= content | {"edit_date": self.now}
        self.touch(message)

    def tell(self, message: Message) -> int | None:
        """The bot learns of a message, if it may see it."""
        kind = "channel_post" if message.chat.is_channel else "message"
        return self._tell(kind, message) if self.shows(message) else None

    def tell_edit(self, message: Message) -> int | None:
        """The bot learns that a message was edited."""
        kind = "edited_channel_post" if message.chat.is_channel else "edited_message"
        return self._tell(kind, message) if self.shows(message) else None

    def _tell(self, kind: str, message: Message) -> int | None:
        return self.updates.put(kind, message.body, message.chat.id)

    def shows(self, message: Message) -> bool:
        """Whether the bot sees a message: in groups with privacy mode only what is meant for it."""
        chat = message.chat
        if chat.is_private or chat.has_admin(self.bot.id):
            return True
        if not chat.has(self.bot.id):
            return False
        return self.bot.can_read_all_group_messages or self._is_meant_for_bot(message.body)

    def _is_meant_for_bot(self, body: Json) -> bool:
        if not SERVICES.isdisjoint(body):
            return True
        replied = body.get("reply_to_message", {})
        is_answer = replied.get("from", {}).get("id") == self.bot.id and "forum_topic_created" not in replied
        return is_answer or self._is_addressed(body)

    def _is_addressed(self, body: Json) -> bool:
        text = (body.get("text") or body.get("caption") or "").encode("utf-16-le")
        name = f"@{self.bot.username}".lower()
        for entity in body.get("entities") or body.get("caption_entities") or []:
            begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            word = text[begin:end].decode("utf-16-le").lower()
            if entity["type"] == "bot_command" and ("@" not in word or word.endswith(name)):
                return True
            if entity["type"] == "mention" and word == name:
                return True
        return False

    def press(self, user: User, message: Message, data: str) -> Query:
        """A person presses a button; the bot learns of it in the lane of that person."""
        qid = str((user.id << 20) + self.number())
        query = Query(qid, user, message, data, self.clock().timestamp())
        self.queries[qid] = query
        payload: Json = {
            "id": qid,
            "from": user.json,
            "message": message.body if not message.is_deleted else _inaccessible(message),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        self.updates.put("callback_query", payload, user.id + QUERY_LANES)
        return query

    def place(self, chat: Chat, user: User, status: str, by: User) -> None:
        """Gives someone a status in a chat, and tells the bot as Telegram would."""
        before = chat.members.get(user.id, "left")
        chat.members[user.id] = status
        payload: Json = {
            "chat": chat.json,
            "from": by.json,
            "date": self.now,
            "old_chat_member": member_json(user, before),
            "new_chat_member": member_json(user, status),
        }
        if user is self.bot:
            self.updates.put("my_chat_member", payload, chat.id)
        elif chat.has_admin(self.bot.id):
            self.updates.put("chat_member", payload, chat.id)
        self.pulse.beat()

    def describe(self, chat: Chat) -> Any:
        """A ChatFullInfo of the Bot API."""
        full: Json = chat.json | {"accent_color_id": 0, "max_reaction_count": 11}
        full["accepted_gift_types"] = dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            True,
        )
        if not chat.is_private:
            full["permissions"] = {"can_send_messages": True}
        if chat.linked is not None:
            full["linked_chat_id"] = chat.linked
        if chat.pinned:
            pinned = chat.message(chat.pinned[-1])
            full |= {"pinned_message": pinned.plain} if pinned else {}
        return full


def _inaccessible(message: Message) -> Json:
    """What the Bot API shows of a message that is gone."""
    return {"chat": message.chat.json, "message_id": message.id, "date": 0}
