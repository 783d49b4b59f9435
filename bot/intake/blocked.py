"""What a blocked resident can do in private: hear why, object once a day, and answer what they were asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.desk import Desk
from bot.desk.admin.blocking import appeals
from bot.errors import Refused
from bot.files import File
from bot.intake import talks
from bot.intake.sent import Sent
from bot.intake.visit import Visit, visit
from bot.notices import Notice, Said
from bot.persons import Person
from bot.regency import Regency
from bot.sanitise import clean
from bot.tickets.verbs import Verb
from storage import residents
from storage.transaction import Transaction

_WAITS: Final = timedelta(days=1)
"""How long the next words are the objection they announced."""


class Blocked:
    """Nothing of theirs is kept but answers and objections, and they are told so each time."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    async def told(self, person: Person) -> Said:
        """That they are blocked, and how to object."""
        return (self._told(await self._visit(person)),)

    async def asks(self, person: Person) -> Said:
        """**Ajukan keberatan**: what they write next is their objection."""
        at = await self._visit(person)
        residents.expect(
            self._tx, at.resident, at.resident.blocked_for or 0, Verb.APPEAL, self._tx.now + _WAITS
        )
        return (self._asked(at),)

    async def hear(self, person: Person, sent: Sent, file: File | None) -> Said:
        """Their objection, an answer to one of our messages, or neither."""
        text, at = clean(sent.text), await self._visit(person)
        if sent.answers is None and self._objects(at):
            return await self._appeal(at, text) if text else (self._asked(at),)
        answered = await talks.answer(at, sent, text, file)
        return (self._told(at),) if answered is None else answered

    async def _appeal(self, at: Visit, text: str) -> Said:
        residents.expect_nothing(self._tx, at.resident)
        try:
            said = await Desk(self._regency, self._tx).admins.blocking.appeal(at.resident, text)
        except Refused as refused:
            return (Notice(at.person.id, at.words(refused.key)),)
        return (*said, Notice(at.person.id, at.words("intake.blocked.appealed")))

    def _objects(self, at: Visit) -> bool:
        until = at.resident.answering_until
        return at.resident.awaits == Verb.APPEAL and until is not None and self._tx.now < until

    def _asked(self, at: Visit) -> Notice:
        return Notice(at.person.id, at.words("intake.blocked.asks"), key=f"appeal:{at.resident.id}")

    def _told(self, at: Visit) -> Notice:
        """To each message anew, but one at a time."""
        key = f"blocked:{at.resident.id}"
        return Notice(at.person.id, at.words("intake.blocked.told"), appeals(at.words), key=key)

    async def _visit(self, person: Person) -> Visit:
        return await visit(self._regency, self._tx, person)
