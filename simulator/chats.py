"""Where people and the bot meet: chats, their members and their messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.users import User

Json = dict[str, Any]

SERVICES = frozenset(
    {
        "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
        "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id",
        "pinned_message", "message_auto_delete_timer_changed", "forum_topic_created", "forum_topic_edited",
        "forum_topic_closed", "forum_topic_reopened", "video_chat_started", "video_chat_ended", "boost_added",
    }
)  # fmt: skip

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS = frozenset({"creator", "administrator"})

_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_RESTRICTIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def member_json(user: User, status: str) -> Json:
    """A ChatMember of the Bot API."""
    shown: Json = {"user": user.json, "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    elif status == "administrator":
        shown |= {"is_anonymous": False, **dict.fromkeys(_RIGHTS, True)}
        shown |= {"can_pin_messages": True, "can_manage_topics": True}
    elif status == "restricted":
        shown |= {"is_member": True, "until_date": 0, **dict.fromkeys(_RESTRICTIONS, False)}
    elif status == "kicked":
        shown["until_date"] = 0
    return shown


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum, known by the id of the message that opened it."""

    name: str
    is_own: bool = False
    is_closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A chat: its members by user id with their status, and its messages by id."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    owner: User | None = None
    is_forum: bool = False
    migrated_to: int | None = None
    migrated_from: int | None = None
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    linked: int | None = None
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def is_channel(self) -> bool:
        return self.type == "channel"

    @property
    def json(self) -> Json:
        """The chat as the Bot API shows it inside a message."""
        shown: Json = {"id": self.id, "type": self.type}
        if self.owner is not None:
            shown["first_name"] = self.owner.first_name
            if self.owner.last_name is not None:
                shown["last_name"] = self.owner.last_name
            if self.owner.username is not None:
                shown["username"] = self.owner.username
            return shown
        shown["title"] = self.title
        if self.username is not None:
            shown["username"] = self.username
        if self.is_forum:
            shown["is_forum"] = True
        return shown

    def has(self, user: int) -> bool:
        """Whether this user is in the chat now."""
        return self.members.get(user) in PRESENT

    def has_admin(self, user: int) -> bool:
        """Whether this user is one of its admins."""
        return self.members.get(user) in ADMINS

    def message(self, number: int | None) -> Message | None:
        """A message that exists and was not deleted."""
        found = self.messages.get(number) if number is not None else None
        return None if found is None or found.is_deleted else found


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now, with all it was before."""

    id: int
    chat: Chat
    body: Json
    is_own: bool
    keyboard: Json | None = None
    is_silent: bool = False
    is_deleted: bool = False
    edits: list[Json] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    change: int = 0

    @property
    def text(self) -> str:
        """The words of the message, be it a text or a caption."""
        text: str = self.body.get("text") or self.body.get("caption") or ""
        return text

    @property
    def rows(self) -> list[list[Json]]:
        """Its inline buttons."""
        markup: Json = self.body.get("reply_markup") or {}
        rows: list[list[Json]] = markup.get("inline_keyboard") or []
        return rows

    @property
    def topic(self) -> Json:
        """The fields that put it into a topic."""
        return {key: self.body[key] for key in ("message_thread_id", "is_topic_message") if key in self.body}

    @property
    def plain(self) -> Json:
        """The message as another one quotes it, without what it replied to itself."""
        if "reply_to_message" not in self.body:
            return self.body
        return {key: value for key, value in self.body.items() if key != "reply_to_message"}


@dataclass(slots=True, eq=False)
class Query:
    """A press of a button, and what the bot answered to it."""

    id: str
    user: User
    message: Message
    data: str
    at: float
    answer: Json | None = None
