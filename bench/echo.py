"""The yardstick: a bare aiogram bot as its manual shows it, one message in, the same text out.

With ``tuned`` behind the address it is the quickest that aiogram can be without changing its code.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "")


def tune() -> list[Any]:
    """Keep the collector off aiogram's models, and keep the one that each answer would be built anew for."""
    kept = [Response[Message]]
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return kept


async def main(token: str, server: str, *tuned: str) -> None:
    """Poll until SIGTERM."""
    kept = tune() if tuned else []
    session = AiohttpSession(api=TelegramAPIServer.from_base(server))
    await dispatcher.start_polling(Bot(token, session=session))
    kept.clear()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
