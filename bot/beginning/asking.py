"""Asks one question after another: what cannot be is said and asked again, what a flag said is not asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

import typer

from bot.errors import AduanError, BadToken
from bot.telegram import Api, Me

T = TypeVar("T")

_PATIENCE: Final = 10.0
"""Seconds for Telegram to say whom a token belongs to."""


class BadFlag(Exception):
    """What a flag said cannot be; ``str()`` is the sentence."""


class Interview:
    """``is_silent``: nobody is there to answer, so what no flag said keeps its default."""

    def __init__(self, *, is_silent: bool) -> None:
        self.is_silent = is_silent

    def ask(
        self,
        question: str,
        name: str,
        given: Mapping[str, str | None],
        default: str,
        read: Callable[[str], T],
        *,
        hidden: bool = False,
    ) -> T:
        """The answer, as ``read`` understands it. Raises BadFlag where ``given`` says what cannot be."""
        flagged = given.get(name)
        if flagged is not None or self.is_silent:
            try:
                return read(default if flagged is None else flagged)
            except ValueError as error:
                raise BadFlag(f"{_flag(name)}: {error}") from None
        while True:
            said = typer.prompt(question, default=default, show_default=bool(default), hide_input=hidden)
            try:
                return read(said)
            except ValueError as error:
                typer.echo(f"  {error}")


def _flag(name: str) -> str:
    return name if name.isupper() else f"--{name.replace('_', '-')}"


def owner_of(token: str, server: str) -> str | None:
    """The bot's username, if Telegram answers. Raises ValueError for a token it does not know."""
    try:
        me = asyncio.run(_me(token, server))
    except BadToken:
        raise ValueError("Telegram does not know this token: copy it from @BotFather once more") from None
    except (AduanError, TimeoutError):
        typer.echo("  Telegram cannot be reached now, so the token was not tried.")
        return None
    typer.echo(f"  This is @{me.username}.")
    if not me.reads_all:
        typer.echo(
            "  Its privacy mode is on: in @BotFather, /setprivacy, Disable, or it misses replies in groups."
        )
    return me.username


async def _me(token: str, server: str) -> Me:
    api = Api(token, server)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await api.me()
    finally:
        await api.close()
