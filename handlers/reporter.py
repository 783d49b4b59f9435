"""What a resident presses about their own ticket: truly done, or not."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.buttons import ReporterPress
from bot.desk import Desk
from bot.notices import Said, Toast
from bot.persons import Person
from bot.texts import Words
from handlers.filters import InPrivate, Pressed

router = Router(name="reporter")
router.callback_query.filter(InPrivate())


@router.callback_query(Pressed(ReporterPress))
async def judge(query: CallbackQuery, press: ReporterPress, desk: Desk, person: Person, words: Words) -> Said:
    said = await desk.judge(person, press.verb, press.ticket, press.version)
    return (*said, Toast(query.id, words.plain(f"news.toast.{press.verb}")))
