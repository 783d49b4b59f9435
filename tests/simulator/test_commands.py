"""Which commands Telegram offers whom, by scope and language."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.methods.bot import offered
from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot

PRIVATE, GROUPS, LEADS = (
    {"type": kind} for kind in ("all_private_chats", "all_group_chats", "all_chat_administrators")
)


async def sets(bot: Bot, command: str, scope: Any = None, language: str = "") -> None:
    commands = [{"command": command, "description": command}]
    await bot.call(
        "setMyCommands", commands=commands, language_code=language, **({"scope": scope} if scope else {})
    )


def names(town: Town, chat: Any, person: Person) -> list[str]:
    return [command["command"] for command in offered(town.world, chat, person.user)]


async def test_the_narrowest_scope_goes_first_and_the_language_of_the_person_before_any(
    bot: Bot, town: Town, ani: Person, budi: Person
) -> None:
    group = town.group("Grup", [ani], admins=[budi])
    assert names(town, group.chat, ani) == []
    await sets(bot, "usual")
    await sets(bot, "private", PRIVATE)
    await sets(bot, "pribadi", PRIVATE, "id")
    await sets(bot, "group", GROUPS)
    await sets(bot, "leads", LEADS)
    ani.user.language_code, budi.user.language_code = "id", "en"
    assert (names(town, ani.chat, ani), names(town, budi.chat, budi)) == (["pribadi"], ["private"])
    assert (names(town, group.chat, ani), names(town, group.chat, budi)) == (["group"], ["leads"])


@pytest.mark.parametrize(("kind", "more"), [("chat", {}), ("chat_member", {"user_id": True})])
async def test_a_chat_or_a_person_can_have_commands_of_their_own(
    bot: Bot, town: Town, ani: Person, kind: str, more: dict[str, bool]
) -> None:
    group = town.group("Grup", [ani])
    await sets(bot, "group", GROUPS)
    await sets(bot, "own", {"type": kind, "chat_id": group.id} | dict.fromkeys(more, ani.id))
    assert names(town, group.chat, ani) == ["own"]
