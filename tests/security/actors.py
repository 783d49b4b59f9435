"""Who tries something, and where: updates as Telegram would send them, also such as it never would."""

from __future__ import annotations

from typing import Any

from simulator.people import Person
from tests.security.stage import Stage

Json = dict[str, Any]

PEOPLE = {
    "owner": "ani",
    "other": "citra",
    "officer": "budi",
    "other_officer": "eko",
    "ex_officer": "dewi",
    "inspector": "fitri",
    "admin": "gita",
    "supervisor": "hana",
    "unknown": "joko",
}
NOBODIES: dict[str, Json] = {
    "anonymous": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
    "channel": {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
    "service": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
    "bot": {"id": 5_000_000_001, "is_bot": True, "first_name": "Bot lain", "username": "LainBot"},
}
ACTORS = (*PEOPLE, *NOBODIES)
PLACES = ("private", "own", "another", "oversight", "foreign", "admin_chat", "supervisor_chat")
GROUPS = {
    "own": "pupr", "another": "dlh", "oversight": "inspektorat", "foreign": "foreign",
    "admin_chat": "admins", "supervisor_chat": "leaders",
}  # fmt: skip

CELLS = [(actor, place) for actor in ACTORS for place in PLACES if actor in PEOPLE or place != "private"]
"""A channel and an anonymous admin have no private chat with the bot."""


def person(stage: Stage, actor: str) -> Person:
    """The person that plays a part."""
    return stage.people[PEOPLE[actor]]


def sender(stage: Stage, actor: str) -> Json:
    """The actor as the Bot API names them."""
    return NOBODIES[actor] if actor in NOBODIES else person(stage, actor).user.json


def chat(stage: Stage, actor: str, place: str) -> Json:
    """A place as the Bot API names it; ``private`` is the actor's own."""
    return person(stage, actor).chat.json if place == "private" else stage.groups[GROUPS[place]].chat.json


def message(stage: Stage, actor: str, place: str, **content: Any) -> Json:
    """An update with a message of the actor there."""
    where = chat(stage, actor, place)
    hidden: Json = {}
    if actor == "anonymous":
        hidden = {"sender_chat": where}
    elif actor in ("channel", "service"):
        hidden = {"sender_chat": {"id": -1009999, "type": "channel", "title": "Kanal"}}
    body = {"message_id": 9_000_001, "date": 1_790_000_000, "chat": where, "from": sender(stage, actor)}
    return {"message": body | hidden | content}


def press(stage: Stage, actor: str, place: str, data: str) -> Json:
    """An update with a press of the actor there, under a message of which nothing is known."""
    under = {"message_id": 9_000_000, "date": 0, "chat": chat(stage, actor, place)}
    about = {"id": "77", "chat_instance": "1", "data": data, "message": under}
    return {"callback_query": about | {"from": sender(stage, actor)}}
