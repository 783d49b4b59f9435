"""All that admins do, by what they do it with: a command, a button, or the passing of a week."""

from __future__ import annotations

from bot.buttons import RulingPress
from bot.desk.admin.assigning import Assigning
from bot.desk.admin.auditing import Auditing
from bot.desk.admin.binding import Binding
from bot.desk.admin.blocking import Blocking
from bot.desk.admin.choosing import Choosing
from bot.desk.admin.doing import Doing
from bot.desk.admin.merging import Merging
from bot.desk.admin.numbering import Numbering
from bot.desk.admin.petitioning import Petitioning
from bot.desk.admin.putting_away import PuttingAway
from bot.desk.admin.registering import Registering
from bot.desk.admin.revealing import Revealing
from bot.desk.bindings import Bindings
from bot.desk.spots import Spot
from bot.errors import Refused, Stale
from bot.notices import Said, Toast, sooner, used
from bot.people import Admin
from bot.tickets.numbers import leading
from bot.tickets.verbs import ROUTES, Verb
from storage import posts


class Admins:
    """One service for each thing; whether someone is an admin, the caller has asked (``People.admin``)."""

    def __init__(self, doing: Doing, bindings: Bindings) -> None:
        self._doing = doing
        self.choosing = Choosing(doing)
        self.assigning = Assigning(doing, self.choosing)
        self.putting_away = PuttingAway(doing, self.choosing)
        self.merging = Merging(doing)
        self.numbering = Numbering(doing)
        self.blocking = Blocking(doing)
        self.binding = Binding(doing, bindings)
        self.registering = Registering(doing)
        self.auditing = Auditing(doing)
        self.petitioning = Petitioning(doing)
        self.revealing = Revealing(doing)

    async def show(self, admin: Admin, rest: str) -> Said:
        """The card as admins may see it. Raises Refused."""
        number, _ = leading(rest)
        if not number:
            raise Refused("refused.usage.show")
        ticket = await self._doing.find.numbered(number)
        return sooner(await self._doing.cards.at(Spot(admin.chat, is_home=False), ticket, again=True))

    async def pressed(self, admin: Admin, press: RulingPress, query: str, message: int | None = None) -> Said:
        """A button of a message that does a verb with a value. Raises Refused."""
        if press.verb == Verb.UNBLOCK:  # whatever became of the ticket since
            said = await self.blocking.lift(admin, await self._doing.find.known(press.ticket))
            return (*said, *used(admin.chat, message), Toast(query))
        ticket = await self._doing.pressed(admin, press)
        if press.verb not in ROUTES:
            raise Stale("refused.not_now")
        if press.verb == Verb.ASSIGN:
            said = await self.assigning.chosen(admin, ticket, press.value)
        else:
            said = await self.putting_away.chosen(admin, ticket, Verb(press.verb), press.value)
        offered = message and await posts.at(self._doing.tx, admin.chat, message) is None
        return (*said, *(used(admin.chat, message) if offered else ()), Toast(query))
