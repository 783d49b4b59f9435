"""What admins say about free days."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import Message

from bot.days import Days
from bot.notices import Said
from bot.people import People
from bot.persons import Person
from handlers.admin import admin_of
from handlers.filters import Command, Instruction, IsCommand

router = Router(name="days")
router.message.filter(IsCommand())


@router.message(Command("libur"))
async def libur(message: Message, command: Instruction, days: Days, people: People, person: Person) -> Said:
    return await days.command(await admin_of(message, people, person), command.rest)
