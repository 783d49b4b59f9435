"""Two tickets about the same: one goes on, and the reporter of the other hears of it."""

from __future__ import annotations

from bot.desk.admin.doing import Doing
from bot.desk.reading import is_restricted
from bot.errors import Refused
from bot.notices import Said
from bot.people import Admin
from bot.tickets.numbers import leading
from bot.tickets.verbs import Verb
from storage import followers, tickets
from storage.models import Ticket


class Merging:
    """Merges a duplicate into the ticket that goes on; never a row of them."""

    def __init__(self, doing: Doing) -> None:
        self._doing = doing

    async def command(self, admin: Admin, rest: str) -> Said:
        """Two numbers: the first is merged into the second. Raises Refused."""
        first, rest = leading(rest)
        second, more = leading(rest)
        if not first or not second or more:
            raise Refused("refused.usage.merge")
        find = self._doing.find
        return await self._merge(admin, await find.numbered(first), await find.numbered(second))

    async def _merge(self, admin: Admin, double: Ticket, main: Ticket) -> Said:
        await self._may_be_merged(double, main)
        reads, doing = self._doing.reads, self._doing
        merge = doing.act(admin, Verb.MERGE, into=main.id)
        absorb = doing.act(admin, Verb.ABSORB, of=double.id)
        doing.changes.check(double, merge)
        doing.changes.check(main, absorb)
        await self._follows(double, main)
        gone = await doing.do(double, merge, into=reads.number(main))
        await doing.changes.make(main, absorb)
        return (*gone, *await doing.telling.of(main, absorb))

    async def _may_be_merged(self, double: Ticket, main: Ticket) -> None:
        if double.id == main.id:
            raise Refused("refused.merged_into_itself")
        if await tickets.has_merged(self._doing.tx, double.id):
            raise Refused("refused.merged_in_a_row", number=self._doing.reads.number(double))
        if (is_restricted(double) or is_restricted(main)) and _kept_by(double) != _kept_by(main):
            raise Refused("refused.merged_apart")

    async def _follows(self, double: Ticket, main: Ticket) -> None:
        """Whoever heard of the duplicate hears of the other from now on."""
        told = [(double.resident_id, double.language)]
        told += [(one.resident_id, one.language) for one in await followers.of(self._doing.tx, double.id)]
        for resident, language in told:
            if resident is not None and resident != main.resident_id:
                await followers.join(self._doing.tx, main.id, resident, language, merged_from=double.id)


def _kept_by(ticket: Ticket) -> tuple[str, bool, bool]:
    """Who may read it, and why nobody else."""
    return (ticket.opd, ticket.oversight, ticket.sensitive)
