"""What admins do: they see a ticket as far as they may, and route it."""

from __future__ import annotations

from bot.desk.cards import Cards
from bot.desk.changes import Act, Changes
from bot.desk.finding import Finding
from bot.desk.reading import Reading
from bot.desk.spots import Spot, admin_chat, spot_of
from bot.desk.telling import Telling
from bot.errors import Refused, Stale
from bot.notices import Notice, Said
from bot.persons import Person
from bot.regency import Regency
from bot.tickets.numbers import leading
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from storage import posts
from storage.models import Ticket
from storage.transaction import Transaction


class Routing:
    """Acts for admins; whether someone is one, the caller has asked."""

    def __init__(
        self,
        regency: Regency,
        tx: Transaction,
        cards: Cards,
        find: Finding,
        changes: Changes,
        telling: Telling,
    ) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards
        self._find = find
        self._changes = changes
        self._telling = telling

    async def show(self, chat: int, rest: str) -> Said:
        """The card as admins may see it."""
        number, _ = leading(rest)
        if not number:
            raise Refused("refused.usage.show")
        ticket = await self._find.numbered(number)
        return await self._cards.at(Spot(chat, is_home=False), ticket, again=True)

    async def assign(self, admin: Person, chat: int, rest: str) -> Said:
        """A number, then an OPD by its code, name or alias. Raises Refused."""
        number, called = leading(rest)
        if not number or not called:
            raise Refused("refused.usage.assign")
        ticket = await self._find.numbered(number)
        act = self._act(admin, ticket, called)
        self._changes.check(ticket, act)
        before = await spot_of(self._regency, self._tx, ticket)
        ticket.opd = act.about["opd"] if act.about else ticket.opd
        await self._changes.make(ticket, act)
        told = await self._telling.of(ticket, act)
        return (*await self._left(before, ticket), *told, self._done(chat, ticket))

    def _act(self, admin: Person, ticket: Ticket, called: str) -> Act:
        """Where it goes. What accuses an official goes to nobody but the overseer."""
        policy = self._regency.policy
        opd = policy.find_opd(called)
        if opd is None:
            raise Refused("refused.no_opd", opd=called)
        if ticket.oversight and opd != policy.overseer:
            raise Refused("refused.oversight_stays", opd=policy.overseer.name)
        if ticket.sensitive and opd.code not in policy.keepers(ticket.category):
            raise Refused("refused.sensitive_stays", opds=", ".join(sorted(policy.keepers(ticket.category))))
        if ticket.status == Status.ASSIGNED and ticket.opd == opd.code:
            raise Stale("refused.already_there", opd=opd.name)
        return Act(Verb.ASSIGN, Role.ADMIN, admin.id, about={"opd": opd.code, "from": ticket.opd})

    async def _left(self, before: Spot | None, ticket: Ticket) -> list[Notice]:
        """The cards that stand where the ticket was: in the group before, and in the admins' chat."""
        after = await spot_of(self._regency, self._tx, ticket)
        admins = await admin_chat(self._regency, self._tx)
        told = []
        if before and before.is_home and before != after:
            told.append(self._cards.moved_on(before.chat, ticket))
        if admins is not None and (after is None or after.chat != admins):
            shown = await posts.cards(self._tx, [(ticket.id, self._tx.seal.lane(admins))])
            told += [await self._cards.card(Spot(admins, is_home=False), ticket)] if shown else []
        return told

    def _done(self, chat: int, ticket: Ticket) -> Notice:
        reads = Reading(self._regency, self._regency.texts.main)
        about = {"number": reads.number(ticket), "opd": reads.opd(ticket)}
        return Notice(chat, reads.words("desk.done.assign", **about))
