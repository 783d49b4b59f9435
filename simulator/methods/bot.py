"""What the bot says and asks about itself, and its files."""

from __future__ import annotations

import re
from typing import Any

from simulator.api import Api
from simulator.chats import Chat, Json
from simulator.errors import wrong
from simulator.html import units
from simulator.params import Params
from simulator.users import User
from simulator.world import World

COMMAND_LIMIT = 100  # setMyCommands
DESCRIPTION_LIMIT = 512  # setMyDescription
SHORT_DESCRIPTION_LIMIT = 120  # setMyShortDescription


def get_me(api: Api, params: Params) -> Json:
    """getMe."""
    bot = api.world.bot
    abilities: Json = {
        "can_join_groups": True,
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }
    return bot.json | abilities


def set_my_commands(api: Api, params: Params) -> bool:
    """setMyCommands, for a scope and a language each."""
    commands = params.object("commands")
    if not isinstance(commands, list) or len(commands) > COMMAND_LIMIT:
        raise wrong("too many commands" if isinstance(commands, list) else "can't parse commands")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command"))):
            raise wrong("BOT_COMMAND_INVALID")
        if not 1 <= units(str(command.get("description", "")).strip()) <= 256:
            raise wrong("BOT_COMMAND_DESCRIPTION_INVALID")
    api.world.settings[_scope(params)] = commands
    return True


def get_my_commands(api: Api, params: Params) -> Any:
    """getMyCommands."""
    return api.world.settings.get(_scope(params), [])


def delete_my_commands(api: Api, params: Params) -> bool:
    """deleteMyCommands."""
    api.world.settings.pop(_scope(params), None)
    return True


def offered(world: World, chat: Chat, user: User) -> Any:
    """The commands that someone is offered in a chat: https://core.telegram.org/bots/api#determining-list-of-commands"""
    for scope in _scopes(chat, user):
        for language in (user.language_code or "", ""):
            found = world.settings.get(_key(scope, language))
            if found:
                return found
    return []


def _scopes(chat: Chat, user: User) -> list[Json]:
    """Those that apply, the narrowest first."""
    here: Json = {"type": "chat", "chat_id": chat.id}
    leads = chat.has_admin(user.id)
    if chat.is_private:
        return [here, {"type": "all_private_chats"}, {"type": "default"}]
    listed: list[tuple[bool, Json]] = [
        (True, here | {"type": "chat_member", "user_id": user.id}),
        (leads, here | {"type": "chat_administrators"}),
        (True, here),
        (leads, {"type": "all_chat_administrators"}),
        (True, {"type": "all_group_chats"}),
        (True, {"type": "default"}),
    ]
    return [scope for applies, scope in listed if applies]


def set_my_description(api: Api, params: Params) -> bool:
    """setMyDescription."""
    return _describe(api, params, "description", DESCRIPTION_LIMIT)


def set_my_short_description(api: Api, params: Params) -> bool:
    """setMyShortDescription."""
    return _describe(api, params, "short_description", SHORT_DESCRIPTION_LIMIT)


def get_file(api: Api, params: Params) -> Json:
    """getFile."""
    return api.world.files.download(params.text("file_id"))


def _describe(api: Api, params: Params, name: str, limit: int) -> bool:
    if units(params.text(name)) > limit:
        raise wrong("BOT_DESCRIPTION_TOO_LONG" if name == "description" else "BOT_SHORT_DESCRIPTION_TOO_LONG")
    api.world.settings[f"{name} {params.text('language_code')}"] = params.text(name)
    return True


def _scope(params: Params) -> str:
    return _key(params.object("scope") or {"type": "default"}, params.text("language_code"))


def _key(scope: Json, language: str) -> str:
    return f"commands {sorted(scope.items())} {language}"
