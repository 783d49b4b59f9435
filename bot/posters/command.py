"""``aduan qr``: which codes are wanted, whose bot they open, and the file they are written to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from bot.configuration import load_policy
from bot.configuration.locales import texts_of
from bot.policy import Policy
from bot.posters.drawing import Code, drawn
from bot.settings import Settings
from bot.telegram import Api, Me

_USERNAME: Final = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)


class BadPoster(Exception):
    """It cannot be drawn as asked for; the message says why."""


def write(settings: Settings, bot: str | None, links: Sequence[str], out: Path) -> str:
    """Write a sheet for each link, or one without; a line that says what stands where.

    Raises BadPoster, BadToken, and Delivery where Telegram has to be asked who the bot is and is silent.
    """
    policy = load_policy(settings)
    strangers = [_unknown(slug, policy) for slug in links if slug not in policy.links]
    if strangers:
        raise BadPoster("\n".join(strangers))
    address = f"https://t.me/{_username(bot) if bot else asyncio.run(_asked(settings))}"
    linked = [Code(f"{address}?start={slug}", policy.links[slug].label) for slug in links]
    codes = linked or [Code(address)]
    service, words = settings.service, texts_of(settings.service).main
    try:
        out.write_bytes(drawn(words, service.name, service.emergency, codes))
    except OSError as error:
        raise BadPoster(f"{out} cannot be written: {error.strerror}") from None
    return f"{out}: {', '.join(code.address for code in codes)}"


def _username(written: str) -> str:
    name = written.removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise BadPoster(f"--bot: {written} is no username of a bot")
    return name


def _unknown(slug: str, policy: Policy) -> str:
    near = get_close_matches(slug, policy.links, n=1)
    return f"--link: links.toml has no {slug}{f'; did you mean {near[0]}?' if near else ''}"


async def _asked(settings: Settings) -> str:
    """The bot's own username, from Telegram."""
    api = Api(settings.telegram.secret, settings.telegram.api_base_url)
    try:
        return Me.of(await api.call("getMe", {})).username
    finally:
        await api.close()
