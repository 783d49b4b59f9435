"""What a resident presses about their own ticket: truly done or not, how well, and what they are sure of."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.buttons import RatePress, ReporterPress, SurePress
from bot.desk import Desk
from bot.notices import Said
from bot.persons import Person
from handlers.filters import InPrivate, Pressed

router = Router(name="reporter")
router.callback_query.filter(InPrivate())


@router.callback_query(Pressed(ReporterPress))
async def judge(query: CallbackQuery, press: ReporterPress, desk: Desk, person: Person) -> Said:
    return await desk.verdicts.pressed(person, press, query.id)


@router.callback_query(Pressed(SurePress))
async def sure(query: CallbackQuery, press: SurePress, desk: Desk, person: Person) -> Said:
    return await desk.verdicts.sure(person, press, query.id)


@router.callback_query(Pressed(RatePress))
async def rate(query: CallbackQuery, press: RatePress, desk: Desk, person: Person) -> Said:
    return await desk.verdicts.rate(person, press, query.id)
