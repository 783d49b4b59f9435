"""Where a ticket goes: to one OPD, and to others that help it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.admin.calling import office
from bot.desk.admin.choosing import Choosing
from bot.desk.admin.doing import Doing
from bot.desk.reading import is_restricted
from bot.desk.spots import spots_of
from bot.errors import Refused, Stale
from bot.notices import Notice, Said
from bot.people import Admin
from bot.policy.records import Opd
from bot.tickets.status import HELD, Status
from bot.tickets.verbs import Verb
from storage import groups, supports
from storage.models import Ticket


class Assigning:
    """Assigns by command and by button; what only its OPD may read goes to who may read it."""

    def __init__(self, doing: Doing, choosing: Choosing) -> None:
        self._doing = doing
        self._choosing = choosing
        self._policy = doing.regency.policy

    async def command(self, admin: Admin, rest: str) -> Said:
        """A number, then an OPD by code, name or alias; after a plus, those that help. Raises Refused."""
        ticket, called = await self._doing.read(Verb.ASSIGN, rest)
        if not called:
            return (await self._choosing.offered(admin, ticket, Verb.ASSIGN),)
        number = self._doing.reads.number(ticket)
        opd, *helpers = [office(self._policy, name, number) for name in called.split("+")]
        return await self.to(admin, ticket, opd, helpers)

    async def chosen(self, admin: Admin, ticket: Ticket, code: str) -> Said:
        """To the OPD of a button. Raises Refused."""
        return await self.to(admin, ticket, office(self._policy, code))

    async def to(self, admin: Admin, ticket: Ticket, opd: Opd, helpers: Sequence[Opd] = ()) -> Said:
        """To this OPD, and to these for help; all of it or nothing. Raises Refused."""
        self._may_go(ticket, opd)
        new = await self._new_helpers(ticket, opd, helpers)
        stays = ticket.opd == opd.code and ticket.status in HELD
        if stays and not new and (helpers or ticket.status == Status.ASSIGNED):
            raise Stale("refused.already_there", opd=opd.name)
        said = [] if stays and new else [*await self._moved(admin, ticket, opd)]
        for helper in new:
            said += await self._helped(admin, ticket, helper)
        return tuple(said)

    def _may_go(self, ticket: Ticket, opd: Opd) -> None:
        """What accuses an official goes to the overseer alone; no refusal tells what a ticket is about."""
        strays = ticket.oversight and opd != self._policy.overseer
        if strays or (ticket.sensitive and opd.code not in self._policy.keepers(ticket.category)):
            raise Refused("refused.restricted_stays", opds=", ".join(sorted(self._policy.confidants)))

    async def _new_helpers(self, ticket: Ticket, opd: Opd, helpers: Sequence[Opd]) -> list[Opd]:
        if helpers and is_restricted(ticket):
            raise Refused("refused.not_shared", number=self._doing.reads.number(ticket))
        known = {opd.code, *await supports.of(self._doing.tx, ticket.id)}
        return [helper for helper in dict.fromkeys(helpers) if helper.code not in known]

    async def _moved(self, admin: Admin, ticket: Ticket, opd: Opd) -> Said:
        act = self._doing.act(admin, Verb.ASSIGN, **{"opd": opd.code, "from": ticket.opd})
        self._doing.changes.check(ticket, act)
        await supports.drop(self._doing.tx, ticket.id, opd.code)
        return await self._doing.do(ticket, act)

    async def _helped(self, admin: Admin, ticket: Ticket, helper: Opd) -> Said:
        """Its group gets the card with all that belongs to it, and what it is asked for."""
        doing = self._doing
        await supports.add(doing.tx, ticket.id, helper.code)
        said = await doing.do(ticket, doing.act(admin, Verb.SUPPORT, opd=helper.code), helper=helper.name)
        group = await groups.of(doing.tx, helper.code)
        if group is None or not group.shows:
            return (*said, Notice(admin.chat, doing.words("admin.helper_unreachable", opd=helper.name)))
        spots = await spots_of(doing.regency, doing.tx, ticket)
        spot = next((one for one in spots if one.helps and one.chat == group.chat_id), None)
        if spot is None:
            return said
        edited = f"card:{ticket.id}:{spot.chat}"
        own = [one for one in said if not (isinstance(one, Notice) and one.key == edited)]
        asked = doing.words("admin.help_asked", **doing.reads.about(ticket))
        whole = await doing.cards.at(spot, ticket, again=True)
        return (*own, *whole, doing.cards.under(spot.chat, ticket, asked))
