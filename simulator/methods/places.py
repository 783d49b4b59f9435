"""What the bot asks about a chat, and how it leaves one."""

from __future__ import annotations

from typing import Any

from simulator.api import Api
from simulator.chats import ADMINS, PRESENT, Json, member_json
from simulator.errors import late, wrong
from simulator.methods import targets
from simulator.params import Params


def get_chat(api: Api, params: Params) -> Any:
    """getChat."""
    return api.world.describe(targets.present(api, params))


def get_chat_member(api: Api, params: Params) -> Json:
    """getChatMember: someone who never was there has left."""
    chat = targets.present(api, params)
    user = api.world.users.get(params.number("user_id"))
    if user is None:
        raise late("PARTICIPANT_ID_INVALID")
    if user is api.world.bot and chat.is_private:
        return member_json(user, "member")
    return member_json(user, chat.members.get(user.id, "left"))


def get_chat_administrators(api: Api, params: Params) -> list[Json]:
    """getChatAdministrators: all admins but other bots."""
    chat = targets.present(api, params)
    if chat.is_private:
        raise wrong("there are no administrators in the private chat")
    admins = (
        (api.world.users[number], status) for number, status in chat.members.items() if status in ADMINS
    )
    return [member_json(user, status) for user, status in admins if not user.is_bot or user is api.world.bot]


def get_chat_member_count(api: Api, params: Params) -> int:
    """getChatMemberCount."""
    chat = targets.present(api, params)
    return 2 if chat.is_private else sum(status in PRESENT for status in chat.members.values())


def leave_chat(api: Api, params: Params) -> bool:
    """leaveChat."""
    chat = targets.present(api, params)
    if chat.is_private:
        raise wrong("chat member status can't be changed in private chats")
    api.world.place(chat, api.world.bot, "left", api.world.bot)
    return True
